"""The program as a library: acting together with others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.api.assessing import edits, load
from dilemma.api.evidence import Told, Variants
from dilemma.api.eyes import eyes
from dilemma.api.warned import warnings_on
from dilemma.errors import BadSetting, FaultyFile, NoCoalition, UnknownId
from dilemma.scenario.edits.apply import edited
from dilemma.scenario.library import standard
from dilemma.scenario.load import applicable_profile, profile_for
from dilemma.scenario.problems import Problem
from dilemma.scenario.suggest import remedy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dilemma.analysis.coalition.coalition import Partner
    from dilemma.analysis.coalition.coalition_results import Coalition
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.files.parts import Member
    from dilemma.scenario.library import Library
    from dilemma.scenario.load import Loaded


def coalition(
    name: str | Path,
    *,
    profile: str | None = None,
    settings: Sequence[str] = (),
    share: float | None = None,
    without: Sequence[str] = (),
    seen: Mapping[str, bool] | None = None,
    observed: str | Path | None = None,
    wrong: Sequence[str] = (),
    today: str | None = None,
    library: Library | None = None,
) -> Coalition:
    """When acting together is best, for whom, and who would bring the others along.

    Args:
        name: a scenario by name or path, with a coalition that names its members.
        profile: whose eyes; None for the framework's choice, `none` for the scenario's own weights.
        settings: what-ifs, made for the one who looks and for every member.
        share: the share of partners that act now, if not the assumed one.
        without: members who are left out: they do not act, and what they weigh is missing.
        seen: signposts by id, true if seen, false if looked for in vain; members know of them too.
        observed: an observations file by name or path; it may hold nothing from after `today`.
        wrong: assumptions taken to be wrong, by id.
        today: the day observations must be known by; None for the end of the evidence.
        library: where to look; the standard places when None.

    Raises:
        DilemmaError, OSError: as for `api.assess`; a faulty file also
            where more partners would make acting together worse to a member.
    """
    found = load(name, library)
    library = library or standard()
    made = edits(eyes(profile, found, library), settings, share)
    told = Told(seen=seen or {}, observed=observed, wrong=wrong)
    made = told.on(made, found.scenario, today=today, library=library)
    return coalition_loaded(found, made, without=without, library=library)


def coalition_loaded(
    found: Loaded, made: Edits, *, without: Sequence[str] = (), library: Library | None = None
) -> Coalition:
    """The coalition of a loaded scenario; members see it with all edits made but the eyes and the share."""
    from dilemma.analysis.coalition.coalition import FallingShare, coalition  # noqa: PLC0415  numpy is slow to import

    members, library = _members(found, without), library or standard()
    view = edited(found.scenario, made)
    partners = [
        _partner(found, name, stated, made, library, left_out=name in without)
        for name, stated in members.items()
    ]
    _refuse_unread(found, partners)
    warned = tuple(warnings_on(found, view))
    try:
        return coalition(view, partners, variants=Variants(found.scenario, made), warnings=warned)
    except FallingShare as falling:
        raise _fault(found, falling.member, str(falling), library) from None


def _members(found: Loaded, without: Sequence[str]) -> dict[str, Member]:
    """The members of a scenario's coalition, once those left out are known to be among them."""
    scenario = found.scenario
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
                f"`{name}` is no member of the coalition{remedy(name, members)}", kind="member", id=name
            )
    return members


def _refuse_unread(found: Loaded, partners: Sequence[Partner]) -> None:
    """Refuses a coalition of which nobody's own reading is known: there is nothing to work out from."""
    unseen = [each.unseen for each in partners if not each.left_out]
    if unseen and all(unseen):
        raise NoCoalition(
            f"no member of the coalition of `{found.scenario.id}` can be read: {unseen[0]}",
            scenario=found.scenario.id,
        )


def _partner(
    found: Loaded, name: str, stated: Member, made: Edits, library: Library, *, left_out: bool
) -> Partner:
    """A member with its own view of the scenario, or with the reason why there is none."""
    from dilemma.analysis.coalition.coalition import Partner  # noqa: PLC0415  as above

    scenario, title, view, unseen = found.scenario, name, None, None
    try:
        profile = applicable_profile(_profile_path(found, name, library), scenario)
        if profile is None:
            unseen = (
                f"its profile has no weights for `{scenario.id}`; "
                "add them, or `variant_of:` with the scenario it is a variant of"
            )
        else:
            title, view = profile.file.title, edited(scenario, replace(made, profile=profile, share=None))
    except FaultyFile as fault:
        unseen = f"its profile is at fault: {fault.problems[0].message}"
    except BadSetting as bad:
        unseen = str(bad)
    return Partner(
        profile=name,
        title=title,
        leverage=stated.leverage,
        joins=None if stated.joins is None else stated.joins.central,
        view=view,
        unseen=unseen,
        left_out=left_out,
    )


def _profile_path(found: Loaded, name: str, library: Library) -> Path:
    return library.near(found.scenario.path).find("profile", name)


def _fault(found: Loaded, member: str, message: str, library: Library) -> FaultyFile:
    """The fault of a member for whom the game is not monotone, at the weights that make it so."""
    profile = profile_for(_profile_path(found, member, library), found.scenario)
    span = profile.node.nearest(("weights",)).at_key()
    mend = f"; change its weights or `per_share` in the coalition of `{found.scenario.id}`"
    return FaultyFile([Problem(span, "falling-share", message + mend)])
