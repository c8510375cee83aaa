"""Several assessments in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.comparison.compared import (
    choice,
    compared,
    head,
    in_common,
    setting,
    tie_break,
    varied,
)
from dilemma.report.document import Block, Column, Document, Heading, Run, Table, muted, paragraph
from dilemma.report.numbers import points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results import Comparison
    from dilemma.report.compose.comparison.compared import Compared
    from dilemma.report.document import Cell

TITLE = "Scenarios and profiles compared"


def comparison(found: Comparison) -> Document:
    """One row an assessment: what is chosen over what, by how much, how firmly."""
    return table_of([compared(result) for result in found.assessments])


def table_of(results: Sequence[Compared]) -> Document:
    """One row a result, with a column for every path whose values differ between them."""
    paths = varied(results)
    columns = (
        Column("scenario"),
        Column("seen by"),
        *(Column(head(path)) for path in paths),
        Column("choice"),
        Column("by", "right"),
        Column("verdict"),
        Column("over"),
    )
    rows = tuple(_row(result, paths) for result in results)
    if any(tie_break(result) for result in results):
        columns = (*columns, Column("tie-break"))
        rows = tuple((*row, tie_break(result)) for row, result in zip(rows, results, strict=True))
    set_in_all = "; ".join(f"{head(path)} {setting(value)}" for path, value in in_common(results).items())
    noted = [paragraph(Run("What if: ", "strong"), f"{set_in_all}.")] if set_in_all else []
    blocks: list[Block] = [Heading(TITLE, 1), *noted, Table(columns, rows)]
    if any(result.recommendation.verdict == "too-close" for result in results):
        blocks.append(paragraph(muted("A margin under the rule of its scenario is too close to call.")))
    return Document(TITLE, tuple(blocks))


def _row(result: Compared, paths: Sequence[str]) -> tuple[Cell, ...]:
    found = result.recommendation
    return (
        result.scenario.id,
        result.eyes,
        *(setting(result.settings[path]) if path in result.settings else "" for path in paths),
        Run(choice(result), "strong"),
        points(found.margin),
        Run(found.verdict, "muted" if found.verdict == "too-close" else "plain"),
        found.runner_up,
    )
