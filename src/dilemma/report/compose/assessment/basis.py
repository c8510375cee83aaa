"""What an assessment rests on: assumptions, dissent, deadlines, limits, warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.assessment.assumptions import assumption_blocks
from dilemma.report.compose.assessment.ladder import describe_precision
from dilemma.report.document import Block, Heading, bullets, muted, paragraph
from dilemma.report.names import join_names
from dilemma.report.numbers import format_percent

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.report.names import Names


def _deadline_blocks(result: Assessment) -> list[Block]:
    """Return the deadlines that waiting out would miss, and those already over on the day it is read."""
    blocks: list[Block] = []
    for label, dates in (
        ("Waiting out forgoes:", result.windows),
        (f"Over by {result.today}:", result.deadlines_passed),
    ):
        if dates:
            blocks += [
                paragraph(label),
                bullets(*(f"{deadline.date}: {deadline.event}" for deadline in dates)),
            ]
    return blocks


def evidence_paragraphs(result: Assessment) -> list[Block]:
    """Return how much is analyst judgement and, in a sentence of its own, the analyst's confidence."""
    summary = result.evidence
    judged_share = format_percent(summary.analyst_judgement_share)
    ratings = [f"{rating} for {count}" for rating, count in summary.stated_confidence.items() if count]
    confidence = (
        f"The analyst's own confidence is {join_names(ratings)} of {summary.cells} scores."
        if ratings
        else ("The analyst states no confidence of their own.")
    )
    text = f"{judged_share} of the {summary.cells} scores rest at least in part on analyst judgement."
    return [paragraph(text), paragraph(confidence)]


def _basis_section(result: Assessment, names: Names) -> list[Block]:
    """Return the assumptions, dissent and limits in the author's words, the warnings, seed and samples."""
    file = names.scenario.file
    blocks: list[Block] = [
        Heading("What it rests on"),
        *evidence_paragraphs(result),
        *assumption_blocks(result, names),
    ]
    if file.dissent:
        blocks.append(paragraph(muted("Dissent: "), file.dissent))
    if file.rules.limits:
        blocks += [paragraph(muted("Limits:")), bullets(*file.rules.limits)]
    if result.warnings:
        blocks += [paragraph(muted("Warnings:")), bullets(*(warning.message for warning in result.warnings))]
    run = f"Seed {result.seed}, {result.samples} samples, seen from {result.today}. {describe_precision(result)}"
    return [*blocks, paragraph(muted(run))]
