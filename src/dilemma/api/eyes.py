"""Whose eyes are meant: a profile by name, the framework's choice, nobody's, or everybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.api.nobody import nobody
from dilemma.api.warned import absent
from dilemma.errors import FaultyFile
from dilemma.scenario.library import Library, standard
from dilemma.scenario.load import applicable_profile, profile_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dilemma.analysis.results import Warned
    from dilemma.scenario.load import Loaded
    from dilemma.scenario.model import Profile, Scenario

NONE = "none"  # nobody's eyes: the scenario's own weights and no adjustments
ALL = "all"  # every profile that applies
KINDS = ("ally", "person", "worldview")  # the order in which profiles are shown


def eyes(name: str | None, loaded: Loaded, library: Library | None = None) -> Profile | None:
    """The profile meant by a name or path: the scenario's own viewpoint for None, nobody for `none`.

    A viewpoint without weights for the scenario, as a framework's for a new scenario, is nobody's either.

    Raises:
        UnknownName, FaultyFile, OSError: as for `load`.
        ProfileNotApplicable: the profile has no weights for the scenario.
    """
    path = profile_path(name, loaded, library)
    if path is None:
        return None
    if name is None:
        return applicable_profile(path, loaded.scenario)
    return profile_for(path, loaded.scenario)


def profile_path(name: str | None, loaded: Loaded, library: Library | None = None) -> Path | None:
    """Return the file of the profile meant by a name or path; None where nobody is meant.

    Raises:
        UnknownName: no profile goes by the name.
    """
    scenario = loaded.scenario
    near = (library or standard()).near(scenario.path)
    if name is None:
        name = scenario.file.viewpoint
        return None if name is None or name == NONE else near.find("profile", name)
    return None if name == NONE else near.meant("profile", name)


def all_eyes(
    names: Sequence[str], loaded: Loaded, library: Library | None = None
) -> tuple[Profile | None, ...]:
    """The profiles meant by several names; `all` stands for every profile that applies, one at least."""
    if not names:
        return (eyes(None, loaded, library),)
    meant: list[Profile | None] = []
    for name in names:
        if name == ALL:
            everyone, faulty = applicable(loaded.scenario, library or standard())
            if not everyone:
                raise nobody([loaded.scenario.id], faulty)
            meant += everyone
        else:
            meant.append(eyes(name, loaded, library))
    return tuple(meant)


def applicable(scenario: Scenario, library: Library) -> tuple[tuple[Profile, ...], tuple[Warned, ...]]:
    """Every profile of the library with weights for a scenario, allies first; and those that are at fault."""
    profiles, faulty = [], []
    for path in library.near(scenario.path).all("profile").values():
        try:
            profile = applicable_profile(path, scenario)
        except FaultyFile as fault:
            faulty.append(absent(path.stem, fault.problems[0].message))
            continue
        if profile is not None:
            profiles.append(profile)
    return tuple(sorted(profiles, key=lambda each: KINDS.index(each.file.kind))), tuple(faulty)
