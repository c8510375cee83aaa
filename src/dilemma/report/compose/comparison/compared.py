"""What a table of many results needs of each: little enough to hold thousands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.analysis.results import Assessment, Recommendation, ScenarioName

NOBODY = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One result as it stands in a table.

    Attributes:
        scenario: its id, title and date.
        eyes: the profile's id, or `none`.
        settings: the what-ifs, by path.
        recommendation: what is chosen over what, by how much, how firmly.
        values: of each option, in points.
        today: the day the result bears.
    """

    scenario: ScenarioName
    eyes: str
    settings: Mapping[str, object]
    recommendation: Recommendation
    values: Mapping[str, float]
    today: str


def compared(result: Assessment) -> Compared:
    """What a table needs of a result."""
    return Compared(
        scenario=result.scenario,
        eyes=result.profile.id if result.profile else NOBODY,
        settings=result.settings or {},
        recommendation=result.recommendation,
        values={option.id: option.value for option in result.options},
        today=result.today,
    )


def choice(result: Compared) -> str:
    """The option of highest value; all of them where several tie."""
    found = result.recommendation
    return " = ".join(found.ties) if found.ties else found.option


def tie_break(result: Compared) -> str:
    """What the rule takes among options too close to call, where that is not what is chosen by value."""
    broken = result.recommendation.tie_break
    return "" if broken is None or broken.option == choice(result) else broken.option


def varied(results: Iterable[Compared]) -> tuple[str, ...]:
    """The paths whose values are not the same in all results, in the order they are met."""
    values: dict[str, set[str]] = {}
    for result in results:
        for path, value in result.settings.items():
            values.setdefault(path, set()).add(repr(value))
    return tuple(path for path, found in values.items() if len(found) > 1)


def in_common(results: Sequence[Compared]) -> dict[str, object]:
    """The what-ifs that were made in all of them alike."""
    unlike = varied(results)
    every = results[0].settings if results else {}
    return {
        path: value
        for path, value in every.items()
        if path not in unlike and all(path in result.settings for result in results)
    }


def setting(value: object) -> str:
    """A value of a path, as a table spells it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def head(path: str) -> str:
    """A path as the head of a column, which may be broken between its words."""
    return path.replace(".", " ").replace("_", " ")
