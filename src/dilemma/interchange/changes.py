"""The edits of a filled workbook as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Column, Document, Table, paragraph
from dilemma.scenario.problems import column_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.interchange.filled import CellEdit

_LONGEST_VALUE = 40
_CHANGE_COLUMNS = (Column("cell"), Column("what"), Column("before"), Column("now"))
_NO_CHANGES = "Nothing was changed: the workbook holds what the scenario holds."


def edits_document(edits: Sequence[CellEdit]) -> Document:
    """Return a document with one row for each edit, in the order of the sheets, or a note without any."""
    if not edits:
        return Document("Changes", (paragraph(_NO_CHANGES),))
    rows = tuple(
        (_format_cell(edit), edit.what, _shorten(edit.before), _shorten(edit.after)) for edit in edits
    )
    return Document("Changes", (Table(_CHANGE_COLUMNS, rows), paragraph(_format_count(edits))))


def _format_cell(edit: CellEdit) -> str:
    location = edit.location
    sheet = f"{location.sheet} " if location.sheet else ""
    return f"{sheet}{column_letters(location.column)}{location.line}{' (hidden row)' if edit.hidden else ''}"


def _shorten(text: str) -> str:
    """Return a value on one line, cut if it is long."""
    line = " ".join(text.split()) or "(empty)"
    return line if len(line) <= _LONGEST_VALUE else f"{line[: _LONGEST_VALUE - 1]}…"


def _format_count(edits: Sequence[CellEdit]) -> str:
    return "1 change" if len(edits) == 1 else f"{len(edits)} changes"
