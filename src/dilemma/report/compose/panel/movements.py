"""What would bring any two of a panel to the same choice, the nearest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Heading, Table, muted, paragraph, strong
from dilemma.report.names import listed
from dilemma.report.numbers import points, signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.analysis.panel.panel_results import Move, Movement, Panel
    from dilemma.report.document import Cell
    from dilemma.report.names import Names

NEVER = float("inf")
NOT_SOUGHT = "What would bring two together needs SciPy to be found; pip install 'dilemma[solve]'."


def movements(result: Panel, names: Names, most: int | None) -> list[Block]:
    """The least movement for each two who would choose differently; without `most`, all and what others take.

    Pairs that the same moves of the same person bring together share a row.
    """
    if result.movements is None:
        return [paragraph(muted(NOT_SOUGHT))]
    if not result.movements:
        return []
    titles = {member.profile: member.title for member in result.members}
    groups = _grouped(result.movements)
    rows = tuple(_row(group, titles, names, alone=most is None) for group in groups[:most])
    left = sum(len(group) for group in groups[len(rows) :])
    more = [paragraph(muted(f"And {left} more pairs; --full shows them all."))] if left else []
    columns = (Column("Who with whom"), Column("points", "right"), Column("both choose"), Column("by moving"))
    return [
        Heading("What would bring two together"),
        paragraph("The least movement of weights, in points of 100, that makes two choose alike."),
        Table(columns, rows),
        *more,
    ]


def _grouped(found: Iterable[Movement]) -> list[list[Movement]]:
    """Pairs with the same moves together, the nearest first and those that never meet last."""
    groups: dict[object, list[Movement]] = {}
    for movement in sorted(found, key=lambda each: NEVER if each.points is None else each.points):
        key = (movement.moves, movement.ties) if movement.moves else movement.profiles
        groups.setdefault(key, []).append(movement)
    return list(groups.values())


def _row(
    group: Sequence[Movement], titles: Mapping[str, str], names: Names, *, alone: bool
) -> tuple[Cell, ...]:
    found = group[0]
    if found.points is None:
        who = " with ".join(titles[profile] for profile in found.profiles)
        return (who, strong("never"), "", "no weights make any one option first for both")
    movers = list(dict.fromkeys(move.profile for move in found.moves))
    others = [profile for each in group for profile in each.profiles if profile != movers[0]]
    choice = names.choice(found.option or "", found.ties)
    moves = [_moves(mover, found.moves, titles, names, several=len(movers) > 1) for mover in movers]
    return (
        f"{titles[movers[0]]} with {listed([titles[profile] for profile in others])}",
        strong(points(found.points)),
        choice,
        "; ".join(moves) + (_alone(group, titles) if alone else ""),
    )


def _moves(
    profile: str, moves: Iterable[Move], titles: Mapping[str, str], names: Names, *, several: bool
) -> str:
    """What one person puts on and takes off; whose moves these are is said when both move."""
    moved = (
        f"{names.criterion(move.criterion)} {signed(move.change)}"
        for move in moves
        if move.profile == profile
    )
    return (f"{titles[profile]}: " if several else "") + ", ".join(moved)


def _alone(group: Iterable[Movement], titles: Mapping[str, str]) -> str:
    """What it takes for one of a pair to join the other, who stays, where that is farther."""
    far = [
        f"{titles[profile]} {points(each.alone[profile]) if profile in each.alone else 'never'}"
        for each in group
        for profile in each.profiles
        if each.points is not None and each.alone.get(profile, NEVER) > each.points + 1e-9
    ]
    return f" (alone: {', '.join(far)})" if far else ""
