"""How every table is written as CSV: one spelling of cells, whatever they hold."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Any

from dilemma.report.hostile import formula_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.analysis.results import ProfileName

NOBODY = "none"  # whose eyes, where nobody looks


def lines(*rows: Iterable[object]) -> str:
    """The rows as lines; text that a spreadsheet would run as a formula gets an apostrophe."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    """What is not known is an empty cell."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return formula_safe(value)
    return "" if value is None else value


def eyes(profile: ProfileName | None) -> str:
    """Whose eyes, by id."""
    return NOBODY if profile is None else profile.id


def chosen(option: str | None, ties: Sequence[str] | None = ()) -> str | None:
    """What is chosen; all of them, with a space between, where several tie."""
    return " ".join(ties) if ties else option


def spelled(value: Any) -> object:
    """A value of a file as a cell: a text as it is, anything else as JSON."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
