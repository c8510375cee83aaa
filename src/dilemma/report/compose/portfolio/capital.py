"""What political capital buys: the portfolio within the budget, and what more of it would add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Heading, Paragraph, Run, Table, muted, paragraph
from dilemma.report.numbers import format_plain, format_points

if TYPE_CHECKING:
    from dilemma.analysis.results.portfolio import BudgetStep, CapitalResult, PortfolioResult
    from dilemma.report.document import Cell
    from dilemma.report.names import IssueNames


def _capital_section(result: PortfolioResult, names: IssueNames) -> list[Block]:
    """Return the budget, what one more unit buys, the best portfolio by budget; nothing without costs."""
    budget_result = result.capital
    if budget_result is None:
        return []
    return [
        Heading("Political capital"),
        _budget_paragraph(budget_result, result.best.cost or 0.0, result.feasible, result.portfolios),
        _next_unit_paragraph(budget_result),
        _budget_table(budget_result, names),
    ]


def _budget_paragraph(result: CapitalResult, cost: float, feasible: int, portfolios: int) -> Paragraph:
    """Return what the best portfolio costs, and how many portfolios the budget allows."""
    if result.budget is None:
        return paragraph(f"There is no limit; the best portfolio takes {format_plain(cost)}.")
    share = f"{feasible:,} of {portfolios:,} portfolios"
    return paragraph(
        f"Of {format_plain(result.budget)} it takes {format_plain(cost)}; the budget allows {share}."
    )


def _next_unit_paragraph(result: CapitalResult) -> Paragraph:
    """Return what one more unit of capital would buy."""
    if result.next is None:
        return paragraph("More would buy nothing better.")
    if result.budget is not None and result.next.capital <= result.budget + 1:
        return paragraph(f"One more unit would add {format_points(result.one_more)} points over all issues.")
    needed = format_plain(result.next.capital)
    return paragraph(f"One more unit would buy nothing; the next better portfolio takes {needed}.")


def _budget_table(result: CapitalResult, names: IssueNames) -> Table:
    """Return the budgets from which another portfolio is best."""
    columns = (Column("From", "right"), Column("points", "right"), Column("best portfolio"))
    return Table(columns, tuple(_budget_row(step, result, names) for step in result.steps))


def _budget_row(step: BudgetStep, result: CapitalResult, names: IssueNames) -> tuple[Cell, ...]:
    """Return the best portfolio from one budget; muted where the budget does not reach."""
    is_over_budget = result.budget is not None and step.capital > result.budget
    choice = names.choice(step.choice)
    return (
        format_plain(step.capital),
        format_points(step.total),
        muted(choice) if is_over_budget else Run(choice),
    )
