"""A panel as a document: the choice of the group first, then who differs, on what, and by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.observed import observation_blocks, wrong_assumption_paragraphs
from dilemma.report.compose.panel.movements import _movements_section
from dilemma.report.compose.panel.split import _split_section
from dilemma.report.compose.what_if import what_if_paragraphs
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
from dilemma.report.names import Names, capitalize, join_names
from dilemma.report.numbers import format_distinct, format_points, format_share
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.results.panel import Agreement, Panel, PanelMember
    from dilemma.report.document import Cell
    from dilemma.scenario.model import Scenario

_FEW_ROWS = 5  # rows of the longer lists without `full`
# What the mean rank correlation of all pairs amounts to, from which figure upward.
_CONCORDANCE_WORDS = (
    (0.7, "They largely agree on the order of the options"),
    (0.4, "They agree in part on the order of the options"),
    (0.1, "They agree little on the order of the options"),
    (-0.1, "Their orders of the options are as unlike as if drawn by lot"),
    (-1.0, "Their orders of the options pull against one another"),
)


def panel_document(result: Panel, scenario: Scenario, *, full: bool) -> Document:
    """Return the answer, the members, the options, what they share and what keeps them apart.

    Args:
        result: the panel as computed.
        scenario: the scenario it looks at.
        full: whether the longer lists are shown whole, and how to read them.
    """
    names = Names(scenario)
    most = None if full else _FEW_ROWS
    blocks: list[Block] = [
        Heading(result.scenario.title, 1),
        paragraph(scenario.file.question),
        paragraph(muted(f"A panel of {len(result.members)}. Evidence to {result.scenario.as_of}.")),
        *what_if_paragraphs(result.settings, scenario),
        *_answer_paragraphs(result, names),
        *observation_blocks(result.observed, names),
        *wrong_assumption_paragraphs(result.wrong, names),
        _members_table(result, names),
        _options_table(result, names),
        Heading("Where they agree"),
        *_agreement_blocks(result.agreement, names),
        *_split_section(result, names, most),
        *_movements_section(result, names, most),
        *(_method_section(result) if full else []),
    ]
    return Document(result.scenario.title, tuple(blocks))


def _answer_paragraphs(result: Panel, names: Names) -> list[Block]:
    """Return the choice of the group, its worst regret, and whom it costs most."""
    if not result.costs_most.profiles:
        return [
            _group_choice(result, names),
            paragraph("It is everybody's own choice and costs nobody anything."),
        ]
    return [_group_choice(result, names), _least_regret(result, names), _cost_of_choice(result, names)]


def _group_choice(result: Panel, names: Names) -> Paragraph:
    """Return the option of highest value to the group, or that the lead is too close to call."""
    choice = result.group
    option, second = names.option(choice.option), names.option(choice.runner_up)
    if choice.ties:
        return paragraph(
            strong(f"The group's choice is too close to call: {names.options(choice.ties)} tie.")
        )
    lead = f"{format_points(choice.margin)} points ahead of {second}"
    if choice.verdict == "too-close":
        margin, minimum = format_distinct(choice.margin, choice.too_close, format_points)
        lead, rule = f"{margin} points ahead of {second}", f"the rule asks for {minimum}"
        return paragraph(strong(f"The group's choice is too close to call: {option} is {lead}; {rule}."))
    return paragraph(strong(f"The group's choice: {option}, {lead}."))


def _least_regret(result: Panel, names: Names) -> Paragraph:
    """Return the option of least worst regret, beside the choice of the group."""
    minimax, group_option = result.least_worst_regret, result.group.option
    group_regret = format_points(minimax.worst_regrets[group_option])
    if group_option in (minimax.option, *minimax.ties):
        return paragraph(
            f"It is also the one of least worst regret: nobody gives up more than {group_regret} points."
        )
    least_regret = format_points(minimax.worst_regrets[minimax.option])
    return paragraph(
        f"Least worst regret: {names.choice(minimax.option, minimax.ties)}, where nobody gives up more "
        f"than {least_regret} points; with {names.option(group_option)} somebody gives up {group_regret}."
    )


def _cost_of_choice(result: Panel, names: Names) -> Paragraph:
    """Return the members to whom the choice of the group costs most, and what they would choose."""
    losers = [member for member in result.members if member.profile in result.costs_most.profiles]
    own_choices = join_names(list(dict.fromkeys(names.option(member.option) for member in losers)), "or")
    titles = join_names([member.title for member in losers])
    return paragraph(
        f"It costs {titles} most: {format_points(result.costs_most.regret)} points less than {own_choices}."
    )


def _members_table(result: Panel, names: Names) -> Table:
    """Return what each member would choose, and gives up with the group."""
    columns = (
        Column("Who would choose what"),
        Column("choice"),
        Column("by", "right"),
        Column("gives up", "right"),
    )
    return Table(columns, tuple(_member_row(member, result.group.option, names) for member in result.members))


def _member_row(member: PanelMember, group_option: str, names: Names) -> tuple[Cell, ...]:
    """Return a member, the choice with its lead, and what the choice of the group costs."""
    agrees = group_option in (member.option, *member.ties)
    choice = names.choice(member.option, member.ties)
    regret = member.regrets[group_option]
    return (
        capitalize(member.title),
        Run(choice, "plain" if agrees else "strong"),
        format_points(member.margin),
        muted("nothing") if agrees else format_points(regret),
    )


def _options_table(result: Panel, names: Names) -> Table:
    """Return the options, the best for the group first."""
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
        columns,
        tuple(_option_row(key, result, names) for key in sorted(values, key=lambda key: -values[key])),
    )


def _option_row(key: str, result: Panel, names: Names) -> tuple[Cell, ...]:
    """Return an option: its value to the group, who puts it first, its mean rank and worst regret."""
    supporters = [member for member in result.members if key in (member.option, *member.ties)]
    return (
        Run(capitalize(names.option(key)), "strong" if key == result.group.option else "plain"),
        Bar(result.group.values[key]),
        format_points(result.group.values[key]),
        str(len(supporters)),
        format_points(result.agreement.mean_ranks[key]),
        format_points(result.least_worst_regret.worst_regrets[key]),
    )


def _agreement_blocks(agreement: Agreement, names: Names) -> list[Block]:
    """Return how far the orders of the members agree, and what all of them hold."""
    if agreement.kendalls_w is None or agreement.rank_correlation is None:
        return [paragraph("Nobody tells any two options apart.")]
    # Rounding may leave W of identical orders a hair under 1.
    if agreement.kendalls_w > 1 - TIE:
        return [paragraph(f"All put the options in one order: {_describe_order(agreement, names)}.")]
    return [
        _concordance_paragraph(agreement.kendalls_w, agreement.rank_correlation, agreement.drawn_by_lot),
        _unanimous_paragraph(agreement, names),
    ]


def _describe_order(agreement: Agreement, names: Names) -> str:
    """Return the options from the best mean rank to the worst, those that tie together."""
    ranks = sorted(set(agreement.mean_ranks.values()))
    groups = [
        [names.option(key) for key, own_rank in agreement.mean_ranks.items() if own_rank == rank]
        for rank in ranks
    ]
    return ", ".join(" = ".join(options) for options in groups)


def _concordance_paragraph(w: float, correlation: float, by_lot: float) -> Paragraph:
    """Return how far the orders agree.

    Args:
        w: Kendall's W, 0 to 1.
        correlation: the mean rank correlation of all pairs, -1 to 1.
        by_lot: the mean W of orders drawn at random.
    """
    meaning = next(words for least, words in _CONCORDANCE_WORDS if correlation >= least - TIE)
    scale = f"1 is one order for all; orders drawn by lot give {format_share(by_lot)} on average"
    return paragraph(meaning, muted(f" (Kendall's W {format_share(w)}; {scale})."))


def _unanimous_paragraph(agreement: Agreement, names: Names) -> Paragraph:
    """Return the pairs that all put in one order, the options of the best mean rank first."""
    worse_options: dict[str, list[str]] = {}
    for pair in sorted(agreement.unanimous, key=lambda pair: agreement.mean_ranks[pair.option]):
        worse_options.setdefault(pair.option, []).append(names.option(pair.over))
    if not worse_options:
        return paragraph("There are no two options that all put in the same order.")
    orders = [
        f"{names.option(option)} above {join_names(others)}" for option, others in worse_options.items()
    ]
    return paragraph(f"All put {'; '.join(orders)}.")


def _method_section(result: Panel) -> list[Block]:
    """Return how to read the document, and the warnings."""
    notes = [
        "The group weighs with the mean of everybody's weights, each set brought to the same total first, "
        "and reads a score as the mean of everybody's readings.",
        "To give up points is to get an option worth less than one's own choice, in one's own points; "
        "comparing them between people takes their scales to mean the same.",
        "A movement counts every point put on one criterion and every point taken off another; at its end "
        "the option ties for the lead, and anything beyond makes it lead.",
    ]
    blocks: list[Block] = [Heading("How to read it"), bullets(*notes)]
    if result.warnings:
        blocks += [paragraph(muted("Warnings:")), bullets(*(warning.message for warning in result.warnings))]
    return blocks
