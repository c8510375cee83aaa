"""What it rests on: assumptions, dissent, deadlines, limits, warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Heading, bullets, muted, paragraph
from dilemma.report.numbers import points

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment
    from dilemma.report.names import Names
    from dilemma.scenario.files.kinds import ScenarioFile


def find_out(result: Assessment) -> list[Block]:
    """What knowing the future would be worth."""
    if len(result.probabilities) < 2:
        return []
    worth = points(result.information.evpi_futures)
    return [
        Heading("What to find out and to watch"),
        paragraph(f"Knowing beforehand which future comes would be worth {worth} points."),
    ]


def windows(result: Assessment) -> list[Block]:
    """The deadlines waiting out would miss."""
    if not result.windows:
        return []
    return [
        paragraph("Waiting out forgoes:"),
        bullets(*(f"{window.date}: {window.event}" for window in result.windows)),
    ]


def basis(result: Assessment, names: Names) -> list[Block]:
    """Assumptions, dissent and limits, in the author's words."""
    file = names.scenario.file
    blocks: list[Block] = [Heading("What it rests on")]
    if file.assumptions:
        blocks.append(bullets(*_assumptions(file)))
    if file.dissent:
        blocks.append(paragraph(muted("Dissent: "), file.dissent))
    if file.rules.limits:
        blocks += [paragraph(muted("Limits:")), bullets(*file.rules.limits)]
    if result.warnings:
        blocks += [paragraph(muted("Warnings:")), bullets(*(warned.message for warned in result.warnings))]
    return blocks if len(blocks) > 1 else []


def _assumptions(file: ScenarioFile) -> list[str]:
    return [f"{assumption.says} ({assumption.standing})" for assumption in file.assumptions.values()]
