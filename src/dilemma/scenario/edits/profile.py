"""Looking at a scenario through a profile's eyes: its weights, and its own reading of some scores."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.checks.references import adds, weighed
from dilemma.scenario.checks.stale import stale
from dilemma.scenario.checks.together import DEFAULT
from dilemma.scenario.edits.shifts import shifted
from dilemma.scenario.problems import FaultyFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.judgement import Weights
    from dilemma.scenario.files.profile_file import Adjustment
    from dilemma.scenario.model import Profile, Scenario


def applies(scenario: Scenario, profile: Profile) -> bool:
    """Whether a profile has weights for a scenario: its own, or default ones for exactly its leaves."""
    return _key(scenario, profile) is not None


def seen_by(scenario: Scenario, profile: Profile) -> Scenario:
    """The scenario with a profile's weights and adjustments.

    Raises:
        LookupError: the profile has no weights for this scenario.
        FaultyFile: its weights or adjustments name what the scenario does not have.
    """
    key = _key(scenario, profile)
    if key is None:
        raise LookupError(f"profile `{profile.id}` has no weights for `{scenario.id}`")
    wrong = tuple(finding.problem(profile.node) for finding in _faults(scenario, profile, key))
    if wrong:
        raise FaultyFile(wrong)
    weighted = replace(scenario, weights=profile.file.weights[key], profile=profile)
    return shifted(weighted, (adjustment for _, adjustment in _own(scenario, profile)))


def weights_through(scenario: Scenario, profile: Profile | None) -> Weights | None:
    """The weights a scenario is seen with: the profile's for it, or its own where nobody looks.

    Raises:
        LookupError: the profile has no weights for this scenario.
    """
    if profile is None:
        return scenario.weights
    key = _key(scenario, profile)
    if key is None:
        raise LookupError(f"profile `{profile.id}` has no weights for `{scenario.id}`")
    return profile.file.weights[key]


def readings(scenario: Scenario, profile: Profile | None) -> tuple[Adjustment, ...]:
    """A profile's own reading of some scores of a scenario; none where nobody looks."""
    return () if profile is None else tuple(each for _, each in _own(scenario, profile))


def outdated(scenario: Scenario) -> Iterator[Finding]:
    """What changed since the weights it is seen with were given; nothing for weights of unknown origin."""
    if scenario.profile is not None:
        given = scenario.profile.file.elicited.get(_key(scenario, scenario.profile) or "")
        yield from stale(given, scenario) if given else ()


def _key(scenario: Scenario, profile: Profile) -> str | None:
    """The entry of the profile's weights that is used for a scenario."""
    given = profile.file.weights
    if scenario.id in given:
        return scenario.id
    if DEFAULT not in given:
        return None
    default = given[DEFAULT]
    named = [*default.points, *(key for tie in default.ranking for key in tie)]
    return DEFAULT if sorted(named) == sorted(leaf.id for leaf in scenario.leaves) else None


def _own(scenario: Scenario, profile: Profile) -> Iterator[tuple[int, Adjustment]]:
    for place, adjustment in enumerate(profile.file.adjustments):
        if scenario.id in adjustment.scenarios:
            yield place, adjustment


def _faults(scenario: Scenario, profile: Profile, key: str) -> Iterator[Finding]:
    leaf_ids = tuple(leaf.id for leaf in scenario.leaves)
    yield from weighed(profile.file.weights[key], leaf_ids, ("weights", key))
    draft = Draft(scenario.file, frozenset(), frozenset())
    for place, adjustment in _own(scenario, profile):
        yield from adds(draft, adjustment, ("adjustments", place))
