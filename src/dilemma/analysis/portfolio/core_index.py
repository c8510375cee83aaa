"""The robustness of each choice: in how many of the sampled cases the best portfolio contains it.

A case draws every score, weight and chance within its stated range, as at the robustness level `ranges`:
one draw for a row of scores, one for a chance that issues share, and one for weights stated alike. Each
unknown has a stream of its own, named after it, so that neither the order of the issues nor the presence of
another changes its draws.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from dilemma.analysis.central.table import score_array
from dilemma.analysis.stress.stated_unknowns import unknowns_of_scenario
from dilemma.analysis.stress.weight_rays import range_weights
from dilemma.scenario.model import Shift
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.portfolio.issues import Integers, Issue, IssueStates, PortfolioGrid
    from dilemma.analysis.stress.unknowns import FutureProbabilities
    from dilemma.scenario.model import Scenario

# Values of portfolios worked out at most, portfolios times samples: some seconds.
_MOST_VALUES = 2**24
_LEAST_SAMPLES = 256  # the standard error of a share is then at most 3.1 points of 100
_MOST_STATES = 4096  # each is sampled by itself
_CHUNK = 2**20  # values held in memory at once


@dataclass(frozen=True, slots=True, eq=False)
class _NamedDraws:
    """Uniform numbers from 0 to 1 for each unknown, by its name."""

    seed: int
    count: int

    def number(self, name: str) -> Floats:
        """Return the draws of one unknown, [sample], the same whenever it is asked for."""
        key = np.random.SeedSequence(self.seed, spawn_key=(crc32(name.encode()),))
        return np.random.Generator(np.random.PCG64(key)).random(self.count)

    def numbers(self, names: Sequence[str]) -> Floats:
        """Return the draws of several unknowns, [unknown, sample]."""
        draws = [self.number(name) for name in names]
        return np.stack(draws) if draws else np.empty((0, self.count))


def best_portfolio_shares(
    grid: PortfolioGrid, states: Sequence[IssueStates], feasible: Integers, *, samples: int, seed: int
) -> tuple[Floats, int] | None:
    """Return the share of sampled cases in which each feasible portfolio is the best, ties shared.

    Args:
        grid: all portfolios.
        states: of each issue.
        feasible: indices of the portfolios within the budget.
        samples: cases wanted; fewer are sampled where there are many portfolios.
        seed: of every draw.

    Returns:
        Shares [feasible portfolio] and how many cases; None where there are too many portfolios.
    """
    count = min(samples, _MOST_VALUES // len(feasible))
    if count < _LEAST_SAMPLES or max(len(issue_states.option) for issue_states in states) > _MOST_STATES:
        return None
    draws = _NamedDraws(seed, count)
    sampled_issues = [
        (issue_states.of[feasible], state_values)
        for issue_states, state_values in zip(states, _sample_issues(grid.issues, states, draws), strict=True)
    ]
    total = np.zeros(len(feasible))
    chunk = max(1, _CHUNK // len(feasible))
    for start in range(0, count, chunk):
        value = np.zeros((len(feasible), min(chunk, count - start)))
        for of, state_values in sampled_issues:
            value += state_values[of, start : start + chunk]
        is_best = value >= value.max(axis=0) - TIE
        total += (is_best / is_best.sum(axis=0)).sum(axis=1)
    return total / count, count


def core_index(shares: Floats, taken: Integers, options: int) -> Floats:
    """Return the share of cases in which the best portfolio takes each option of an issue, [option].

    Args:
        shares: share of cases in which each portfolio is best, [portfolio].
        taken: the index of its option there, [portfolio].
        options: how many options there are.
    """
    return np.asarray(np.bincount(taken, weights=shares, minlength=options))


def _sample_issues(
    issues: Sequence[Issue], states: Sequence[IssueStates], draws: _NamedDraws
) -> Iterator[Floats]:
    """Yield the values of each issue in each of its states, [state, sample]."""
    scenarios = [issue.scenario for issue in issues]
    for scenario, issue_states in zip(scenarios, states, strict=True):
        same_weights = [other for other in scenarios if _same_weights(other, scenario)]
        weights = _sample_weights(min(same_weights, key=lambda other: other.id), draws)
        probabilities = _sample_probabilities(
            scenario.id, unknowns_of_scenario(scenario).future_probabilities, draws
        )
        yield _sample_states(scenario, issue_states, weights, probabilities, draws)


def _same_weights(one: Scenario, other: Scenario) -> bool:
    """Tell whether two issues weigh the same criteria by the same statement, which is then one unknown."""
    criteria = [[criterion.id for criterion in scenario.leaves] for scenario in (one, other)]
    return criteria[0] == criteria[1] and one.weights == other.weights


def _sample_weights(scenario: Scenario, draws: _NamedDraws) -> Floats:
    """Return weights within their ranges, [criterion, sample]."""
    rays = range_weights(unknowns_of_scenario(scenario))
    name = f"weights.{scenario.id}"
    numbers = draws.numbers([f"{name}.{index}" for index in range(rays.coordinates)])
    return rays(numbers).weights_at(draws.number(f"{name}.along"))


def _sample_probabilities(
    scenario: str, future_probabilities: FutureProbabilities, draws: _NamedDraws
) -> Floats:
    """Return probabilities with the chances in their ranges, [future, sample].

    A shared chance is drawn once.
    """
    names = [
        f"shared.{name}" if name else f"{scenario}.chance.{index}"
        for index, name in enumerate(future_probabilities.shared)
    ]
    return future_probabilities.sample(draws.numbers(names))


def _sample_states(
    scenario: Scenario, states: IssueStates, weights: Floats, probabilities: Floats, draws: _NamedDraws
) -> Floats:
    """Return the values of an issue in each of its states, [state, sample].

    Its edits apply to the ends of every range.
    """
    scores = score_array(scenario)
    result = np.empty((len(states.option), draws.count))
    rows = len(scenario.leaves)
    for state, (option, points) in enumerate(zip(states.option.tolist(), states.added, strict=True)):
        unknowns = unknowns_of_scenario(_add_points(scenario, option, points), scores)
        expected = unknowns.base[option * rows : (option + 1) * rows] @ probabilities
        for shape in unknowns.shapes:
            if shape.row // rows == option:
                u = draws.number(f"{scenario.id}.{unknowns.row_name(shape.row)}")
                expected[shape.row % rows] += (shape.widths @ probabilities) * shape.draw(u)
        result[state] = np.einsum("cs,cs->s", expected, weights)
    return result


def _add_points(scenario: Scenario, option: int, points: Floats) -> Scenario:
    """Return the scenario with value points added to one option.

    Args:
        scenario: with its other edits.
        option: its index.
        points: [criterion, future].
    """
    name = list(scenario.options)[option]
    shifts = tuple(
        Shift(leaf.id, float(add), name, future.id)
        for leaf, row in zip(scenario.leaves, points, strict=True)
        for future, add in zip(scenario.futures, row, strict=True)
        if add
    )
    return replace(scenario, shifts=(*scenario.shifts, *shifts))
