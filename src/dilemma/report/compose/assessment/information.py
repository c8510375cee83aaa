"""What to find out: what knowing the future, or a judgement, would be worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.assessment.changes import line
from dilemma.report.document import Block, Column, Heading, Table, paragraph
from dilemma.report.names import Names, capitalised
from dilemma.report.numbers import points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results import Assessment
    from dilemma.analysis.stress.stress_results import Worth
    from dilemma.report.document import Cell


def worth_knowing(result: Assessment, names: Names) -> list[Block]:
    """The value of information in points, and the judgements most worth resolving; nothing if withheld."""
    found = result.information
    if found.evpi_futures is None:
        return []
    blocks: list[Block] = [Heading("What to find out")]
    if len(result.probabilities) > 1:
        futures = points(found.evpi_futures)
        blocks.append(paragraph(f"Knowing beforehand which future comes would be worth {futures} points."))
    if found.evpi_judgements is not None:
        judgements = points(found.evpi_judgements)
        text = f"Settling every score and chance, but not the future, would be worth {judgements} points."
        blocks.append(paragraph(text))
    if found.evppi is not None:
        blocks += _judgements(found.evppi, names)
    return blocks


def _judgements(every: Sequence[Worth], names: Names) -> list[Block]:
    found = [worth for worth in every if worth.notable and float(points(worth.value)) > 0]
    if not every:
        return [paragraph("No single judgement, settled on its own, would change the choice.")]
    if not found:
        return [paragraph("No single judgement, settled on its own, is worth a tenth of a point.")]
    columns = (
        Column("Judgement worth settling"),
        Column("points", "right"),
        Column("if lowest"),
        Column("if highest"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            capitalised(_named(worth.of, names)),
            points(worth.value),
            names.option(worth.if_low),
            names.option(worth.if_high),
        )
        for worth in found
    )
    return [Table(columns, rows)]


def _named(of: str, names: Names) -> str:
    """A path into the file in words: `scores.counter.cost`, `futures.rupture.chance`."""
    kind, rest = of.split(".", 1)
    return line("score", of, names) if kind == "scores" else line("chance", rest.split(".")[0], names)
