"""Results as long, tidy CSV: one row for each scenario, profile and option."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dilemma.report.as_csv.lines import format_rows, profile_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.results.assessment import Assessment, OptionResult

OPTION_COLUMNS = (
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


def write_options(results: Sequence[Assessment]) -> str:
    """Return the options of every result as CSV text with a header."""
    return options_header() + "".join(option_rows(result) for result in results)


def options_header(varied: Sequence[str] = ()) -> str:
    """Return the header line, with one more column for every path whose values differ between results."""
    return format_rows((*OPTION_COLUMNS, *varied))


def option_rows(result: Assessment, varied: Sequence[str] = ()) -> str:
    """Return the lines of one result, each with the values that varied paths have in it."""
    settings = result.settings or {}
    values = [_setting_cell(settings.get(path)) for path in varied]
    return format_rows(*([*_option_cells(result, option), *values] for option in result.options))


def _setting_cell(value: object) -> object:
    """Return the value of a path as a cell: a number or a word as it is, a list or mapping as JSON."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value


def _option_cells(result: Assessment, option: OptionResult) -> Iterator[object]:
    """Yield the cells of one option, in the order of the header."""
    recommendation = result.recommendation
    yield result.scenario.id
    yield profile_id(result.profile)
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
    yield option.id == recommendation.option
    yield recommendation.margin
    yield recommendation.verdict
    yield result.dilemma_index
    yield result.information.evpi_futures
    yield result.endogenous is not None
    yield None if recommendation.tie_break is None else recommendation.tie_break.option
