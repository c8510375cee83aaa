"""Two versions of a scenario through the same eyes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dilemma.api.eyes import KINDS, applicable, eyes
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

    A profile weighs scenarios by name. Where it knows both names, each version has its own weights; where it
    knows one, the two files are two versions of one decision, and both have the weights for that name.

    Raises:
        UnknownName, FaultyFile, OSError: the profile cannot be read.
        LookupError: it has no weights for either name.
    """
    was, now = (side.loaded.scenario.id for side in sides)
    for names in dict.fromkeys(((was, now), (was, was), (now, now))):
        found = _weighed(sides, names, name)
        if found:
            return found
    return _under(sides, (was, now), name)


def _weighed(
    sides: tuple[Side, Side], names: tuple[str, str], name: str | None
) -> tuple[Version, Version] | None:
    """Both versions under two names, if a profile has weights for these very names."""
    try:
        found = _under(sides, names, name)
    except UnknownName:
        raise
    except LookupError:
        return None
    known = (each.profile and each.scenario.id in each.profile.file.weights for each in found)
    return found if all(known) else None


def _under(sides: tuple[Side, Side], names: tuple[str, str], name: str | None) -> tuple[Version, Version]:
    old, new = (side.called(scenario) for side, scenario in zip(sides, names, strict=True))
    return (
        Version(old.loaded.scenario, _eyes(name, old, new)),
        Version(new.loaded.scenario, _eyes(name, new, old)),
    )


def _eyes(name: str | None, side: Side, other: Side) -> Profile | None:
    """The profile of a name where a version is read; where there is none, the one of the other version."""
    try:
        return eyes(name, side.loaded, side.library)
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
            profiles, _ = applicable(side.called(each.loaded.scenario.id).loaded.scenario, side.library)
            for profile in profiles:
                found.setdefault(profile.id, profile)
    return tuple(sorted(found, key=lambda name: KINDS.index(found[name].file.kind)))
