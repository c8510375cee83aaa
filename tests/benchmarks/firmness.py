"""Prints what the stress test costs and how exact it is, as ratios within one run.

    python tests/benchmarks/firmness.py [ROUNDS | growth]

The yardstick is the straightforward numpy program for a million draws of uniform weights: exponentials,
normalise, product, sort, count, and the weights of the winners. Against it stand the exact shares of point
scores, the ladder's last rung with uncertain scores, and a plain run of our own kernel; then `nato` as
`assess` runs it, the error of its shares against a long run of another seed, how often two standard errors
cover the difference, and how the cost grows: its small sizes, or with `growth` all of them. Processor time,
the least of some rounds, one thread. `docs/hardening.md` has these figures beside those of an earlier build.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import resource
import sys
import time
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.simplex import simplex_shares
from dilemma.analysis.uncertainty import sobol
from dilemma.analysis.uncertainty.acceptability import _SAMPLED_LEVELS, estimate_rank_acceptability
from dilemma.analysis.uncertainty.from_scenario import unknowns_of_scenario
from dilemma.analysis.uncertainty.inputs import (
    FutureProbabilities,
    InputDistribution,
    Unknowns,
    Weighing,
    build_unknowns,
)
from dilemma.analysis.uncertainty.rank_tallies import tally_points
from dilemma.analysis.uncertainty.sampling import keep_freed_memory
from dilemma.analysis.uncertainty.value_of_information import judgement_information
from dilemma.analysis.uncertainty.weight_space import flat_simplex_draws
from dilemma.api.assess import load
from dilemma.api.viewpoints import find_profile
from dilemma.scenario.distributions import Triangular
from dilemma.scenario.edits.apply import apply_edits, make_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from dilemma.analysis.results.sensitivity import LevelName

    Floats = NDArray[np.float64]

ROUNDS = 5
DRAWS = 1_000_000
HALF = 20.0  # half the width of an uncertain score, in value points
LONG = 2**21
SEEDS = 40
FRESH = count(SEEDS)
SAMPLES = (10_000, 100_000, 1_000_000, 10_000_000)
OPTIONS = (4, 10, 30, 100)
CRITERIA = (5, 10, 20, 40)
FUTURES = (1, 3, 6, 12)
MOST = 1_000_000_000  # options times samples: all of the table of growth, which takes a quarter of an hour


def straightforward(scores: Floats, generator: np.random.Generator, half: float = 0.0) -> Floats:
    """Rank shares of a million draws, written down as one would; all central weights too, thrown away."""
    weights = generator.standard_exponential((DRAWS, scores.shape[1]))
    weights /= weights.sum(axis=1, keepdims=True)
    if half:
        drawn = generator.triangular(scores - half, scores, scores + half, (DRAWS, *scores.shape))
        values = np.einsum("noc,nc->no", drawn, weights)
    else:
        values = weights @ scores.T
    order = np.argsort(-values, axis=1)
    for option in range(len(scores)):
        weights[order[:, 0] == option].sum(axis=0)
    return np.array([np.bincount(each, minlength=len(scores)) for each in order.T]).T / DRAWS


def plain(scores: Floats) -> Floats:
    """Rank shares of a million plain points by the program's own kernel, block by block."""
    total = np.zeros((len(scores), len(scores)))
    keep_freed_memory()
    for start in range(0, DRAWS, sobol._SOBOL_BLOCK):
        size = min(sobol._SOBOL_BLOCK, DRAWS - start)
        points = sobol.sobol_points(size, scores.shape[1] - 1, seed=1, scramble=0, start=start)
        weights = flat_simplex_draws(points.T, scores.shape[1])
        total += tally_points(scores @ weights, weights).ranks
    return total / DRAWS


