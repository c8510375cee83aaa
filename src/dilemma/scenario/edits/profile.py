"""Looking at a scenario through a profile's eyes: its weights, and its own reading of some scores."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.checks.references import Ids, adds
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
    """Whether a profile has weights for a scenario: its own, or others for exactly its leaves."""
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
    """A profile's own reading of some scores of a scenario; none where nobody looks.

    Those of the scenario it is a variant of count as far as it has what they name.
    """
    given = () if profile is None else profile.file.adjustments
    known = Ids.of(scenario)
    return tuple(
        each
        for each in given
        if scenario.id in each.scenarios
        or (set(scenario.known_as) & set(each.scenarios) and not any(adds(known, each, ())))
    )


def relevance(scenario: Scenario) -> str | None:
    """How much the issue matters to whoever looks at it, if they say so."""
    stated = scenario.profile.file.relevance if scenario.profile else {}
    return next((stated[name] for name in scenario.known_as if name in stated), None)


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
    wanted = sorted(leaf.id for leaf in scenario.leaves)
    others = (name for name in (*scenario.known_as, DEFAULT) if name in given)
    return next((name for name in others if sorted(given[name].named) == wanted), None)
