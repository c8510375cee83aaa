"""A panel as a document: the group's choice first, then who differs, on what, and how far apart they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.observed import observed, taken_wrong
from dilemma.report.compose.panel.movements import movements
from dilemma.report.compose.panel.split import divided
from dilemma.report.compose.what_if import what_if
from dilemma.report.document import (
    Bar,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    bullets,
    muted,
    paragraph,
    strong,
)
from dilemma.report.names import Names, capitalised, listed
from dilemma.report.numbers import points, share, told_apart
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from dilemma.analysis.panel.panel_results import Agreement, Member, Panel
    from dilemma.report.document import Cell
    from dilemma.scenario.model import Scenario

SHORT = 5  # rows of the longer lists on the first screen
# What the mean rank correlation of all pairs amounts to, from which figure upward.
ALIKE = (
    (0.7, "They largely agree on the order of the options"),
    (0.4, "They agree in part on the order of the options"),
    (0.1, "They agree little on the order of the options"),
    (-0.1, "Their orders of the options are as unlike as if drawn by lot"),
    (-1.0, "Their orders of the options pull against one another"),
)


def panel(result: Panel, scenario: Scenario, *, full: bool) -> Document:
    """The answer, the members, the options; what they share, what keeps them apart."""
    names = Names(scenario)
    most = None if full else SHORT
    blocks: list[Block] = [
        Heading(result.scenario.title, 1),
        paragraph(scenario.file.question),
        paragraph(muted(f"A panel of {len(result.members)}. Evidence to {result.scenario.as_of}.")),
        *what_if(result.settings, scenario),
        *_answer(result, names),
        *observed(result.observed, names),
        *taken_wrong(result.wrong, names),
        _members(result, names),
        _options(result, names),
        Heading("Where they agree"),
        *_agreement(result.agreement, names),
        *divided(result, names, most),
        *movements(result, names, most),
        *(_method(result) if full else []),
    ]
    return Document(result.scenario.title, tuple(blocks))


def _answer(result: Panel, names: Names) -> list[Block]:
    if not result.costs_most.profiles:
        return [_group(result, names), paragraph("It is everybody's own choice and costs nobody anything.")]
    return [_group(result, names), _regret(result, names), _cost(result, names)]


def _group(result: Panel, names: Names) -> Paragraph:
    group = result.group
    option, second = names.option(group.option), names.option(group.runner_up)
    if group.ties:
        return paragraph(strong(f"The group's choice is too close to call: {names.options(group.ties)} tie."))
    lead = f"{points(group.margin)} points ahead of {second}"
    if group.verdict == "too-close":
        margin, asked = told_apart(group.margin, group.too_close, points)
        lead, rule = f"{margin} points ahead of {second}", f"the rule asks for {asked}"
        return paragraph(strong(f"The group's choice is too close to call: {option} is {lead}; {rule}."))
    return paragraph(strong(f"The group's choice: {option}, {lead}."))


def _regret(result: Panel, names: Names) -> Paragraph:
    """The option that spares everybody, beside the group's."""
    least, chosen = result.least_worst_regret, result.group.option
    worst = points(least.worst_regrets[chosen])
    if chosen in (least.option, *least.ties):
        return paragraph(
            f"It is also the one of least worst regret: nobody gives up more than {worst} points."
        )
    limit = points(least.worst_regrets[least.option])
    return paragraph(
        f"Least worst regret: {names.choice(least.option, least.ties)}, where nobody gives up more "
        f"than {limit} points; with {names.option(chosen)} somebody gives up {worst}."
    )


def _cost(result: Panel, names: Names) -> Paragraph:
    hit = [member for member in result.members if member.profile in result.costs_most.profiles]
    own = listed(list(dict.fromkeys(names.option(member.option) for member in hit)), "or")
    who = listed([member.title for member in hit])
    return paragraph(f"It costs {who} most: {points(result.costs_most.regret)} points less than {own}.")


