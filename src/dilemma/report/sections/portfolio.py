"""A portfolio as a document: the stance on each issue, how sure it is, and what political capital buys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.chart import Label, ShareBar, ShareBars
from dilemma.report.document import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Paragraph,
    Table,
    TextRun,
    bullets,
    muted,
    paragraph,
    strong,
    warning_blocks,
)
from dilemma.report.numbers import format_lead, format_percent, format_plain, format_points
from dilemma.report.sections.judgement_names import what_if_paragraphs
from dilemma.report.sections.monitoring import observation_blocks, wrong_assumption_paragraphs
from dilemma.report.text import IssueNames, Names, capitalize, format_date, join_names
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.results.portfolio import (
        BudgetStep,
        CapitalResult,
        Fixed,
        IssueResult,
        PortfolioResult,
        Valued,
    )
    from dilemma.report.document import Cell
    from dilemma.scenario.model import Scenario


def _capital_section(result: PortfolioResult, names: IssueNames) -> list[Block]:
    """Return the budget, what one more unit buys, the best portfolio by budget; nothing without costs."""
    capital = result.capital
    if capital is None:
        return []
    columns = (Column("From", "right"), Column("points", "right"), Column("best portfolio"))
    return [
        Heading("Political capital"),
        _budget_paragraph(result, capital.budget),
        _next_unit_paragraph(capital),
        Table(columns, tuple(_budget_row(step, capital, names) for step in capital.steps)),
    ]


def _budget_paragraph(result: PortfolioResult, budget: float | None) -> Paragraph:
    """Return what the best portfolio costs, and how many portfolios the budget allows."""
    cost = format_plain(result.best.cost or 0.0)
    if budget is None:
        return paragraph(f"There is no limit; the best portfolio costs {cost}.")
    share = f"{result.feasible:,} of {result.portfolios:,} portfolios"
    return paragraph(f"It costs {cost} of {format_plain(budget)}; the budget allows {share}.")


def _next_unit_paragraph(result: CapitalResult) -> Paragraph:
    """Return what one more unit of capital would buy."""
    if result.next is None:
        return paragraph("More capital would not change the choice.")
    if result.budget is not None and result.next.capital <= result.budget + 1:
        return paragraph(f"One more unit would add {format_points(result.one_more)} points over all issues.")
    needed = format_plain(result.next.capital)
    return paragraph(f"One more unit would add nothing; the next better portfolio costs {needed}.")


def _budget_row(step: BudgetStep, result: CapitalResult, names: IssueNames) -> tuple[Cell, ...]:
    """Return the best portfolio from one budget; muted where the budget does not reach."""
    is_over_budget = result.budget is not None and step.capital > result.budget
    choice = names.choice(step.choice)
    return (
        format_plain(step.capital),
        format_points(step.total),
        muted(choice) if is_over_budget else TextRun(choice),
    )


def core_index_chart(result: PortfolioResult, names: IssueNames) -> ShareBars:
    """Return one bar an issue, parted by option; options of one title keep one style over all issues."""
    titles = list(
        dict.fromkeys(
            names.option(issue.id, key) for issue in result.issues for key in issue.core_index or {}
        )
    )
    shares = [
        f"{issue.title}: {names.option(issue.id, issue.option)} in "
        f"{format_percent((issue.core_index or {}).get(issue.option, 0.0))}"
        for issue in result.issues
    ]
    return ShareBars(
        title="How often the best portfolio includes each choice",
        description=(
            f"Bars of how often the best portfolio includes each option. {capitalize(join_names(shares))}."
        ),
        unit="share of simulations in which the best portfolio includes it",
        what="Issue",
        names=tuple(Label(capitalize(title), index) for index, title in enumerate(titles)),
        rungs=tuple(_share_bar(issue, titles, names) for issue in result.issues),
    )


def _share_bar(issue: IssueResult, titles: list[str], names: IssueNames) -> ShareBar:
    """Return the shares of the options on one issue, in the order of all titles."""
    shares = dict.fromkeys(titles, 0.0)
    for key, share in (issue.core_index or {}).items():
        shares[names.option(issue.id, key)] += share
    return ShareBar(issue.title, tuple(shares.values()))


_FEW_ROWS = 6  # rows of the longer lists without `full`
_LEAST_SHOWN = 0.005  # options in the best portfolio less often than this are not listed


def portfolio_document(
    result: PortfolioResult, scenarios: Mapping[str, Scenario], *, full: bool, with_charts: bool = False
) -> Document:
    """Return the answer, the issues, how sure each choice is, what fixing one changes, what capital buys.

    Args:
        result: the portfolio as computed.
        scenarios: the scenarios by issue.
        full: whether every departure is shown, and how to read it.
        with_charts: shares as a chart, for formats that can draw.
    """
    names = IssueNames(scenarios)
    blocks: list[Block] = [
        Heading(result.framework.title, 1),
        paragraph(muted(_describe_extent(result, scenarios))),
        *_answer_paragraphs(result, names),
        *_evidence_blocks(result, scenarios),
        _issues_table(result, names),
        *_core_section(result, names, with_charts=with_charts),
        Heading("If one issue is decided differently"),
        *_fixed_option_blocks(result, names, None if full else _FEW_ROWS),
        *_capital_section(result, names),
        *_same_stance_paragraphs(result, names),
        *(_method_section(result) if full else []),
    ]
    return Document(result.framework.title, tuple(blocks))


def _describe_extent(result: PortfolioResult, scenarios: Mapping[str, Scenario]) -> str:
    """Return how many issues and portfolios there are, the viewpoint, and the end of the evidence."""
    viewpoint = result.profile.title if result.profile else "the scenarios' own weights"
    as_of = max(scenario.file.as_of for scenario in scenarios.values())
    extent = f"{len(result.issues)} issues decided together, {result.portfolios:,} portfolios"
    return f"{extent}. Perspective: {viewpoint}. Evidence to {format_date(as_of)}."


def _answer_paragraphs(result: PortfolioResult, names: IssueNames) -> list[Block]:
    """Return the best portfolio, the next best, and where leadership and order hardly conflict."""
    best = result.best
    headline = f"Best together: {names.choice(best.choice)}, {format_points(best.mean)} points on average."
    blocks: list[Block] = [paragraph(strong(headline)), *_runner_up_paragraphs(result, names)]
    blocks.append(_separate_paragraph(result, names))
    if result.convergence:
        issues = join_names(
            [
                f"{names.issue(issue.id)} ({format_points(issue.dilemma_index or 0.0)} points)"
                for issue in result.convergence
            ]
        )
        blocks.append(paragraph(f"Leadership and order hardly conflict on {issues}: a convergence area."))
    return blocks


def _runner_up_paragraphs(result: PortfolioResult, names: IssueNames) -> list[Block]:
    """Return the next best portfolio, and what it loses."""
    second = result.runner_up
    if second is None or result.margin is None:
        return [paragraph("No other portfolio is possible.")]
    if result.margin <= TIE:
        return [paragraph(f"Just as good: {_describe_difference(result.best, second, names)}.")]
    verdict = "" if result.verdict.names_one else f", {result.verdict.label} to call"
    loss = f"{format_lead(result.margin, result.too_close)} points less in total{verdict}"
    return [paragraph(f"Next best: {_describe_difference(result.best, second, names)}; {loss}.")]


def _describe_difference(best: Valued, other: Valued, names: IssueNames) -> str:
    """Return another portfolio by the options it takes instead."""
    differing = {key: option for key, option in other.choice.items() if best.choice[key] != option}
    return f"{names.choice(differing)} instead"


def _separate_paragraph(result: PortfolioResult, names: IssueNames) -> Paragraph:
    """Return what deciding issue by issue would choose instead, and lose."""
    separate = result.apart
    if separate.choice == result.best.choice:
        others = "the others " if any(issue.fixed for issue in result.issues) else ""
        return paragraph(f"Deciding {others}issue by issue gives the same choices.")
    differing = {key: option for key, option in separate.choice.items() if result.best.choice[key] != option}
    if not separate.within_budget:
        return paragraph(
            f"Decided issue by issue, the choice would be {names.choice(differing)} instead, which exceeds "
            "the budget."
        )
    loss, believed = format_points(separate.lost), format_points(separate.believed)
    return paragraph(
        f"Decided issue by issue, the choice would be {names.choice(differing)} instead. That loses {loss} "
        f"points: {believed} expected in total, {format_points(separate.total)} once the links count."
    )


def _evidence_blocks(result: PortfolioResult, scenarios: Mapping[str, Scenario]) -> list[Block]:
    """Return what was set, what was observed and what is marked as wrong, issue by issue."""
    blocks: list[Block] = []
    for issue, scenario in scenarios.items():
        names = Names(scenario)
        blocks += what_if_paragraphs((result.settings or {}).get(issue), scenario, f" on {names.issue}")
        effect = (result.observed or {}).get(issue)
        blocks += observation_blocks(effect, names, where=f" on {names.issue}")
        blocks += wrong_assumption_paragraphs(
            (result.wrong or {}).get(issue, ()), names, f" on {names.issue}"
        )
    return blocks


def _issues_table(result: PortfolioResult, names: IssueNames) -> Table:
    """Return the choice on each issue, together and by itself."""
    columns = (
        Column("Issue"),
        Column("together"),
        Column("value", "right"),
        Column("by itself"),
        Column("conflict of poles", "right"),
    )
    return Table(columns, tuple(_issue_row(issue, names) for issue in result.issues))


def _issue_row(issue: IssueResult, names: IssueNames) -> tuple[Cell, ...]:
    """Return one issue: its choice, its worth, the choice by itself, its dilemma index."""
    is_same = issue.alone == issue.option
    remark = " (settled)" if issue.fixed else ""
    return (
        capitalize(names.issue(issue.id)),
        TextRun(f"{names.option(issue.id, issue.option)}{remark}", "strong"),
        format_points(issue.value),
        TextRun(names.option(issue.id, issue.alone), "muted" if is_same else "plain"),
        "none stated" if issue.dilemma_index is None else format_points(issue.dilemma_index),
    )


def _core_section(result: PortfolioResult, names: IssueNames, *, with_charts: bool) -> list[Block]:
    """Return the core index of every choice: how often the best portfolio of a sampled case contains it."""
    heading = Heading("How robust each choice is")
    if result.samples is None:
        return [
            heading,
            paragraph("There are too many portfolios to simulate. Decide some issues first, with --fix."),
        ]
    share = (
        ""
        if result.best.first_share is None
        else f" The whole portfolio is best in {format_percent(result.best.first_share)} of them."
    )
    note = f"{result.samples:,} simulations of scores, weights and probabilities within their ranges.{share}"
    if with_charts:
        return [heading, Figure(core_index_chart(result, names)), paragraph(muted(note))]
    columns = (Column("Issue"), Column("share of simulations in which the best portfolio includes it"))
    rows = tuple(
        (capitalize(names.issue(issue.id)), _list_core_shares(issue, names)) for issue in result.issues
    )
    return [heading, Table(columns, rows), paragraph(muted(note))]


def _list_core_shares(issue: IssueResult, names: IssueNames) -> str:
    """Return the options of an issue by how often the best portfolio has them."""
    shares = sorted((issue.core_index or {}).items(), key=lambda pair: -pair[1])
    texts = [
        f"{names.option(issue.id, key)} {format_percent(share)}"
        for key, share in shares
        if share >= _LEAST_SHOWN
    ]
    return ", ".join(texts)


def _fixed_option_blocks(result: PortfolioResult, names: IssueNames, most: int | None) -> list[Block]:
    """Return the cheapest departures from the best portfolio, one issue fixed at a time."""
    others = [fix for fix in result.fixes if fix.option != result.best.choice[fix.issue]]
    if not others:
        return [paragraph("Every issue is decided already.")]
    possible = sorted(
        (fix for fix in others if fix.loss is not None), key=lambda fix: rounded(fix.loss or 0.0)
    )
    columns = (Column("Decided"), Column("points lost", "right"), Column("other issues"))
    rows = tuple(_fixed_option_row(fix, names) for fix in possible[:most])
    blocks: list[Block] = [Table(columns, rows)]
    if most is not None and len(possible) > most:
        blocks.append(paragraph(muted(f"{len(possible) - most} more: add --full.")))
    impossible = [names.choice({fix.issue: fix.option}) for fix in others if fix.choice is None]
    return [*blocks, *([paragraph(f"Beyond the budget: {join_names(impossible)}.")] if impossible else [])]


def _fixed_option_row(fix: Fixed, names: IssueNames) -> tuple[Cell, ...]:
    """Return one fixed option: what it loses, and what then changes elsewhere."""
    choice = fix.choice or {}
    consequence = names.choice({key: choice[key] for key in fix.changed}) if fix.changed else "as before"
    loss = fix.loss or 0.0  # only options within the budget have a row, and they have a loss
    return (
        names.choice({fix.issue: fix.option}),
        format_points(loss),
        TextRun(consequence, "plain" if fix.changed else "muted"),
    )


def _same_stance_paragraphs(result: PortfolioResult, names: IssueNames) -> list[Block]:
    """Return what taking one stance on all issues is worth; nothing without stances."""
    if not result.same_stance:
        return []
    means = [f"{names.stance(key)} {format_points(mean)}" for key, mean in result.same_stance.items()]
    return [paragraph(f"The same stance on every issue scores, on average: {', '.join(means)}.")]


def _method_section(result: PortfolioResult) -> list[Block]:
    """Return how to read the document, and the warnings."""
    notes = [
        "Every portfolio is calculated. All issues count equally. The value of an issue includes what the "
        "options chosen on other issues add to its scores, within 0 to 100.",
        "A loss is the total over all issues; divide it by their number for the average.",
        "Conflict of poles: half of what the option best for order gives up in leadership, and the reverse. "
        "Below the margin that is too close to call, the issue is a convergence area.",
    ]
    return [Heading("How to read it"), bullets(*notes), *warning_blocks(result.warnings)]
