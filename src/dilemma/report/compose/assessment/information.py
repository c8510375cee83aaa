"""What to find out: the value of knowing the future, or a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.assessment.changes import line_title
from dilemma.report.document import Block, Column, Heading, Table, paragraph
from dilemma.report.names import Names, capitalize
from dilemma.report.numbers import format_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.analysis.results.sensitivity import Worth
    from dilemma.report.document import Cell


def information_section(result: Assessment, names: Names) -> list[Block]:
    """Return the value of information in points, and the judgements most worth resolving."""
    information = result.information
    if information.evpi_futures is None:
        return []
    blocks: list[Block] = [Heading("What to find out")]
    if len(result.probabilities) > 1:
        futures = format_points(information.evpi_futures)
        blocks.append(paragraph(f"Knowing beforehand which future comes would be worth {futures} points."))
    if information.evpi_judgements is not None:
        judgements = format_points(information.evpi_judgements)
        text = f"Settling every score and chance, but not the future, would be worth {judgements} points."
        blocks.append(paragraph(text))
    if information.evppi is not None:
        blocks += _worth_blocks(information.evppi, names)
    return blocks


def _worth_blocks(worths: Sequence[Worth], names: Names) -> list[Block]:
    """Return the judgements that are worth resolving, or a sentence where none is."""
    # What rounds to 0.0 points is not worth a row.
    notable = [worth for worth in worths if worth.notable and float(format_points(worth.value)) > 0]
    if not worths:
        return [paragraph("No single judgement, settled on its own, would change the choice.")]
    if not notable:
        return [paragraph("No single judgement, settled on its own, is worth a tenth of a point.")]
    columns = (
        Column("Judgement worth settling"),
        Column("points", "right"),
        Column("if lowest"),
        Column("if highest"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            capitalize(_judgement_title(worth.of, names)),
            format_points(worth.value),
            names.option(worth.if_low),
            names.option(worth.if_high),
        )
        for worth in notable
    )
    return [Table(columns, rows)]


def _judgement_title(path: str, names: Names) -> str:
    """Return a path into the file in words: `scores.counter.cost`, `futures.rupture.chance`."""
    kind, rest = path.split(".", 1)
    return (
        line_title("score", path, names)
        if kind == "scores"
        else line_title("chance", rest.split(".")[0], names)
    )
