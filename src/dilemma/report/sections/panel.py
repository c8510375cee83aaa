"""A panel as a document: the choice of the group, who differs on what, and what would bring two together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.errors import install_command
from dilemma.report.document import (
    Bar,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    TextRun,
    bullets,
    muted,
    paragraph,
    strong,
    warning_blocks,
    warning_paragraphs,
)
from dilemma.report.numbers import (
    format_lead,
    format_percent,
    format_plain,
    format_points,
    format_share,
    format_signed,
)
from dilemma.report.sections.judgement_names import what_if_paragraphs
from dilemma.report.sections.monitoring import observation_blocks, wrong_assumption_paragraphs
from dilemma.report.sections.questionnaires import (
    answers_section,
    clusters_section,
    disputes_section,
    rounds_section,
)
from dilemma.report.text import Names, capitalize, format_date, join_names
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.analysis.results.panel import Agreement, Move, Movement, Panel, PanelMember, Split, SplitPart
    from dilemma.report.document import Cell
    from dilemma.scenario.model import Scenario


_NEVER = float("inf")  # sorts the pairs that no movement brings together last


def _movements_section(result: Panel, names: Names, most: int | None) -> list[Block]:
    """Return the least movement for each two members who would choose differently.

    Pairs that the same moves of the same person bring together share a row.

    Args:
        result: the panel as computed.
        names: what readers see for ids.
        most: how many rows are shown; None for all, with what each member would need alone.
    """
    if result.movements is None:
        hint = f"What would bring two together needs SciPy to be found; {install_command('scipy')}."
        return [paragraph(muted(hint))]
    if not result.movements:
        return []
    titles = {member.profile: member.title for member in result.members}
    groups = _group_movements(result.movements)
    rows = tuple(_movement_row(group, titles, names, with_alone=most is None) for group in groups[:most])
    hidden = sum(len(group) for group in groups[len(rows) :])
    more = [paragraph(muted(f"{hidden} more pairs: add --full."))] if hidden else []
    columns = (Column("Who with whom"), Column("points", "right"), Column("both choose"), Column("by moving"))
    return [
        Heading("What would bring two together"),
        paragraph(
            "The smallest shift of weights, in points out of 100, after which both choose the same option."
        ),
        Table(columns, rows),
        *more,
    ]


def _group_movements(pairs: Iterable[Movement]) -> list[list[Movement]]:
    """Return pairs with the same moves together, the nearest first and those that never meet last."""
    groups: dict[object, list[Movement]] = {}
    for movement in sorted(
        pairs, key=lambda movement: _NEVER if movement.points is None else rounded(movement.points)
    ):
        key = (movement.moves, movement.ties) if movement.moves else movement.profiles
        groups.setdefault(key, []).append(movement)
    return list(groups.values())


def _movement_row(
    group: Sequence[Movement], titles: Mapping[str, str], names: Names, *, with_alone: bool
) -> tuple[Cell, ...]:
    """Return who meets whom, over what distance, on which option, by which moves."""
    movement = group[0]  # those of a group differ in their profiles only
    if movement.points is None:
        pair = " with ".join(titles[profile] for profile in movement.profiles)
        return (pair, strong("never"), "", "no weights put the same option first for both")
    movers = list(dict.fromkeys(move.profile for move in movement.moves))
    others = [profile for other in group for profile in other.profiles if profile != movers[0]]
    choice = names.choice(movement.option or "", movement.ties)
    moves = [
        _describe_moves(mover, movement.moves, titles, names, with_titles=len(movers) > 1) for mover in movers
    ]
    return (
        f"{titles[movers[0]]} with {join_names([titles[profile] for profile in others])}",
        strong(format_points(movement.points)),
        choice,
        "; ".join(moves) + (_describe_moves_alone(group, titles) if with_alone else ""),
    )


def _describe_moves(
    profile: str, moves: Iterable[Move], titles: Mapping[str, str], names: Names, *, with_titles: bool
) -> str:
    """Return the points a member puts on and takes off, named where both members move."""
    changes = (
        f"{names.criterion(move.criterion)} {format_signed(move.change)}"
        for move in moves
        if move.profile == profile
    )
    return (f"{titles[profile]}: " if with_titles else "") + ", ".join(changes)


def _describe_moves_alone(group: Iterable[Movement], titles: Mapping[str, str]) -> str:
    """Return the distance for one of a pair to join the other, who stays, where that is farther."""
    distances = [
        f"{titles[profile]} "
        f"{format_points(movement.alone[profile]) if profile in movement.alone else 'never'}"
        for movement in group
        for profile in movement.profiles
        if movement.points is not None and movement.alone.get(profile, _NEVER) > movement.points + 1e-9
    ]
    return f" (if only one of them moves: {', '.join(distances)})" if distances else ""


_LEAST_SHOWN = 0.05  # a figure of less is 0.0 to one decimal


def _split_section(result: Panel, names: Names, most: int | None) -> list[Block]:
    """Return what each criterion adds to the gap between the two camps; nothing when all choose the same."""
    split = result.split
    if split is None:
        return []
    first, second = (names.option(camp.option) for camp in split.camps)
    key = (
        f"Camp: its mean weight. Gap: by how many points {first} scores more than {second}. Split: points "
        "between the camps for which the criterion accounts."
    )
    table = _split_table(split, names, most)
    described = paragraph(_describe_camps(split, result, names))
    return [Heading("What divides them"), described, _origin_paragraph(split), table, paragraph(muted(key))]


def _describe_camps(split: Split, result: Panel, names: Names) -> str:
    """Return the two camps, and the criterion with the largest part of the gap."""
    titles = {member.profile: member.title for member in result.members}
    camps = [
        f"{names.option(camp.option)} is the choice of {join_names([titles[key] for key in camp.profiles])}"
        for camp in split.camps
    ]
    largest, points = format_points(split.parts[0].points), format_points(split.points)
    return (
        f"{'; '.join(camps)}. The largest part is {names.criterion(split.criterion)}: "
        f"{largest} of the {points} points between the two camps."
    )


def _origin_paragraph(split: Split) -> Paragraph:
    """Return whether the camps disagree on what matters or on how the options do."""
    if not _reads_differ(split):
        return paragraph("They differ only in weights; both camps score the two options alike.")
    weights, readings = format_signed(split.of_weights), format_signed(split.of_scores)
    return paragraph(
        f"Different weights account for {weights} of all these points, different scores for {readings}."
    )


def _reads_differ(split: Split) -> bool:
    """Return whether the camps read any score differently."""
    return any(abs(part.of_scores) >= _LEAST_SHOWN for part in split.parts)


def _split_table(split: Split, names: Names, most: int | None) -> Table:
    """Return one row a criterion; weights and readings apart only where the camps read differently."""
    with_origin = _reads_differ(split)
    camps = [f"{names.option(camp.option)} camp" for camp in split.camps]
    titles = [*camps, "gap", *(("from weights", "from scores") if with_origin else ()), "split"]
    columns = (Column("Criterion"), *(Column(title, "right") for title in titles))
    return Table(
        columns, tuple(_split_row(part, names, with_origin=with_origin) for part in split.parts[:most])
    )


def _split_row(part: SplitPart, names: Names, *, with_origin: bool) -> tuple[Cell, ...]:
    """Return the part of one criterion in the gap between the camps."""
    first, second = part.weights
    return (
        names.criterion(part.criterion),
        format_percent(first),
        format_percent(second),
        format_signed(part.gap),
        *((format_signed(part.of_weights), format_signed(part.of_scores)) if with_origin else ()),
        strong(format_signed(part.points)),
    )


_FEW_ROWS = 5  # rows of the longer lists without `full`
# What the mean rank correlation of all pairs amounts to, from which figure upward.
_CONCORDANCE_WORDS = (
    (0.7, "They largely agree on the order of the options"),
    (0.4, "They partly agree on the order of the options"),
    (0.1, "They agree little on the order of the options"),
    (-0.1, "Their orders of the options are as different as random ones"),
    (-1.0, "They rank the options in opposite orders"),
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
    evidence_end = format_date(result.scenario.as_of)
    blocks: list[Block] = [
        Heading(result.scenario.title, 1),
        paragraph(scenario.file.question),
        paragraph(muted(f"A panel of {len(result.members)}. Evidence to {evidence_end}.")),
        *what_if_paragraphs(result.settings, scenario),
        *_answer_paragraphs(result, names),
        *warning_paragraphs(result.warnings, "missing-option"),
        *observation_blocks(result.observed, names),
        *wrong_assumption_paragraphs(result.wrong, names),
        *answers_section(result, scenario),
        _members_table(result, names),
        _options_table(result, names),
        Heading("Where they agree"),
        *_agreement_blocks(result.agreement, names),
        *clusters_section(result, names),
        *_split_section(result, names, most),
        *disputes_section(result, scenario, full=full),
        *_movements_section(result, names, most),
        *rounds_section(result, names),
        *(_pools_section(result, names) if full else []),
        *(_method_section(result) if full else []),
    ]
    return Document(result.scenario.title, tuple(blocks))


def _pools_section(result: Panel, names: Names) -> list[Block]:
    """Return the mean of the members' values, with the choice by it, and their probabilities pooled."""
    means, pools = result.mean_values, result.pooled_chances
    values = join_names([f"{names.option(key)} {format_points(means[key])}" for key in _descending(means)])
    best, is_other = _descending(means)[0], max(means.values()) > means[result.group.option] + TIE
    other = f" By it the group would choose {names.option(best)}." if is_other else ""
    blocks: list[Block] = [
        Heading("Put together in other ways"),
        paragraph(f"Mean of the members' own values: {values}.{other}"),
    ]
    if len(pools.linear) < 2:
        return blocks
    if pools.log is not None and all(abs(pools.linear[key] - pools.log[key]) <= TIE for key in pools.linear):
        return [*blocks, paragraph("All members hold the same probabilities, so pooling changes none.")]
    columns = (Column("Probability"), Column("mean (linear pool)", "right"), Column("log pool", "right"))
    rows = tuple(
        (
            capitalize(names.future(key)),
            format_percent(share),
            format_percent(pools.log[key]) if pools.log else "none: somebody rules out each future",
        )
        for key, share in pools.linear.items()
    )
    return [*blocks, Table(columns, rows)]


