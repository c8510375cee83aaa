"""Differences as long, tidy CSV: one row for each judgement that differs, and one for all together."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Any

from dilemma.report.hostile import formula_safe

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
    """The rows under their heads; text that a spreadsheet would run as a formula gets an apostrophe.

    Changes are numbered in the order of the result; 0 is all of them together. Parts of one step share its
    number and its figures. What has no effect to speak of has no number.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for result in results:
        whose = result.new.profile.id if result.new.profile else "none"
        for row in _rows(result):
            cells = (result.old.source, result.new.source, whose, *row)
            writer.writerow([formula_safe(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue()


def _rows(result: Difference) -> Iterator[tuple[object, ...]]:
    yield 0, "all", "", *_choices(result), _number(result.effect), *_all(result), "", ""
    for place, step in enumerate(result.changes, start=1):
        for part in step.parts:
            yield place, *_part(part), *_figures(step)
    for part in result.unused:
        yield "", "unused", part.path, _json(part.old), _json(part.new), *("",) * 6
    for path in result.reworded:
        yield "", "text", path, *("",) * 8


def _choices(result: Difference) -> tuple[str, str]:
    return _chosen(result.old.central), _chosen(result.new.central)


def _chosen(lead: Lead | None) -> str:
    return "" if lead is None else " ".join(lead.ties or (lead.option,))


def _all(result: Difference) -> tuple[object, ...]:
    return _flag(result.choice_moved), _chosen(result.new.central), result.new.central.margin


def _part(part: Part) -> tuple[str, ...]:
    return part.kind, part.path, _json(part.old), _json(part.new)


def _figures(step: Step) -> tuple[object, ...]:
    margin = "" if step.alone is None else step.alone.margin
    return (
        _number(step.effect),
        _flag(step.moves_choice),
        _chosen(step.alone),
        margin,
        _number(step.effect_last),
        _flag(step.needed),
    )


def _flag(value: bool) -> str:
    return str(value).lower()


def _number(value: float | None) -> object:
    return "" if value is None else value


def _json(value: Any) -> str:
    """A text as it is, nothing as nothing, anything else as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