def uncertain(scores: Floats, half: float) -> Unknowns:
    """Triangular scores around a table, in one future, the weights quite open."""
    options, criteria = scores.shape
    return build_unknowns(
        options=tuple(f"option{place}" for place in range(options)),
        criteria=tuple(f"criterion{place}" for place in range(criteria)),
        futures=("always",),
        distributions=[
            [InputDistribution(score, Triangular((score - half, score, score + half)))]
            for score in scores.ravel().tolist()
        ],
        weighing=Weighing(
            central=np.full(criteria, 1 / criteria), points=(), ranking=(tuple(range(criteria)),)
        ),
        future_probabilities=FutureProbabilities(central=np.ones(1), form="equal", pins={}),
    )


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The least processor time of some rounds, after one to warm up."""
    work()
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def say(text: str) -> None:
    """One line."""
    sys.stdout.write(f"{text}\n")


def rank_shares(table: Unknowns, samples: int, seed: int) -> Floats:
    """Rank shares at the last rung, [option, rank]."""
    found = estimate_rank_acceptability(table, samples=samples, seed=seed, levels=("open",))
    return np.array(list(found.level("open").rank_shares.values()))


def anew(table: Unknowns, *, samples: int = 2**14, rungs: Sequence[LevelName] = _SAMPLED_LEVELS) -> None:
    """A run with a seed of its own, so that nothing is left over from the one before."""
    estimate_rank_acceptability(table, samples=samples, seed=next(FRESH), levels=rungs)


def point_scores(rounds: int) -> None:
    """Four options by six criteria, each score a number."""
    generator = np.random.default_rng(1)
    scores = generator.uniform(0, 100, (4, 6))
    plain(scores)
    say(f"a plain run of {DRAWS:,} points: peak memory {peak():.0f} MB, numpy and the program included")
    yardstick = seconds(lambda: straightforward(scores, generator), rounds)
    exact = yardstick / seconds(lambda: simplex_shares(scores), rounds)
    say(f"point scores, exact shares and central weights: 1/{exact:.0f} of the time")
    say(f"point scores, a plain run: 1/{yardstick / seconds(lambda: plain(scores), rounds):.1f} of the time")


def peak() -> float:
    """The most memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def triangular_scores(rounds: int) -> None:
    """Four options by six criteria, each score a range with a most likely value."""
    generator = np.random.default_rng(1)
    scores = generator.uniform(0, 100, (4, 6))
    yardstick = seconds(lambda: straightforward(scores, generator, HALF), max(1, rounds // 2))
    table = uncertain(scores, HALF)
    truth = rank_shares(table, LONG, seed=9)
    say(f"triangular scores, {DRAWS} plain draws: error {plain_error(truth):.1e}")
    for samples in (2**14, 2**16, 3 * 2**15):
        errors = [rank_shares(table, samples, seed) - truth for seed in range(SEEDS // 4)]
        cost = seconds(partial(anew, table, samples=samples, rungs=("open",)), rounds)
        error = float(np.sqrt(np.mean(np.square(errors))))
        say(f"triangular scores, {samples} samples: 1/{yardstick / cost:.0f} of the time, error {error:.1e}")


def plain_error(shares: Floats) -> float:
    """The error of as many plain draws, root mean square over rank shares: their own spread."""
    return float(np.sqrt(np.mean(shares * (1 - shares)) / DRAWS))


def nato(rounds: int) -> None:
    """The real thing, at the samples `assess` uses."""
    found = load("nato")
    scenario = unknowns_of_scenario(
        apply_edits(found.scenario, make_edits(find_profile(None, found), (), None))
    )
    say(f"nato: all rungs {1000 * seconds(partial(anew, scenario), rounds):.0f} ms")
    say(
        f"nato: value of information {1000 * seconds(lambda: judgement_information(scenario), rounds):.0f} ms"
    )
    truth = estimate_rank_acceptability(scenario, samples=LONG, seed=9)
    runs = [estimate_rank_acceptability(scenario, seed=seed) for seed in range(SEEDS)]
    for rung in truth.ladder[1:]:
        mine = [run.level(rung.rung) for run in runs]
        shares = np.array(list(rung.first_rank_shares.values()))
        off = np.array([list(each.first_rank_shares.values()) for each in mine]) - shares
        said = np.array([list(each.first_rank_shares_se.values()) for each in mine])
        worst = float(np.sqrt((off**2).mean(axis=0)).max())
        covered = (abs(off) < 2 * said).mean()
        say(f"nato, {rung.rung}: worst error of a share {worst:.5f}; two errors cover {covered:.0%}")


def growth(most: int) -> None:
    """Processor time by samples and by size for all rungs, one run each; `most` options times samples."""
    say("how the cost grows, ten criteria, nanoseconds a sample and option: linear where they stay the same")
    say(" ".join(["options", *(f"{samples:>10,}" for samples in SAMPLES)]))
    for options in OPTIONS:
        table = sized(options, 10, 1)
        cells = [
            f"{1e9 * once(table, samples) / samples / options:10.0f}"
            if options * samples <= most
            else " " * 10
            for samples in SAMPLES
        ]
        say(" ".join([f"{options:7}", *cells]))
    say("ten options, 100,000 samples, nanoseconds a sample, option, criterion and future")
    say(" ".join(["criteria", *(f"{futures:>4} futures" for futures in FUTURES)]))
    for criteria in CRITERIA:
        each = [once(sized(10, criteria, futures), 100_000) / criteria / futures for futures in FUTURES]
        say(" ".join([f"{criteria:8}", *(f"{1e9 * seconds / 1_000_000:12.1f}" for seconds in each)]))


def once(table: Unknowns, samples: int) -> float:
    """The processor time of one run."""
    start = time.process_time()
    estimate_rank_acceptability(table, samples=samples)
    return time.process_time() - start


def sized(options: int, criteria: int, futures: int) -> Unknowns:
    """Triangular scores, each future with a range of its own."""
    generator = np.random.default_rng(2)
    middle = generator.uniform(30, 70, (options * criteria, futures))
    low, high = (middle + sign * generator.uniform(5, HALF, middle.shape) for sign in (-1, 1))
    corners = np.stack([low, middle, high], axis=-1).tolist()
    return build_unknowns(
        options=tuple(f"option{place}" for place in range(options)),
        criteria=tuple(f"criterion{place}" for place in range(criteria)),
        futures=tuple(f"future{place}" for place in range(futures)),
        distributions=[
            [InputDistribution(cell[1], Triangular(tuple(cell))) for cell in row] for row in corners
        ],
        weighing=Weighing(
            central=np.full(criteria, 1 / criteria), points=(), ranking=(tuple(range(criteria)),)
        ),
        future_probabilities=FutureProbabilities(
            central=np.full(futures, 1 / futures), form="equal", pins={}
        ),
    )


def main() -> int:
    """Prints everything."""
    if sys.argv[1:2] == ["growth"]:
        growth(MOST)
        return 0
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    point_scores(rounds)
    triangular_scores(rounds)
    nato(rounds)
    growth(MOST // 100)
    return 0


if __name__ == "__main__":
    sys.exit(main())
