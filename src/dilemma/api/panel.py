"""The program as a library: a panel of several profiles on one scenario."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.core.run import Run
from dilemma.api import arguments
from dilemma.api.assess import load
from dilemma.api.evidence import EditedVariants
from dilemma.api.viewpoints import OWN_WEIGHTS, collect_warnings, find_profiles
from dilemma.errors import BadRequest
from dilemma.scenario.edits.apply import Edits, apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.panel import Panel
    from dilemma.api.arguments import Name, Settings, Signposts
    from dilemma.scenario.library import Library
    from dilemma.scenario.load import LoadedScenario


def panel(
    name: Name,
    profiles: Sequence[Name],
    *,
    settings: Settings = (),
    share: float | None = None,
    seen: Signposts = (),
    observed: Name | None = None,
    wrong: Sequence[str] = (),
    today: str | None = None,
    library: Library | None = None,
) -> Panel:
    """Return what several people would choose, each and together, and what keeps them apart.

    >>> result = dilemma.panel("nato", ["frontline", "realist"])
    >>> [(member.profile, member.option) for member in result.members]
    [('frontline', 'enmesh'), ('realist', 'enmesh')]

    Args:
        name: a scenario by name or path.
        profiles: the members, two or more; `all` for every profile that applies.
        settings: what-ifs applied for each of them, as a mapping from path to value or a list of
            `PATH=VALUE`.
        share: the share of partners that act, for each of them; None for the assumed one.
        seen: signposts by id, true if observed, false if looked for in vain; a list for those observed.
            Every member knows of them.
        observed: an observations file by name or path; it must not hold observations after `today`.
        wrong: assumptions taken to be wrong, by id.
        today: the day observations must be known by; None for the end of the evidence.
        library: where files are looked up; None for the standard places.

    Raises:
        DilemmaError, OSError: as for `assess`.
    """
    loaded, library = load(name, library), arguments.library_argument(library)
    members = arguments.name_list("profiles", profiles, "`['frontline', 'realist']`")
    request = arguments.request_argument(
        settings=settings,
        share=share,
        seen=seen,
        observed=observed,
        wrong=wrong,
        run=Run(today=arguments.optional_name("today", today)),
    )
    run_edits = request.edits(None, loaded.scenario, library)
    result = panel_loaded(loaded, members, run_edits, library=library)
    return replace(result, scenarios=(loaded.scenario,))


def panel_loaded(
    loaded: LoadedScenario,
    profiles: Sequence[str],
    edits: Edits | None = None,
    *,
    library: Library | None = None,
) -> Panel:
    """Return the panel on a loaded scenario; all members share the edits except the profile."""
    from dilemma.analysis import panel as analysis  # noqa: PLC0415  numpy is slow to import and not always needed

    members = find_profiles(profiles, loaded, library) if profiles else ()
    member_ids = [member.id for member in members if member is not None]
    if len(member_ids) < max(2, len(members)):
        raise BadRequest(f"a panel needs two profiles or more, and `{OWN_WEIGHTS}` is nobody's")
    duplicate = next((name for name in member_ids if member_ids.count(name) > 1), None)
    if duplicate is not None:
        raise BadRequest(f"the panel has two members called `{duplicate}`; name each once")
    member_variants = [
        EditedVariants(loaded.scenario, replace(edits or Edits(), profile=member)) for member in members
    ]
    views = [apply_edits(loaded.scenario, variants.edits) for variants in member_variants]
    warnings = dict.fromkeys(warning for view in views for warning in collect_warnings(loaded, view))
    return analysis.panel(views, variants=member_variants, warnings=tuple(warnings))
