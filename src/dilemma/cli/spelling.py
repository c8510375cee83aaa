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
    from dilemma.report.document import Document
    from dilemma.report.formats.json import Result

    Some = TypeVar("Some", bound=Result)


def render_document(document: Document, chosen: Format, output: Path | None) -> str:
    """Return a document as Markdown, or as text for this terminal; a file gets no colour."""
    if chosen is Format.markdown:
        from dilemma.report.formats import markdown

        return markdown.write(document)
    from dilemma.report.formats import terminal

    return terminal.write(document, width=width(), colour=wants_colour() and output is None)


def render_results(results: Sequence[Some], chosen: Format, csv: Callable[[Sequence[Some]], str]) -> str:
    """Return results for programs, as they were computed; each kind of result has a CSV writer of its own."""
    from dilemma.report.formats import json

    writers = {Format.csv: csv, Format.json: json.write, Format.jsonl: json.write_lines}
    if chosen not in writers:
        refuse(f"this cannot be written as {chosen}")
    return writers[chosen](results)


def render_assessments(results: Sequence[Assessment], chosen: Format, table: Table | None = None) -> str:
    """Return assessments for programs; in CSV, the table of options unless one is named."""
    from dilemma.report.formats import csv as tables

    return render_results(results, chosen, lambda rows: tables.write(rows, table or Table.options))
