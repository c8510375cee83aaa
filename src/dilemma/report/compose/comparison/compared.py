"""What a table of many results needs of each: little enough to hold thousands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.analysis.results.assessment import Assessment, Recommendation, ScenarioName

_NO_PROFILE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSummary:
    """One result as it stands in a table.

    Attributes:
        scenario: its id, title and date.
        profile_id: the profile's id, or `none`.
        settings: the what-ifs, by path.
        recommendation: the choice, the runner-up, the margin in points and the verdict.
        values: of each option, in points.
        today: the day the result bears.
    """

    scenario: ScenarioName
    profile_id: str
    settings: Mapping[str, object]
    recommendation: Recommendation
    values: Mapping[str, float]
    today: str


def summarize_result(result: Assessment) -> ResultSummary:
    """Return what a table needs of a result."""
    return ResultSummary(
        scenario=result.scenario,
        profile_id=result.profile.id if result.profile else _NO_PROFILE,
        settings=result.settings or {},
        recommendation=result.recommendation,
        values={option.id: option.value for option in result.options},
        today=result.today,
    )


def _summary_choice(summary: ResultSummary) -> str:
    """Return the option of highest value; all of them where several tie."""
    recommendation = summary.recommendation
    return " = ".join(recommendation.ties) if recommendation.ties else recommendation.option


def tie_break_option(summary: ResultSummary) -> str:
    """Return what the rule takes among options too close to call, where that is not the choice by value."""
    preference = summary.recommendation.tie_break
    return "" if preference is None or preference.option == _summary_choice(summary) else preference.option


def _varied_paths(summaries: Iterable[ResultSummary]) -> tuple[str, ...]:
    """Return the paths whose values are not the same in all results, in the order they are met."""
    texts_by_path: dict[str, set[str]] = {}
    for summary in summaries:
        for path, value in summary.settings.items():
            # By their text: a value may be a list, which no set holds, and 1 is not true.
            texts_by_path.setdefault(path, set()).add(repr(value))
    return tuple(path for path, texts in texts_by_path.items() if len(texts) > 1)


def _common_settings(summaries: Sequence[ResultSummary]) -> dict[str, object]:
    """Return the what-ifs that were set alike in all results."""
    varied_paths = _varied_paths(summaries)
    first_settings = summaries[0].settings if summaries else {}
    return {
        path: value
        for path, value in first_settings.items()
        if path not in varied_paths and all(path in summary.settings for summary in summaries)
    }


def _format_setting(value: object) -> str:
    """Return a value of a path, as a table writes it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _column_title(path: str) -> str:
    """Return a path as the title of a column, which may be broken between its words."""
    return path.replace(".", " ").replace("_", " ")
