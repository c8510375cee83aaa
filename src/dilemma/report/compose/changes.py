"""What would change it: break-evens in one list, the most plausible first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Heading, Run, Table, muted, paragraph
from dilemma.report.names import Names, listed
from dilemma.report.numbers import share

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment, BreakEven

KINDS = {"probability": "probability of", "chance": "chance of", "weight": "weight of"}


def nearest(result: Assessment) -> list[BreakEven]:
    """The nearest change on each side of every line, in the order of the result.

    Where a future's chance and its probability are one and the same number, it is listed once.
    """
    kept: dict[tuple[str, str, bool], BreakEven] = {}
    for found in sorted(result.break_evens, key=lambda found: abs(found.at - found.now)):
        kept.setdefault((found.kind, found.of, found.at > found.now), found)
    same = {(found.of, found.at) for found in kept.values() if found.kind == "probability"}
    return [
        found
        for found in result.break_evens
        if found in kept.values() and not (found.kind == "chance" and (found.of, found.at) in same)
    ]


def changes(result: Assessment, names: Names, *, most: int | None = None) -> list[Block]:
    """The list, or the first few of it, and what never changes the choice."""
    found = nearest(result)
    if not found:
        return [Heading("What would change it"), paragraph("No single probability, chance or weight would.")]
    columns = (
        Column("Now"),
        Column("", "right"),
        Column("changes at", "right"),
        Column("to"),
        Column(""),
    )
    rows = tuple(_row(each, names) for each in found[:most])
    blocks: list[Block] = [Heading("What would change it"), Table(columns, rows)]
    if most is None and result.never:
        blocks.append(
            paragraph(
                muted("Never, whatever its value: "), listed([_named(key) for key in result.never]) + "."
            )
        )
    return blocks


def _row(found: BreakEven, names: Names) -> tuple[str | Run, ...]:
    winner = names.options(found.ties) if found.ties else names.option(found.winner)
    reached = Run("inside its stated range", "bad") if found.within_range else Run("", "muted")
    what = f"{KINDS[found.kind]} {names.criterion(found.of)}"
    return (what, share(found.now), share(found.at), winner, reached)


def _named(key: str) -> str:
    kind, _, name = key.partition(".")
    return f"{KINDS[kind]} {name.replace('_', ' ')}"
