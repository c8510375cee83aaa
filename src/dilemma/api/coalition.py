"""The program as a library: the coalition of a scenario, which acts together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.core.run import Run
from dilemma.api import arguments
from dilemma.api.assess import load
from dilemma.api.evidence import EditedVariants, contested_warnings
from dilemma.api.viewpoints import collect_warnings, find_profile, missing_option_warnings
from dilemma.errors import BadSetting, FaultyFile, NoCoalition, UnknownId, UnknownName
from dilemma.scenario.edits.apply import apply_edits
from dilemma.scenario.library import standard_library
from dilemma.scenario.load import applicable_profile, load_profile_for
from dilemma.scenario.problems import Problem
from dilemma.scenario.suggest import suggest_word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dilemma.analysis.coalition import Partner
    from dilemma.analysis.results.coalition import CoalitionResult
    from dilemma.api.arguments import Name, Settings, Signposts
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.library import Library
    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.schema.parts import Member


@arguments.usable_paths()
def coalition(
    name: Name,
    *,
    profile: Name | None = None,
    settings: Settings = (),
    share: float | None = None,
    without: Sequence[str] = (),
    seen: Signposts = (),
    observed: Name | None = None,
    wrong: Sequence[str] = (),
    today: str | None = None,
    library: Library | None = None,
) -> CoalitionResult:
    """Return when acting together is best, for whom, and who would bring the others along.

    >>> result = dilemma.coalition("nuclear")
    >>> result.option, len(result.members)
    ('counter', 9)

    Args:
        name: a scenario by name or path, with a coalition that names its members.
        profile: the profile of the decider; None for the framework's choice, `none` for the scenario's own
            weights.
        settings: what-ifs, applied for the decider and for every member, as a mapping from path to value
            or a list of `PATH=VALUE`.
        share: the share of partners that act now; None for the assumed one.
        without: members who are left out: they do not act, and their leverage is missing.
        seen: signposts by id, true if observed, false if looked for in vain; a list for those observed.
            Members know of them too.
        observed: an observations file by name or path; it must not hold observations after `today`.
        wrong: assumptions marked as wrong, by id.
        today: the day observations must be known by; None for the end of the evidence.
        library: where files are looked up; None for the standard places.

    Raises:
        DilemmaError: as for `assess`; FaultyFile also if more partners make acting together
            worse for a member.
    """
    loaded, library = load(name, library), arguments.library_argument(library)
    request = arguments.request_argument(
        profile=profile,
        settings=settings,
        share=share,
        seen=seen,
        observed=observed,
        wrong=wrong,
        run=Run(today=arguments.optional_name("today", today)),
    )
    run_edits = request.edits(find_profile(request.profile, loaded, library), loaded.scenario, library)
    members = arguments.text_list("without", without, "`['frontline']`")
    result = coalition_loaded(loaded, run_edits, without=members, library=library)
    return replace(result, scenarios=(apply_edits(loaded.scenario, run_edits),))


def coalition_loaded(
    loaded: LoadedScenario, edits: Edits, *, without: Sequence[str] = (), library: Library | None = None
) -> CoalitionResult:
    """Return the coalition of a loaded scenario; members share all edits except the profile and the share."""
    from dilemma.analysis.coalition import FallingShare, coalition  # noqa: PLC0415  numpy is slow to import

    members, library = _members(loaded, without), library or standard_library()
    view = apply_edits(loaded.scenario, edits)
    partners = [
        _partner(loaded, name, member, edits, library, left_out=name in without)
        for name, member in members.items()
    ]
    _refuse_unread(loaded, partners)
    unfit = missing_option_warnings(loaded.scenario, [edits.profile])
    warnings = (*collect_warnings(loaded, view), *contested_warnings(edits, view), *unfit)
    try:
        return coalition(view, partners, variants=EditedVariants(loaded.scenario, edits), warnings=warnings)
    except FallingShare as error:
        raise _fault(loaded, error.member, str(error), library) from None


def _members(loaded: LoadedScenario, without: Sequence[str]) -> dict[str, Member]:
    """Return the members of a scenario's coalition, after checking that those left out are among them."""
    scenario = loaded.scenario
    if scenario.file.coalition is None:
        raise NoCoalition(
            f"`{scenario.id}` has no coalition; add `coalition:` to its file", scenario=scenario.id
        )
    members = scenario.file.coalition.members
    if not members:
        raise NoCoalition(
            f"the coalition of `{scenario.id}` names no members; add `members:` to it", scenario=scenario.id
        )
    for name in without:
        if name not in members:
            raise UnknownId(
                f"`{name}` is no member of the coalition{suggest_word(name, members)}", kind="member", id=name
            )
    return members


_NO_PROFILE = "it has no profile, so only its stated chance of joining counts"


def _refuse_unread(loaded: LoadedScenario, partners: Sequence[Partner]) -> None:
    """Refuse a coalition of members without a usable profile or chance: there is nothing to compute from."""
    unseen = [partner.unseen for partner in partners if not partner.left_out]
    if unseen and all(unseen) and _NO_PROFILE not in unseen:
        raise NoCoalition(
            f"no member of the coalition of `{loaded.scenario.id}` can be read: {unseen[0]}",
            scenario=loaded.scenario.id,
        )


def _partner(
    loaded: LoadedScenario, name: str, member: Member, edits: Edits, library: Library, *, left_out: bool
) -> Partner:
    """Return a member with its own view of the scenario, or with the reason why it has none."""
    from dilemma.analysis.coalition import Partner  # noqa: PLC0415  as above

    scenario, title, view, unseen = loaded.scenario, member.title or name, None, None
    try:
        profile = applicable_profile(_profile_path(loaded, name, library), scenario, library)
        if profile is None:
            unseen = (
                f"its profile has no weights for `{scenario.id}`; "
                "add them, or `variant_of:` with the scenario it is a variant of"
            )
        else:
            title = profile.file.title
            view = apply_edits(scenario, replace(edits, profile=profile, share=None))
    except UnknownName:
        unseen = _NO_PROFILE
    except FaultyFile as error:
        unseen = f"its profile is at fault: {error.problems[0].message}"
    except BadSetting as error:
        unseen = str(error)
    return Partner(
        profile=name,
        title=title,
        leverage=member.leverage,
        joins=None if member.joins is None else member.joins.mean,
        view=view,
        unseen=unseen,
        left_out=left_out,
    )


def _profile_path(loaded: LoadedScenario, name: str, library: Library) -> Path:
    return library.near(loaded.scenario.path).find("profile", name)


def _fault(loaded: LoadedScenario, member: str, message: str, library: Library) -> FaultyFile:
    """Return the fault of a member for whom the game is not monotone, at the weights that make it so."""
    profile = load_profile_for(_profile_path(loaded, member, library), loaded.scenario, library)
    span = profile.node.nearest(("weights",)).at_key()
    advice = f"; change its weights or `per_share` in the coalition of `{loaded.scenario.id}`"
    return FaultyFile([Problem(span, "falling-share", message + advice)])
