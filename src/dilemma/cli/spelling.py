"""Documents and results spelled in the format that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.cli.formats import Format, Table
from dilemma.cli.streams import colour, width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dilemma.analysis.results import Assessment
    from dilemma.report.document import Document


def spelled(document: Document, chosen: Format, output: Path | None) -> str:
    """A document as Markdown, or as text for this terminal; a file gets no colour."""
    if chosen is Format.markdown:
        from dilemma.report import as_markdown

        return as_markdown.write(document)
    from dilemma.report import as_text

    return as_text.write(document, width=width(), colour=colour() and output is None)


def as_data(results: Sequence[Assessment], chosen: Format, *, table: Table | None = None) -> str:
    """Results for programs, straight from what was computed; the table of options unless one is named."""
    from dilemma.report import as_csv_tables, as_json

    if chosen is Format.csv:
        return as_csv_tables.write(results, table or Table.options)
    return as_json.write_lines(results) if chosen is Format.jsonl else as_json.write(results)
