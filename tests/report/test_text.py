"""Dates of files as people write them."""

from __future__ import annotations

import pytest

from dilemma.report.text import format_date


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2024-11-24", "24 November 2024"),
        ("2025-06-01", "1 June 2025"),
        ("2025-06", "June 2025"),
        ("2026", "2026"),
        ("2025/2026", "2025 to 2026"),
        ("2025-12/2026-02-05", "December 2025 to 5 February 2026"),
    ],
)
def test_a_date_is_spoken_as_finely_as_it_was_written(written: str, said: str) -> None:
    """No day or month is made up, and a period is two dates."""
    assert format_date(written) == said
