"""The program as a library: load a scenario, assess it, compare several."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.scenario.edits.apply import Edits, edited
from dilemma.scenario.edits.profile import applies
from dilemma.scenario.edits.what_if import setting
from dilemma.scenario.library import Library, is_path, standard
from dilemma.scenario.load import Loaded, load_profile, load_scenario
from dilemma.scenario.problems import FaultyFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.analysis.results import Assessment, Warned
    from dilemma.scenario.edits.what_if import Setting
    from dilemma.scenario.model import Profile, Scenario

NONE = "none"  # nobody's eyes: the scenario's own weights and no adjustments


def load(name: str | Path, library: Library | None = None) -> Loaded:
    """A scenario by name or path, with the warnings about its file.

    Raises:
        UnknownName: no file goes by that name.
        FaultyFile: the file, its framework or its sources are at fault.
        OSError: the file cannot be read.
    """
    library = library or standard()
    path = Path(name) if isinstance(name, Path) or is_path(name) else library.find("scenario", name)
    return load_scenario(path, library)


def profile(name: str | None, loaded: Loaded, library: Library | None = None) -> Profile | None:
    """The profile meant by a name or path: the scenario's own viewpoint for None, nobody for `none`.

    Raises:
        UnknownName, FaultyFile, OSError: as for `load`.
        LookupError: the profile has no weights for the scenario.
    """
    scenario = loaded.scenario
    name = scenario.file.viewpoint if name is None else name
    if name is None or name == NONE:
        return None
    near = (library or standard()).near(scenario.path)
    path = Path(name) if is_path(name) else near.find("profile", name)
    found = load_profile(path, scenario.sources)
    if not applies(scenario, found):
        raise LookupError(f"profile `{found.id}` has no weights for `{scenario.id}`")
    return found


def assess(
    name: str | Path,
    *,
    profile: str | None = None,
    settings: Sequence[str] = (),
    share: float | None = None,
    library: Library | None = None,
) -> Assessment:
    """Assesses a scenario by name or path.

    Args:
        name: a scenario the library knows, or a path.
        profile: whose eyes; None for the framework's choice, `none` for the scenario's own weights.
        settings: what-ifs such as `futures.rupture.chance=0.3`.
        share: the share of partners that act, if not the assumed one.
        library: where to look; the standard places when None.

    Raises:
        UnknownName, FaultyFile, LookupError, BadSetting, OSError: the request or a file is at fault.
    """
    found = load(name, library)
    edits = Edits(
        profile=_profile(profile, found, library),
        share=share,
        settings=tuple(setting(text) for text in settings),
    )
    return assess_loaded(found, edits, library=library)


_profile = profile  # `assess` takes an argument of that name


def assess_loaded(
    found: Loaded, edits: Edits, *, library: Library | None = None, others: bool = True
) -> Assessment:
    """Assesses a loaded scenario with edits; `others` also asks every other profile."""
    from dilemma.analysis import assess as analysis  # noqa: PLC0415  numpy is slow to import and not always needed

    seen = edited(found.scenario, edits)
    profiles, faulty = applicable(found.scenario, library or standard()) if others else ((), ())
    views = [edited(found.scenario, replace(edits, profile=other)) for other in profiles]
    return analysis.assess(seen, views=views, warnings=(*_warnings(found, seen), *faulty))


def applicable(scenario: Scenario, library: Library) -> tuple[tuple[Profile, ...], tuple[Warned, ...]]:
    """Every profile of the library with weights for a scenario, allies first; and those that are at fault."""
    profiles, faulty = [], []
    for name, path in library.near(scenario.path).all("profile").items():
        found = _try(path, scenario.sources)
        if isinstance(found, FaultyFile):
            faulty.append(_warned("faulty-profile", f"profile `{name}` is left out: {found.problems[0].message}"))
        elif applies(scenario, found):
            profiles.append(found)
    kinds = ("ally", "person", "worldview")
    return tuple(sorted(profiles, key=lambda each: kinds.index(each.file.kind))), tuple(faulty)


def _try(path: Path, sources: Mapping[str, object]) -> Profile | FaultyFile:
    try:
        return load_profile(path, sources)  # type: ignore[arg-type]  # only its keys are looked at
    except FaultyFile as faulty:
        return faulty


def _warnings(found: Loaded, seen: Scenario) -> Iterator[Warned]:
    for problem in found.problems:
        yield _warned(problem.code, problem.message)
    if seen.profile and seen.profile.file.relevance.get(seen.id) == "low":
        title = seen.profile.file.title
        yield _warned("low-relevance", f"this issue matters little to `{seen.profile.id}` ({title}), by its own file")


def _warned(code: str, message: str) -> Warned:
    from dilemma.analysis.results import Warned  # noqa: PLC0415  as above

    return Warned(code=code, message=message)
