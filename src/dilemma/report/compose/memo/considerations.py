"""Criterion by criterion: who does best and worst, and the author's reason where it matters most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Bullets, Heading, Inline, paragraph, strong
from dilemma.report.names import capitalised
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from dilemma.report.compose.memo.case import Case
    from dilemma.scenario.model import Leaf


def considerations(case: Case) -> list[Block]:
    """One point a criterion, the weightiest first."""
    weights = case.result.weights
    leaves = sorted(case.scenario.leaves, key=lambda leaf: -weights[leaf.id])
    return [
        Heading("Considerations"),
        paragraph(_whence(case)),
        Bullets(tuple(_criterion(case, leaf) for leaf in leaves)),
    ]


def _whence(case: Case) -> str:
    """Which of the author's reasons are given."""
    option = case.names.option(case.chosen.id)
    if len(case.result.probabilities) < 2:
        return f"The weightiest first, with the reason for the score of {option}."
    return (
        f"The weightiest first, with the reason for the score of {option} in the future of highest "
        f"probability, {case.names.future(case.most_likely)}."
    )


def _criterion(case: Case, leaf: Leaf) -> tuple[Inline, ...]:
    label = (leaf.criterion.title or capitalised(case.names.criterion(leaf.id))).partition(" (")[0]
    return (strong(f"{label}. "), _extremes(case, leaf.id), _reason(case, leaf.id))


def _extremes(case: Case, key: str) -> str:
    ranked = sorted(case.result.options, key=lambda each: -each.contributions[key])
    best, worst = ranked[0], ranked[-1]
    if case.result.weights[key] <= TIE:
        return "It has no weight here."
    if best.contributions[key] - worst.contributions[key] <= TIE:
        return "The options do equally well."
    return f"{case.option(best.id)} does best and {case.names.option(worst.id)} worst."


def _reason(case: Case, key: str) -> str:
    """Why the recommended option is scored as it is in the future of highest probability."""
    places = {future.id: place for place, future in enumerate(case.scenario.futures)}
    judgement = case.scenario.rows[case.chosen.id, key][places[case.most_likely]]
    if not judgement.why:
        return ""
    return f" {capitalised(judgement.why.rstrip('.'))}{case.cited.mark(judgement.sources)}."
