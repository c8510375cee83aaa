"""Results as long, tidy CSV: one row for each scenario, profile and option."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from dilemma.report.hostile import formula_safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.results import Assessment, OptionResult

HEAD = (
    "scenario",
    "profile",
    "option",
    "stance",
    "rank",
    "value",
    "worst_value",
    "max_regret",
    "expected_regret",
    "first_rank_share",
    "confidence_factor",
    "below_floor",
    "dominated_by",
    "recommended",
    "margin",
    "verdict",
    "dilemma_index",
    "evpi_futures",
    "endogenous",
)


def write(results: Sequence[Assessment]) -> str:
    """The rows under their heads; text that a spreadsheet would run as a formula gets an apostrophe."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for result in results:
        for option in result.options:
            writer.writerow([_cell(value) for value in _row(result, option)])
    return out.getvalue()


def _row(result: Assessment, option: OptionResult) -> Iterator[object]:
    found = result.recommendation
    yield result.scenario.id
    yield result.profile.id if result.profile else "none"
    yield option.id
    yield option.stance
    yield option.rank
    yield option.value
    yield option.worst_value
    yield _or_nothing(option.max_regret)
    yield _or_nothing(option.expected_regret)
    yield option.first_rank_share
    yield _or_nothing(option.confidence_factor)
    yield " ".join(option.below_floor)
    yield " ".join(option.dominated_by or ())
    yield option.id == found.option
    yield found.margin
    yield found.verdict
    yield _or_nothing(result.dilemma_index)
    yield _or_nothing(result.information.evpi_futures)
    yield result.endogenous is not None


def _or_nothing(number: float | None) -> float | str:
    return "" if number is None else number


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return formula_safe(value) if isinstance(value, str) else value
