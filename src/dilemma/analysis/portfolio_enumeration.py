"""The enumeration of every portfolio: which are best, within what budget, and how robust each choice is.

A choice is robust where the best portfolio contains it in most sampled cases. A case draws every score,
weight and chance within its stated range, as at the robustness level `ranges`: one draw for a row of scores,
one for a chance that issues share, and one for weights stated alike. Each unknown has a stream of its own,
named after it, so that neither the order of the issues nor the presence of another changes its draws.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from dilemma.analysis.core.decision import decide
from dilemma.analysis.core.scores import score_array
from dilemma.analysis.portfolio_issues import issue_values
from dilemma.analysis.results.portfolio import Apart, BudgetStep, CapitalResult, Fixed
from dilemma.analysis.uncertainty.from_scenario import unknowns_of_scenario
from dilemma.analysis.uncertainty.weight_space import range_weights
from dilemma.errors import NothingAffordable
from dilemma.records import dataclass
from dilemma.scenario.model import Shift
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.portfolio_issues import Integers, Issue, IssueStates, PortfolioGrid
    from dilemma.analysis.uncertainty.inputs import FutureProbabilities
    from dilemma.scenario.model import Scenario


@dataclass(frozen=True, slots=True, eq=False)
class Enumeration:
    """Every portfolio of a grid.

    Attributes:
        values: of each issue in each of its states, [state]. totals: summed over issues, [portfolio].
        costs: [portfolio], or None. affordable: whether the budget allows it, [portfolio].
        alone: each issue decided by itself, the others left aside.
    """

    grid: PortfolioGrid
    states: tuple[IssueStates, ...]
    values: tuple[Floats, ...]
    totals: Floats
    costs: Floats | None
    affordable: NDArray[np.bool_]
    alone: tuple[Decision, ...]

    def values_alone(self) -> list[Floats]:
        """Return, by issue, the value of each option that may be taken, the other issues left aside."""
        return [
            decision.value[issue.option_indices]
            for issue, decision in zip(self.grid.issues, self.alone, strict=True)
        ]

    def leaders(self) -> list[int]:
        """Return the indices of all best portfolios, ties included, in order."""
        totals = np.where(self.affordable, self.totals, -np.inf)
        return [int(index) for index in np.flatnonzero(totals >= totals.max() - TIE)]

    def runner_up(self, first: int) -> int | None:
        """Return the index of the best of the other portfolios; None where no other is affordable."""
        totals = np.where(self.affordable, self.totals, -np.inf)
        totals[first] = -np.inf
        index = best_index(totals)
        return None if totals[index] == -np.inf else index

    def fixes(self, first: int) -> Iterator[Fixed]:
        """Yield, for every option of every issue, the best portfolio that takes it."""
        best = self.grid.choice(first)
        totals = np.where(self.affordable, self.totals, -np.inf).reshape(self.grid.shape)
        portfolios = np.arange(self.grid.size).reshape(self.grid.shape)
        for axis, issue in enumerate(self.grid.issues):
            for index, option in enumerate(issue.options):
                portfolio_totals = totals.take(index, axis=axis).ravel()
                portfolio = int(portfolios.take(index, axis=axis).ravel()[best_index(portfolio_totals)])
                yield self._fixed(issue.scenario.id, option, portfolio, first, best)

    def _fixed(self, issue: str, option: str, portfolio: int, first: int, best: Mapping[str, str]) -> Fixed:
        """Return one portfolio with an option fixed, beside the best of all."""
        if not self.affordable[portfolio]:
            return Fixed(issue=issue, option=option, choice=None, total=None, loss=None, changed=())
        choice = self.grid.choice(portfolio)
        return Fixed(
            issue=issue,
            option=option,
            choice=choice,
            total=float(self.totals[portfolio]),
            loss=float(self.totals[first] - self.totals[portfolio]),
            changed=tuple(key for key in choice if key != issue and choice[key] != best[key]),
        )

    def apart(self, first: int) -> Apart:
        """Return what deciding issue by issue would come to, beside the best portfolio."""
        by_issue = self.values_alone()
        indices = [best_index(values) for values in by_issue]
        cell = int(np.ravel_multi_index(indices, self.grid.shape))
        return Apart(
            choice=self.grid.choice(cell),
            believed=float(np.sum([values[index] for values, index in zip(by_issue, indices, strict=True)])),
            total=float(self.totals[cell]),
            lost=float(self.totals[first] - self.totals[cell]),
            cost=None if self.costs is None else float(self.costs[cell]),
            within_budget=bool(self.affordable[cell]),
        )

    def same_stance(self) -> dict[str, float]:
        """Return the mean value where every issue takes the same stance, by stance."""
        stances = [[issue.scenario.stance(option) for option in issue.options] for issue in self.grid.issues]
        means: dict[str, float] = {}
        for stance in dict.fromkeys(stances[0]):
            if all(stance in offered for offered in stances):
                cell = np.ravel_multi_index([offered.index(stance) for offered in stances], self.grid.shape)
                if self.affordable[cell]:
                    means[stance] = float(self.totals[cell]) / len(stances)
        return means

    def capital(self, budget: float | None) -> CapitalResult:
        """Return the best total for every budget, and what one more unit would add."""
        steps = self._steps()
        limit = np.inf if budget is None else budget
        total_now = max(step.total for step in steps if step.capital <= limit + TIE)
        total_with_one_more = max(step.total for step in steps if step.capital <= limit + 1 + TIE)
        steps_beyond = (step for step in steps if step.capital > limit + TIE)
        return CapitalResult(
            budget=budget,
            one_more=total_with_one_more - total_now,
            next=next(steps_beyond, None),
            steps=tuple(steps),
        )

    def _steps(self) -> list[BudgetStep]:
        """Return the budgets at which the best total rises.

        Of equal costs the best counts, then only portfolios that are better.
        """
        if self.costs is None:
            raise ValueError("no costs are stated")
        by_cost = np.lexsort((np.arange(self.grid.size), -self.totals.round(9), self.costs.round(9)))
        totals = self.totals[by_cost]
        best_before = np.maximum.accumulate(np.concatenate([[-np.inf], totals[:-1]]))
        return [
            BudgetStep(
                capital=float(self.costs[portfolio]),
                total=float(self.totals[portfolio]),
                choice=self.grid.choice(int(portfolio)),
            )
            for portfolio in by_cost[totals > best_before + TIE]
        ]


def enumerate_portfolios(grid: PortfolioGrid, budget: float | None, *, costed: bool) -> Enumeration:
    """Enumerate every portfolio of a grid, within a budget if there is one.

    Args:
        grid: all portfolios.
        budget: political capital there is; None for no limit.
        costed: whether political capital is counted.

    Raises:
        NothingAffordable: no portfolio fits the budget.
    """
    states = tuple(grid.states(axis) for axis in range(len(grid.issues)))
    values_by_issue = tuple(
        issue_values(issue, issue_states) for issue, issue_states in zip(grid.issues, states, strict=True)
    )
    totals = np.zeros(grid.size)
    for issue_states, state_values in zip(states, values_by_issue, strict=True):
        totals += state_values[issue_states.of]
    costs = grid.costs() if costed else None
    affordable = np.ones(grid.size, bool)
    if costs is not None and budget is not None:
        affordable = costs <= budget + TIE
        if not affordable.any():
            raise NothingAffordable(budget, float(costs.min()))
    alone = tuple(decide(issue.scenario) for issue in grid.issues)
    return Enumeration(grid, states, values_by_issue, totals, costs, affordable, alone)


def best_index(numbers: Floats) -> int:
    """Return the index of the highest number, the first of those that tie."""
    return int(np.argmax(numbers >= numbers.max() - TIE))


# Values of portfolios worked out at most, portfolios times samples: some seconds.
_MOST_VALUES = 2**24
_LEAST_SAMPLES = 256  # the standard error of a share is then at most 3.1 points of 100
_MOST_STATES = 4096  # each is sampled by itself
_CHUNK = 2**20  # values held in memory at once


@lru_cache(maxsize=256)  # every state of an issue asks for the same ones
def _uniform_numbers(seed: int, count: int, name: str) -> Floats:
    """Return the numbers of one unknown, [sample]; not to be written to."""
    key = np.random.SeedSequence(seed, spawn_key=(crc32(name.encode()),))
    numbers = np.random.Generator(np.random.PCG64(key)).random(count)
    numbers.setflags(write=False)
    return numbers


@dataclass(frozen=True, slots=True, eq=False)
class _NamedDraws:
    """Uniform numbers from 0 to 1 for each unknown, by its name."""

    seed: int
    count: int

    def number(self, name: str) -> Floats:
        """Return the draws of one unknown, [sample], the same whenever it is asked for."""
        return _uniform_numbers(self.seed, self.count, name)

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
