"""A portfolio as long, tidy CSV: one figure a row, named by what it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dilemma.report.as_csv.lines import format_rows, profile_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.analysis.results.portfolio import CapitalResult, IssueResult, PortfolioResult


class _PortfolioRow(NamedTuple):
    """One figure; `capital` is the budget from which it holds. A choice has value 1 for the option taken."""

    figure: str
    issue: str = ""
    option: str = ""
    capital: float | None = None
    value: float | None = None


def write_portfolio(results: Sequence[PortfolioResult]) -> str:
    """Return the figures of portfolios as CSV text with a header."""
    cells = (
        (result.framework.id, profile_id(result.profile), *row)
        for result in results
        for row in _portfolio_rows(result)
    )
    return format_rows(("framework", "profile", *_PortfolioRow._fields), *cells)


def _portfolio_rows(result: PortfolioResult) -> Iterator[_PortfolioRow]:
    """Yield every figure of a portfolio."""
    for figure, portfolio in (("best", result.best), ("runner_up", result.runner_up)):
        if portfolio is not None:
            yield from _choice_rows(figure, portfolio.choice)
            yield _PortfolioRow(f"{figure}_total", value=portfolio.total)
            yield _PortfolioRow(f"{figure}_mean", value=portfolio.mean)
            yield _PortfolioRow(f"{figure}_cost", value=portfolio.cost)
            yield _PortfolioRow(f"{figure}_first_share", value=portfolio.first_share)
    yield _PortfolioRow("margin", value=result.margin)
    for issue in result.issues:
        yield from _issue_rows(issue)
    yield from _choice_rows("apart", result.apart.choice)
    yield _PortfolioRow("apart_believed", value=result.apart.believed)
    yield _PortfolioRow("apart_total", value=result.apart.total)
    yield from (
        _PortfolioRow("same_stance_mean", option=key, value=mean) for key, mean in result.same_stance.items()
    )
    yield from (
        _PortfolioRow("loss_if_settled", fix.issue, fix.option, value=fix.loss) for fix in result.fixes
    )
    if result.capital is not None:
        yield from _capital_rows(result.capital)


def _choice_rows(figure: str, choice: Mapping[str, str]) -> Iterator[_PortfolioRow]:
    """Yield the option taken on each issue."""
    yield from (
        _PortfolioRow(f"{figure}_choice", issue, option, value=1.0) for issue, option in choice.items()
    )


def _issue_rows(issue: IssueResult) -> Iterator[_PortfolioRow]:
    """Yield the figures of one issue, with its core index where there is one."""
    yield _PortfolioRow("value", issue.id, issue.option, value=issue.value)
    yield _PortfolioRow("alone_choice", issue.id, issue.alone, value=1.0)
    yield _PortfolioRow("dilemma_index", issue.id, value=issue.dilemma_index)
    errors = issue.core_index_se or {}
    for option, share in (issue.core_index or {}).items():
        yield _PortfolioRow("core_index", issue.id, option, value=share)
        yield _PortfolioRow("core_index_se", issue.id, option, value=errors[option])


def _capital_rows(capital: CapitalResult) -> Iterator[_PortfolioRow]:
    """Yield what one more unit of capital brings, and the best total within each budget."""
    yield _PortfolioRow("one_more_unit", capital=capital.budget, value=capital.one_more)
    for step in capital.steps:
        yield _PortfolioRow("total_within_capital", capital=step.capital, value=step.total)
