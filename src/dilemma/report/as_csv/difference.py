"""Differences as long, tidy CSV: one row for each judgement that differs, and one for all together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.as_csv.lines import chosen, eyes, lines, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.difference.difference_results import Difference, Lead, Part, Step

HEAD = (
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


def write(results: Sequence[Difference]) -> str:
    """The rows of each, under their heads.

    Changes are numbered in the order of the result; 0 is all of them together. Parts of one step share its
    number and its figures. What has no effect to speak of has no number.
    """
    return lines(HEAD, *((*_whose(result), *row) for result in results for row in _rows(result)))


def _whose(result: Difference) -> tuple[str, str, str]:
    return result.old.source, result.new.source, eyes(result.new.profile)


def _rows(result: Difference) -> Iterator[tuple[object, ...]]:
    yield 0, "all", "", *_choices(result), result.effect, *_all(result), "", ""
    for place, step in enumerate(result.changes, start=1):
        for part in step.parts:
            yield place, *_part(part), *_figures(step)
    for part in result.unused:
        yield "", "unused", part.path, spelled(part.old), spelled(part.new), *("",) * 6
    for path in result.reworded:
        yield "", "text", path, *("",) * 8


def _choices(result: Difference) -> tuple[object, object]:
    return _chosen(result.old.central), _chosen(result.new.central)


def _chosen(lead: Lead | None) -> str | None:
    return None if lead is None else chosen(lead.option, lead.ties)


def _all(result: Difference) -> tuple[object, ...]:
    return result.choice_moved, _chosen(result.new.central), result.new.central.margin


def _part(part: Part) -> tuple[object, ...]:
    return part.kind, part.path, spelled(part.old), spelled(part.new)


def _figures(step: Step) -> tuple[object, ...]:
    alone = None if step.alone is None else step.alone.margin
    return (step.effect, step.moves_choice, _chosen(step.alone), alone, step.effect_last, step.needed)
