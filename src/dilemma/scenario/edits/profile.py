"""Edit: a scenario seen through a profile, with its weights and its own adjustments of some scores."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile, ProfileNotApplicable
from dilemma.scenario.edits.value_points import add_value_points
from dilemma.scenario.validation.other_files import DEFAULT_WEIGHTS, check_profile_fit, warn_of_stale_weights
from dilemma.scenario.validation.references import KnownIds, check_added_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.model import Profile, Scenario
    from dilemma.scenario.schema.judgement import Weights
    from dilemma.scenario.schema.profile_file import Adjustment
    from dilemma.scenario.validation.finding import Finding


def has_weights_for(scenario: Scenario, profile: Profile) -> bool:
    """Return whether a profile has weights for a scenario.

    They may be for this very scenario, or others for exactly its criteria.
    """
    return _weights_key(scenario, profile) is not None


def apply_profile(scenario: Scenario, profile: Profile) -> Scenario:
    """Return the scenario with a profile's weights and adjustments.

    Raises:
        ProfileNotApplicable: the profile has no weights for this scenario.
        FaultyFile: its weights or adjustments name what the scenario does not have, options apart.
    """
    key = _weights_entry(scenario, profile)
    findings = check_profile_fit(profile.file, scenario, key)
    # Points for an option that a copy of the file has dropped change nothing; callers warn of them.
    wrong = tuple(finding.problem(profile.node) for finding in findings if finding.code != "unknown-option")
    if wrong:
        raise FaultyFile(wrong)
    weighted = replace(scenario, weights=profile.file.weights[key], profile=profile)
    return add_value_points(weighted, adjustments_of(scenario, profile))


def effective_weights(scenario: Scenario, profile: Profile | None) -> Weights | None:
    """Return the weights in use: the profile's for the scenario, or the scenario's own without a profile.

    Raises:
        ProfileNotApplicable: the profile has no weights for this scenario.
    """
    return scenario.weights if profile is None else profile.file.weights[_weights_entry(scenario, profile)]


def _weights_entry(scenario: Scenario, profile: Profile) -> str:
    """Return the key under which a profile holds the weights used for a scenario.

    Raises:
        ProfileNotApplicable: the profile has no weights for this scenario.
    """
    key = _weights_key(scenario, profile)
    if key is None:
        raise not_applicable(profile.id, scenario.id)
    return key


def not_applicable(profile: str, scenario: str) -> ProfileNotApplicable:
    """Return the refusal to look at a scenario through a profile without weights for it."""
    return ProfileNotApplicable(
        f"profile `{profile}` has no weights for `{scenario}`", profile=profile, scenarios=(scenario,)
    )


def adjustments_of(scenario: Scenario, profile: Profile | None) -> tuple[Adjustment, ...]:
    """Return a profile's adjustments of the scores of a scenario; none without a profile.

    Adjustments for the scenario of which this is a variant count where everything they name exists here; its
    own where it has their option.
    """
    adjustments = () if profile is None else profile.file.adjustments
    known = KnownIds.of(scenario)
    return tuple(
        adjustment
        for adjustment in adjustments
        if (scenario.id in adjustment.scenarios and adjustment.option in (None, *scenario.options))
        or (
            set(scenario.known_as) & set(adjustment.scenarios)
            and not any(check_added_points(known, adjustment, ()))
        )
    )


def missing_options(scenario: Scenario, profile: Profile) -> tuple[str, ...]:
    """Return the options that a profile adjusts in a scenario which does not have them."""
    names = (entry.option for entry in profile.file.adjustments if scenario.id in entry.scenarios)
    return tuple(dict.fromkeys(name for name in names if name and name not in scenario.options))


def find_stale_weights(scenario: Scenario) -> Iterator[Finding]:
    """Yield what changed since the profile's weights were elicited; nothing for weights of unknown origin."""
    if scenario.profile is not None:
        elicited = scenario.profile.file.elicited.get(_weights_key(scenario, scenario.profile) or "")
        yield from warn_of_stale_weights(elicited, scenario) if elicited else ()


def _weights_key(scenario: Scenario, profile: Profile) -> str | None:
    """Return the key of the profile's weights that are used for a scenario, or None.

    The scenario's own id counts first, then the ids of the scenarios it is a variant of, then the default;
    the last two only where the weights name exactly the criteria of this scenario.
    """
    weights = profile.file.weights
    if scenario.id in weights:
        return scenario.id
    wanted = sorted(leaf.id for leaf in scenario.leaves)
    others = (name for name in (*scenario.known_as, DEFAULT_WEIGHTS) if name in weights)
    return next((name for name in others if sorted(weights[name].named) == wanted), None)