def _descending(values: Mapping[str, float]) -> list[str]:
    """Return keys by their values, the highest first; equals as they come."""
    return sorted(values, key=lambda key: -rounded(values[key]))


def _answer_paragraphs(result: Panel, names: Names) -> list[Block]:
    """Return the choice of the group, its worst regret, and whom it costs most."""
    if not result.costs_most.profiles:
        return [_group_choice(result, names), paragraph("All members would choose it themselves.")]
    return [_group_choice(result, names), _least_regret(result, names), _cost_of_choice(result, names)]


def _group_choice(result: Panel, names: Names) -> Paragraph:
    """Return the option of highest value to the group, or that the lead is too close to call."""
    choice = result.group
    option, second = names.option(choice.option), names.option(choice.runner_up)
    close = "The group's choice is too close to call"
    if choice.ties:
        return paragraph(strong(f"{close}: {names.options(choice.ties)} tie."))
    lead = f"{format_lead(choice.margin, choice.too_close)} points ahead of {second}"
    if not choice.verdict.names_one:
        rule = f"a lead under {format_plain(choice.too_close)} counts as a tie"
        return paragraph(strong(f"{close}: {option} is {lead}; {rule}."))
    return paragraph(strong(f"The group's choice: {option}, {lead}."))


def _least_regret(result: Panel, names: Names) -> Paragraph:
    """Return the option of least worst regret, beside the choice of the group."""
    minimax, group_option = result.least_worst_regret, result.group.option
    group_regret = format_points(minimax.worst_regrets[group_option])
    if group_option in (minimax.option, *minimax.ties):
        return paragraph(
            f"It is also the option of least regret: no member gives up more than {group_regret} points."
        )
    least_regret = format_points(minimax.worst_regrets[minimax.option])
    return paragraph(
        f"Least regret: {names.choice(minimax.option, minimax.ties)}, where no member gives up more "
        f"than {least_regret} points; with {names.option(group_option)} one gives up {group_regret}."
    )


