"""Dates as people write them: `24 November 2024`, `June 2025`, `2025 to 2026`."""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def spoken(text: str) -> str:
    """A date of a file, to the day, month or year that its author gave, or a period of two."""
    first, slash, second = text.partition("/")
    return f"{_one(first)} to {_one(second)}" if slash else _one(first)


def _one(text: str) -> str:
    year, *rest = text.split("-")
    month, *days = (int(part) for part in rest) if rest else (0,)
    return " ".join([*map(str, days), *([MONTHS[month - 1]] if month else []), year])
