"""What is at stake, what may happen whatever is chosen, and the dates that press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.dates import format_date
from dilemma.report.document import Block, Heading, bullets, paragraph
from dilemma.report.names import join_names
from dilemma.scenario.dates import last_day

if TYPE_CHECKING:
    from dilemma.report.compose.memo.case import MemoContext
    from dilemma.scenario.schema.parts import Deadline

_MOST_DEADLINES = 4  # deadlines in the text of the memo


def context_section(memo: MemoContext) -> list[Block]:
    """Return stakes, futures and deadlines; nothing where the file states none."""
    stakes = [paragraph(f"At stake: {memo.file.stakes}")] if memo.file.stakes else []
    blocks: list[Block] = [*stakes, *_futures_paragraphs(memo), *_deadline_blocks(memo)]
    return [Heading("Context and deadlines"), *blocks] if blocks else []


def _futures_paragraphs(memo: MemoContext) -> list[Block]:
    """Return the futures with their probabilities; nothing where there is only one."""
    if len(memo.result.probabilities) < 2:
        return []
    futures = join_names([memo.future(key) for key in memo.result.probabilities])
    return [paragraph(f"The options are judged in each of these futures: {futures}.")]


def _deadline_blocks(memo: MemoContext) -> list[Block]:
    """Return the next dates, those that cannot wait marked; and what is over."""
    today = last_day(memo.result.today)
    ahead = [deadline for deadline in memo.file.deadlines.values() if last_day(deadline.date) >= today]
    ahead.sort(key=lambda deadline: last_day(deadline.date))
    # Those that cannot wait are never crowded out by those that can.
    urgent = [deadline for deadline in ahead if deadline.cannot_wait]
    shown = sorted(
        [*urgent, *(deadline for deadline in ahead if deadline not in urgent)][:_MOST_DEADLINES],
        key=lambda deadline: last_day(deadline.date),
    )
    blocks: list[Block] = []
    if shown:
        blocks += [
            paragraph("Dates ahead:"),
            bullets(*(_describe_deadline(memo, deadline) for deadline in shown)),
        ]
    past_events = [deadline.event for deadline in memo.result.deadlines_passed]
    if past_events:
        blocks.append(paragraph(f"Over by {format_date(memo.result.today)}: {join_names(past_events)}."))
    return blocks


def _describe_deadline(memo: MemoContext, deadline: Deadline) -> str:
    """Return a deadline with its date and its sources."""
    waits = " (cannot wait)" if deadline.cannot_wait else ""
    return f"{format_date(deadline.date)}: {deadline.event}{waits}{memo.citations.mark(deadline.sources)}"
