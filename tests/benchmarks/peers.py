"""Times the program against the libraries of its field: ranks of four options under any weights at all.

    python tests/benchmarks/peers.py [PEER ...]

Each peer gets an environment of its own, thrown away afterwards; one that does not install or run is skipped
with the reason. The problem is the same for all: four options by six criteria, point scores, 10,000 and then
100,000 draws of uniform weights. Where a peer has no such analysis, its weighted sum is called in a loop over
the draws and its ranks are counted. Two peers have one for another model (VIKOR); theirs is timed as it is.

Printed are processor seconds, importing left out, as multiples of the straightforward numpy program and of
our own plain run at the same number of draws, all from this one run. The numpy program is timed in turns with
each peer, in the peer's own process and with its numpy (the version in brackets), so that other work on the
machine weighs on both alike. First-rank shares stand beside them: those of the additive models agree up to
sampling error; one that first divides each column by its largest number (pyDecision) ranks other scores. It
takes some minutes and is run by hand.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import inspect
import json
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.simplex import simplex_shares
from dilemma.analysis.uncertainty import sobol
from dilemma.analysis.uncertainty.rank_tallies import tally_points
from dilemma.analysis.uncertainty.sampling import keep_freed_memory
from dilemma.analysis.uncertainty.weight_space import flat_simplex_draws

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS = (10_000, 100_000)
OPTIONS, CRITERIA = 4, 6
ROUNDS = 5
PARTS = 5  # a peer's draws are dealt out in so many, the numpy program timed after each
INSTALL, RUN = 1200, 3600  # most seconds to wait

LOOP = """
def shares(scores, weights):
    count = np.zeros((4, 4))
    for each in weights:
        count[np.arange(4), np.asarray(ranks(scores, each), int) - 1] += 1
    return count[:, 0] / len(weights)
"""

# What each peer is asked, by the name under which it installs: `ranks` of one draw, or `shares` of them all.
PEERS = {
    "pymcdm": """
from pymcdm.helpers import rrankdata
from pymcdm.methods import WSM
def ranks(scores, weights):
    return rrankdata(WSM(lambda column, cost=False: column)(scores, weights, np.ones(6)))
""",
    "scikit-criteria": """
import skcriteria
from skcriteria.agg.simple import WeightedSumModel
def ranks(scores, weights):
    asked = skcriteria.mkdm(scores, objectives=[max] * 6, weights=weights)
    return WeightedSumModel().evaluate(asked).rank_
""",
    "mcda": """
from mcda import PerformanceTable
from mcda.mavt.aggregators import WeightedSum
from mcda.scales import QuantitativeScale
def ranks(scores, weights):
    scales = {place: QuantitativeScale(0, 100) for place in range(6)}
    values = WeightedSum(dict(enumerate(weights)))(PerformanceTable(scores, scales=scales))
    return (-values.data).rank()
""",
    "pyDecision": """
from pyDecision.algorithm import saw_method
def ranks(scores, weights):
    found = saw_method(scores, ["max"] * 6, list(weights), graph=False, verbose=False)
    return 1 + np.argsort(np.argsort(-np.asarray(found)[:, 1]))
""",
    "crispyn": """
from crispyn.mcda_methods import VIKOR_SMAA
def shares(scores, weights):
    return np.asarray(VIKOR_SMAA()(scores, weights, np.ones(6))[0])[:, 0]
""",
    "pyrepo-mcda": """
from pyrepo_mcda.mcda_methods import VIKOR_SMAA
def shares(scores, weights):
    return np.asarray(VIKOR_SMAA()(scores, weights, np.ones(6))[0])[:, 0]
""",
}

# One is exact and needs no draws: it is asked once for each part of them, five times in all.
PEERS["pysensmcda"] = """
from pysensmcda.smaa.exact_acceptability import exact_acceptability
def shares(scores, weights):
    found = exact_acceptability(scores, np.ones(6), scaling="none", weight_bounds=False)
    return np.asarray(found.acceptability)
"""

WORKER = """
import importlib.metadata, json, sys, time
import numpy as np
OPTIONS, CRITERIA, PARTS = {shape}
name, draws = sys.argv[1], int(sys.argv[2])
{numpy}
{peer}
def timed(work):
    start = time.process_time()
    found = work()
    return time.process_time() - start, found
scores = np.random.default_rng(1).uniform(0, 100, (OPTIONS, CRITERIA))
weights = np.random.default_rng(2).dirichlet(np.ones(CRITERIA), draws)
shares(scores, weights[:10]), straightforward(scores, draws)
took, yardstick, first = 0.0, 0.0, np.zeros(OPTIONS)
for part in np.array_split(weights, PARTS):
    own, found = timed(lambda: shares(scores, part))
    took, first = took + own, first + np.asarray(found) * len(part) / draws
    yardstick += timed(lambda: straightforward(scores, draws))[0] / PARTS
