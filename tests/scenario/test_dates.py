"""Dates as written, compared by their last day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.errors import BadDate
from dilemma.scenario.dates import first_day, last_day, parse_day


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("2024-11-24", date(2024, 11, 24)),
        ("2024-11", date(2024, 11, 30)),
        ("2024-02", date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 28)),
        ("1900-02", date(1900, 2, 28)),
        ("2024", date(2024, 12, 31)),
        ("2025/2026", date(2026, 12, 31)),
        ("2025-03/2025-05-02", date(2025, 5, 2)),
        ("2025/2025", date(2025, 12, 31)),
        ("9999", date(9999, 12, 31)),
    ],
)
def test_a_date_is_its_last_day(written: str, last: date) -> None:
    """Source: language, section 2: days, months, years and periods, compared by their last day."""
    assert last_day(written) == last


@pytest.mark.parametrize(
    "written",
    [
        "", "/", "2025/", "/2025", "2024-11-31", "2023-02-29", "2024-13", "2024-00", "2024-11-00", "0000",
        "24-11-24", "2024-1", "2024-11-24 ", "2024/11/24", "June 2024", "2024-11-24T00:00", "2026/2025",
        "20245", "２０２４", "2024-11-24\n",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(written: str) -> None:
    """Nothing is guessed: other orders, signs, digits and impossible days are errors."""
    with pytest.raises(BadDate, match=r"not one such as|calendar|ends before"):
        last_day(written)


@pytest.mark.parametrize("written", ["2024", "2024-11", "2024-11-24/2025", "2024-11-31"])
def test_a_day_is_one_day(written: str) -> None:
    """Where a day is wanted, months, years and periods are refused."""
    with pytest.raises(BadDate, match=r"not a day|calendar"):
        parse_day(written)


@given(st.dates())
def test_a_written_day_is_that_day(given_day: date) -> None:
    """ISO days are read as they are written, whatever the year."""
    assert parse_day(given_day.isoformat()) == last_day(given_day.isoformat()) == given_day


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("2024-11-24", date(2024, 11, 24)),
        ("2024-11", date(2024, 11, 1)),
        ("2024", date(2024, 1, 1)),
        ("2025/2026", date(2025, 1, 1)),
        ("2025-03/2025-05-02", date(2025, 3, 1)),
    ],
)
def test_a_date_begins_on_its_first_day(written: str, first: date) -> None:
    """A month or a year begins with its first day, a period with that of its first date."""
    assert first_day(written) == first
