"""Documents and results spelled in the format that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dilemma.cli.formats import Format, Table
from dilemma.cli.guard import refuse
from dilemma.cli.streams import wants_colour, width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.report.as_json import Result
    from dilemma.report.document import Document

    Some = TypeVar("Some", bound=Result)


def render_document(document: Document, chosen: Format, output: Path | None) -> str:
    """Return a document as Markdown, or as text for this terminal; a file gets no colour."""
    if chosen is Format.markdown:
        from dilemma.report import as_markdown

        return as_markdown.write(document)
    from dilemma.report import as_text

    return as_text.write(document, width=width(), colour=wants_colour() and output is None)


def render_results(results: Sequence[Some], chosen: Format, csv: Callable[[Sequence[Some]], str]) -> str:
    """Return results for programs, as they were computed; each kind of result has a CSV writer of its own."""
    from dilemma.report import as_json

    writers = {Format.csv: csv, Format.json: as_json.write, Format.jsonl: as_json.write_lines}
    if chosen not in writers:
        refuse(f"this cannot be written as {chosen}")
    return writers[chosen](results)


def render_assessments(results: Sequence[Assessment], chosen: Format, table: Table | None = None) -> str:
    """Return assessments for programs; in CSV, the table of options unless one is named."""
    from dilemma.report.as_csv import tables

    return render_results(results, chosen, lambda rows: tables.write(rows, table or Table.options))
