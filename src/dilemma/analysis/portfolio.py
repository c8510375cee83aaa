"""Portfolios: the best choice of one option on each issue by full enumeration, and what would change it.

The issues are equally important; links, togetherness and a budget of political capital are exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision import conflict_of_poles
from dilemma.analysis.core.recommendation import is_close
from dilemma.analysis.core.scores import floats_by_name, score_array
from dilemma.analysis.monitoring import observation_effect, scenario_status
from dilemma.analysis.portfolio_enumeration import (
    best_index,
    best_portfolio_shares,
    core_index,
    enumerate_portfolios,
)
from dilemma.analysis.portfolio_issues import PortfolioGrid, count_portfolios
from dilemma.analysis.results.assessment import ProfileName
from dilemma.analysis.results.portfolio import IssueResult, PortfolioResult, Valued
from dilemma.analysis.results.verdict import Verdict
from dilemma.errors import TooManyPortfolios
from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dilemma.analysis.core.run import Run
    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.portfolio_enumeration import Enumeration
    from dilemma.analysis.portfolio_issues import Issue
    from dilemma.analysis.results.assessment import Warned
    from dilemma.analysis.results.monitoring import Observed
    from dilemma.analysis.results.portfolio import FrameworkName

_MOST_PORTFOLIOS = 4**10  # portfolios enumerated
_MOST_ISSUES = 32  # axes of one array: no NumPy before 2.0 allows more
_SHOWN_TIES = 8  # further portfolios as good as the best that a result lists


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
    """Work out everything about deciding several issues together.

    Args:
        issues: with the options that may be taken.
        framework: the one that joins them.
        run: seed and samples.
        costed: whether political capital is counted.
        budget: how much of it there is; None for no limit.
        fixed: the issues whose option was fixed beforehand, for the record.
        warnings: what a reader should know of the files, passed on.

    Raises:
        TooManyPortfolios: there are too many to enumerate.
        NothingAffordable: no portfolio fits the budget.
    """
    _refuse_too_many(issues)
    enumeration = enumerate_portfolios(PortfolioGrid(issues), budget if costed else None, costed=costed)
    sample = _sample_cases(enumeration, run)
    first, *others = enumeration.leaders()
    runner_up = enumeration.runner_up(first)
    margin = None if runner_up is None else float(enumeration.totals[first] - enumeration.totals[runner_up])
    too_close = max(issue.scenario.too_close for issue in issues)
    return PortfolioResult(
        seed=run.seed,
        samples=sample.samples,
        framework=framework,
        profile=ProfileName.of(issues[0].scenario),
        portfolios=enumeration.grid.size,
        feasible=int(enumeration.affordable.sum()),
        best=sample.valued(first),
        runner_up=None if runner_up is None else sample.valued(runner_up),
        margin=margin,
        verdict=Verdict.of_margin(close=margin is not None and is_close(margin, too_close)),
        too_close=too_close,
        ties=tuple(enumeration.grid.choice(other) for other in others[:_SHOWN_TIES]),
        issues=tuple(sample.issues(first, fixed)),
        apart=enumeration.apart(first),
        same_stance=enumeration.same_stance(),
        fixes=tuple(enumeration.fixes(first)),
        capital=enumeration.capital(budget) if costed else None,
        warnings=tuple(warnings),
        observed=_observed(issues),
        wrong=_wrong(issues),
        settings={issue.scenario.id: edits for issue in issues if (edits := issue.scenario.what_ifs)} or None,
    )


def _refuse_too_many(issues: Sequence[Issue]) -> None:
    if count_portfolios(issues) > _MOST_PORTFOLIOS or len(issues) > _MOST_ISSUES:
        limit = (
            f"more than {_MOST_PORTFOLIOS:,}"
            if count_portfolios(issues) > _MOST_PORTFOLIOS
            else f"and more than {_MOST_ISSUES} issues"
        )
        raise TooManyPortfolios(
            f"{len(issues)} issues make {count_portfolios(issues):,} portfolios, {limit}; "
            "settle some of them with --fix ISSUE=OPTION",
            issues=len(issues),
            count=count_portfolios(issues),
        )


def _wrong(issues: Sequence[Issue]) -> dict[str, tuple[str, ...]] | None:
    """Return the assumptions marked as wrong, by issue; None where all hold."""
    assumptions = {issue.scenario.id: issue.variants.wrong for issue in issues if issue.variants is not None}
    return {name: wrong for name, wrong in assumptions.items() if wrong} or None


def _observed(issues: Sequence[Issue]) -> dict[str, Observed] | None:
    """Return the observed signposts, by issue, with its status before and after; None without any."""
    observations = {}
    for issue in issues:
        if issue.variants is not None and issue.variants.observations:
            scores = score_array(issue.scenario)
            status = scenario_status(issue.scenario, scores)
            observations[issue.scenario.id] = observation_effect(issue.variants, status, scores)
    return {
        name: observation for name, observation in observations.items() if observation is not None
    } or None


@dataclass(frozen=True, slots=True, eq=False)
class _PortfolioSample:
    """An enumeration with the shares of sampled cases, if any, in which each portfolio is best."""

    enumeration: Enumeration
    shares: Floats | None
    samples: int | None

    def valued(self, portfolio: int) -> Valued:
        """Return one portfolio and its worth."""
        enumeration = self.enumeration
        total = float(enumeration.totals[portfolio])
        by_issue = [
            float(values[states.of[portfolio]])
            for values, states in zip(enumeration.values, enumeration.states, strict=True)
        ]
        return Valued(
            choice=enumeration.grid.choice(portfolio),
            total=total,
            mean=total / len(by_issue),
            values={
                issue.scenario.id: value
                for issue, value in zip(enumeration.grid.issues, by_issue, strict=True)
            },
            cost=None if enumeration.costs is None else float(enumeration.costs[portfolio]),
            first_share=None if self.shares is None else float(self.shares[portfolio]),
        )

    def issues(self, first: int, fixed: Collection[str]) -> Iterator[IssueResult]:
        """Yield every issue in the best portfolio."""
        best = self.valued(first)
        grid = self.enumeration.grid
        for axis, issue in enumerate(grid.issues):
            key, scenario, alone = issue.scenario.id, issue.scenario, self.enumeration.alone[axis]
            conflict = conflict_of_poles(scenario, alone)
            index = None if conflict is None else conflict.index
            shares = None
            if self.shares is not None:
                taken = grid.flat(grid.taken(axis))
                shares = core_index(self.shares, taken, len(issue.options))
            yield IssueResult(
                id=key,
                title=scenario.file.title,
                option=best.choice[key],
                value=best.values[key],
                alone=alone.options[best_index(alone.value)],  # of all options, settled or not
                dilemma_index=index,
                convergence=index is not None and is_close(index, scenario.too_close),
                core_index=None if shares is None else floats_by_name(issue.options, shares),
                core_index_se=None if shares is None else floats_by_name(issue.options, self._error(shares)),
                fixed=key in fixed,
            )

    def _error(self, shares: Floats) -> Floats:
        """Return the standard error of shares of independent cases."""
        return np.asarray(np.sqrt(np.maximum(shares * (1 - shares), 0.0) / (self.samples or 1)))


def _sample_cases(enumeration: Enumeration, run: Run) -> _PortfolioSample:
    """Return an enumeration with its cases sampled, if there are not too many portfolios."""
    feasible = np.flatnonzero(enumeration.affordable)
    result = best_portfolio_shares(
        enumeration.grid, enumeration.states, feasible, samples=run.samples, seed=run.seed
    )
    if result is None:
        return _PortfolioSample(enumeration, None, None)
    shares = np.zeros(enumeration.grid.size)
    shares[feasible] = result[0]
    return _PortfolioSample(enumeration, shares, result[1])
