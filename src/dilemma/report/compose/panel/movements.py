"""What would bring any two of a panel to the same choice, the nearest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Heading, Table, muted, paragraph, strong
from dilemma.report.names import join_names
from dilemma.report.numbers import format_points, format_signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.analysis.results.panel import Move, Movement, Panel
    from dilemma.report.document import Cell
    from dilemma.report.names import Names

_NEVER = float("inf")  # sorts the pairs that no movement brings together last
_NOT_COMPUTED = "What would bring two together needs SciPy to be found; pip install 'dilemma[solve]'."


def _movements_section(result: Panel, names: Names, most: int | None) -> list[Block]:
    """Return the least movement for each two members who would choose differently.

    Pairs that the same moves of the same person bring together share a row.

    Args:
        result: the panel as computed.
        names: what readers see for ids.
        most: how many rows are shown; None for all, with what each member would need alone.
    """
    if result.movements is None:
        return [paragraph(muted(_NOT_COMPUTED))]
    if not result.movements:
        return []
    titles = {member.profile: member.title for member in result.members}
    groups = _group_movements(result.movements)
    rows = tuple(_movement_row(group, titles, names, with_alone=most is None) for group in groups[:most])
    hidden = sum(len(group) for group in groups[len(rows) :])
    more = [paragraph(muted(f"And {hidden} more pairs; --full shows them all."))] if hidden else []
    columns = (Column("Who with whom"), Column("points", "right"), Column("both choose"), Column("by moving"))
    return [
        Heading("What would bring two together"),
        paragraph("The least movement of weights, in points of 100, that makes two choose alike."),
        Table(columns, rows),
        *more,
    ]


def _group_movements(pairs: Iterable[Movement]) -> list[list[Movement]]:
    """Return pairs with the same moves together, the nearest first and those that never meet last."""
    groups: dict[object, list[Movement]] = {}
    for movement in sorted(
        pairs, key=lambda movement: _NEVER if movement.points is None else movement.points
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
        return (pair, strong("never"), "", "no weights make any one option first for both")
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
        f"{titles[profile]} {format_points(movement.alone[profile]) if profile in movement.alone else 'never'}"
        for movement in group
        for profile in movement.profiles
        if movement.points is not None and movement.alone.get(profile, _NEVER) > movement.points + 1e-9
    ]
    return f" (alone: {', '.join(distances)})" if distances else ""
