"""What a filled workbook changed, as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Column, Document, Table, paragraph
from dilemma.scenario.problems import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.interchange.filled import Made

LONGEST = 40
COLUMNS = (Column("cell"), Column("what"), Column("before"), Column("now"))
NOTHING = "Nothing was changed: the workbook holds what the scenario holds."


def changes(made: Sequence[Made]) -> Document:
    """One row a change, in the order of the sheets; or that there is none."""
    if not made:
        return Document("Changes", (paragraph(NOTHING),))
    rows = tuple((_cell(each), each.what, _short(each.before), _short(each.after)) for each in made)
    return Document("Changes", (Table(COLUMNS, rows), paragraph(_counted(made))))


def _cell(made: Made) -> str:
    place = made.place
    sheet = f"{place.sheet} " if place.sheet else ""
    return f"{sheet}{letters(place.column)}{place.line}{' (hidden row)' if made.hidden else ''}"


def _short(text: str) -> str:
    """A value on one line, cut when it is long."""
    line = " ".join(text.split()) or "(empty)"
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _counted(made: Sequence[Made]) -> str:
    return "1 change" if len(made) == 1 else f"{len(made)} changes"
