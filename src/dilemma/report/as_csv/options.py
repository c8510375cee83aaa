"""Results as long, tidy CSV: one row for each scenario, profile and option."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dilemma.report.as_csv.lines import eyes, lines

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
    "tie_break",
)


def write(results: Sequence[Assessment]) -> str:
    """The rows of each, under their heads."""
    return head() + "".join(rows(result) for result in results)


def head(varied: Sequence[str] = ()) -> str:
    """The line of heads, with one more for every path whose values differ between results."""
    return lines((*HEAD, *varied))


def rows(result: Assessment, varied: Sequence[str] = ()) -> str:
    """The rows of one result, each with the values that varied paths have in it."""
    settings = result.settings or {}
    values = [_setting(settings.get(path)) for path in varied]
    return lines(*([*_row(result, option), *values] for option in result.options))


def _setting(value: object) -> object:
    """A value of a path as a cell: a number or a word as it is, anything made of parts as JSON."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value


def _row(result: Assessment, option: OptionResult) -> Iterator[object]:
    found = result.recommendation
    yield result.scenario.id
    yield eyes(result.profile)
    yield option.id
    yield option.stance
    yield option.rank
    yield option.value
    yield option.worst_value
    yield option.max_regret
    yield option.expected_regret
    yield option.first_rank_share
    yield option.confidence_factor
    yield " ".join(option.below_floor)
    yield " ".join(option.dominated_by or ())
    yield option.id == found.option
    yield found.margin
    yield found.verdict
    yield result.dilemma_index
    yield result.information.evpi_futures
    yield result.endogenous is not None
    yield None if found.tie_break is None else found.tie_break.option
