"""What political capital buys: the portfolio within the budget, and what more of it would add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Heading, Paragraph, Run, Table, muted, paragraph
from dilemma.report.numbers import plain, points

if TYPE_CHECKING:
    from dilemma.analysis.portfolio.portfolio_results import BudgetStep, CapitalResult, PortfolioResult
    from dilemma.report.document import Cell
    from dilemma.report.names import Choices


def capital(result: PortfolioResult, names: Choices) -> list[Block]:
    """The budget, what one more unit buys, and the best portfolio for every budget; nothing without costs."""
    found = result.capital
    if found is None:
        return []
    return [
        Heading("Political capital"),
        _spent(found, result.best.cost or 0.0, result.feasible, result.portfolios),
        _more(found),
        _steps(found, names),
    ]


def _spent(found: CapitalResult, cost: float, feasible: int, portfolios: int) -> Paragraph:
    if found.budget is None:
        return paragraph(f"There is no limit; the best portfolio takes {plain(cost)}.")
    allowed = f"{feasible:,} of {portfolios:,} portfolios"
    return paragraph(f"Of {plain(found.budget)} it takes {plain(cost)}; the budget allows {allowed}.")


def _more(found: CapitalResult) -> Paragraph:
    if found.next is None:
        return paragraph("More would buy nothing better.")
    if found.budget is not None and found.next.capital <= found.budget + 1:
        return paragraph(f"One more unit would add {points(found.one_more)} points over all issues.")
    needed = plain(found.next.capital)
    return paragraph(f"One more unit would buy nothing; the next better portfolio takes {needed}.")


def _steps(found: CapitalResult, names: Choices) -> Table:
    columns = (Column("From", "right"), Column("points", "right"), Column("best portfolio"))
    return Table(columns, tuple(_step(step, found, names) for step in found.steps))


def _step(step: BudgetStep, found: CapitalResult, names: Choices) -> tuple[Cell, ...]:
    beyond = found.budget is not None and step.capital > found.budget
    said = names.choice(step.choice)
    return plain(step.capital), points(step.total), muted(said) if beyond else Run(said)
