"""What waiting forgoes: deadlines before the term ends that will not wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.results import Window
from dilemma.scenario.dates import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import Deadline


def _upcoming_windows(scenario: Scenario, today: str) -> tuple[Window, ...]:
    """Return the deadlines that cannot wait and fall between today and the end of the term."""
    term_ends = scenario.file.term_ends
    if term_ends is None:
        return ()
    first, last = last_day(today), last_day(term_ends)
    return _sort_by_date(
        (key, deadline)
        for key, deadline in scenario.file.deadlines.items()
        if deadline.cannot_wait and first <= last_day(deadline.date) < last
    )


def _passed_deadlines(scenario: Scenario, today: str) -> tuple[Window, ...]:
    """Return the deadlines that are over today, whether or not they could wait."""
    return _sort_by_date(
        (key, deadline)
        for key, deadline in scenario.file.deadlines.items()
        if last_day(deadline.date) < last_day(today)
    )


def _sort_by_date(deadlines: Iterable[tuple[str, Deadline]]) -> tuple[Window, ...]:
    """Return deadlines as results, the earliest first."""
    entries = (Window(id=key, date=deadline.date, event=deadline.event) for key, deadline in deadlines)
    return tuple(sorted(entries, key=lambda window: (last_day(window.date), window.id)))
