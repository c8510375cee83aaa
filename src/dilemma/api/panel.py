"""The program as a library: a panel of several profiles on one scenario."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.core.run import Run
from dilemma.api import arguments
from dilemma.api.assess import load
from dilemma.api.evidence import EditedVariants, contested_warnings
from dilemma.api.viewpoints import collect_warnings, missing_option_warnings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.panel import Panel
    from dilemma.api.arguments import Name, Settings, Signposts
    from dilemma.api.panel_members import PanelRequest
    from dilemma.scenario.library import Library
    from dilemma.scenario.load import LoadedScenario


@arguments.usable_paths()
def panel(
    name: Name,
    profiles: Sequence[Name],
    *,
    invited: Sequence[str] = (),
    rounds: bool = False,
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
    [('frontline', 'thread'), ('realist', 'enmesh')]

    Args:
        name: a scenario by name or path.
        profiles: the members, two or more: profiles, answers files of a questionnaire, folders of them,
            tables of people; `all` for every profile that applies.
        invited: the names of those who were sent the questionnaire, to tell who is missing.
        rounds: whether to tell what people changed between two rounds of it.
        settings: what-ifs applied for each of them, as a mapping from path to value or a list of
            `PATH=VALUE`.
        share: the share of partners that act, for each of them; None for the assumed one.
        seen: signposts by id, true if observed, false if looked for in vain; a list for those observed.
            Every member knows of them.
        observed: an observations file by name or path; it must not hold observations after `today`.
        wrong: assumptions marked as wrong, by id.
        today: the day observations must be known by; None for the end of the evidence.
        library: where files are looked up; None for the standard places.

    Raises:
        DilemmaError: as for `assess`.
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
    from dilemma.api.panel_members import PanelRequest  # noqa: PLC0415  numpy is slow to import

    asked = PanelRequest(
        edits=request.edits(None, loaded.scenario, library),
        invited=arguments.text_list("invited", invited, "`['Ana', 'Ben']`"),
        rounds=arguments.switch("rounds", rounds),
    )
    result = panel_loaded(loaded, members, asked, library=library)
    return replace(result, scenarios=(loaded.scenario,))


def panel_loaded(
    loaded: LoadedScenario,
    members: Sequence[str],
    request: PanelRequest | None = None,
    *,
    library: Library | None = None,
) -> Panel:
    """Return the panel on a loaded scenario; all members share the edits except profile and own answers.

    Raises:
        BadRequest: there are fewer than two members, one comes twice, or it is asked who moved between two
            rounds and nobody answered two.
    """
    # numpy is slow to import and not always needed
    from dilemma.analysis import panel as analysis  # noqa: PLC0415
    from dilemma.api import panel_members  # noqa: PLC0415

    request = request or panel_members.PanelRequest()
    group = panel_members.find_members(members, loaded, library)
    group = panel_members.without_excluded(group, loaded.scenario, request.edits)
    variants = [
        EditedVariants(loaded.scenario, group.edits(profile, request.edits), tuple(group.excluded))
        for profile in group.profiles
    ]
    views = [group.view(loaded.scenario, profile, request.edits) for profile in group.profiles]
    warnings = dict.fromkeys(warning for view in views for warning in collect_warnings(loaded, view))
    warnings |= dict.fromkeys(missing_option_warnings(loaded.scenario, group.profiles))
    warnings |= dict.fromkeys(group.excluded_warnings(loaded.scenario))
    warnings |= dict.fromkeys(contested_warnings(request.edits, loaded.scenario))
    result = analysis.panel(
        views, variants=variants, warnings=tuple(warnings), settings=request.edits.what_ifs
    )
    return panel_members.with_questionnaires(result, loaded, group, request)
