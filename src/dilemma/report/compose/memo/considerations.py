"""The considerations, criterion by criterion: who does best and worst, and the author's reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Bullets, Heading, Inline, paragraph, strong
from dilemma.report.names import capitalize
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.report.compose.memo.case import MemoContext
    from dilemma.scenario.model import LeafCriterion


def considerations_section(memo: MemoContext) -> list[Block]:
    """Return one point a criterion, the weightiest first."""
    weights = memo.result.weights
    leaves = sorted(memo.scenario.leaves, key=lambda leaf: -weights[leaf.id])
    return [
        Heading("Considerations"),
        paragraph(_introduction(memo)),
        Bullets(tuple(_criterion_item(memo, leaf) for leaf in leaves)),
    ]


def _introduction(memo: MemoContext) -> str:
    """Return which of the author's reasons are given."""
    option = memo.names.option(memo.chosen.id)
    if len(memo.result.probabilities) < 2:
        return f"The weightiest first, with the reason for the score of {option}."
    return (
        f"The weightiest first, with the reason for the score of {option} in the future of highest "
        f"probability, {memo.names.future(memo.most_likely)}."
    )


def _criterion_item(memo: MemoContext, leaf: LeafCriterion) -> tuple[Inline, ...]:
    """Return a criterion: who does best and worst on it, and the author's reason."""
    label = (leaf.criterion.title or capitalize(memo.names.criterion(leaf.id))).partition(" (")[0]
    return (strong(f"{label}. "), _describe_best_and_worst(memo, leaf.id), _describe_reason(memo, leaf.id))


def _describe_best_and_worst(memo: MemoContext, key: str) -> str:
    """Return the options that do best and worst on a criterion."""
    ranked = sorted(memo.result.options, key=lambda option: -option.contributions[key])
    best, worst = ranked[0], ranked[-1]
    if memo.result.weights[key] <= TIE:
        return "It has no weight here."
    if best.contributions[key] - worst.contributions[key] <= TIE:
        return "The options do equally well."
    return f"{memo.option(best.id)} does best and {memo.names.option(worst.id)} worst."


def _describe_reason(memo: MemoContext, key: str) -> str:
    """Return why the recommended option is scored as it is in the future of highest probability."""
    indices = {future.id: index for index, future in enumerate(memo.scenario.futures)}
    judgement = memo.scenario.rows[memo.chosen.id, key][indices[memo.most_likely]]
    if not judgement.why:
        return ""
    return f" {capitalize(judgement.why.rstrip('.'))}{memo.citations.mark(judgement.sources)}."
