"""The program as a library: load a scenario, edit it and assess it."""

from __future__ import annotations

from dataclasses import replace
from shlex import quote, split
from typing import TYPE_CHECKING

from dilemma.analysis.core.run import Run
from dilemma.api import arguments
from dilemma.api.evidence import EditedVariants, EvidenceRequest, contested_warnings, evidence_options
from dilemma.api.viewpoints import (
    applicable_profiles,
    collect_warnings,
    find_profile,
    missing_option_warnings,
    modes_warning,
    skipped_profile,
    unrecorded_warnings,
)
from dilemma.errors import BadSetting, FaultyFile, NothingToCompare
from dilemma.scenario.check import check_file
from dilemma.scenario.edits.apply import Edits, apply_edits
from dilemma.scenario.library import Library, standard_library
from dilemma.scenario.load import LoadedScenario, load_scenario
from dilemma.scenario.parse import typed_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dilemma.analysis.results.assessment import Assessment, BreakEven, Warned
    from dilemma.analysis.uncertainty.draws import DrawTable
    from dilemma.api.arguments import Name, Settings, Signposts
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.problems import Problem


@arguments.usable_paths()
def load(name: Name, library: Library | None = None) -> LoadedScenario:
    """Return a scenario by name or path, with the warnings about its file.

    >>> loaded = dilemma.load("nato")
    >>> list(loaded.scenario.options)
    ['accommodate', 'wait_out', 'counter', 'enmesh', 'thread']

    Raises:
        UnknownName: no file has that name.
        FaultyFile: the file, its framework or its sources are at fault.
        UnusablePath: the file cannot be read.
    """
    library = arguments.library_argument(library)
    return load_scenario(library.locate("scenario", arguments.name_argument("name", name)), library)


@arguments.usable_paths()
def check(name: Name, library: Library | None = None) -> tuple[Problem, ...]:
    """Return everything wrong with a file of any kind, warnings included; nothing where nothing is.

    >>> dilemma.check("nato")
    ()

    Each problem has a `message`, a `code`, a `severity` (`error` or `warning`) and a `span` with the line.

    Args:
        name: a scenario by name, or the path of a file of any kind.
        library: where other files are looked up that it names; None for the standard places.

    Raises:
        UnknownName: no scenario has that name.
        UnusablePath: the file cannot be read.
    """
    library = arguments.library_argument(library)
    return check_file(library.locate("scenario", arguments.name_argument("name", name)), library)


@arguments.usable_paths()
def assess(
    name: Name,
    *,
    profile: Name | None = None,
    settings: Settings = (),
    share: float | None = None,
    seen: Signposts = (),
    observed: Name | None = None,
    wrong: Sequence[str] = (),
    endogenous: bool = False,
    run: Run | None = None,
    library: Library | None = None,
) -> Assessment:
    """Assess a scenario by name or path.

    >>> result = dilemma.assess("nato", profile="frontline", settings={"futures.rupture.chance": 0.3})
    >>> result.recommendation.option
    'thread'

    Args:
        name: a scenario the library knows, or a path.
        profile: the profile to assess with; None for the framework's choice, `none` for the scenario's own
            weights.
        settings: what-ifs, as a mapping from path to value or a list of `PATH=VALUE`.
        share: the share of partners that act; None for the assumed one.
        seen: signposts by id, true if observed, false if looked for in vain; a list for those observed.
        observed: an observations file by name or path; it must not hold observations after the day of the
            run.
        wrong: assumptions marked as wrong, by id.
        endogenous: whether choosing an option changes the chances of the futures, by its own `shifts`.
        run: seed, samples and so on; None for the defaults.
        library: where files are looked up; None for the standard places.

    Raises:
        DilemmaError: the request or a file is at fault.
    """
    request = arguments.request_argument(
        profile=profile,
        settings=settings,
        share=share,
        seen=seen,
        observed=observed,
        wrong=wrong,
        endogenous=endogenous,
        run=run,
    )
    library = arguments.library_argument(library)
    loaded = load(name, library)
    run_edits = request.edits(find_profile(request.profile, loaded, library), loaded.scenario, library)
    result = assess_loaded(loaded, run_edits, request.run, library=library)
    return replace(result, scenarios=(apply_edits(loaded.scenario, run_edits),))


