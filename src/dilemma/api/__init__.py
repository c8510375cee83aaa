"""The program as a library: load a scenario, assess it, compare several."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.run import Run
from dilemma.api.evidence import Told, Variants
from dilemma.api.nobody import nobody
from dilemma.scenario.edits.apply import Edits, edited
from dilemma.scenario.edits.profile import outdated, relevance
from dilemma.scenario.edits.what_if import BadSetting
from dilemma.scenario.edits.what_if import settings as read_settings
from dilemma.scenario.library import Library, standard
from dilemma.scenario.load import Loaded, load_scenario, profile_for
from dilemma.scenario.problems import FaultyFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from dilemma.analysis.panel.panel_results import Panel
    from dilemma.analysis.results import Assessment, Comparison, Warned
    from dilemma.scenario.model import Profile, Scenario

NONE = "none"  # nobody's eyes: the scenario's own weights and no adjustments
ALL = "all"  # every profile that applies
KINDS = ("ally", "person", "worldview")  # the order in which profiles are shown


def load(name: str | Path, library: Library | None = None) -> Loaded:
    """A scenario by name or path, with the warnings about its file.

    Raises:
        UnknownName: no file goes by that name.
        FaultyFile: the file, its framework or its sources are at fault.
        OSError: the file cannot be read.
    """
    library = library or standard()
    return load_scenario(library.meant("scenario", name), library)


def eyes(name: str | None, loaded: Loaded, library: Library | None = None) -> Profile | None:
    """The profile meant by a name or path: the scenario's own viewpoint for None, nobody for `none`.

    A viewpoint without weights for the scenario, as a framework's for a new scenario, is nobody's either.

    Raises:
        UnknownName, FaultyFile, OSError: as for `load`.
        LookupError: the profile has no weights for the scenario.
    """
    scenario = loaded.scenario
    near = (library or standard()).near(scenario.path)
    if name is None:
        return _viewpoint(scenario, near)
    if name == NONE:
        return None
    return profile_for(near.meant("profile", name), scenario)


def _viewpoint(scenario: Scenario, library: Library) -> Profile | None:
    """The profile used when nobody says, if it has weights for the scenario."""
    name = scenario.file.viewpoint
    if name is None or name == NONE:
        return None
    path = library.find("profile", name)
    with suppress(LookupError):
        return profile_for(path, scenario)
    return None


def assess(
    name: str | Path,
    *,
    profile: str | None = None,
    settings: Sequence[str] = (),
    share: float | None = None,
    seen: Mapping[str, bool] | None = None,
    observed: str | Path | None = None,
    wrong: Sequence[str] = (),
    endogenous: bool = False,
    run: Run | None = None,
    library: Library | None = None,
) -> Assessment:
    """Assesses a scenario by name or path.

    Args:
        name: a scenario the library knows, or a path.
        profile: whose eyes; None for the framework's choice, `none` for the scenario's own weights.
        settings: what-ifs such as `futures.rupture.chance=0.3`.
        share: the share of partners that act, if not the assumed one.
        seen: signposts by id, true if seen, false if looked for in vain.
        observed: an observations file by name or path; it may hold nothing from after the day of the run.
        wrong: assumptions taken to be wrong, by id.
        endogenous: whether choosing an option moves the chances, by its own `shifts`.
        run: seed, samples and the like, if not the usual ones.
        library: where to look; the standard places when None.

    Raises:
        UnknownName, FaultyFile, LookupError, BadSetting, OSError: the request or a file is at fault.
    """
    found = load(name, library)
    run, library = run or Run(), library or standard()
    made = edits(eyes(profile, found, library), settings, share, endogenous=endogenous)
    told = Told(seen=seen or {}, observed=observed, wrong=wrong)
    made = told.on(made, found.scenario, today=run.today, library=library)
    return assess_loaded(found, made, run, library=library)


def compare(
    names: Sequence[str | Path],
    *,
    profiles: Sequence[str] = (),
    settings: Sequence[str] = (),
    vary: Sequence[str] = (),
    share: float | None = None,
    run: Run | None = None,
    library: Library | None = None,
    executor: Executor | None = None,
) -> Comparison:
    """Assesses several scenarios through several pairs of eyes, in the order given.

    Args:
        names: scenarios by name or path.
        profiles: whose eyes; none given for the framework's choice, `all` for every profile that applies.
        settings: what-ifs made in each of them.
        vary: what-ifs of several values, such as `futures.rupture.chance=0.1:0.5:5`; several span a grid.
        share: the share of partners that act, in each of them.
        run: seed, samples and the like, for each of them.
        library: where to look; the standard places when None.
        executor: who does the work, if not this process; any that can import this program. The results are
            the same, and the executor is left as it is.

    Raises:
        UnknownName, FaultyFile, LookupError, BadSetting, OSError: as for `assess`.
    """
    from dilemma.analysis.results import Comparison  # noqa: PLC0415  numpy is slow to import and not always needed
    from dilemma.api.cases import Asked, cases  # noqa: PLC0415  the cases of a comparison stand on this module
    from dilemma.api.comparing import assessments  # noqa: PLC0415  likewise
    from dilemma.scenario.edits.vary import grid  # noqa: PLC0415  likewise

    asked = Asked(settings=tuple(settings), share=share, run=run or Run())
    every = cases(names, profiles, grid(vary, settings), asked, library)
    return Comparison(assessments=tuple(assessments(every, executor)))


def panel(
    name: str | Path,
    profiles: Sequence[str],
    *,
    settings: Sequence[str] = (),
    share: float | None = None,
    seen: Mapping[str, bool] | None = None,
    observed: str | Path | None = None,
    wrong: Sequence[str] = (),
    today: str | None = None,
    library: Library | None = None,
) -> Panel:
    """What several people would choose, each and together, and what keeps them apart.

    Args:
        name: a scenario by name or path.
        profiles: the members, two or more; `all` for every profile that applies.
        settings: what-ifs made for each of them.
        share: the share of partners that act, for each of them.
        seen: signposts by id, true if seen, false if looked for in vain; everybody knows of them.
        observed: an observations file by name or path; it may hold nothing from after `today`.
        wrong: assumptions taken to be wrong, by id.
        today: the day observations must be known by; None for the end of the evidence.
        library: where to look; the standard places when None.

    Raises:
        UnknownName, FaultyFile, LookupError, BadSetting, OSError: as for `assess`.
        ImportError: some choose differently, and the extra `solve` is not installed.
    """
    found, library = load(name, library), library or standard()
    told = Told(seen=seen or {}, observed=observed, wrong=wrong)
    made = told.on(edits(None, settings, share), found.scenario, today=today, library=library)
    return panel_loaded(found, profiles, made, library=library)


def panel_loaded(
    found: Loaded, profiles: Sequence[str], made: Edits | None = None, *, library: Library | None = None
) -> Panel:
    """The panel on a loaded scenario; everybody sees it with all edits made, through their own eyes."""
    from dilemma.analysis.panel import panel as analysis  # noqa: PLC0415  numpy is slow to import and not always needed

    members = all_eyes(profiles, found, library) if profiles else ()
    named = [member.id for member in members if member is not None]
    if len(named) < max(2, len(members)):
        raise LookupError(f"a panel needs two profiles or more, and `{NONE}` is nobody's")
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice is not None:
        raise LookupError(f"the panel has two members called `{twice}`; name each once")
    each_sees = [Variants(found.scenario, replace(made or Edits(), profile=member)) for member in members]
    views = [edited(found.scenario, variants.edits) for variants in each_sees]
    warned = dict.fromkeys(each for view in views for each in warnings_on(found, view))
    return analysis.panel(views, variants=each_sees, warnings=tuple(warned))


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


def edits(
    seen: Profile | None,
    settings: Sequence[str],
    share: float | None,
    *,
    endogenous: bool = False,
) -> Edits:
    """The edits of one run but for what is told of it, its what-ifs read from text."""
    return Edits(profile=seen, share=share, settings=read_settings(settings), endogenous=endogenous)


def assess_loaded(
    found: Loaded,
    edits: Edits,
    run: Run | None = None,
    *,
    library: Library | None = None,
    others: bool = True,
) -> Assessment:
    """Assesses a loaded scenario with edits; `others` also asks every other profile."""
    from dilemma.analysis import assess as analysis  # noqa: PLC0415  numpy is slow to import and not always needed

    run = run or Run()
    seen, variants = edited(found.scenario, edits), Variants(found.scenario, edits)
    warned = tuple(warnings_on(found, seen))
    views, left_out = _views(found.scenario, edits, library or standard()) if others else (None, [])
    return analysis.assess(seen, run, views=views, variants=variants, warnings=(*warned, *left_out))


def applicable(scenario: Scenario, library: Library) -> tuple[tuple[Profile, ...], tuple[Warned, ...]]:
    """Every profile of the library with weights for a scenario, allies first; and those that are at fault."""
    profiles, faulty = [], []
    for path in library.near(scenario.path).all("profile").values():
        with suppress(LookupError):  # it has no weights for this scenario
            try:
                profiles.append(profile_for(path, scenario))
            except FaultyFile as fault:
                faulty.append(absent(path.stem, fault.problems[0].message))
    return tuple(sorted(profiles, key=lambda each: KINDS.index(each.file.kind))), tuple(faulty)


def _views(scenario: Scenario, edits: Edits, library: Library) -> tuple[list[Scenario], list[Warned]]:
    """The scenario as each profile sees it, with the run's other edits; what cannot be seen is said."""
    profiles, faulty = applicable(scenario, library)
    views, left_out = [], list(faulty)
    for other in profiles:
        try:
            views.append(edited(scenario, replace(edits, profile=other)))
        except FaultyFile as fault:
            left_out.append(absent(other.id, fault.problems[0].message))
        except BadSetting as bad:
            left_out.append(absent(other.id, str(bad)))
    return views, left_out


def absent(name: str, reason: str) -> Warned:
    """A profile that nobody could look through, and why."""
    return _warned("faulty-profile", f"profile `{name}` is left out: {reason}")


def warnings_on(found: Loaded, seen: Scenario) -> Iterator[Warned]:
    """What a reader should know of a scenario as it is seen: its file, its relevance, stale weights."""
    for problem in found.problems:
        yield _warned(problem.code, problem.message)
    if seen.profile and relevance(seen) == "low":
        title = seen.profile.file.title
        yield _warned(
            "low-relevance", f"this issue matters little to `{seen.profile.id}` ({title}), by its own file"
        )
    for finding in outdated(seen):
        yield _warned(finding.code, finding.message)


def _warned(code: str, message: str) -> Warned:
    from dilemma.analysis.results import Warned  # noqa: PLC0415  as above

    return Warned(code=code, message=message)
