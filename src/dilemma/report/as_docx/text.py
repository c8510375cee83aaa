"""Runs of text in their tones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import RGBColor

from dilemma.report.document import Run
from dilemma.report.hostile import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.text.paragraph import Paragraph as Word

    from dilemma.report.document import Inline

COLOURS = {"muted": "595959", "good": "006B4A", "bad": "A33B00"}


def put(paragraph: Word, runs: Sequence[Inline]) -> None:
    """Adds runs to a paragraph; what a tone means is said by the words as well."""
    for run in runs:
        said = run if isinstance(run, Run) else Run(run)
        made = paragraph.add_run(harmless(said.text))
        made.bold = said.tone == "strong" or None
        if said.tone in COLOURS:
            made.font.color.rgb = RGBColor.from_string(COLOURS[said.tone])
