"""What was observed and what is taken to be wrong: in a memo's words, and with every figure in its annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.observed import (
    before_and_after_table,
    describe_event,
    describe_share_move,
    wrong_assumption_paragraphs,
)
from dilemma.report.document import Block, Heading, bullets, paragraph, strong
from dilemma.report.names import capitalize
from dilemma.report.numbers import format_likelihoods

if TYPE_CHECKING:
    from dilemma.analysis.results.monitoring import Observed
    from dilemma.report.compose.memo.case import MemoContext

_MOST_EVENTS = 3  # events in the body; the annex has all of them
_NEGLIGIBLE_CHANGE = 0.005  # a smaller move of a probability is hidden by rounding to whole percents


def observations_summary(memo: MemoContext) -> list[Block]:
    """Return the events, the future they moved most, the choice before and after, the wrong assumptions."""
    effect = memo.result.observed
    blocks: list[Block] = []
    if effect is not None:
        parts = (
            _describe_events(memo, effect),
            _describe_largest_move(memo, effect),
            describe_share_move(effect),
            _describe_choices(memo, effect),
        )
        blocks.append(paragraph(strong("What was seen. "), " ".join(part for part in parts if part)))
    wrong = [memo.file.assumptions[key].says for key in memo.result.wrong]
    return [*blocks, *([paragraph(strong("Taken to be wrong. "), " ".join(wrong))] if wrong else [])]


def _describe_events(memo: MemoContext, effect: Observed) -> str:
    """Return the first few events, and how many more the annex has."""
    hidden = len(effect.signposts) - _MOST_EVENTS
    remark = f" {hidden} more {'is' if hidden == 1 else 'are'} in the annex." if hidden > 0 else ""
    return (
        " ".join(f"{describe_event(signpost, memo.names)}." for signpost in effect.signposts[:_MOST_EVENTS])
        + remark
    )


def _describe_largest_move(memo: MemoContext, effect: Observed) -> str:
    """Return the future whose probability moved most."""
    before, after = effect.before.probabilities, effect.after.probabilities
    key = max(before, key=lambda key: abs(after[key] - before[key]))
    if abs(after[key] - before[key]) < _NEGLIGIBLE_CHANGE:
        return "This leaves the probabilities of the futures as they were."
    then, now = format_likelihoods(before[key], after[key], memo.file.lexicon)
    return f"This takes {memo.names.future(key)} from {then}, to {now}."


def _describe_choices(memo: MemoContext, effect: Observed) -> str:
    """Return what led before, and what leads now."""
    then, now = (status.ties or (status.option,) for status in (effect.before, effect.after))
    before = f"{capitalize(memo.names.options(then))} led before"
    if then == now:
        return f"{before} and still {'leads' if len(now) == 1 else 'lead'}."
    return f"{before}; now {memo.names.options(now)} {'does' if len(now) == 1 else 'do'}."


def observations_annex(memo: MemoContext) -> list[Block]:
    """Return every event, and before and after in a table; nothing where nothing was observed."""
    effect = memo.result.observed
    if effect is None:
        return [Heading("What was seen", 3), *wrong] if (wrong := _wrong_assumptions(memo)) else []
    events = bullets(*(f"{describe_event(signpost, memo.names)}." for signpost in effect.signposts))
    return [
        Heading("What was seen", 3),
        events,
        before_and_after_table(effect, memo.names),
        *_wrong_assumptions(memo),
    ]


def _wrong_assumptions(memo: MemoContext) -> list[Block]:
    """Return the assumptions taken to be wrong."""
    return wrong_assumption_paragraphs(memo.result.wrong, memo.names)
