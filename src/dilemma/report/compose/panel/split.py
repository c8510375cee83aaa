"""What divides a panel: the two camps, and what each criterion adds to the gap between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Heading, Paragraph, Table, muted, paragraph, strong
from dilemma.report.names import listed
from dilemma.report.numbers import percent, points, signed

if TYPE_CHECKING:
    from dilemma.analysis.panel.panel_results import Panel, Part, Split
    from dilemma.report.document import Cell
    from dilemma.report.names import Names

SHOWN = 0.05  # what one decimal shows of a figure


def divided(result: Panel, names: Names, most: int | None) -> list[Block]:
    """The criterion that divides them, and what each adds to the split; nothing when all choose the same."""
    found = result.split
    if found is None:
        return []
    first, second = (names.option(camp.option) for camp in found.camps)
    return [
        Heading("What divides them"),
        paragraph(_division(found, result, names)),
        _kind(found),
        _parts(found, names, most),
        paragraph(muted(f"Camp: its mean weight. Gap: by how much {first} scores more than {second}.")),
    ]


def _division(found: Split, result: Panel, names: Names) -> str:
    counts = [f"{len(camp.profiles)} would choose {names.option(camp.option)}" for camp in found.camps]
    titles = {member.profile: member.title for member in result.members}
    smaller = listed([titles[key] for key in found.camps[1].profiles])
    part = f"{points(found.parts[0].points)} of the {points(found.points)} points between the two camps"
    return f"{listed(counts)} ({smaller}). The largest part is {names.criterion(found.criterion)}: {part}."


def _kind(found: Split) -> Paragraph:
    """Whether they disagree on what matters or on how the options do."""
    if not _read_apart(found):
        return paragraph("It is all weights: the camps read the scores of the two options alike.")
    weights, readings = signed(found.of_weights), signed(found.of_scores)
    return paragraph(f"Different weights make {weights} of it, different readings of scores {readings}.")


def _read_apart(found: Split) -> bool:
    return any(abs(part.of_scores) >= SHOWN for part in found.parts)


def _parts(found: Split, names: Names, most: int | None) -> Table:
    """One row a criterion; weights and readings apart only where the camps read differently."""
    apart = _read_apart(found)
    camps = [f"{names.option(camp.option)} camp" for camp in found.camps]
    heads = [*camps, "gap", *(("weights", "readings") if apart else ()), "split"]
    columns = (Column("Criterion"), *(Column(head, "right") for head in heads))
    return Table(columns, tuple(_part(part, names, apart=apart) for part in found.parts[:most]))


def _part(part: Part, names: Names, *, apart: bool) -> tuple[Cell, ...]:
    first, second = part.weights
    return (
        names.criterion(part.criterion),
        percent(first),
        percent(second),
        signed(part.gap),
        *((signed(part.of_weights), signed(part.of_scores)) if apart else ()),
        strong(signed(part.points)),
    )
