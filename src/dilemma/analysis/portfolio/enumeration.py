"""Every portfolio worked out at once: which are best, within what budget, and with what settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.decision import decide
from dilemma.analysis.portfolio.issues import values
from dilemma.analysis.portfolio.portfolio_results import Apart, BudgetStep, CapitalResult, Fixed
from dilemma.errors import NothingAffordable
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.portfolio.issues import Grid, States


@dataclass(frozen=True, slots=True, eq=False)
class Enumeration:
    """Every portfolio of a grid.

    Attributes:
        values: of each issue in each of its states. totals: summed over issues, [portfolio].
        costs: [portfolio], or None. affordable: whether the budget allows it, [portfolio].
        alone: each issue decided by itself, the others left aside.
    """

    grid: Grid
    states: tuple[States, ...]
    values: tuple[Floats, ...]
    totals: Floats
    costs: Floats | None
    affordable: NDArray[np.bool_]
    alone: tuple[Decision, ...]

    def values_alone(self) -> list[Floats]:
        """By issue, the value of each option that may be taken, the other issues left aside."""
        return [at.value[issue.places] for issue, at in zip(self.grid.issues, self.alone, strict=True)]

    def leaders(self) -> list[int]:
        """All best portfolios, ties included, in order."""
        within = np.where(self.affordable, self.totals, -np.inf)
        return [int(place) for place in np.flatnonzero(within >= within.max() - TIE)]

    def second(self, first: int) -> int | None:
        """The best of the others."""
        within = np.where(self.affordable, self.totals, -np.inf)
        within[first] = -np.inf
        place = top(within)
        return None if within[place] == -np.inf else place

    def fixes(self, first: int) -> Iterator[Fixed]:
        """For every option of every issue, the best portfolio that takes it."""
        best = self.grid.choice(first)
        within = np.where(self.affordable, self.totals, -np.inf).reshape(self.grid.shape)
        portfolios = np.arange(self.grid.size).reshape(self.grid.shape)
        for axis, issue in enumerate(self.grid.issues):
            for place, option in enumerate(issue.options):
                slab = within.take(place, axis=axis).ravel()
                chosen = int(portfolios.take(place, axis=axis).ravel()[top(slab)])
                yield self._fixed(issue.scenario.id, option, chosen, first, best)

    def _fixed(self, issue: str, option: str, chosen: int, first: int, best: Mapping[str, str]) -> Fixed:
        if not self.affordable[chosen]:
            return Fixed(issue=issue, option=option, choice=None, total=None, loss=None, changed=())
        choice = self.grid.choice(chosen)
        return Fixed(
            issue=issue,
            option=option,
            choice=choice,
            total=float(self.totals[chosen]),
            loss=float(self.totals[first] - self.totals[chosen]),
            changed=tuple(key for key in choice if key != issue and choice[key] != best[key]),
        )

    def apart(self, first: int) -> Apart:
        """What deciding issue by issue would come to, beside the best portfolio."""
        by_issue = self.values_alone()
        places = [top(each) for each in by_issue]
        cell = int(np.ravel_multi_index(places, self.grid.shape))
        return Apart(
            choice=self.grid.choice(cell),
            believed=float(np.sum([each[place] for each, place in zip(by_issue, places, strict=True)])),
            total=float(self.totals[cell]),
            lost=float(self.totals[first] - self.totals[cell]),
            cost=None if self.costs is None else float(self.costs[cell]),
            within_budget=bool(self.affordable[cell]),
        )

    def same_stance(self) -> dict[str, float]:
        """The mean value where every issue takes the same stance."""
        stances = [[issue.scenario.stance(option) for option in issue.options] for issue in self.grid.issues]
        found: dict[str, float] = {}
        for stance in dict.fromkeys(stances[0]):
            if all(stance in offered for offered in stances):
                cell = np.ravel_multi_index([offered.index(stance) for offered in stances], self.grid.shape)
                if self.affordable[cell]:
                    found[stance] = float(self.totals[cell]) / len(stances)
        return found

    def capital(self, budget: float | None) -> CapitalResult:
        """The best total for every budget, and what one more unit would add."""
        steps = self._steps()
        limit = np.inf if budget is None else budget
        now = max(step.total for step in steps if step.capital <= limit + TIE)
        more = max(step.total for step in steps if step.capital <= limit + 1 + TIE)
        later = (step for step in steps if step.capital > limit + TIE)
        return CapitalResult(budget=budget, one_more=more - now, next=next(later, None), steps=tuple(steps))

    def _steps(self) -> list[BudgetStep]:
        """The budgets at which the best total rises: of equal costs the best, then only what is better."""
        if self.costs is None:
            raise ValueError("no costs are stated")
        order = np.lexsort((np.arange(self.grid.size), -self.totals, self.costs))
        totals = self.totals[order]
        before = np.maximum.accumulate(np.concatenate([[-np.inf], totals[:-1]]))
        return [
            BudgetStep(
                capital=float(self.costs[place]),
                total=float(self.totals[place]),
                choice=self.grid.choice(int(place)),
            )
            for place in order[totals > before + TIE]
        ]


def enumerated(grid: Grid, budget: float | None, *, costed: bool) -> Enumeration:
    """Every portfolio of a grid, within a budget if there is one.

    Raises:
        NothingAffordable: none fits it.
    """
    states = tuple(grid.states(place) for place in range(len(grid.issues)))
    valued = tuple(values(issue, each) for issue, each in zip(grid.issues, states, strict=True))
    totals = np.zeros(grid.size)
    for each, value in zip(states, valued, strict=True):
        totals += value[each.of]
    costs = grid.costs() if costed else None
    affordable = np.ones(grid.size, bool)
    if costs is not None and budget is not None:
        affordable = costs <= budget + TIE
        if not affordable.any():
            raise NothingAffordable(budget, float(costs.min()))
    alone = tuple(decide(issue.scenario) for issue in grid.issues)
    return Enumeration(grid, states, valued, totals, costs, affordable, alone)


def top(numbers: Floats) -> int:
    """The place of the highest, the first of those that tie."""
    return int(np.argmax(numbers >= numbers.max() - TIE))
