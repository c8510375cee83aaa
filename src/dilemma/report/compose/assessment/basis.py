"""What it rests on: assumptions, dissent, deadlines, limits, warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.assessment.assumptions import assumptions
from dilemma.report.compose.assessment.ladder import precision
from dilemma.report.document import Block, Heading, bullets, muted, paragraph
from dilemma.report.names import listed
from dilemma.report.numbers import percent

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment
    from dilemma.report.names import Names


def windows(result: Assessment) -> list[Block]:
    """The deadlines waiting out would miss, and those already over on the day it is read."""
    blocks: list[Block] = []
    for label, found in (
        ("Waiting out forgoes:", result.windows),
        (f"Over by {result.today}:", result.deadlines_passed),
    ):
        if found:
            blocks += [paragraph(label), bullets(*(f"{each.date}: {each.event}" for each in found))]
    return blocks


def evidence(result: Assessment) -> list[Block]:
    """How much is analyst judgement; and, in a sentence of its own, the analyst's confidence."""
    found = result.evidence
    judged = percent(found.analyst_judgement_share)
    rated = [f"{rating} for {count}" for rating, count in found.stated_confidence.items() if count]
    said = (
        f"The analyst's own confidence is {listed(rated)} of {found.cells} scores."
        if rated
        else ("The analyst states no confidence of their own.")
    )
    text = f"{judged} of the {found.cells} scores rest at least in part on analyst judgement."
    return [paragraph(text), paragraph(said)]


def basis(result: Assessment, names: Names) -> list[Block]:
    """Assumptions, dissent and limits, in the author's words."""
    file = names.scenario.file
    blocks: list[Block] = [Heading("What it rests on"), *evidence(result), *assumptions(result, names)]
    if file.dissent:
        blocks.append(paragraph(muted("Dissent: "), file.dissent))
    if file.rules.limits:
        blocks += [paragraph(muted("Limits:")), bullets(*file.rules.limits)]
    if result.warnings:
        blocks += [paragraph(muted("Warnings:")), bullets(*(warned.message for warned in result.warnings))]
    seed = f"Seed {result.seed}, {result.samples} samples, seen from {result.today}. {precision(result)}"
    return [*blocks, paragraph(muted(seed))]
