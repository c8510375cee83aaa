"""Acting together: when it pays for each partner, who tips whom, whom to win over first, how likely it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.decision import best, decide, tied
from dilemma.analysis.central.recommendation import margin
from dilemma.analysis.central.table import table
from dilemma.analysis.changes.break_evens import series
from dilemma.analysis.changes.share_line import share_lines
from dilemma.analysis.coalition.coalition_results import AtShare, Coalition, Member, Reach
from dilemma.analysis.coalition.joining import joined_shares, reaching
from dilemma.analysis.coalition.players import players
from dilemma.analysis.coalition.tipping import falls, tipping_share
from dilemma.analysis.results import ProfileName, ScenarioName, named
from dilemma.analysis.watch.signposts import observed
from dilemma.analysis.watch.variants import standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats, Table
    from dilemma.analysis.changes.crossings import Line
    from dilemma.analysis.coalition.coalition_results import ReachOf
    from dilemma.analysis.results import Warned
    from dilemma.analysis.watch.variants import Variants
    from dilemma.scenario.model import Scenario

ROUND = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)  # shares at which values are told


class FallingShare(ValueError):
    """Acting together is worth less to a member as more partners act; `member` is its profile."""

    def __init__(self, member: str) -> None:
        self.member = member
        super().__init__(f"to `{member}` the joint option is worth less the more partners act")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A member as it is stated, and the scenario as it sees it; `unseen` says why there is no such view."""

    profile: str
    title: str
    leverage: float
    joins: float | None
    view: Scenario | None
    unseen: str | None = None
    left_out: bool = False


def coalition(
    scenario: Scenario,
    partners: Sequence[Partner],
    *,
    variants: Variants | None = None,
    warnings: Sequence[Warned] = (),
) -> Coalition:
    """Works out everything about acting together.

    Args:
        scenario: as the one who looks sees it, with all edits made; it has a coalition.
        partners: its members, all with other edits alike.
        variants: makes the scenario again without what was seen; None if nobody asks.
        warnings: what a reader should know of the file, passed on.

    Raises:
        FallingShare: for some member more partners make acting together worse, so that a cascade could
            turn back and the equilibria found here would not be all there is.
    """
    stated = table(scenario)
    found = _weighed(scenario, stated, partners, warnings)
    if variants is None:
        return found
    now = standing(scenario, stated)
    return replace(found, observed=observed(variants, now, stated), wrong=variants.wrong)


def _weighed(
    scenario: Scenario, stated: Table, partners: Sequence[Partner], warnings: Sequence[Warned]
) -> Coalition:
    """Everything that the scenario itself answers, without its variants."""
    given = scenario.file.coalition
    if given is None or scenario.assumed_share is None:
        raise ValueError("a coalition is wanted")
    at, (line,) = _seen(scenario, stated)
    seen = [_member(partner, stated) for partner in partners]
    present = [member for member in seen if member.standing != "left-out"]
    game = players(present)
    leaders = best(at.value)
    tips = tipping_share(line, at.options.index(given.option))
    (drawn,) = series([line], at.options)
    law = _law(present)
    return Coalition(
        scenario=ScenarioName.of(scenario),
        profile=ProfileName.of(scenario),
        option=given.option,
        assumed_share=scenario.assumed_share,
        share=scenario.acting_share,
        best=at.options[leaders[0]],
        ties=tied(at.options, leaders),
        margin=margin(at.value),
        values=named(at.options, at.value),
        tipping_share=tips,
        series=drawn,
        leads=drawn.leads,
        at_shares=_at_shares(line, at),
        members=tuple(game.placed(member) for member in seen),
        least=game.equilibrium(game.least),
        greatest=game.equilibrium(game.greatest),
        steps=game.steps(),
        critical_mass=game.critical_mass(),
        seeds=game.seeds(range(len(present))),
        reaches=_reaches(scenario, tips, present),
        mean_share=None if law is None else float(law[0] @ law[1]),
        share_chances=() if law is None else tuple(zip(law[0].tolist(), law[1].tolist(), strict=True)),
        warnings=tuple(warnings),
        settings=scenario.what_ifs or None,
    )


def _seen(scenario: Scenario, stated: Table) -> tuple[Decision, list[Line]]:
    at = decide(scenario, stated)
    return at, share_lines(scenario, at, stated)


def _at_shares(line: Line, at: Decision) -> tuple[AtShare, ...]:
    """Values on the broken line, read off at shares that are no bends of it."""
    columns = np.array([np.interp(ROUND, line.at, values) for values in line.values.T])
    return tuple(
        AtShare(share=share, values=named(at.options, values))
        for share, values in zip(ROUND, columns.T, strict=True)
    )


def _member(partner: Partner, stated: Table) -> Member:
    """A partner as it sees the scenario; its standing among the others is not yet known."""
    tips, option = None, None
    if partner.view is not None and partner.view.file.coalition is not None:
        at, (line,) = _seen(partner.view, stated)
        joint = at.options.index(partner.view.file.coalition.option)
        if falls(line, joint) and not partner.left_out:
            raise FallingShare(partner.profile)
        tips, option = tipping_share(line, joint), at.options[best(at.value)[0]]
    return Member(
        profile=partner.profile,
        title=partner.title,
        leverage=partner.leverage,
        joins=partner.joins,
        tipping_share=tips,
        option=option,
        standing="left-out" if partner.left_out else "abstains",
        unseen=partner.unseen,
    )


def _law(present: Sequence[Member]) -> tuple[Floats, Floats] | None:
    """The shares that may come about and their chances; None where a chance is missing, or too many are."""
    chances = [member.joins for member in present if member.joins is not None]
    if len(chances) < len(present):
        return None
    return joined_shares([member.leverage for member in present], chances)


def _reaches(scenario: Scenario, tips: float | None, present: Sequence[Member]) -> tuple[Reach, ...]:
    """The chances of reaching the shares that matter, and the same once the one who looks acts."""
    needed: list[tuple[ReachOf, float | None]] = [
        ("tipping_share", tips),
        ("assumed_share", scenario.assumed_share),
    ]
    own = scenario.profile.id if scenario.profile else None
    acting = [replace(member, joins=1.0) if member.profile == own else member for member in present]
    law, law_if_acting = _law(present), _law(acting)
    if law is None or law_if_acting is None:
        return ()
    is_member = any(member.profile == own for member in present)
    return tuple(
        Reach(
            of=of,
            share=share,
            chance=reaching(*law, share),
            if_acting=reaching(*law_if_acting, share) if is_member else None,
        )
        for of, share in needed
        if share is not None
    )
