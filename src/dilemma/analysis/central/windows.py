"""What waiting out forgoes: deadlines before the term ends that will not wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.results import Window
from dilemma.scenario.dates import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.scenario.files.parts import Deadline
    from dilemma.scenario.model import Scenario


def windows(scenario: Scenario, today: str) -> tuple[Window, ...]:
    """The deadlines that cannot wait and fall between today and the end of the term."""
    ends = scenario.file.term_ends
    if ends is None:
        return ()
    first, last = last_day(today), last_day(ends)
    return _by_date(
        (key, deadline)
        for key, deadline in scenario.file.deadlines.items()
        if deadline.cannot_wait and first <= last_day(deadline.date) < last
    )


def passed(scenario: Scenario, today: str) -> tuple[Window, ...]:
    """The deadlines that are over today, whether or not they could wait."""
    return _by_date(
        (key, deadline)
        for key, deadline in scenario.file.deadlines.items()
        if last_day(deadline.date) < last_day(today)
    )


def _by_date(found: Iterable[tuple[str, Deadline]]) -> tuple[Window, ...]:
    shown = (Window(id=key, date=deadline.date, event=deadline.event) for key, deadline in found)
    return tuple(sorted(shown, key=lambda window: (last_day(window.date), window.id)))
