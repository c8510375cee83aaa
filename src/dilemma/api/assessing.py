"""One scenario loaded, edited and assessed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.run import Run
from dilemma.api.evidence import Told, Variants
from dilemma.api.eyes import applicable, eyes
from dilemma.api.warned import absent, warnings_on
from dilemma.errors import BadSetting, FaultyFile
from dilemma.scenario.edits.apply import Edits, edited
from dilemma.scenario.edits.what_if import settings as read_settings
from dilemma.scenario.library import Library, standard
from dilemma.scenario.load import Loaded, load_scenario

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dilemma.analysis.results import Assessment, Warned
    from dilemma.scenario.model import Profile, Scenario


def load(name: str | Path, library: Library | None = None) -> Loaded:
    """A scenario by name or path, with the warnings about its file.

    Raises:
        UnknownName: no file goes by that name.
        FaultyFile: the file, its framework or its sources are at fault.
        OSError: the file cannot be read.
    """
    library = library or standard()
    return load_scenario(library.meant("scenario", name), library)


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
        DilemmaError, OSError: the request or a file is at fault.
    """
    found = load(name, library)
    run, library = run or Run(), library or standard()
    made = edits(eyes(profile, found, library), settings, share, endogenous=endogenous)
    told = Told(seen=seen or {}, observed=observed, wrong=wrong)
    made = told.on(made, found.scenario, today=run.today, library=library)
    return assess_loaded(found, made, run, library=library)


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
