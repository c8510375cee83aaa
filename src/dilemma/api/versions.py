"""Two versions of a scenario under the same profile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dilemma.api.eyes import PROFILE_KINDS, applicable_profiles, find_profile_file
from dilemma.errors import ProfileNotApplicable, UnknownName
from dilemma.scenario.diff.changes import Version
from dilemma.scenario.edits.profile import not_applicable
from dilemma.scenario.load import LoadedScenario, applicable_profile

if TYPE_CHECKING:
    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Profile


@dataclass(frozen=True, slots=True)
class LoadedVersion:
    """A version of a scenario as loaded: its source as typed, the scenario, and the library for its names."""

    source: str
    loaded: LoadedScenario
    library: Library

    def with_id(self, scenario_id: str) -> LoadedVersion:
        """Return the same version under another scenario id."""
        return replace(
            self, loaded=replace(self.loaded, scenario=replace(self.loaded.scenario, id=scenario_id))
        )


def view_versions(
    sides: tuple[LoadedVersion, LoadedVersion], name: str | None
) -> tuple[Version, Version] | ProfileNotApplicable:
    """Return both versions with the profile a name stands for, or with each one's own viewpoint for None.

    A profile weighs scenarios by name. Where it knows both names, each version has its own weights; where it
    knows one, the two files are two versions of one decision, and both have the weights for that name.

    Returns:
        The versions; the refusal, to be raised or told, where the profile has no weights for either name.

    Raises:
        UnknownName, FaultyFile, OSError: the profile cannot be read.
    """
    old, new = (side.loaded.scenario.id for side in sides)
    # First each version under its own id, then both under the old id, then both under the new one.
    for ids in dict.fromkeys(((old, new), (old, old), (new, new))):
        versions = _view_as(sides, ids, name)
        if not isinstance(versions, ProfileNotApplicable) and all(map(_has_own_weights, versions)):
            return versions
    return _view_as(sides, (old, new), name)


def _has_own_weights(version: Version) -> bool:
    """Return whether the profile has weights for the very name of the version, not only default ones."""
    return version.profile is not None and version.scenario.id in version.profile.file.weights


def _view_as(
    sides: tuple[LoadedVersion, LoadedVersion], ids: tuple[str, str], name: str | None
) -> tuple[Version, Version] | ProfileNotApplicable:
    """Return both versions under two scenario ids with one profile, or the refusal."""
    old, new = (side.with_id(scenario) for side, scenario in zip(sides, ids, strict=True))
    before = _version(name, old, new)
    if isinstance(before, ProfileNotApplicable):
        return before
    after = _version(name, new, old)
    return after if isinstance(after, ProfileNotApplicable) else (before, after)


def _version(name: str | None, side: LoadedVersion, other: LoadedVersion) -> Version | ProfileNotApplicable:
    """Return a version with the profile of a name, from its own library or else from that of the other."""
    scenario = side.loaded.scenario
    try:
        path = find_profile_file(name, side.loaded, side.library)
    except UnknownName as error:
        path = other.library.near(other.loaded.scenario.path).all("profile").get(error.name)
        if path is None:
            raise
    profile = None if path is None else applicable_profile(path, scenario)
    if path is not None and profile is None and name is not None:
        return not_applicable(path.stem, scenario.id)
    return Version(scenario, profile)


def list_profiles_of_either(sides: tuple[LoadedVersion, LoadedVersion]) -> tuple[str, ...]:
    """Return the names of all profiles with weights for either version, allies first."""
    profiles_by_id: dict[str, Profile] = {}
    for side in reversed(sides):
        for other in sides:
            profiles, _ = applicable_profiles(
                side.with_id(other.loaded.scenario.id).loaded.scenario, side.library
            )
            for profile in profiles:
                profiles_by_id.setdefault(profile.id, profile)
    return tuple(sorted(profiles_by_id, key=lambda name: PROFILE_KINDS.index(profiles_by_id[name].file.kind)))
