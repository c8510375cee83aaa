"""Check of the end of the term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.dates import last_day

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_term(draft: Draft) -> Iterator[Finding]:
    """Check that the term is not over when the evidence stops."""
    ends, stops = draft.file.term_ends, draft.file.as_of
    if ends and last_day(ends) < last_day(stops):
        message = f"the term ends on {ends}, before the evidence stops on {stops}"
        yield Finding(("term_ends",), "term-over", message)
