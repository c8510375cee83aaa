"""A panel as long, tidy CSV: one figure a row, named by what it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dilemma.report.as_csv.lines import chosen, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.analysis.panel.panel_results import Member, Movement, Panel, Split


class Row(NamedTuple):
    """One figure; `against` is the other member of a pair, or the other option of a split.

    A choice is 1 for each option chosen; a movement without a value is impossible.
    """

    figure: str
    profile: str = ""
    against: str = ""
    option: str = ""
    criterion: str = ""
    value: float | None = None


def write(results: Sequence[Panel]) -> str:
    """The rows of each, under their heads."""
    found = ((each.scenario.id, *row) for each in results for row in rows(each))
    return lines(("scenario", *Row._fields), *found)


def rows(result: Panel) -> Iterator[Row]:
    """Every figure of a panel: of the members, of the group, of what divides them, of each two."""
    for member in result.members:
        yield from _member(member)
    yield from _group(result)
    if result.split is not None:
        yield from _split(result.split)
    for movement in result.movements or ():
        yield from _movement(movement)


def _member(member: Member) -> Iterator[Row]:
    name = member.profile
    yield from (Row("choice", name, option=key, value=1.0) for key in member.ties or (member.option,))
    yield Row("margin", name, option=member.option, value=member.margin)
    for criterion, weight in member.weights.items():
        yield Row("weight", name, criterion=criterion, value=weight)
    yield from _by_option("value", member.values, name)
    yield from _by_option("rank", member.ranks, name)
    yield from _by_option("regret", member.regrets, name)


def _by_option(figure: str, values: Mapping[str, float], profile: str = "") -> Iterator[Row]:
    for option, value in values.items():
        yield Row(figure, profile, option=option, value=value)


def _group(result: Panel) -> Iterator[Row]:
    group, least = result.group, result.least_worst_regret
    yield from (Row("group_choice", option=key, value=1.0) for key in group.ties or (group.option,))
    yield Row("group_margin", option=group.option, value=group.margin)
    for criterion, weight in group.weights.items():
        yield Row("group_weight", criterion=criterion, value=weight)
    yield from _by_option("group_value", group.values)
    yield from _by_option("mean_rank", result.agreement.mean_ranks)
    yield from (
        Row("least_worst_regret_choice", option=key, value=1.0) for key in least.ties or (least.option,)
    )
    yield from _by_option("worst_regret", least.worst_regrets)
    yield Row("kendalls_w", value=result.agreement.kendalls_w)
    yield Row("rank_correlation", value=result.agreement.rank_correlation)


def _split(split: Split) -> Iterator[Row]:
    first, second = split.camps
    pair = {"against": second.option, "option": first.option}
    yield Row("split", **pair, value=split.points)
    for part in split.parts:
        yield Row("split_part", **pair, criterion=part.criterion, value=part.points)
        yield Row("split_part_of_weights", **pair, criterion=part.criterion, value=part.of_weights)
        yield Row("split_part_of_scores", **pair, criterion=part.criterion, value=part.of_scores)


def _movement(found: Movement) -> Iterator[Row]:
    first, second = found.profiles
    yield Row("movement", first, second, chosen(found.option, found.ties) or "", value=found.points)
    for profile, other in ((first, second), (second, first)):
        yield Row("movement_alone", profile, other, value=found.alone.get(profile))
    for move in found.moves:
        other = second if move.profile == first else first
        yield Row("move", move.profile, other, found.option or "", move.criterion, move.change)
