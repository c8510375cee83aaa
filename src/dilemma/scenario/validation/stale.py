"""Weights and what they were elicited against: scales, options and futures that have changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.schema.files import Elicited, Meaning
from dilemma.scenario.validation.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.files import ElicitationMethod
    from dilemma.scenario.schema.parts import Criterion

_CODE = "stale-weights"
_ENDS = ("worst", "best", "scale", "value")


def elicitation_record(
    scenario: Scenario, *, day: str, started_from: str | None, method: dict[str, ElicitationMethod]
) -> Elicited:
    """Return the record of what weights elicited on a day were elicited against."""
    return Elicited(
        date=day,
        started_from=started_from,
        method=method,
        options=tuple(scenario.options),
        futures=tuple(scenario.file.futures),
        scales={leaf.id: _end_meanings(leaf.criterion) for leaf in scenario.leaves},
    )


def _end_meanings(criterion: Criterion) -> Meaning:
    """Return the meaning of a criterion's two ends, as far as the file states it."""
    return Meaning(worst=criterion.worst, best=criterion.best, scale=criterion.scale, value=criterion.value)


def warn_of_stale_weights(elicited: Elicited, scenario: Scenario, path: KeyPath = ()) -> Iterator[Finding]:
    """Warn of what changed since weights were elicited, once each for scales, options and futures."""
    changes = (
        ("scales", list(_changed_ends(elicited, scenario))),
        ("options", list(_changed_names("option", elicited.options, scenario.options))),
        ("futures", list(_changed_names("future", elicited.futures, scenario.file.futures))),
    )
    for part, changed in changes:
        if changed:
            since = f"since the weights for `{scenario.id}` were given on {elicited.date}"
            message = f"changed {since}: {', '.join(changed)}; walk through it again"
            yield Finding((*path, part), _CODE, message, severity="warning", at_key=True)


def _changed_ends(elicited: Elicited, scenario: Scenario) -> Iterator[str]:
    """Yield the ends that differ, of criteria that are in the scenario still.

    Criteria that came or went have no weight, or a weight too many, which is an error of its own.
    """
    current = {leaf.id: _end_meanings(leaf.criterion) for leaf in scenario.leaves}
    for criterion, original in elicited.scales.items():
        if criterion in current:
            for end in _ENDS:
                if getattr(original, end) != getattr(current[criterion], end):
                    yield f"`{end}` of criterion `{criterion}`"


def _changed_names(kind: str, original: Collection[str], current: Collection[str]) -> Iterator[str]:
    yield from (f"{kind} `{name}` is new" for name in current if name not in original)
    yield from (f"{kind} `{name}` is gone" for name in original if name not in current)
