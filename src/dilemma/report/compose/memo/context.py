"""What is at stake, what may happen whatever is chosen, and the dates that press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.dates import spoken
from dilemma.report.document import Block, Heading, bullets, paragraph
from dilemma.report.names import listed
from dilemma.scenario.dates import last_day

if TYPE_CHECKING:
    from dilemma.report.compose.memo.case import Case
    from dilemma.scenario.files.parts import Deadline

MOST = 4  # deadlines told in the memo


def context(case: Case) -> list[Block]:
    """Stakes, futures and deadlines; nothing where the file states none."""
    stakes = [paragraph(f"At stake: {case.file.stakes}")] if case.file.stakes else []
    blocks: list[Block] = [*stakes, *_futures(case), *_deadlines(case)]
    return [Heading("Context and deadlines"), *blocks] if blocks else []


def _futures(case: Case) -> list[Block]:
    if len(case.result.probabilities) < 2:
        return []
    said = listed([case.future(key) for key in case.result.probabilities])
    return [paragraph(f"The options are judged in each of these futures: {said}.")]


def _deadlines(case: Case) -> list[Block]:
    """The next dates, those that cannot wait marked; and how many are over."""
    today = last_day(case.result.today)
    ahead = [each for each in case.file.deadlines.values() if last_day(each.date) >= today]
    ahead.sort(key=lambda each: last_day(each.date))
    firm = [each for each in ahead if each.cannot_wait]
    shown = sorted(
        [*firm, *(each for each in ahead if each not in firm)][:MOST], key=lambda each: last_day(each.date)
    )
    blocks: list[Block] = []
    if shown:
        blocks += [paragraph("Dates ahead:"), bullets(*(_date(case, each) for each in shown))]
    passed = [each.event for each in case.result.deadlines_passed]
    if passed:
        blocks.append(paragraph(f"Over by {spoken(case.result.today)}: {listed(passed)}."))
    return blocks


def _date(case: Case, deadline: Deadline) -> str:
    waits = " (cannot wait)" if deadline.cannot_wait else ""
    return f"{spoken(deadline.date)}: {deadline.event}{waits}{case.cited.mark(deadline.sources)}"
