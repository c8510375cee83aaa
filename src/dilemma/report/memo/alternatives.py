"""What a memo says of the setting and of each option: stakes, futures, deadlines, gains and prices."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dilemma.report.document import Block, Heading, Paragraph, bullets, paragraph, strong
from dilemma.report.memo.opening import is_past, worst_future
from dilemma.report.numbers import format_whole_points
from dilemma.report.sections.assessment import excluded_paragraphs
from dilemma.report.text import capitalize, format_date
from dilemma.scenario.dates import last_day

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import OptionResult
    from dilemma.report.document import Inline
    from dilemma.report.memo.context import MemoContext
    from dilemma.scenario.schema.parts import Deadline


def options_section(memo: MemoContext) -> list[Block]:
    """Return one paragraph an option, best first."""
    return [
        Heading("Options"),
        *(_option_paragraph(memo, result) for result in memo.result.options),
        *excluded_paragraphs(memo.result, memo.names),
    ]


def _option_paragraph(memo: MemoContext, result: OptionResult) -> Paragraph:
    """Return an option: what it is, its first act, main gain, main price and worst case."""
    option = memo.file.options[result.id]
    parts = [
        capitalize(option.definition or "").strip(),
        _describe_first_act(memo, result),
        _describe_trade(memo, result),
        _describe_worst_case(memo, result),
    ]
    text = " ".join(part for part in parts if part)
    return paragraph(strong(f"{memo.option(result.id)} ({format_whole_points(result.value)} points). "), text)


def _describe_first_act(memo: MemoContext, result: OptionResult) -> str:
    """Return the first act of an option that is not over; empty where its acts are listed already."""
    acts = [act for act in memo.file.options[result.id].does if not is_past(memo, act)]
    if not acts or result.id == memo.result.recommendation.advised:
        return ""
    return f"First act: {acts[0].act.rstrip('.')}."


def _describe_trade(memo: MemoContext, result: OptionResult) -> str:
    """Return what an option gains most, and what it costs most, against the one it is measured by."""
    other = next(option for option in (memo.chosen, *memo.pair) if option.id != result.id)
    gains, prices = memo.gains(result, other)[:1], memo.gains(other, result)[:1]
    parts = [
        f"Better than {memo.names.option(other.id)}, above all on: {memo.criterion(key)}." for key in gains
    ]
    parts += [f"Worse, above all on: {memo.criterion(key)}." for key in prices]
    return " ".join(parts)


def _describe_worst_case(memo: MemoContext, result: OptionResult) -> str:
    """Return the future in which the option scores least, and the floors it falls below on average."""
    floor = "; ".join(memo.criterion(key) for key in result.below_floor)
    below = f" It falls below the minimum on {floor}." if floor else ""
    if len(result.values_by_future) < 2:
        return below.lstrip()
    worst = format_whole_points(result.worst_value)
    return f"Worst case: {worst} points, in {memo.future(worst_future(result))}.{below}"


_MOST_DEADLINES = 3  # deadlines in the text of the memo


def context_section(memo: MemoContext) -> list[Block]:
    """Return stakes, futures and deadlines; nothing where the file states none."""
    stakes = [paragraph(f"At stake: {memo.file.stakes}")] if memo.file.stakes else []
    blocks: list[Block] = [*stakes, *_future_blocks(memo), *_deadline_blocks(memo)]
    return [Heading("Context and deadlines"), *blocks] if blocks else []


def _future_blocks(memo: MemoContext) -> list[Block]:
    """Return the futures with probability and meaning; nothing where there is only one."""
    keys = memo.result.probabilities
    if len(keys) < 2:
        return []
    return [
        paragraph(f"The options are judged in {_FEW.get(len(keys), 'these')} futures:"),
        bullets(*(_future_item(memo, key) for key in keys)),
    ]


_FEW = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def _future_item(memo: MemoContext, key: str) -> tuple[Inline, ...]:
    """Return a future: its title, its probability, and its meaning where that was not said before."""
    title = (strong(memo.future_title(key)), f" ({memo.odds(key)})")
    if key in memo.introduced:
        return (*title, ", as said above.")
    memo.introduced.append(key)
    meaning = memo.names.future_meaning(key)
    introduction = ". The test: " if "?" in meaning else ": "
    return (*title, f"{introduction}{meaning}" if meaning else ".")


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
    past_events = [
        f"{deadline.event} ({format_date(deadline.date)})" for deadline in memo.result.deadlines_passed
    ]
    if past_events:
        blocks.append(paragraph(f"Already past: {'; '.join(past_events)}."))
    return blocks


def _describe_deadline(memo: MemoContext, deadline: Deadline) -> str:
    """Return a deadline with its date, whether it is due soon, and its sources."""
    marks = ["cannot wait"] if deadline.cannot_wait else []
    # Without a day of its own a memo knows what is past and ahead in the file, and not what is near.
    left = last_day(deadline.date) - last_day(memo.result.today)
    marks += ["due within 90 days"] if memo.is_dated and left <= _DUE else []
    remark = f" ({', '.join(marks)})" if marks else ""
    return f"{format_date(deadline.date)}: {deadline.event}{remark}{memo.citations.mark(deadline.sources)}"


_DUE = timedelta(days=90)
