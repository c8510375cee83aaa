"""Weights outlive what they were given against: which scales, options and futures have changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Finding
from dilemma.scenario.files.elicited import Elicited, Meaning

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dilemma.scenario.files.elicited import How
    from dilemma.scenario.files.parts import Criterion
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.naming import Path

CODE = "stale-weights"
ENDS = ("worst", "best", "scale", "value")


def circumstances(
    scenario: Scenario, *, day: str, started_from: str | None, method: dict[str, How]
) -> Elicited:
    """What weights given on a day are given against."""
    return Elicited(
        date=day,
        started_from=started_from,
        method=method,
        options=tuple(scenario.options),
        futures=tuple(scenario.file.futures),
        scales={leaf.id: meaning(leaf.criterion) for leaf in scenario.leaves},
    )


def meaning(criterion: Criterion) -> Meaning:
    """The ends of a criterion, as far as the file states them."""
    return Meaning(worst=criterion.worst, best=criterion.best, scale=criterion.scale, value=criterion.value)


def stale(given: Elicited, scenario: Scenario, path: Path = ()) -> Iterator[Finding]:
    """Warns of everything that changed since weights were given, one finding for scales, options, futures."""
    changes = (
        ("scales", list(_scales(given, scenario))),
        ("options", list(_names("option", given.options, scenario.options))),
        ("futures", list(_names("future", given.futures, scenario.file.futures))),
    )
    for part, changed in changes:
        if changed:
            since = f"since the weights for `{scenario.id}` were given on {given.date}"
            message = f"changed {since}: {', '.join(changed)}; walk through it again"
            yield Finding((*path, part), CODE, message, severity="warning", at_key=True)


def _scales(given: Elicited, scenario: Scenario) -> Iterator[str]:
    """The ends that differ; criteria that came or went have no weight or one too many, which is an error."""
    now = {leaf.id: meaning(leaf.criterion) for leaf in scenario.leaves}
    for criterion, then in given.scales.items():
        if criterion in now:
            for end in ENDS:
                if getattr(then, end) != getattr(now[criterion], end):
                    yield f"`{end}` of criterion `{criterion}`"


def _names(kind: str, then: Collection[str], now: Collection[str]) -> Iterator[str]:
    yield from (f"{kind} `{name}` is new" for name in now if name not in then)
    yield from (f"{kind} `{name}` is gone" for name in then if name not in now)
