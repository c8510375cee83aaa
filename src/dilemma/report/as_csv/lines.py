"""How every table is written as CSV: one form for each kind of cell."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Any

from dilemma.report.hostile import escape_formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.analysis.results.assessment import ProfileName

_NO_PROFILE = "none"  # stands in the profile column for the scenario's own weights


def format_rows(*rows: Iterable[object]) -> str:
    """Return rows as CSV text; a text that a spreadsheet would run as a formula gets an apostrophe."""
    out = StringIO()
    # One line ending everywhere, so that the same result is the same bytes on every system.
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    """Return a value as the writer takes it; a value that is not known is an empty cell."""
    # `csv` would write True, where JSON and YAML have true.
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return escape_formula(value)
    return "" if value is None else value


def profile_id(profile: ProfileName | None) -> str:
    """Return the id of a profile, or `none`."""
    return _NO_PROFILE if profile is None else profile.id


def format_choice(option: str | None, ties: Sequence[str] | None = ()) -> str | None:
    """Return the option chosen; where several tie, all of them with spaces between."""
    return " ".join(ties) if ties else option


def format_value(value: Any) -> object:
    """Return a value of a file as a cell: a text as it is, anything else as JSON."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
