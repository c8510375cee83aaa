"""Limits on the size of a choice, so that people can judge it and need not wait for its analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE_LIMITS = {"options": 100, "criteria": 500, "futures": 100}
"""How many of each a scenario may have."""

MOST_ROWS = 5_000
"""Rows of scores, one for each option on each criterion; time and memory are in proportion to them."""


def check_size(draft: Draft) -> Iterator[Finding]:
    """Check that no part of the choice, and no table of scores, is larger than anyone could judge."""
    counts = {
        "options": len(draft.file.options),
        "criteria": len(draft.leaf_criteria),
        "futures": len(draft.file.futures),
    }
    for part, count in counts.items():
        if count > SIZE_LIMITS[part]:
            message = f"there are {count:,} {part}, more than {SIZE_LIMITS[part]:,}; leave some out"
            yield Finding((part,), "too-many", message, at_key=True)
    rows = counts["options"] * counts["criteria"]
    if rows > MOST_ROWS:
        message = (
            f"{counts['options']:,} options on {counts['criteria']:,} criteria need {rows:,} rows of scores, "
            f"more than {MOST_ROWS:,}; leave some out"
        )
        yield Finding(("scores",), "too-many", message, at_key=True)
