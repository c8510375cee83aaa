"""Two versions of a scenario through the same eyes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dilemma import api
from dilemma.scenario.difference.version import Version
from dilemma.scenario.library import UnknownName
from dilemma.scenario.load import Loaded, profile_for

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


def seen_by(sides: tuple[Side, Side], name: str | None) -> tuple[Version, Version]:
    """Both versions with the profile a name stands for, or with each one's own viewpoint for None.

    A profile weighs scenarios by name. Two files with two names are two versions of one decision here, so
    both are seen with the weights for the old one's name, or for the new one's where there are none.

    Raises:
        UnknownName, FaultyFile, OSError: the profile cannot be read.
        LookupError: it has no weights for either name.
    """
    first, *second = dict.fromkeys(side.loaded.scenario.id for side in sides)
    if not second:
        return _under(sides, first, name)
    return _fitting(sides, first, name) or _under(sides, second[0], name)


def _fitting(sides: tuple[Side, Side], scenario: str, name: str | None) -> tuple[Version, Version] | None:
    """Both versions under a scenario's name, if somebody's weights are for that name."""
    try:
        old, new = _under(sides, scenario, name)
    except UnknownName:
        raise
    except LookupError:
        return None
    return (old, new) if name is not None or old.profile or new.profile else None


def _under(sides: tuple[Side, Side], scenario: str, name: str | None) -> tuple[Version, Version]:
    old, new = (side.called(scenario) for side in sides)
    return (
        Version(old.loaded.scenario, _eyes(name, old, new)),
        Version(new.loaded.scenario, _eyes(name, new, old)),
    )


def _eyes(name: str | None, side: Side, other: Side) -> Profile | None:
    """The profile of a name where a version is read; where there is none, the one of the other version."""
    try:
        return api.eyes(name, side.loaded, side.library)
    except UnknownName as unknown:
        path = other.library.near(other.loaded.scenario.path).all("profile").get(unknown.name)
        if path is None:
            raise
        return profile_for(path, side.loaded.scenario)


def everyone(sides: tuple[Side, Side]) -> tuple[str, ...]:
    """The names of all profiles with weights for either version, allies first."""
    found: dict[str, Profile] = {}
    for side in reversed(sides):
        for each in sides:
            profiles, _ = api.applicable(side.called(each.loaded.scenario.id).loaded.scenario, side.library)
            for profile in profiles:
                found.setdefault(profile.id, profile)
    return tuple(sorted(found, key=lambda name: api.KINDS.index(found[name].file.kind)))
