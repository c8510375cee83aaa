"""A portfolio as a document: the stance on each issue, how sure it is, and what settling one would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.observed import observed, taken_wrong
from dilemma.report.compose.portfolio import chart as portfolio_chart
from dilemma.report.compose.portfolio.capital import capital
from dilemma.report.compose.what_if import what_if
from dilemma.report.document import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    Table,
    bullets,
    muted,
    paragraph,
    strong,
)
from dilemma.report.names import Choices, Names, capitalised, listed
from dilemma.report.numbers import percent, points
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.portfolio.portfolio_results import Fixed, IssueResult, PortfolioResult, Valued
    from dilemma.report.document import Cell
    from dilemma.scenario.model import Scenario

SHORT = 6  # rows of the longer lists on the first screen
SHOWN = 0.005  # options in the best portfolio less often than this are not listed


def portfolio(
    result: PortfolioResult, scenarios: Mapping[str, Scenario], *, full: bool, drawn: bool = False
) -> Document:
    """The answer, the issues, how sure each choice is, what settling one changes, what capital buys.

    Args:
        result: what was worked out.
        scenarios: the issues.
        full: every departure, and how to read it.
        drawn: shares as a chart and events in words, for formats that can draw.
    """
    names = Choices(scenarios)
    blocks: list[Block] = [
        Heading(result.framework.title, 1),
        paragraph(muted(_what(result, scenarios))),
        *_answer(result, names),
        *_told(result, scenarios, in_words=drawn),
        _issues(result, names),
        *_sure(result, names, drawn=drawn),
        Heading("If a stance is settled otherwise"),
        *_settled(result, names, None if full else SHORT),
        *capital(result, names),
        *_same(result),
        *(_method(result) if full else []),
    ]
    return Document(result.framework.title, tuple(blocks))


def _what(result: PortfolioResult, scenarios: Mapping[str, Scenario]) -> str:
    whose = result.profile.title if result.profile else "the scenarios' own weights"
    stops = max(scenario.file.as_of for scenario in scenarios.values())
    many = f"{len(result.issues)} issues decided together, {result.portfolios:,} portfolios"
    return f"{many}. Seen by {whose}. Evidence to {stops}."


def _answer(result: PortfolioResult, names: Choices) -> list[Block]:
    best = result.best
    said = f"Best together: {names.choice(best.choice)}, worth {points(best.mean)} on average."
    blocks: list[Block] = [paragraph(strong(said)), *_runner_up(result, names)]
    blocks.append(_apart(result, names))
    if result.convergence:
        where = listed([f"{issue.id} ({points(issue.dilemma_index or 0.0)})" for issue in result.convergence])
        blocks.append(paragraph(f"Leadership and order hardly pull apart on {where}: a convergence area."))
    return blocks


def _runner_up(result: PortfolioResult, names: Choices) -> list[Block]:
    second = result.runner_up
    if second is None or result.margin is None:
        return [paragraph("It is the only portfolio there is.")]
    if result.margin <= TIE:
        return [paragraph(f"Just as good: {_difference(result.best, second, names)}.")]
    close = ", too close to call" if result.verdict == "too-close" else ""
    rest = f"{points(result.margin)} points less over all issues{close}"
    return [paragraph(f"Next best: {_difference(result.best, second, names)}; {rest}.")]


def _difference(best: Valued, other: Valued, names: Choices) -> str:
    """Another portfolio, by what it does otherwise."""
    changed = {key: option for key, option in other.choice.items() if best.choice[key] != option}
    return f"{names.choice(changed)} instead"


def _apart(result: PortfolioResult, names: Choices) -> Paragraph:
    apart = result.apart
    if apart.choice == result.best.choice:
        the_rest = "the others " if any(issue.fixed for issue in result.issues) else ""
        return paragraph(f"Deciding {the_rest}issue by issue would choose the same.")
    changed = {key: option for key, option in apart.choice.items() if result.best.choice[key] != option}
    if not apart.within_budget:
        return paragraph(
            f"Issue by issue one would choose {names.choice(changed)} instead, which the budget forbids."
        )
    lost, believed = points(apart.lost), points(apart.believed)
    return paragraph(
        f"Issue by issue one would choose {names.choice(changed)} instead and lose {lost} points: "
        f"believed {believed} in sum, really {points(apart.total)}."
    )


def _told(result: PortfolioResult, scenarios: Mapping[str, Scenario], *, in_words: bool) -> list[Block]:
    """What was set, what was seen and what is taken to be wrong, issue by issue."""
    blocks: list[Block] = []
    for issue, scenario in scenarios.items():
        names = Names(scenario)
        blocks += what_if((result.settings or {}).get(issue), scenario, f" on {issue}")
        found = (result.observed or {}).get(issue)
        blocks += observed(found, names, where=f"On {issue}: ", in_words=in_words)
        blocks += taken_wrong((result.wrong or {}).get(issue, ()), names, f" on {issue}")
    return blocks


def _issues(result: PortfolioResult, names: Choices) -> Table:
    columns = (
        Column("Issue"),
        Column("together"),
        Column("worth", "right"),
        Column("by itself"),
        Column("dilemma", "right"),
    )
    return Table(columns, tuple(_issue(issue, names) for issue in result.issues))


def _issue(issue: IssueResult, names: Choices) -> tuple[Cell, ...]:
    own = issue.alone == issue.option
    settled = " (settled)" if issue.fixed else ""
    return (
        capitalised(issue.title),
        Run(f"{names.option(issue.id, issue.option)}{settled}", "strong"),
        points(issue.value),
        Run(names.option(issue.id, issue.alone), "muted" if own else "plain"),
        "none stated" if issue.dilemma_index is None else points(issue.dilemma_index),
    )


def _sure(result: PortfolioResult, names: Choices, *, drawn: bool) -> list[Block]:
    """The core index of every choice: how often the best portfolio of a sampled case contains it."""
    heading = Heading("How sure each choice is")
    if result.samples is None:
        return [heading, paragraph("Too many portfolios to sample; settle some stances with --fix.")]
    share = (
        ""
        if result.best.first_share is None
        else f", in {percent(result.best.first_share)} this one as it is"
    )
    note = f"{result.samples:,} cases with scores, weights and chances in their ranges{share}."
    if drawn:
        return [heading, Figure(portfolio_chart.core(result, names)), paragraph(muted(note))]
    columns = (Column("Issue"), Column("share of cases whose best portfolio has it"))
    rows = tuple((issue.id, _core(issue, names)) for issue in result.issues)
    return [heading, Table(columns, rows), paragraph(muted(note))]


def _core(issue: IssueResult, names: Choices) -> str:
    found = sorted((issue.core_index or {}).items(), key=lambda pair: -pair[1])
    shown = [f"{names.option(issue.id, key)} {percent(share)}" for key, share in found if share >= SHOWN]
    return ", ".join(shown)


def _settled(result: PortfolioResult, names: Choices, most: int | None) -> list[Block]:
    """The cheapest departures from the best portfolio, one issue settled at a time."""
    others = [fix for fix in result.fixes if fix.option != result.best.choice[fix.issue]]
    if not others:
        return [paragraph("Every stance is settled.")]
    possible = sorted((fix for fix in others if fix.loss is not None), key=lambda fix: fix.loss or 0.0)
    columns = (Column("Settled"), Column("loses", "right"), Column("and then also"))
    rows = tuple(_fix(fix, names) for fix in possible[:most])
    blocks: list[Block] = [Table(columns, rows)]
    if most is not None and len(possible) > most:
        blocks.append(paragraph(muted(f"{len(possible) - most} more with --full.")))
    never = [names.choice({fix.issue: fix.option}) for fix in others if fix.choice is None]
    return [*blocks, *([paragraph(f"Beyond the budget: {listed(never)}.")] if never else [])]


def _fix(fix: Fixed, names: Choices) -> tuple[Cell, ...]:
    choice = fix.choice or {}
    then = names.choice({key: choice[key] for key in fix.changed}) if fix.changed else "nothing else changes"
    loss = fix.loss or 0.0
    return (
        names.choice({fix.issue: fix.option}),
        points(loss),
        Run(then, "plain" if fix.changed else "muted"),
    )


def _same(result: PortfolioResult) -> list[Block]:
    if not result.same_stance:
        return []
    said = [f"{key.replace('_', ' ')} {points(mean)}" for key, mean in result.same_stance.items()]
    return [paragraph(f"One stance everywhere is worth, on average: {', '.join(said)}.")]


def _method(result: PortfolioResult) -> list[Block]:
    said = [
        "Every portfolio is worked out. All issues count alike; an issue's worth is its expected value with "
        "what the options taken elsewhere add to its scores, clipped to 0–100.",
        "A loss is in points over all issues: divide by their number for the mean.",
        "The dilemma index is what the option best for order gives up in leadership and the reverse, halved; "
        "below the margin that is too close to call it marks a convergence area.",
    ]
    blocks: list[Block] = [Heading("How to read it"), bullets(*said)]
    if result.warnings:
        blocks += [paragraph(muted("Warnings:")), bullets(*(warned.message for warned in result.warnings))]
    return blocks