def _cost_of_choice(result: Panel, names: Names) -> Paragraph:
    """Return the members to whom the choice of the group costs most, and what they would choose."""
    losers = [member for member in result.members if member.profile in result.costs_most.profiles]
    own_choices = join_names(list(dict.fromkeys(names.option(member.option) for member in losers)), "or")
    titles = join_names([member.title for member in losers])
    return paragraph(
        f"{titles} would give up most: {format_points(result.costs_most.regret)} points compared with "
        f"{own_choices}."
    )


def _members_table(result: Panel, names: Names) -> Table:
    """Return what each member would choose, and gives up with the group."""
    columns = (
        Column("Who would choose what"),
        Column("choice"),
        Column("lead", "right"),
        Column("gives up", "right"),
    )
    return Table(columns, tuple(_member_row(member, result.group.option, names) for member in result.members))


def _member_row(member: PanelMember, group_option: str, names: Names) -> tuple[Cell, ...]:
    """Return a member, the choice with its lead, and what the choice of the group costs."""
    agrees = group_option in (member.option, *member.ties)
    choice = capitalize(names.choice(member.option, member.ties))
    regret = member.regrets[group_option]
    return (
        capitalize(member.title),
        TextRun(choice, "plain" if agrees else "strong"),
        format_points(member.margin),
        muted("nothing") if agrees else format_points(regret),
    )


