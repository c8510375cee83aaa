"""The enumeration of every portfolio: which are best, within what budget, and with one option fixed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.decision import decide
from dilemma.analysis.portfolio.issues import issue_values
from dilemma.analysis.portfolio.portfolio_results import Apart, BudgetStep, CapitalResult, Fixed
from dilemma.errors import NothingAffordable
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.portfolio.issues import IssueStates, PortfolioGrid


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
        by_cost = np.lexsort((np.arange(self.grid.size), -self.totals, self.costs))
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
