"""Next steps and dissent: who does what by when, and the strongest view against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.memo.opening import BLANK_FIELD
from dilemma.report.dates import format_date
from dilemma.report.document import Block, Column, Heading, Table, paragraph
from dilemma.scenario.dates import last_day

if TYPE_CHECKING:
    from dilemma.report.compose.memo.case import MemoContext
    from dilemma.report.document import Cell

_UNNAMED, _UNSET = "to be named", "to be set"
_MOST_SIGNPOSTS = 2  # signposts in the text of the memo


def next_steps_section(memo: MemoContext) -> list[Block]:
    """Return the acts of the recommended option, then what to watch; owners are for the reader to name."""
    option = memo.file.options[memo.chosen.id]
    rows: list[tuple[Cell, ...]] = [(act.rstrip("."), _UNNAMED, _UNSET) for act in option.does]
    rows += [(f"Watch: {event}", _UNNAMED, format_date(by)) for event, by in _next_signposts(memo)]
    if not rows:
        return [Heading("Next steps"), paragraph("The file names no acts; set owner, action and date.")]
    columns = (Column("Action"), Column("Owner"), Column("By"))
    return [Heading("Next steps"), Table(columns, tuple(rows))]


def _next_signposts(memo: MemoContext) -> list[tuple[str, str]]:
    """Return the most informative signposts still ahead, with the days by which they are due."""
    today = last_day(memo.result.today)
    worth = {signpost.id: signpost.worth for signpost in memo.result.signposts or ()}
    ahead = [
        (-(worth.get(key) or 0.0), last_day(signpost.by), signpost.event, signpost.by)
        for key, signpost in memo.file.signposts.items()
        if signpost.by is not None and last_day(signpost.by) >= today
    ]
    return [(event, by) for _, _, event, by in sorted(ahead)[:_MOST_SIGNPOSTS]]


def dissent_section(memo: MemoContext) -> list[Block]:
    """Return the best case against, in the author's words, and a line for whoever holds it."""
    text = (
        memo.file.dissent
        or "The file records no dissent; ask for the strongest case against before deciding."
    )
    return [Heading("Dissent"), paragraph(text), paragraph(f"Signed (role): {BLANK_FIELD}")]