def _options_table(result: Panel, names: Names) -> Table:
    """Return the options, the best for the group first."""
    columns = (
        Column("Options"),
        Column("", label="bar"),
        Column("for the group", "right"),
        Column("ranked first by", "right"),
        Column("mean rank", "right"),
        Column("largest regret", "right"),
    )
    values = result.group.values
    return Table(columns, tuple(_option_row(key, result, names) for key in _descending(values)))


def _option_row(key: str, result: Panel, names: Names) -> tuple[Cell, ...]:
    """Return an option: its value to the group, who puts it first, its mean rank and worst regret."""
    supporters = [member for member in result.members if key in (member.option, *member.ties)]
    return (
        TextRun(capitalize(names.option(key)), "strong" if key == result.group.option else "plain"),
        Bar(result.group.values[key]),
        format_points(result.group.values[key]),
        str(len(supporters)),
        format_points(result.agreement.mean_ranks[key]),
        format_points(result.least_worst_regret.worst_regrets[key]),
    )


def _agreement_blocks(agreement: Agreement, names: Names) -> list[Block]:
    """Return how far the orders of the members agree, and what all of them hold."""
    if agreement.kendalls_w is None or agreement.rank_correlation is None:
        return [paragraph("All members rate all options alike.")]
    # Rounding may leave W of identical orders a hair under 1.
    if agreement.kendalls_w > 1 - TIE:
        return [
            paragraph(f"All members rank the options in the same order: {_describe_order(agreement, names)}.")
        ]
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
    scale = f"1 means the same order for all; random orders give {format_share(by_lot)} on average"
    return paragraph(meaning, muted(f" (Kendall's W {format_share(w)}; {scale})."))


def _unanimous_paragraph(agreement: Agreement, names: Names) -> Paragraph:
    """Return the pairs that all put in one order, the options of the best mean rank first."""
    worse_options: dict[str, list[str]] = {}
    for pair in sorted(agreement.unanimous, key=lambda pair: agreement.mean_ranks[pair.option]):
        worse_options.setdefault(pair.option, []).append(names.option(pair.over))
    if not worse_options:
        return paragraph("No two options are ranked in the same order by all members.")
    orders = [
        f"{names.option(option)} above {join_names(others)}" for option, others in worse_options.items()
    ]
    return paragraph(f"All members rank {'; '.join(orders)}.")


def _method_section(result: Panel) -> list[Block]:
    """Return how to read the document, and the warnings."""
    notes = [
        "The group's weights and scores are the means of the members', each set of weights brought to the "
        "same total first." + (" Probabilities that people gave are averaged too." if result.people else ""),
        "A member gives up points when the group's choice scores less than its own, on its own scale. "
        "Comparing members assumes that their scales mean the same.",
        "A shift counts every point added to one criterion and every point taken from another. At its end "
        "the option ties for the lead; a little more makes it lead.",
    ]
    return [Heading("How to read it"), bullets(*notes), *warning_blocks(result.warnings)]