def assess_loaded(
    loaded: LoadedScenario,
    edits: Edits,
    run: Run | None = None,
    *,
    library: Library | None = None,
    others: bool = True,
    rows_only: bool = False,
) -> Assessment:
    """Assess a loaded scenario with edits; with `others`, also under every other profile that applies.

    With `rows_only` what no row of a table shows is left out: break-evens, and levels without a verdict.
    """
    from dilemma.analysis import assess as analysis  # noqa: PLC0415  numpy is slow to import and not always needed
    from dilemma.analysis.core.decision import exclude_options  # noqa: PLC0415  as above

    run = run or Run()
    whole = apply_edits(loaded.scenario, edits)
    view = exclude_options(whole)
    variants = EditedVariants(loaded.scenario, edits, tuple(row.option for row in view.excluded))
    library = library or standard_library()
    unrecorded = unrecorded_warnings(loaded.scenario, edits, run.today, library)
    unfit = missing_option_warnings(loaded.scenario, [edits.profile])
    views, skipped = _other_views(loaded.scenario, edits, library) if others else (None, [])
    own = (*collect_warnings(loaded, view), *contested_warnings(edits, view), *unrecorded, *unfit)
    result = analysis.assess(
        view, run, whole=whole, views=views, variants=variants, warnings=(*own, *skipped), rows_only=rows_only
    )
    changes = result.break_evens if run.everything else None  # a first screen names no commands
    if changes is not None:
        result = replace(result, break_evens=tuple(_add_commands(changes, loaded, edits, library)))
    return replace(result, warnings=(*modes_warning(result.options, view), *result.warnings))


def _add_commands(
    changes: Iterable[BreakEven], loaded: LoadedScenario, edits: Edits, library: Library
) -> Iterator[BreakEven]:
    """Yield the changes of lead with the run that shows each: the edits of this one, and its setting."""
    scenario, profile, near = loaded.scenario, edits.profile, library.near(loaded.scenario.path)
    # What other issues add cannot be typed here, nor a profile that no file holds yet.
    if edits.links or (profile and not library.files.is_file(profile.path)):
        yield from changes
        return
    start = f"dilemma assess {quote(typed_name('scenario', scenario.path, library))}"
    viewpoint = "none" if profile is None else typed_name("profile", profile.path, near)
    if viewpoint != (scenario.file.viewpoint or "none"):
        start += f" --as {quote(viewpoint)}"
    start = " ".join((start, *evidence_options(EvidenceRequest(seen=edits.seen, wrong=edits.wrong))))
    own = {str(setting): setting.option for setting in edits.settings}
    own |= {} if edits.share is None else {"--share": f"--share {edits.share}"}
    for change in changes:
        # The new setting stands in place of the run's own on the same path, or on a part of it.
        new = {word.partition("=")[0] for word in split(change.setting or "")}
        kept = [
            text for key, text in own.items() if not any(f"{key}.".startswith(f"{path}.") for path in new)
        ]
        yield replace(change, command=change.setting and " ".join((start, *kept, change.setting)))


def draws_of_loaded(loaded: LoadedScenario, edits: Edits, run: Run) -> DrawTable:
    """Return the draws behind the shares of a loaded scenario: as many as the run has samples, by its seed.

    After evidence shares and means of draws are weighted by their column `weight`. A share of first places
    that counts draws agrees with `first_rank_share` up to the error of sampling, for that goes along a whole
    line of weights at each draw.
    """
    from dilemma.analysis.core.decision import exclude_options  # noqa: PLC0415  numpy is slow to import
    from dilemma.analysis.uncertainty.draws import draw_samples  # noqa: PLC0415  as above

    view = exclude_options(apply_edits(loaded.scenario, edits))
    return draw_samples(view, count=run.samples, seed=run.seed)


def edited_viewpoints(loaded: LoadedScenario, edits: Edits, library: Library | None = None) -> list[Scenario]:
    """Return a scenario with the edits of one run by every profile that applies, and by none if it can be."""
    views, _ = _other_views(loaded.scenario, edits, library or standard_library(), whole=True)
    try:
        return [apply_edits(loaded.scenario, replace(edits, profile=None)), *views]
    except BadSetting:
        # A weight cannot be set alone where only a profile has weights.
        return views


def _other_views(
    scenario: Scenario, edits: Edits, library: Library, *, whole: bool = False
) -> tuple[list[Scenario], list[Warned]]:
    """Return the scenario under each profile with the run's other edits, and warnings of skipped profiles.

    With `whole` with all options, else without those that hard floors exclude.
    """
    from dilemma.analysis.core.decision import exclude_options  # noqa: PLC0415  numpy is slow to import

    profiles, faulty_profiles = applicable_profiles(scenario, library)
    views, skipped = [], list(faulty_profiles)
    for other in profiles:
        try:
            view = apply_edits(scenario, replace(edits, profile=other))
            views.append(view if whole else exclude_options(view))
        except FaultyFile as error:
            skipped.append(skipped_profile(other.id, error.problems[0].message))
        except (BadSetting, NothingToCompare) as error:
            skipped.append(skipped_profile(other.id, str(error)))
    return views, skipped
