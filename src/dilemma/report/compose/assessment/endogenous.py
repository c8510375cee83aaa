"""Assessments in which choosing an option moves the chances: what that makes, and what is not given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, muted, paragraph
from dilemma.report.names import Names, capitalize
from dilemma.report.numbers import format_points

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment

_WITHHELD = "break-evens, regret, Starr shares, EVPI"  # the chief of them; the data name all


def _common_chances_paragraphs(result: Assessment, names: Names) -> list[Block]:
    """Return what would lead if the chances were the same for all options; nothing where they are."""
    if result.endogenous is None:
        return []
    alternative = result.endogenous.without
    if alternative.ties:
        outcome = f"{capitalize(names.options(alternative.ties))} would tie"
    else:
        outcome = f"{capitalize(names.option(alternative.option))} would lead by {format_points(alternative.margin)}"
    return [paragraph(f"Here choosing an option moves the chances; were they the same for all, {outcome}.")]


def _withheld_paragraphs(result: Assessment) -> list[Block]:
    """Return a line on the figures that are not given, and why; nothing where none is withheld."""
    if result.endogenous is None:
        return []
    return [paragraph(muted("Withheld, as the chances differ: "), f"{_WITHHELD}.")]
