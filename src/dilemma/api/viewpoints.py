"""The viewpoint of a request: a profile by name, the framework's choice, no profile, or all of them.

`all` is refused where no profile applies, since an empty answer would look like a result. What a reader must
know before relying on a result is collected here as warnings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile, ProfileNotApplicable
from dilemma.scenario.dates import last_day
from dilemma.scenario.edits.profile import find_stale_weights, missing_options
from dilemma.scenario.library import Library, standard_library
from dilemma.scenario.load import applicable_profile, load_observations, load_profile_for
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from dilemma.analysis.results.assessment import OptionResult, Warned
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.model import Profile, Scenario


def no_profile_error(names: Iterable[str], skipped: Iterable[Warned] = ()) -> ProfileNotApplicable:
    """Return the error that no profile has weights for scenarios, with the warnings of skipped profiles."""
    scenarios = tuple(names)
    listed = ", ".join(f"`{name}`" for name in scenarios)
    faulty = "".join(f"; {warning.message}" for warning in skipped)
    return ProfileNotApplicable(
        f"no profile has weights for {listed}{faulty}; give one weights for it, or do without `all`",
        profile=None,
        scenarios=scenarios,
    )


def collect_warnings(loaded: LoadedScenario, scenario: Scenario) -> Iterator[Warned]:
    """Yield the warnings on a scenario: about its file, its relevance to the profile, and stale weights.

    Args:
        loaded: the scenario as loaded, with the problems of its file.
        scenario: the same scenario with the edits of the run.
    """
    for problem in loaded.problems:
        yield make_warning(problem.code, problem.message)
    if scenario.profile and scenario.relevance == "low":
        title = scenario.profile.file.title
        yield make_warning(
            "low-relevance",
            f"this issue matters little to the perspective {title}, as its profile says",
        )
    for finding in find_stale_weights(scenario):
        yield make_warning(finding.code, finding.message)
    yield from _small_weights(scenario)


def missing_option_warnings(scenario: Scenario, profiles: Iterable[Profile | None]) -> list[Warned]:
    """Return the warning that profiles adjust options which a scenario lacks; nothing where none does."""
    missing = {entry.file.title: missing_options(scenario, entry) for entry in profiles if entry is not None}
    options = list(dict.fromkeys(f"`{option}`" for names in missing.values() for option in names))
    if not options:
        return []
    titles = [title for title, names in missing.items() if names]
    return [
        make_warning(
            "missing-option",
            f"this file has no option {' or '.join(options)}, so adjustments of it are left out for "
            + ", ".join(titles),
        )
    ]


def _small_weights(scenario: Scenario) -> Iterator[Warned]:
    """Yield a warning of each weight that looks like a share among points: under 1 beside 10 and more."""
    points = {
        key: weight.central for key, weight in (scenario.weights.points if scenario.weights else {}).items()
    }
    largest = max(points.values(), default=0.0)
    for leaf in scenario.leaves:
        weight = points.get(leaf.id, 0.0)
        if 0 < weight < 1 and largest >= _POINTS_NO_SHARE:
            from dilemma.report.text import Names  # noqa: PLC0415  importing the library loads no report

            message = (
                f"the weight of {Names(scenario).criterion(leaf.id)} is {weight:g} points and the largest is "
                f"{largest:g}; if you mean a share of all weights, type it as a percentage: "
                f"weights.{leaf.id}={100 * weight:g}%"
            )
            yield make_warning("small-weight", message)


def unrecorded_warnings(
    scenario: Scenario, edits: Edits, today: str | None, library: Library
) -> Iterator[Warned]:
    """Yield, for each observations file that answers for signposts that fell due, the option to add.

    Args:
        scenario: the scenario as its file states it.
        edits: the edits of the run, with what was seen.
        today: the day of the run; None for the end of the evidence, on which nothing has fallen due.
        library: where observations files are looked up.
    """
    if today is None:
        return
    due = {
        key
        for key, signpost in scenario.file.signposts.items()
        if key not in edits.seen
        and key not in edits.contested
        and signpost.by is not None
        and last_day(signpost.by) < last_day(today)
    }
    for name, path in library.near(scenario.path).all("observations").items() if due else ():
        try:
            entries = load_observations(path, scenario, library.files)
        except (FaultyFile, OSError):  # a fault in a file that nobody asked for
            continue
        settled = [entry for entry in entries if not entry.contested]  # the others wait for a reading
        answered = {entry.signpost for entry in settled if last_day(entry.date) <= last_day(today)} & due
        if answered:
            noun = "signpost that fell due" if len(due) == 1 else "signposts that fell due"
            late = "" if all(last_day(entry.date) <= last_day(today) for entry in entries) else " --later"
            message = f"add `--observed {name}{late}` to count {len(answered)} of {len(due)} {noun}"
            yield make_warning("recorded-elsewhere", message)


def modes_warning(options: Sequence[OptionResult], scenario: Scenario) -> list[Warned]:
    """Return the warning that another option leads at the modes; nothing where the leader is the same.

    Args:
        options: the options by value, the leader first.
        scenario: names the options by their titles.
    """
    leader, rival = options[0], max(options, key=lambda option: option.value_at_modes)
    lead = rival.value_at_modes - leader.value_at_modes
    if lead <= TIE:
        return []
    from dilemma.report.numbers import format_lead  # noqa: PLC0415  few results need it, and a start is quick

    message = (
        f"with every number at its most likely value {scenario.title_of(rival.id)} would lead "
        f"{scenario.title_of(leader.id)} by {format_lead(lead)} points; values are means, which differ "
        "from the most likely value where a range is lopsided"
    )
    return [make_warning("modes-lead-elsewhere", message)]


def skipped_profile(name: str, reason: str) -> Warned:
    """Return the warning that a profile is skipped, with the reason."""
    return make_warning("faulty-profile", f"profile `{name}` is left out: {reason}")


def make_warning(code: str, message: str) -> Warned:
    """Return a warning of a result, by code."""
    from dilemma.analysis.results.assessment import Warned  # noqa: PLC0415  numpy is slow to import and not always needed

    return Warned(code=code, message=message)


_POINTS_NO_SHARE = 10.0  # where a weight is as large as this, weights are points and no shares of 1

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
    library = library or standard_library()
    path = find_profile_file(name, loaded, library)
    if path is None:
        return None
    if name is None:
        return applicable_profile(path, loaded.scenario, library)
    return load_profile_for(path, loaded.scenario, library)


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
            profile = applicable_profile(path, scenario, library)
        except FaultyFile as error:
            faulty.append(skipped_profile(path.stem, error.problems[0].message))
            continue
        if profile is not None:
            profiles.append(profile)
    return tuple(sorted(profiles, key=lambda profile: PROFILE_KINDS.index(profile.file.kind))), tuple(faulty)
