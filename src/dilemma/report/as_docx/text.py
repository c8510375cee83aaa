"""Runs of text in the tones of a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import RGBColor

from dilemma.report.document import Run
from dilemma.report.hostile import sanitize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.text.paragraph import Paragraph as WordParagraph

    from dilemma.report.document import Inline

_COLOURS = {"muted": "595959", "good": "006B4A", "bad": "A33B00"}


def _add_runs(paragraph: WordParagraph, runs: Sequence[Inline]) -> None:
    """Add runs to a paragraph; the words alone carry the meaning of every tone."""
    for inline in runs:
        run = inline if isinstance(inline, Run) else Run(inline)
        word_run = paragraph.add_run(sanitize(run.text))
        # None leaves it to the style of the paragraph; False would override one that is bold.
        word_run.bold = run.tone == "strong" or None
        if run.tone in _COLOURS:
            word_run.font.color.rgb = RGBColor.from_string(_COLOURS[run.tone])
