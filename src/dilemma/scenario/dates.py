"""Dates as authors write them: a day, a month, a year, or a period `A/B`; compared by their last day."""

from __future__ import annotations

import os
import re
from calendar import monthrange
from datetime import UTC, date, datetime

from dilemma.errors import BadDate

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

_DAY_LENGTH = len("2024-11-24")


def last_day(text: str) -> date:
    """Return the last day that a written date covers.

    Raises:
        BadDate: it is not `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or two of these with a slash between.
    """
    first, slash, second = text.partition("/")
    if not slash:
        return _last_day_of(first)
    if _last_day_of(second) < _last_day_of(first):
        raise BadDate(f"the period `{text}` ends before it begins")
    return _last_day_of(second)


def first_day(text: str) -> date:
    """Return the first day that a written date covers.

    Raises:
        BadDate: as for `last_day`.
    """
    start = text.partition("/")[0]
    end = last_day(start)
    # The year and the month written are those of the last day; what is not written starts at 1.
    return date(
        end.year, end.month if len(start) > len("2024") else 1, end.day if len(start) == _DAY_LENGTH else 1
    )


def parse_day(text: str) -> date:
    """Parse a single day, `YYYY-MM-DD`.

    Raises:
        BadDate: it is anything else.
    """
    if len(text) != _DAY_LENGTH:
        raise BadDate(f"`{text}` is not a day such as 2024-11-24")
    return _last_day_of(text)


def _last_day_of(text: str) -> date:
    match = _DATE.fullmatch(text)
    if match is None:
        raise BadDate(f"`{text}` is not one such as 2024-11-24, 2024-11, 2024 or 2025/2026")
    # What is not written is taken as late as possible: December, and the last day of the month.
    year, month = int(match[1]), int(match[2] or 12)
    # `date` has no year 0.
    if year == 0 or not 1 <= month <= 12:
        raise BadDate(f"`{text}` is not in the calendar")
    month_length = monthrange(year, month)[1]
    day_number = int(match[3] or month_length)
    if not 1 <= day_number <= month_length:
        raise BadDate(f"`{text}` is not in the calendar")
    return date(year, month, day_number)


_MOST_DIGITS = 11  # of seconds: up to the year 5138


def current_day() -> str:
    """Return the day it is, `YYYY-MM-DD`: that of SOURCE_DATE_EPOCH where it is set, else that of the clock.

    Nothing else reads the clock: results hang on the end of the evidence, and only what is typed (`--today
    now`) and the files written for a person bear the real day.

    Raises:
        BadDate: SOURCE_DATE_EPOCH is no number of seconds within the calendar.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return date.today().isoformat()
    if not (epoch.isascii() and epoch.isdigit() and len(epoch) <= _MOST_DIGITS):
        raise BadDate(f"SOURCE_DATE_EPOCH is to be seconds since 1970, not `{epoch}`")
    return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
