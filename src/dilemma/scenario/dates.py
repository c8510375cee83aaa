"""Dates as authors write them: a day, a month, a year, or a period `A/B`; compared by their last day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

FULL = len("2024-11-24")


def last_day(text: str) -> date:
    """The last day a written date covers.

    Raises:
        ValueError: it is not `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or two of these with a slash between.
    """
    first, slash, second = text.partition("/")
    if not slash:
        return _end(first)
    if _end(second) < _end(first):
        raise ValueError(f"the period `{text}` ends before it begins")
    return _end(second)


def first_day(text: str) -> date:
    """The first day a written date covers.

    Raises:
        ValueError: as for `last_day`.
    """
    start = text.partition("/")[0]
    end = last_day(start)
    return date(end.year, end.month if len(start) > len("2024") else 1, end.day if len(start) == FULL else 1)


def day(text: str) -> date:
    """A single day, `YYYY-MM-DD`.

    Raises:
        ValueError: it is anything else.
    """
    if len(text) != FULL:
        raise ValueError(f"`{text}` is not a day such as 2024-11-24")
    return _end(text)


def _end(text: str) -> date:
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(f"`{text}` is not one such as 2024-11-24, 2024-11, 2024 or 2025/2026")
    year, month = int(match[1]), int(match[2] or 12)
    if year == 0 or not 1 <= month <= 12:
        raise ValueError(f"`{text}` is not in the calendar")
    longest = monthrange(year, month)[1]
    number = int(match[3] or longest)
    if not 1 <= number <= longest:
        raise ValueError(f"`{text}` is not in the calendar")
    return date(year, month, number)