def _members(result: Panel, names: Names) -> Table:
    columns = (
        Column("Who would choose what"),
        Column("choice"),
        Column("by", "right"),
        Column("gives up", "right"),
    )
    return Table(columns, tuple(_member(member, result.group.option, names) for member in result.members))


def _member(member: Member, chosen: str, names: Names) -> tuple[Cell, ...]:
    """A person, the choice with its lead, and what the group's choice costs."""
    own = chosen in (member.option, *member.ties)
    choice = names.choice(member.option, member.ties)
    lost = member.regrets[chosen]
    return (
        capitalised(member.title),
        Run(choice, "plain" if own else "strong"),
        points(member.margin),
        muted("nothing") if own else points(lost),
    )


def _options(result: Panel, names: Names) -> Table:
    """The options, the group's best first."""
    columns = (
        Column("Options"),
        Column(""),
        Column("for the group", "right"),
        Column("first for", "right"),
        Column("mean rank", "right"),
        Column("worst regret", "right"),
    )
    values = result.group.values
    return Table(
        columns, tuple(_option(key, result, names) for key in sorted(values, key=lambda key: -values[key]))
    )


def _option(key: str, result: Panel, names: Names) -> tuple[Cell, ...]:
    first_for = [member for member in result.members if key in (member.option, *member.ties)]
    return (
        Run(capitalised(names.option(key)), "strong" if key == result.group.option else "plain"),
        Bar(result.group.values[key]),
        points(result.group.values[key]),
        str(len(first_for)),
        points(result.agreement.mean_ranks[key]),
        points(result.least_worst_regret.worst_regrets[key]),
    )


def _agreement(found: Agreement, names: Names) -> list[Block]:
    if found.kendalls_w is None or found.rank_correlation is None:
        return [paragraph("Nobody tells any two options apart.")]
    if found.kendalls_w > 1 - TIE:
        return [paragraph(f"All put the options in one order: {_order(found, names)}.")]
    return [
        _concordance(found.kendalls_w, found.rank_correlation, found.drawn_by_lot),
        _unanimous(found, names),
    ]


def _order(found: Agreement, names: Names) -> str:
    """The options from the best mean rank to the worst, those that tie together."""
    levels = sorted(set(found.mean_ranks.values()))
    tied = [
        [names.option(key) for key, rank in found.mean_ranks.items() if rank == level] for level in levels
    ]
    return ", ".join(" = ".join(options) for options in tied)


def _concordance(w: float, correlation: float, by_lot: float) -> Paragraph:
    said = next(words for least, words in ALIKE if correlation >= least - TIE)
    scale = f"1 is one order for all; orders drawn by lot give {share(by_lot)} on average"
    return paragraph(said, muted(f" (Kendall's W {share(w)}; {scale})."))


def _unanimous(found: Agreement, names: Names) -> Paragraph:
    """What everybody holds, the options of the best mean rank first."""
    under: dict[str, list[str]] = {}
    for pair in sorted(found.unanimous, key=lambda pair: found.mean_ranks[pair.option]):
        under.setdefault(pair.option, []).append(names.option(pair.over))
    if not under:
        return paragraph("There are no two options that all put in the same order.")
    said = [f"{names.option(option)} above {listed(others)}" for option, others in under.items()]
    return paragraph(f"All put {'; '.join(said)}.")


def _method(result: Panel) -> list[Block]:
    said = [
        "The group weighs with the mean of everybody's weights, each set brought to the same total first, "
        "and reads a score as the mean of everybody's readings.",
        "To give up points is to get an option worth less than one's own choice, in one's own points; "
        "comparing them between people takes their scales to mean the same.",
        "A movement counts every point put on one criterion and every point taken off another; at its end "
        "the option ties for the lead, and anything beyond makes it lead.",
    ]
    blocks: list[Block] = [Heading("How to read it"), bullets(*said)]
    if result.warnings:
        blocks += [paragraph(muted("Warnings:")), bullets(*(warned.message for warned in result.warnings))]
    return blocks
