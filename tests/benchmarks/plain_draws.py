"""Checks the ladder on `nato` against plain random draws: every share within three standard errors.

    python tests/benchmarks/plain_draws.py [DRAWS]

Draws, ten million by default, come from numpy's own generator, and the arithmetic is written out from the
definitions alone: nothing of the ensemble is used. It takes half an hour, so it is no test of every day. Of
a hundred figures some lie beyond three standard errors by chance: sixteen scrambles give errors that follow
Student's t with 15 degrees of freedom, of which 0.9 % lie beyond three, one in 1,900 beyond 4.4 and one in
6,300 beyond five. The exit code is 1 when more than two in a hundred lie beyond three, or any beyond six.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.scores import score_array, score_shifts
from dilemma.analysis.uncertainty.acceptability import estimate_rank_acceptability
from dilemma.analysis.uncertainty.from_scenario import unknowns_of_scenario
from dilemma.api.assess import load
from dilemma.api.viewpoints import find_profile
from dilemma.scenario.edits.apply import apply_edits, make_edits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from dilemma.analysis.results.sensitivity import Rung
    from dilemma.scenario.model import Scenario

    Floats = NDArray[np.float64]

DRAWS = 10_000_000
CHUNK = 10_000
RUNGS = ("ranges", "order", "open")
BAD = 0.02  # share of figures that may lie beyond three standard errors
FAR = 6.0  # standard errors beyond which none may lie


class Plain:
    """One rung by plain draws: first ranks, and sums and squares of the winners' weights."""

    def __init__(self, options: int, criteria: int) -> None:
        self.ranks = np.zeros((options, options))
        self.sums = np.zeros((options, criteria))
        self.squares = np.zeros((options, criteria))

    def add(self, scores: Floats, weights: Floats) -> None:
        """Counts a chunk of scores [sample, option, criterion] and weights [sample, criterion]."""
        values = np.einsum("noc,nc->no", scores, weights)
        order = np.argsort(-values, axis=1)
        for option in range(len(self.ranks)):
            self.ranks[option] += (order == option).sum(axis=0)
            own = weights[order[:, 0] == option]
            self.sums[option] += own.sum(axis=0)
            self.squares[option] += (own**2).sum(axis=0)

    def off(self, rung: Rung) -> Iterator[float]:
        """By how many standard errors of both together each figure differs."""
        draws = self.ranks[0].sum()
        shares = self.ranks / draws
        noise = np.hypot(_grid(rung.rank_shares_se), np.sqrt(shares * (1 - shares) / draws))
        yield from (np.abs(_grid(rung.rank_shares) - shares) / noise).ravel().tolist()
        for option, place in zip(rung.rank_shares, range(len(shares)), strict=True):
            if option in rung.central_weights:
                count = self.ranks[place, 0]
                mean = self.sums[place] / count
                plain = np.sqrt((self.squares[place] / count - mean**2) / count)
                se = np.array(list(rung.central_weights_se[option].values()))
                found = np.array(list(rung.central_weights[option].values()))
                yield from (np.abs(found - mean) / np.hypot(se, plain)).tolist()


def _grid(rows: object) -> Floats:
    return np.array(list(rows.values()))  # type: ignore[attr-defined]  # a mapping of tuples


def main() -> int:
    """Draws, compares, prints one line a rung; 1 when the ladder is off."""
    draws = int(float(sys.argv[1])) if len(sys.argv) > 1 else DRAWS
    found = load("nato")
    scenario = apply_edits(found.scenario, make_edits(find_profile(None, found), (), None))
    ladder = estimate_rank_acceptability(unknowns_of_scenario(scenario), samples=2**18)
    worst = []
    for name, plain in drawn(scenario, draws).items():
        off = np.array(list(plain.off(ladder.level(name))))
        beyond = (off > 3).mean()
        figures = f"{len(off)} figures, worst {off.max():.1f} standard errors, {beyond:.1%} beyond three"
        sys.stdout.write(f"{name}: {figures}\n")
        worst.append((beyond, off.max()))
    beyond, far = np.array(worst).T
    return int(beyond.mean() > BAD or far.max() > FAR)


def drawn(scenario: Scenario, draws: int) -> dict[str, Plain]:
    """The three rungs by plain draws."""
    stated, added = score_array(scenario), score_shifts(scenario)
    cells = stated.shifted(added)
    cells[..., 1] = stated.modes_shifted(added)
    options, criteria, futures, _ = cells.shape
    given = scenario.weights.points if scenario.weights else {}
    points = np.array([given[leaf.id].central for leaf in scenario.leaves])
    asked = np.array([future.chance.parameters for future in scenario.futures if future.chance]).T
    generator = np.random.default_rng(20241124)
    plain = {name: Plain(options, criteria) for name in RUNGS}
    for _ in range(draws // CHUNK):
        scores = triangular(generator.random((CHUNK, options, criteria, 1)), cells)
        low, mode, high = asked[:, :, None]
        first, second, third = generator.triangular(low, mode, high, (len(low), CHUNK))
        rest = (1 - first) * (1 - second)
        chances = np.stack([first, (1 - first) * second, rest * third, rest * (1 - third)])
        stated = np.einsum("nocf,fn->noc", scores, chances)
        ranged = points * generator.uniform(0.5, 1.5, (CHUNK, criteria))
        plain["ranges"].add(stated, ranged / ranged.sum(axis=1, keepdims=True))
        plain["order"].add(stated, in_order(generator, points))
        anything = generator.dirichlet(np.ones(futures), CHUNK)
        free = generator.dirichlet(np.ones(criteria), CHUNK)
        plain["open"].add(np.einsum("nocf,nf->noc", scores, anything), free)
    return plain


def triangular(u: Floats, cells: Floats) -> Floats:
    """Triangular scores [sample, option, criterion, future] at u, one for a row."""
    low, mode, high = np.moveaxis(cells, -1, 0)
    rising = low + np.sqrt(u * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.asarray(np.where(u < (mode - low) / (high - low), rising, falling))


def in_order(generator: np.random.Generator, points: Floats) -> Floats:
    """Flat draws sorted into the order of the points, those that tie shuffled."""
    weights = -np.sort(-generator.dirichlet(np.ones(len(points)), CHUNK), axis=1)
    keys = points + 1e-6 * generator.random((CHUNK, len(points)))
    return np.take_along_axis(weights, np.argsort(np.argsort(-keys, axis=1), axis=1), axis=1)


if __name__ == "__main__":
    sys.exit(main())
