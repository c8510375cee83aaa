"""What waiting out forgoes: deadlines before the term ends that will not wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.results import Window
from dilemma.scenario.dates import last_day

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario


def windows(scenario: Scenario) -> tuple[Window, ...]:
    """The deadlines that cannot wait and fall between the end of the evidence and the end of the term."""
    ends = scenario.file.term_ends
    if ends is None:
        return ()
    first, last = last_day(scenario.file.as_of), last_day(ends)
    found = [
        Window(id=key, date=deadline.date, event=deadline.event)
        for key, deadline in scenario.file.deadlines.items()
        if deadline.cannot_wait and first <= last_day(deadline.date) < last
    ]
    return tuple(sorted(found, key=lambda window: (last_day(window.date), window.id)))
