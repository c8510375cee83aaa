"""How firmly each choice belongs to the best portfolio: in how many of the cases thought possible it does.

A case draws every score, weight and chance within its stated range, as at the rung `ranges` of the ladder:
one draw for a row of scores, one for a chance that issues share, and one for weights stated alike. Each
unknown has a stream of its own, named after it, so that neither the order of the issues nor the presence of
another changes its draws.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from dilemma.analysis.central.table import table
from dilemma.analysis.stress.stated_unknowns import stated_unknowns
from dilemma.analysis.stress.weight_rays import within_ranges
from dilemma.scenario.model import Shift
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.portfolio.issues import Grid, Issue, States, Whole
    from dilemma.analysis.stress.unknowns import Outlooks
    from dilemma.scenario.model import Scenario

WORK = 2**24
"""Values of whole portfolios worked out at most: portfolios times samples."""

LEAST_SAMPLES = 256  # fewer say too little
MOST_STATES = 4096  # each is drawn by itself
CHUNK = 2**20  # values held at once


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """The sampled cases: `number` evenly spread numbers by the name of the unknown."""

    seed: int
    count: int

    def number(self, name: str) -> Floats:
        """The draws of one unknown, [sample], the same whenever it is asked for."""
        key = np.random.SeedSequence(self.seed, spawn_key=(crc32(name.encode()),))
        return np.random.Generator(np.random.PCG64(key)).random(self.count)

    def numbers(self, names: Sequence[str]) -> Floats:
        """The draws of several unknowns, [unknown, sample]."""
        drawn = [self.number(name) for name in names]
        return np.stack(drawn) if drawn else np.empty((0, self.count))


def first_shares(
    grid: Grid, states: Sequence[States], feasible: Whole, *, samples: int, seed: int
) -> tuple[Floats, int] | None:
    """The share of sampled cases in which each feasible portfolio is the best, ties shared.

    Returns:
        Shares [feasible portfolio] and how many cases; None where there are too many portfolios.
    """
    count = min(samples, WORK // len(feasible))
    if count < LEAST_SAMPLES or max(len(each.option) for each in states) > MOST_STATES:
        return None
    draws = Draws(seed, count)
    every = [
        (each.of[feasible], sampled)
        for each, sampled in zip(states, _sampled(grid.issues, states, draws), strict=True)
    ]
    total = np.zeros(len(feasible))
    step = max(1, CHUNK // len(feasible))
    for start in range(0, count, step):
        value = np.zeros((len(feasible), min(step, count - start)))
        for of, sampled in every:
            value += sampled[of, start : start + step]
        leads = value >= value.max(axis=0) - TIE
        total += (leads / leads.sum(axis=0)).sum(axis=1)
    return total / count, count


def core_index(shares: Floats, taken: Whole, options: int) -> Floats:
    """The share of cases in which the best portfolio takes each option of an issue, [option].

    Args:
        shares: share of cases in which each portfolio is best, [portfolio].
        taken: the place of its option there, [portfolio].
        options: how many options there are.
    """
    return np.asarray(np.bincount(taken, weights=shares, minlength=options))


def _sampled(issues: Sequence[Issue], states: Sequence[States], draws: Draws) -> Iterator[Floats]:
    """The value of each issue in each of its states, [state, sample]."""
    scenarios = [issue.scenario for issue in issues]
    for scenario, each in zip(scenarios, states, strict=True):
        alike = [other for other in scenarios if _same_weights(other, scenario)]
        weights = _weights(min(alike, key=lambda other: other.id), draws)
        probabilities = _probabilities(scenario.id, stated_unknowns(scenario).outlooks, draws)
        yield _values(scenario, each, weights, probabilities, draws)


def _same_weights(one: Scenario, other: Scenario) -> bool:
    """Whether two issues weigh the same criteria by the same statement, which is then one unknown."""
    leaves = [[leaf.id for leaf in scenario.leaves] for scenario in (one, other)]
    return leaves[0] == leaves[1] and one.weights == other.weights


def _weights(scenario: Scenario, draws: Draws) -> Floats:
    """Weights within their ranges, [criterion, sample]."""
    rays = within_ranges(stated_unknowns(scenario))
    name = f"weights.{scenario.id}"
    numbers = draws.numbers([f"{name}.{place}" for place in range(rays.coordinates)])
    return rays(numbers).at(draws.number(f"{name}.along"))


def _probabilities(scenario: str, outlooks: Outlooks, draws: Draws) -> Floats:
    """Probabilities with the chances in their ranges, [future, sample]; a shared chance is drawn once."""
    names = [
        f"shared.{name}" if name else f"{scenario}.chance.{place}"
        for place, name in enumerate(outlooks.shared)
    ]
    return outlooks.sampled(draws.numbers(names))


def _values(
    scenario: Scenario, states: States, weights: Floats, probabilities: Floats, draws: Draws
) -> Floats:
    """The value of an issue in each of its states, [state, sample], its edits on the ends of every range."""
    stated = table(scenario)
    found = np.empty((len(states.option), draws.count))
    rows = len(scenario.leaves)
    for state, (option, added) in enumerate(zip(states.option.tolist(), states.added, strict=True)):
        known = stated_unknowns(_moved(scenario, option, added), stated)
        scores = known.base[option * rows : (option + 1) * rows] @ probabilities
        for shape in known.shapes:
            if shape.row // rows == option:
                u = draws.number(f"{scenario.id}.{known.row_name(shape.row)}")
                scores[shape.row % rows] += (shape.widths @ probabilities) * shape.draw(u)
        found[state] = np.einsum("cs,cs->s", scores, weights)
    return found


def _moved(scenario: Scenario, option: int, added: Floats) -> Scenario:
    """The scenario with value points added to one option, [criterion, future]."""
    name = list(scenario.options)[option]
    moves = tuple(
        Shift(leaf.id, float(points), name, future.id)
        for leaf, row in zip(scenario.leaves, added, strict=True)
        for future, points in zip(scenario.futures, row, strict=True)
        if points
    )
    return replace(scenario, shifts=(*scenario.shifts, *moves))
