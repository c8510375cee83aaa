"""A portfolio as long, tidy CSV: one figure a row, named by what it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dilemma.report.as_csv.lines import eyes, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.analysis.portfolio.portfolio_results import CapitalResult, IssueResult, PortfolioResult


class Row(NamedTuple):
    """One figure; `capital` is the budget from which it holds. A choice has value 1 for the option taken."""

    figure: str
    issue: str = ""
    option: str = ""
    capital: float | None = None
    value: float | None = None


def write(results: Sequence[PortfolioResult]) -> str:
    """The rows of each, under their heads."""
    found = ((each.framework.id, eyes(each.profile), *row) for each in results for row in rows(each))
    return lines(("framework", "profile", *Row._fields), *found)


def rows(result: PortfolioResult) -> Iterator[Row]:
    """Every figure of a portfolio."""
    for figure, found in (("best", result.best), ("runner_up", result.runner_up)):
        if found is not None:
            yield from _choice(figure, found.choice)
            yield Row(f"{figure}_total", value=found.total)
            yield Row(f"{figure}_mean", value=found.mean)
            yield Row(f"{figure}_cost", value=found.cost)
            yield Row(f"{figure}_first_share", value=found.first_share)
    yield Row("margin", value=result.margin)
    for issue in result.issues:
        yield from _issue(issue)
    yield from _choice("apart", result.apart.choice)
    yield Row("apart_believed", value=result.apart.believed)
    yield Row("apart_total", value=result.apart.total)
    yield from (Row("same_stance_mean", option=key, value=mean) for key, mean in result.same_stance.items())
    yield from (Row("loss_if_settled", fix.issue, fix.option, value=fix.loss) for fix in result.fixes)
    if result.capital is not None:
        yield from _capital(result.capital)


def _choice(figure: str, choice: Mapping[str, str]) -> Iterator[Row]:
    yield from (Row(f"{figure}_choice", issue, option, value=1.0) for issue, option in choice.items())


def _issue(issue: IssueResult) -> Iterator[Row]:
    yield Row("value", issue.id, issue.option, value=issue.value)
    yield Row("alone_choice", issue.id, issue.alone, value=1.0)
    yield Row("dilemma_index", issue.id, value=issue.dilemma_index)
    errors = issue.core_index_se or {}
    for option, share in (issue.core_index or {}).items():
        yield Row("core_index", issue.id, option, value=share)
        yield Row("core_index_se", issue.id, option, value=errors[option])


def _capital(found: CapitalResult) -> Iterator[Row]:
    yield Row("one_more_unit", capital=found.budget, value=found.one_more)
    for step in found.steps:
        yield Row("total_within_capital", capital=step.capital, value=step.total)
