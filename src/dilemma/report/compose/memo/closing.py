"""Next steps and dissent: who does what by when, and the strongest view against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.memo.opening import BLANK
from dilemma.report.dates import spoken
from dilemma.report.document import Block, Column, Heading, Table, paragraph
from dilemma.scenario.dates import last_day

if TYPE_CHECKING:
    from dilemma.report.compose.memo.case import Case
    from dilemma.report.document import Cell

UNNAMED, UNSET = "to be named", "to be set"
WATCHED = 2  # signposts told in the memo


def next_steps(case: Case) -> list[Block]:
    """The acts of the recommended option, then what to watch; owners are for the reader to name."""
    chosen = case.file.options[case.chosen.id]
    rows: list[tuple[Cell, ...]] = [(act.rstrip("."), UNNAMED, UNSET) for act in chosen.does]
    rows += [(f"Watch: {event}", UNNAMED, spoken(by)) for event, by in _watch(case)]
    if not rows:
        return [Heading("Next steps"), paragraph("The file names no acts; set owner, action and date.")]
    columns = (Column("Action"), Column("Owner"), Column("By"))
    return [Heading("Next steps"), Table(columns, tuple(rows))]


def _watch(case: Case) -> list[tuple[str, str]]:
    """The signposts still ahead that are most worth watching, the most telling first; then by date."""
    today = last_day(case.result.today)
    worth = {each.id: each.worth for each in case.result.signposts or ()}
    ahead = [
        (-(worth.get(key) or 0.0), last_day(each.by), each.event, each.by)
        for key, each in case.file.signposts.items()
        if each.by is not None and last_day(each.by) >= today
    ]
    return [(event, by) for _, _, event, by in sorted(ahead)[:WATCHED]]


def dissent(case: Case) -> list[Block]:
    """The best case against, in the author's words, and a line for whoever holds it."""
    text = (
        case.file.dissent
        or "The file records no dissent; ask for the strongest case against before deciding."
    )
    return [Heading("Dissent"), paragraph(text), paragraph(f"Signed (role): {BLANK}")]
