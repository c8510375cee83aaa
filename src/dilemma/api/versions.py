"""Two versions of a scenario through the same eyes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dilemma.api.eyes import KINDS, applicable, profile_path
from dilemma.errors import ProfileNotApplicable, UnknownName
from dilemma.scenario.difference.version import Version
from dilemma.scenario.edits.profile import not_applicable
from dilemma.scenario.load import Loaded, applicable_profile

if TYPE_CHECKING:
    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Profile


@dataclass(frozen=True, slots=True)
class Side:
    """A version as it was read: what it was called, its scenario, and where names are looked up for it."""

    source: str
    loaded: Loaded
    library: Library

    def called(self, name: str) -> Side:
        """The same version under another scenario's name."""
        return replace(self, loaded=replace(self.loaded, scenario=replace(self.loaded.scenario, id=name)))


def seen_by(sides: tuple[Side, Side], name: str | None) -> tuple[Version, Version] | ProfileNotApplicable:
    """Return both versions with the profile a name stands for, or with each one's own viewpoint for None.

    A profile weighs scenarios by name. Where it knows both names, each version has its own weights; where it
    knows one, the two files are two versions of one decision, and both have the weights for that name.

    Returns:
        The versions; the refusal, to be raised or told, where the profile has no weights for either name.

    Raises:
        UnknownName, FaultyFile, OSError: the profile cannot be read.
    """
    old, new = (side.loaded.scenario.id for side in sides)
    for ids in dict.fromkeys(((old, new), (old, old), (new, new))):
        versions = _under(sides, ids, name)
        if not isinstance(versions, ProfileNotApplicable) and all(map(_has_own_weights, versions)):
            return versions
    return _under(sides, (old, new), name)


def _has_own_weights(version: Version) -> bool:
    """Whether the profile has weights for the very name of the version."""
    return version.profile is not None and version.scenario.id in version.profile.file.weights


def _under(
    sides: tuple[Side, Side], ids: tuple[str, str], name: str | None
) -> tuple[Version, Version] | ProfileNotApplicable:
    """Both versions under two names, seen with one profile."""
    old, new = (side.called(scenario) for side, scenario in zip(sides, ids, strict=True))
    before = _version(name, old, new)
    if isinstance(before, ProfileNotApplicable):
        return before
    after = _version(name, new, old)
    return after if isinstance(after, ProfileNotApplicable) else (before, after)


def _version(name: str | None, side: Side, other: Side) -> Version | ProfileNotApplicable:
    """A version with the profile of a name where it is read; else with that of the other version."""
    scenario = side.loaded.scenario
    try:
        path = profile_path(name, side.loaded, side.library)
    except UnknownName as unknown:
        path = other.library.near(other.loaded.scenario.path).all("profile").get(unknown.name)
        if path is None:
            raise
    profile = None if path is None else applicable_profile(path, scenario)
    if path is not None and profile is None and name is not None:
        return not_applicable(path.stem, scenario.id)
    return Version(scenario, profile)


def everyone(sides: tuple[Side, Side]) -> tuple[str, ...]:
    """The names of all profiles with weights for either version, allies first."""
    found: dict[str, Profile] = {}
    for side in reversed(sides):
        for each in sides:
            profiles, _ = applicable(side.called(each.loaded.scenario.id).loaded.scenario, side.library)
            for profile in profiles:
                found.setdefault(profile.id, profile)
    return tuple(sorted(found, key=lambda name: KINDS.index(found[name].file.kind)))
