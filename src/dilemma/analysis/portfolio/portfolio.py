"""One option on each issue: the best portfolio by full enumeration, and what would make it another.

Equal importance of the issues; links, togetherness and a budget of political capital are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.poles import dilemma_index, pole_values
from dilemma.analysis.central.recommendation import is_close
from dilemma.analysis.central.table import table
from dilemma.analysis.portfolio import core_index
from dilemma.analysis.portfolio.enumeration import enumerated, top
from dilemma.analysis.portfolio.issues import Grid, count
from dilemma.analysis.portfolio.portfolio_results import IssueResult, PortfolioResult, Valued
from dilemma.analysis.results import ProfileName, named
from dilemma.analysis.watch.signposts import observed
from dilemma.analysis.watch.variants import standing
from dilemma.errors import TooManyPortfolios

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.portfolio.enumeration import Enumeration
    from dilemma.analysis.portfolio.issues import Issue
    from dilemma.analysis.portfolio.portfolio_results import FrameworkName
    from dilemma.analysis.results import Warned
    from dilemma.analysis.run import Run
    from dilemma.analysis.watch.watch_results import Observed

MOST = 4**10  # portfolios enumerated
MOST_ISSUES = 32  # axes of one array
SHOWN_TIES = 8


def portfolio(
    issues: Sequence[Issue],
    framework: FrameworkName,
    run: Run,
    *,
    costed: bool = False,
    budget: float | None = None,
    fixed: Collection[str] = (),
    warnings: Sequence[Warned] = (),
) -> PortfolioResult:
    """Works out everything about deciding several issues together.

    Args:
        issues: with the options that may be taken.
        framework: who joins them.
        run: seed and samples.
        costed: whether political capital is counted.
        budget: how much of it there is; None for no limit.
        fixed: the issues whose option was settled beforehand, for the record.
        warnings: what a reader should know of the files, passed on.

    Raises:
        TooManyPortfolios, NothingAffordable: there is nothing to enumerate, or too much.
    """
    _refuse_too_many(issues)
    found = enumerated(Grid(issues), budget if costed else None, costed=costed)
    view = _view(found, run)
    first, *others = found.leaders()
    second = found.second(first)
    margin = None if second is None else float(found.totals[first] - found.totals[second])
    too_close = max(issue.scenario.too_close for issue in issues)
    return PortfolioResult(
        seed=run.seed,
        samples=view.samples,
        framework=framework,
        profile=ProfileName.of(issues[0].scenario),
        portfolios=found.grid.size,
        feasible=int(found.affordable.sum()),
        best=view.valued(first),
        runner_up=None if second is None else view.valued(second),
        margin=margin,
        verdict="too-close" if margin is not None and is_close(margin, too_close) else "lean",
        too_close=too_close,
        ties=tuple(found.grid.choice(other) for other in others[:SHOWN_TIES]),
        issues=tuple(view.issues(first, fixed)),
        apart=found.apart(first),
        same_stance=found.same_stance(),
        fixes=tuple(found.fixes(first)),
        capital=found.capital(budget) if costed else None,
        warnings=tuple(warnings),
        observed=_observed(issues),
        wrong=_wrong(issues),
        settings=_settings(issues),
    )


def _refuse_too_many(issues: Sequence[Issue]) -> None:
    if count(issues) > MOST or len(issues) > MOST_ISSUES:
        limit = f"more than {MOST:,}" if count(issues) > MOST else f"and more than {MOST_ISSUES} issues"
        raise TooManyPortfolios(
            f"{len(issues)} issues make {count(issues):,} portfolios, {limit}; "
            "settle some of them with --fix ISSUE=OPTION",
            issues=len(issues),
            count=count(issues),
        )


def _settings(issues: Sequence[Issue]) -> dict[str, Mapping[str, object]] | None:
    """The what-ifs, by issue; None where none were made."""
    return {issue.scenario.id: what for issue in issues if (what := issue.scenario.what_ifs)} or None


def _wrong(issues: Sequence[Issue]) -> dict[str, tuple[str, ...]] | None:
    """The assumptions taken to be wrong, by issue; None where all hold."""
    given = {issue.scenario.id: issue.variants.wrong for issue in issues if issue.variants is not None}
    return {name: wrong for name, wrong in given.items() if wrong} or None


def _observed(issues: Sequence[Issue]) -> dict[str, Observed] | None:
    """What was seen, by issue, with where the issue stands by itself without it and with it."""
    found = {}
    for issue in issues:
        if issue.variants is not None and issue.variants.seen:
            stated = table(issue.scenario)
            now = standing(issue.scenario, stated)
            found[issue.scenario.id] = observed(issue.variants, now, stated)
    return {name: each for name, each in found.items() if each is not None} or None


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """An enumeration with the shares of sampled cases, if any, in which each portfolio is best."""

    found: Enumeration
    shares: Floats | None
    samples: int | None

    def valued(self, cell: int) -> Valued:
        """One portfolio and its worth."""
        found = self.found
        total = float(found.totals[cell])
        by_issue = [
            float(value[each.of[cell]]) for value, each in zip(found.values, found.states, strict=True)
        ]
        return Valued(
            choice=found.grid.choice(cell),
            total=total,
            mean=total / len(by_issue),
            values={
                issue.scenario.id: value for issue, value in zip(found.grid.issues, by_issue, strict=True)
            },
            cost=None if found.costs is None else float(found.costs[cell]),
            first_share=None if self.shares is None else float(self.shares[cell]),
        )

    def issues(self, first: int, fixed: Collection[str]) -> Iterator[IssueResult]:
        """Every issue in the best portfolio."""
        best = self.valued(first)
        grid = self.found.grid
        for place, issue in enumerate(grid.issues):
            key, scenario, alone = issue.scenario.id, issue.scenario, self.found.alone[place]
            index = dilemma_index(pole_values(scenario, alone.expected_scores))
            core = None
            if self.shares is not None:
                taken = grid.flat(grid.taken(place))
                core = core_index.core_index(self.shares, taken, len(issue.options))
            yield IssueResult(
                id=key,
                title=scenario.file.title,
                option=best.choice[key],
                value=best.values[key],
                alone=alone.options[top(alone.value)],  # of all options, settled or not
                dilemma_index=index,
                convergence=index is not None and is_close(index, scenario.too_close),
                core_index=None if core is None else named(issue.options, core),
                core_index_se=None if core is None else named(issue.options, self._error(core)),
                fixed=key in fixed,
            )

    def _error(self, shares: Floats) -> Floats:
        """The standard error of shares of independent cases."""
        return np.asarray(np.sqrt(np.maximum(shares * (1 - shares), 0.0) / (self.samples or 1)))


def _view(found: Enumeration, run: Run) -> _View:
    """An enumeration with its cases sampled, if there are not too many portfolios."""
    feasible = np.flatnonzero(found.affordable)
    sampled = core_index.first_shares(found.grid, found.states, feasible, samples=run.samples, seed=run.seed)
    if sampled is None:
        return _View(found, None, None)
    shares = np.zeros(found.grid.size)
    shares[feasible] = sampled[0]
    return _View(found, shares, sampled[1])
