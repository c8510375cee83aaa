"""The viewpoint of a request: a profile by name, the framework's choice, no profile, or all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.api.nobody import no_profile_error
from dilemma.api.warned import skipped_profile
from dilemma.errors import FaultyFile
from dilemma.scenario.library import Library, standard_library
from dilemma.scenario.load import applicable_profile, load_profile_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dilemma.analysis.results.assessment import Warned
    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.model import Profile, Scenario

OWN_WEIGHTS = "none"  # no profile: the scenario's own weights and no adjustments
ALL_PROFILES = "all"  # every profile that applies
PROFILE_KINDS = ("ally", "person", "worldview")  # the order in which profiles are shown


def find_profile(name: str | None, loaded: LoadedScenario, library: Library | None = None) -> Profile | None:
    """Return the profile meant by a name or path; None for no profile.

    `none` means no profile, and None the scenario's own viewpoint. If that viewpoint has no weights for the
    scenario, as a framework's may have none for a new one, there is no profile either.

    Raises:
        UnknownName, FaultyFile, OSError: as for `load`.
        ProfileNotApplicable: the profile has no weights for the scenario.
    """
    path = find_profile_file(name, loaded, library)
    if path is None:
        return None
    if name is None:
        return applicable_profile(path, loaded.scenario)
    return load_profile_for(path, loaded.scenario)


def find_profile_file(
    name: str | None, loaded: LoadedScenario, library: Library | None = None
) -> Path | None:
    """Return the file of the profile meant by a name or path; None for no profile.

    Raises:
        UnknownName: no profile has that name.
    """
    scenario = loaded.scenario
    near = (library or standard_library()).near(scenario.path)
    if name is None:
        name = scenario.file.viewpoint
        return None if name is None or name == OWN_WEIGHTS else near.find("profile", name)
    return None if name == OWN_WEIGHTS else near.locate("profile", name)


def find_profiles(
    names: Sequence[str], loaded: LoadedScenario, library: Library | None = None
) -> tuple[Profile | None, ...]:
    """Return the profiles meant by several names; `all` stands for every profile that applies.

    Raises:
        ProfileNotApplicable: `all` is given and no profile applies, or a named one does not.
    """
    if not names:
        return (find_profile(None, loaded, library),)
    profiles: list[Profile | None] = []
    for name in names:
        if name == ALL_PROFILES:
            matches, faulty = applicable_profiles(loaded.scenario, library or standard_library())
            if not matches:
                raise no_profile_error([loaded.scenario.id], faulty)
            profiles += matches
        else:
            profiles.append(find_profile(name, loaded, library))
    return tuple(profiles)


def applicable_profiles(
    scenario: Scenario, library: Library
) -> tuple[tuple[Profile, ...], tuple[Warned, ...]]:
    """Return every profile with weights for a scenario, allies first, and a warning for each faulty file."""
    profiles, faulty = [], []
    for path in library.near(scenario.path).all("profile").values():
        try:
            profile = applicable_profile(path, scenario)
        except FaultyFile as error:
            faulty.append(skipped_profile(path.stem, error.problems[0].message))
            continue
        if profile is not None:
            profiles.append(profile)
    return tuple(sorted(profiles, key=lambda profile: PROFILE_KINDS.index(profile.file.kind))), tuple(faulty)
