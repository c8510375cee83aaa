"""Looking at a scenario through a profile's eyes: its weights, and its own reading of some scores."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.checks.stale import stale
from dilemma.scenario.checks.together import DEFAULT, misfits
from dilemma.scenario.edits.shifts import shifted
from dilemma.scenario.problems import FaultyFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.checks.finding import Finding
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
    key = entry(scenario, profile)
    wrong = tuple(finding.problem(profile.node) for finding in misfits(profile.file, scenario, key))
    if wrong:
        raise FaultyFile(wrong)
    weighted = replace(scenario, weights=profile.file.weights[key], profile=profile)
    return shifted(weighted, readings(scenario, profile))


def weights_through(scenario: Scenario, profile: Profile | None) -> Weights | None:
    """The weights a scenario is seen with: the profile's for it, or its own where nobody looks.

    Raises:
        LookupError: the profile has no weights for this scenario.
    """
    return scenario.weights if profile is None else profile.file.weights[entry(scenario, profile)]


def entry(scenario: Scenario, profile: Profile) -> str:
    """The name under which a profile has the weights used for a scenario.

    Raises:
        LookupError: the profile has no weights for this scenario.
    """
    key = _key(scenario, profile)
    if key is None:
        raise LookupError(f"profile `{profile.id}` has no weights for `{scenario.id}`")
    return key


def readings(scenario: Scenario, profile: Profile | None) -> tuple[Adjustment, ...]:
    """A profile's own reading of some scores of a scenario; none where nobody looks."""
    given = () if profile is None else profile.file.adjustments
    return tuple(each for each in given if scenario.id in each.scenarios)


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
