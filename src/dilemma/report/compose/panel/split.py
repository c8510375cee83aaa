"""What divides a panel: the two camps, and what each criterion adds to the gap between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Heading, Paragraph, Table, muted, paragraph, strong
from dilemma.report.names import join_names
from dilemma.report.numbers import format_percent, format_points, format_signed

if TYPE_CHECKING:
    from dilemma.analysis.results.panel import Panel, Part, Split
    from dilemma.report.document import Cell
    from dilemma.report.names import Names

_LEAST_SHOWN = 0.05  # a figure of less is 0.0 to one decimal


def _split_section(result: Panel, names: Names, most: int | None) -> list[Block]:
    """Return what each criterion adds to the gap between the two camps; nothing when all choose the same."""
    split = result.split
    if split is None:
        return []
    first, second = (names.option(camp.option) for camp in split.camps)
    return [
        Heading("What divides them"),
        paragraph(_describe_camps(split, result, names)),
        _origin_paragraph(split),
        _split_table(split, names, most),
        paragraph(muted(f"Camp: its mean weight. Gap: by how much {first} scores more than {second}.")),
    ]


def _describe_camps(split: Split, result: Panel, names: Names) -> str:
    """Return the two camps, and the criterion with the largest part of the gap."""
    counts = [f"{len(camp.profiles)} would choose {names.option(camp.option)}" for camp in split.camps]
    titles = {member.profile: member.title for member in result.members}
    smaller = join_names([titles[key] for key in split.camps[1].profiles])
    largest = f"{format_points(split.parts[0].points)} of the {format_points(split.points)} points between the two camps"
    return f"{join_names(counts)} ({smaller}). The largest part is {names.criterion(split.criterion)}: {largest}."


def _origin_paragraph(split: Split) -> Paragraph:
    """Return whether the camps disagree on what matters or on how the options do."""
    if not _reads_differ(split):
        return paragraph("It is all weights: the camps read the scores of the two options alike.")
    weights, readings = format_signed(split.of_weights), format_signed(split.of_scores)
    return paragraph(f"Different weights make {weights} of it, different readings of scores {readings}.")


def _reads_differ(split: Split) -> bool:
    """Return whether the camps read any score differently."""
    return any(abs(part.of_scores) >= _LEAST_SHOWN for part in split.parts)


def _split_table(split: Split, names: Names, most: int | None) -> Table:
    """Return one row a criterion; weights and readings apart only where the camps read differently."""
    with_origin = _reads_differ(split)
    camps = [f"{names.option(camp.option)} camp" for camp in split.camps]
    titles = [*camps, "gap", *(("weights", "readings") if with_origin else ()), "split"]
    columns = (Column("Criterion"), *(Column(title, "right") for title in titles))
    return Table(
        columns, tuple(_split_row(part, names, with_origin=with_origin) for part in split.parts[:most])
    )


def _split_row(part: Part, names: Names, *, with_origin: bool) -> tuple[Cell, ...]:
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
