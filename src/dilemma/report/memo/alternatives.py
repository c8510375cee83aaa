"""What a memo says of the setting and of each option: stakes, futures, deadlines, gains and prices."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dilemma.report.document import Block, Heading, Paragraph, bullets, paragraph, strong
from dilemma.report.memo.opening import depends_on_future, is_past, worst_future
from dilemma.report.numbers import format_whole_points
from dilemma.report.sections.assessment import excluded_paragraphs
from dilemma.report.text import capitalize, format_date, join_names
from dilemma.scenario.dates import last_day
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.assessment import OptionResult
    from dilemma.report.document import Inline
    from dilemma.report.memo.context import MemoContext
    from dilemma.scenario.schema.parts import Deadline


def options_section(memo: MemoContext) -> list[Block]:
    """Return one paragraph an option, best first, after what all of them have in common."""
    return [
        Heading("Options"),
        paragraph(_describe_basis(memo)),
        *(_option_paragraph(memo, result) for result in memo.result.options),
        *excluded_paragraphs(memo.result, memo.names, in_memo=True),
    ]


def _describe_basis(memo: MemoContext) -> str:
    """Return against which option gains and losses are counted, and the worst future if all share it."""
    one, other = (memo.names.option(option.id) for option in _reference_pair(memo))
    basis = f"Gains and losses are against {one}; those of {one}, against {other}."
    worst = _shared_worst_future(memo)
    return f"{basis} All do worst in {memo.future(worst)}." if worst else basis


def _reference_pair(memo: MemoContext) -> tuple[OptionResult, OptionResult]:
    """Return the option the others are measured by, and the one it is measured by itself."""
    return memo.chosen, next(option for option in memo.pair if option.id != memo.chosen.id)


def _shared_worst_future(memo: MemoContext) -> str:
    """Return the future in which every option does worst; empty where they differ or there is only one."""
    options = memo.result.options
    worst = {worst_future(option) for option in options}
    differ = all(depends_on_future(option.values_by_future.values()) for option in options)
    return worst.pop() if len(worst) == 1 and differ else ""


def _option_paragraph(memo: MemoContext, result: OptionResult) -> Paragraph:
    """Return an option: what it is, its first act, main gain, main loss and worst case."""
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
    """Return what an option gains most and costs most against the one it is measured by, and its floors.

    A floor it falls below on average is told with the price where the two are of one criterion.
    """
    reference, own = _reference_pair(memo)
    other = own if result.id == reference.id else reference
    gains, prices = memo.gains(result, other)[:1], memo.gains(other, result)[:1]
    parts = [f"Gains most on: {memo.criterion(key)}." for key in gains]
    for key in prices:
        below = ", where it falls below the minimum" if key in result.below_floor else ""
        parts.append(f"Loses most on: {memo.criterion(key)}{below}.")
    floors = [memo.criterion(key) for key in result.below_floor if key not in prices]
    parts += [f"It falls below the minimum on {'; '.join(floors)}."] if floors else []
    return " ".join(parts)


def _describe_worst_case(memo: MemoContext, result: OptionResult) -> str:
    """Return the future in which the option scores least; empty where there is only one."""
    if len(result.values_by_future) < 2:
        return ""
    future = "" if _shared_worst_future(memo) else f", in {memo.future(worst_future(result))}"
    if not depends_on_future(result.values_by_future.values()):
        future = ", as in every future"
    return f"Worst case: {format_whole_points(result.worst_value)} points{future}."


_MOST_DEADLINES = 3  # deadlines in the text of the memo
_MOST_PASSED = 1  # those that are over


def context_section(memo: MemoContext) -> list[Block]:
    """Return stakes, futures and deadlines; nothing where the file states none."""
    stakes = [paragraph(f"At stake: {memo.file.stakes}")] if memo.file.stakes else []
    blocks: list[Block] = [*stakes, *_future_blocks(memo), *_deadline_blocks(memo)]
    return [Heading("Context and deadlines"), *blocks] if blocks else []


def _future_blocks(memo: MemoContext) -> list[Block]:
    """Return the futures, with definitions of those not defined so far; nothing where there is only one."""
    probabilities = memo.result.probabilities
    if len(probabilities) < 2:
        return []
    possible = [key for key in probabilities if probabilities[key] > TIE]
    known = [key for key in possible if key in memo.introduced]
    fresh = [key for key in possible if key not in memo.introduced]
    text = f"The options are judged in {_FEW.get(len(possible), 'these')} futures"
    if known:
        text += f": {join_names([f'{memo.quoted_future(key)} ({memo.odds(key)})' for key in known])}"
        text += ", defined above, and" if fresh else ", defined above"
    blocks: list[Block] = [paragraph(f"{text}{':' if fresh else '.'}")]
    blocks += [bullets(*(_future_item(memo, key) for key in fresh))] if fresh else []
    ruled_out = [memo.quoted_future(key) for key in probabilities if key not in possible]
    return [*blocks, *([paragraph(f"Ruled out: {'; '.join(ruled_out)}.")] if ruled_out else [])]


_FEW = {1: "one future, since no other can come", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def _future_item(memo: MemoContext, key: str) -> tuple[Inline, ...]:
    """Return a future: its title, its probability and its meaning."""
    memo.introduced.append(key)
    meaning = memo.names.future_meaning(key)
    introduction = ". The test: " if "?" in meaning else ": "
    title = (strong(capitalize(memo.future_title(key))), f" ({memo.odds(key)})")
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
        blocks = [paragraph("Dates ahead:"), bullets(*(_describe_deadline(memo, entry) for entry in shown))]
    passed = sorted(memo.result.deadlines_passed, key=lambda deadline: last_day(deadline.date))
    past_events = [f"{deadline.event} ({format_date(deadline.date)})" for deadline in passed[-_MOST_PASSED:]]
    if past_events:
        earlier = len(passed) - len(past_events)
        more = f"; and {earlier} earlier" if earlier else ""
        blocks.append(paragraph(f"Already past: {'; '.join(past_events)}{more}."))
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


def means_annex(memo: MemoContext) -> list[Block]:
    """Return where to act, who can help from inside, precedents and the test of a deal, a line each."""
    backers, options = memo.file.backers, memo.file.options
    mechanisms = memo.file.coalition.mechanisms if memo.file.coalition else ()
    precedents = [(memo.option(option.id), options[option.id].precedent) for option in memo.pair]
    texts = (
        ("Where to act. ", _list_with_use([(mechanism.title, mechanism.use) for mechanism in mechanisms])),
        ("Who can help from inside. ", _list_with_use([(backer.who, backer.lever) for backer in backers])),
        ("Precedents. ", _list_with_use([(name, text) for name, text in precedents if text])),
        ("Test of a deal. ", _list_with_use([(text, None) for text in memo.file.rules.productive_deal])),
        *(
            (f"{memo.names.option(option.id)}, by that test. ", options[option.id].deal or "")
            for option in memo.result.options
        ),
    )
    lines: list[Block] = [paragraph(strong(label), text) for label, text in texts if text]
    return [Heading("Ways and means", 3), *lines] if lines else []


def _list_with_use(entries: Sequence[tuple[str, str | None]]) -> str:
    """Return names with what they are good for, a phrase each; empty without any."""
    texts = [
        f"{name.rstrip('.')}: {use.rstrip('.')}." if use else f"{name.rstrip('.')}." for name, use in entries
    ]
    return " ".join(texts)
