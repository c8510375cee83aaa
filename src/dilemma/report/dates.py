"""Dates as people write them: `24 November 2024`, `June 2025`, `2025 to 2026`."""

from __future__ import annotations

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def format_date(text: str) -> str:
    """Return a date of a file in words, to the day, month or year its author gave, or a period of two."""
    start, slash, stop = text.partition("/")
    return f"{_format_day(start)} to {_format_day(stop)}" if slash else _format_day(start)


def _format_day(text: str) -> str:
    """Return one date; the parts that it lacks are left out."""
    year, *rest = text.split("-")
    month, *days = (int(part) for part in rest) if rest else (0,)
    return " ".join([*map(str, days), *([_MONTHS[month - 1]] if month else []), year])