versions = [importlib.metadata.version(each) for each in (name, "numpy")]
print(json.dumps([*versions, took, yardstick, list(map(float, first))]))
"""


def straightforward(scores: Floats, draws: int) -> Floats:
    """First-rank shares as one would write it down: exponentials, normalise, product, sort, count."""
    weights = np.random.default_rng(2).standard_exponential((draws, CRITERIA))
    weights /= weights.sum(axis=1, keepdims=True)
    rank = np.argsort(np.argsort(-(weights @ scores.T), axis=1), axis=1)
    for option in range(OPTIONS):
        weights[rank[:, option] == 0].sum(axis=0)
    return np.array([np.bincount(each, minlength=OPTIONS)[0] for each in rank.T]) / draws


def plain(scores: Floats, draws: int) -> Floats:
    """First-rank shares of as many plain points by our own kernel."""
    total = np.zeros(OPTIONS)
    keep_freed_memory()
    for start in range(0, draws, sobol._SOBOL_BLOCK):
        size = min(sobol._SOBOL_BLOCK, draws - start)
        points = sobol.sobol_points(size, CRITERIA - 1, seed=1, scramble=0, start=start)
        weights = flat_simplex_draws(points.T, CRITERIA)
        total += tally_points(scores @ weights, weights).ranks[:, 0]
    return total / draws


def seconds(work: Callable[[Floats, int], Floats], scores: Floats, draws: int) -> float:
    """The least processor time of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work(scores, draws)
        best = min(best, time.process_time() - start)
    return best


def say(text: str) -> None:
    """One line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def told(command: list[str], limit: float) -> str:
    """What a command prints.

    Raises:
        RuntimeError: with the last line of its complaint where it fails or takes too long.
    """
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"took more than {limit:.0f} s") from None
    if done.returncode:
        raise RuntimeError((done.stderr.strip() or "no reason given").splitlines()[-1])
    return done.stdout


def environment(name: str, place: Path) -> str:
    """The interpreter of a new environment that holds a peer."""
    venv.create(place, with_pip=True)
    python = str(place / "bin" / "python")
    told([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", name], INSTALL)
    return python


def compared(name: str, yardsticks: dict[int, tuple[float, float]], place: Path) -> None:
    """Prints the lines of one peer, or why there are none."""
    code = "from __future__ import annotations\n" + WORKER.format(
        shape=(OPTIONS, CRITERIA, PARTS),
        numpy=inspect.getsource(straightforward),
        peer=PEERS[name] if "def shares" in PEERS[name] else PEERS[name] + LOOP,
    )
    try:
        python = environment(name, place)
        for draws, (numpy_time, own) in yardsticks.items():
            printed = told([python, "-c", code, name, str(draws)], RUN)
            version, numpy_version, took, numpy_there, shares = json.loads(printed.splitlines()[-1])
            own_there = own * numpy_there / numpy_time
            line(f"{name} {version} ({numpy_version})", draws, took, (numpy_there, own_there), shares)
    except RuntimeError as problem:
        say(f"{name}: SKIPPED, {problem}")


def line(name: str, draws: int, took: float, yardstick: tuple[float, float], shares: Iterable[float]) -> None:
    """One line of the table; the yardstick is the time of the numpy program and our own."""
    to_numpy, to_own = (took / each for each in yardstick)
    first = " ".join(f"{share:.3f}" for share in shares)
    say(f"{name:34} {draws:7} {took:9.4f} s {to_numpy:9.2f} {to_own:9.1f}   {first}")


def main() -> int:
    """Prints everything; 2 where a name is not that of a peer."""
    names = sys.argv[1:] or list(PEERS)
    if not set(names) <= set(PEERS):
        say(f"unknown peer; one of {', '.join(PEERS)}")
        return 2
    scores = np.random.default_rng(1).uniform(0, 100, (OPTIONS, CRITERIA))
    say(f"{'':34} {'draws':>7} {'seconds':>11} {'x numpy':>9} {'x ours':>9}   first-rank shares")
    yardsticks = {}
    for draws in DRAWS:
        numpy_time, own = (seconds(way, scores, draws) for way in (straightforward, plain))
        yardsticks[draws] = (numpy_time, own)
        line(f"numpy {np.__version__}", draws, numpy_time, yardsticks[draws], straightforward(scores, draws))
        line("dilemma, plain", draws, own, yardsticks[draws], plain(scores, draws))
    exact = simplex_shares(scores)
    if exact is not None:
        say(f"{'dilemma, exact shares':76} {' '.join(f'{share:.3f}' for share in exact.share)}")
    with tempfile.TemporaryDirectory() as place:
        for name in names:
            compared(name, yardsticks, Path(place) / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
