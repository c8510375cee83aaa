"""A panel as long, tidy CSV: one figure a row, named by what it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dilemma.report.as_csv.lines import format_choice, format_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.analysis.results.panel import Movement, Panel, PanelMember, Split


class _PanelRow(NamedTuple):
    """One figure; `against` is the other member of a pair, or the other option of a split.

    A choice has the value 1 for each option chosen; a movement without a value is impossible.
    """

    figure: str
    profile: str = ""
    against: str = ""
    option: str = ""
    criterion: str = ""
    value: float | None = None


def write_panel(results: Sequence[Panel]) -> str:
    """Return the figures of panels as CSV text with a header."""
    cells = ((result.scenario.id, *row) for result in results for row in _panel_rows(result))
    return format_rows(("scenario", *_PanelRow._fields), *cells)


def _panel_rows(result: Panel) -> Iterator[_PanelRow]:
    """Yield every figure of a panel: its members, the group, what divides them, and each pair."""
    for member in result.members:
        yield from _panel_member_rows(member)
    yield from _group_rows(result)
    if result.split is not None:
        yield from _split_rows(result.split)
    for movement in result.movements or ():
        yield from _movement_rows(movement)


def _panel_member_rows(member: PanelMember) -> Iterator[_PanelRow]:
    """Yield one member's choice, weights, values, ranks and regrets."""
    name = member.profile
    yield from (_PanelRow("choice", name, option=key, value=1.0) for key in member.ties or (member.option,))
    yield _PanelRow("margin", name, option=member.option, value=member.margin)
    for criterion, weight in member.weights.items():
        yield _PanelRow("weight", name, criterion=criterion, value=weight)
    yield from _option_value_rows("value", member.values, name)
    yield from _option_value_rows("rank", member.ranks, name)
    yield from _option_value_rows("regret", member.regrets, name)


def _option_value_rows(figure: str, values: Mapping[str, float], profile: str = "") -> Iterator[_PanelRow]:
    """Yield one figure for each option."""
    for option, value in values.items():
        yield _PanelRow(figure, profile, option=option, value=value)


def _group_rows(result: Panel) -> Iterator[_PanelRow]:
    """Yield the choice of the group, its values and how far its members agree."""
    group, least = result.group, result.least_worst_regret
    yield from (_PanelRow("group_choice", option=key, value=1.0) for key in group.ties or (group.option,))
    yield _PanelRow("group_margin", option=group.option, value=group.margin)
    for criterion, weight in group.weights.items():
        yield _PanelRow("group_weight", criterion=criterion, value=weight)
    yield from _option_value_rows("group_value", group.values)
    yield from _option_value_rows("mean_rank", result.agreement.mean_ranks)
    yield from (
        _PanelRow("least_worst_regret_choice", option=key, value=1.0) for key in least.ties or (least.option,)
    )
    yield from _option_value_rows("worst_regret", least.worst_regrets)
    yield _PanelRow("kendalls_w", value=result.agreement.kendalls_w)
    yield _PanelRow("rank_correlation", value=result.agreement.rank_correlation)


def _split_rows(split: Split) -> Iterator[_PanelRow]:
    """Yield how far apart the two camps are, and the share of each criterion in it."""
    first, second = split.camps
    pair = {"against": second.option, "option": first.option}
    yield _PanelRow("split", **pair, value=split.points)
    for part in split.parts:
        yield _PanelRow("split_part", **pair, criterion=part.criterion, value=part.points)
        yield _PanelRow("split_part_of_weights", **pair, criterion=part.criterion, value=part.of_weights)
        yield _PanelRow("split_part_of_scores", **pair, criterion=part.criterion, value=part.of_scores)


def _movement_rows(movement: Movement) -> Iterator[_PanelRow]:
    """Yield what brings two members to one choice: together, alone, and criterion by criterion."""
    first, second = movement.profiles
    yield _PanelRow(
        "movement", first, second, format_choice(movement.option, movement.ties) or "", value=movement.points
    )
    for profile, other in ((first, second), (second, first)):
        yield _PanelRow("movement_alone", profile, other, value=movement.alone.get(profile))
    for move in movement.moves:
        other = second if move.profile == first else first
        yield _PanelRow("move", move.profile, other, movement.option or "", move.criterion, move.change)
