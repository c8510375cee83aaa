"""Differences as long, tidy CSV: one row for each judgement that differs, and one for all together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.as_csv.lines import format_choice, format_rows, format_value, profile_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.results.difference import Difference, Lead
    from dilemma.analysis.results.difference import Part as DifferencePart
    from dilemma.analysis.results.difference import Step as DifferenceStep

DIFFERENCE_COLUMNS = (
    "old",
    "new",
    "profile",
    "change",
    "kind",
    "path",
    "was",
    "is",
    "effect",
    "moves_choice",
    "choice_alone",
    "margin_alone",
    "effect_last",
    "needed",
)


def write_difference(results: Sequence[Difference]) -> str:
    """Return differences as CSV text with a header.

    Changes are numbered in the order of the result; 0 is all of them together. The parts of one step share
    its number and its figures. A change without a noticeable effect has no number.
    """
    return format_rows(
        DIFFERENCE_COLUMNS,
        *((*_difference_ids(result), *row) for result in results for row in _difference_rows(result)),
    )


def _difference_ids(result: Difference) -> tuple[str, str, str]:
    """Return the sources of both versions and the profile."""
    return result.old.source, result.new.source, profile_id(result.new.profile)


def _difference_rows(result: Difference) -> Iterator[tuple[object, ...]]:
    """Yield the row of the whole difference, then each judgement that differs, then what has no effect."""
    yield 0, "all", "", *_old_and_new_choice(result), result.effect, *_total_cells(result), "", ""
    for number, step in enumerate(result.changes, start=1):
        for part in step.parts:
            yield number, *_judgement_cells(part), *_step_cells(step)
    for part in result.unused:
        yield "", "unused", part.path, format_value(part.old), format_value(part.new), *("",) * 6
    for path in result.reworded:
        yield "", "text", path, *("",) * 8


def _old_and_new_choice(result: Difference) -> tuple[object, object]:
    """Return the choice before and after."""
    return _lead_choice(result.old.central), _lead_choice(result.new.central)


def _lead_choice(lead: Lead | None) -> str | None:
    """Return the leading option of one version, or all that tie for the lead."""
    return None if lead is None else format_choice(lead.option, lead.ties)


def _total_cells(result: Difference) -> tuple[object, ...]:
    """Return whether the choice moved, and the choice and margin with every change made."""
    return result.choice_moved, _lead_choice(result.new.central), result.new.central.margin


def _judgement_cells(part: DifferencePart) -> tuple[object, ...]:
    """Return what changed, where, and from what to what."""
    return part.kind, part.path, format_value(part.old), format_value(part.new)


def _step_cells(step: DifferenceStep) -> tuple[object, ...]:
    """Return the figures that all parts of a step share."""
    alone = None if step.alone is None else step.alone.margin
    return (step.effect, step.moves_choice, _lead_choice(step.alone), alone, step.effect_last, step.needed)
