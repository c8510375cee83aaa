"""Coalitions: the share from which acting together pays, who follows whom, whom to win over first."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.coalition_game import chance_of_reaching, share_distribution, solve_game
from dilemma.analysis.core.decision import best_indices, decide, tied_options
from dilemma.analysis.core.recommendation import margin
from dilemma.analysis.core.scores import floats_by_name, score_array
from dilemma.analysis.monitoring import observation_effect, scenario_status
from dilemma.analysis.results.assessment import ProfileName, ScenarioName
from dilemma.analysis.results.coalition import AtShare, CoalitionMember, CoalitionResult, Reach
from dilemma.analysis.sensitivity.break_evens import line_series, share_lines
from dilemma.records import dataclass
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats, ScoreArray
    from dilemma.analysis.monitoring import ScenarioVariants
    from dilemma.analysis.results.assessment import Warned
    from dilemma.analysis.results.coalition import ReachOf
    from dilemma.analysis.sensitivity.break_evens import ValueLine
    from dilemma.scenario.model import Scenario


def threshold_share(line: ValueLine, option: int) -> float | None:
    """Return the least share at which an option is best, a tie included.

    It is exact, as values are straight lines between the knots.

    Args:
        line: values along the share from 0 to 1.
        option: its index.

    Returns:
        None when it is best at no share.
    """
    leads = _leads(line, option)
    if (leads[0] >= -TIE).all():
        return float(line.at[0])
    for left, right in pairwise(range(len(leads))):
        # Between two knots each lead is straight, so it lasts from where it opens to where it closes.
        behind, closes = leads[left] < -TIE, leads[right] < -TIE
        gain, crossing = leads[right] - leads[left], np.zeros(leads.shape[1])
        np.divide(-leads[left], gain, out=crossing, where=behind != closes)
        crossing = np.clip(crossing, 0.0, 1.0)
        first = float(crossing[behind].max(initial=0.0))
        if not (behind & closes).any() and first <= crossing[closes].min(initial=1.0):
            return float(line.at[left] + first * (line.at[right] - line.at[left]))
    return None


def _leads(line: ValueLine, option: int) -> Floats:
    """Return how far an option is ahead of each of the others at each knot, [knot, other option]."""
    return np.asarray(line.values[:, [option]] - np.delete(line.values, option, axis=1))


def falls_with_share(line: ValueLine, option: int) -> bool:
    """Tell whether the option is worth less somewhere, against some other, as more partners act.

    The game is then not monotone, and a cascade could turn back.
    """
    return bool((np.diff(_leads(line, option), axis=0) < -TIE).any())


_TABLE_SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)  # shares at which a table shows the values


class FallingShare(ValueError):
    """Acting together is worth less to a member as more partners act; `member` is its profile."""

    def __init__(self, member: str) -> None:
        self.member = member
        super().__init__(f"to `{member}` the joint option is worth less the more partners act")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A member as the file states it, and the scenario through its profile.

    Attributes:
        joins: the chance that it joins, 0 to 1; None where none is stated.
        view: the scenario as edited for its profile; None where that cannot be used.
        unseen: why there is no such view.
        left_out: whether it is left out of the coalition.
    """

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
    variants: ScenarioVariants | None = None,
    warnings: Sequence[Warned] = (),
) -> CoalitionResult:
    """Work out everything about acting together.

    Args:
        scenario: as edited for the profile in question; it has a coalition.
        partners: its members, all with other edits alike.
        variants: makes the scenario again without what was observed; None if nobody asks.
        warnings: what a reader should know of the file, passed on.

    Raises:
        FallingShare: for some member more partners make acting together worse, so that a cascade could
            turn back and there could be more equilibria than the ones returned.
    """
    scores = score_array(scenario)
    result = _without_variants(scenario, scores, partners, warnings)
    if variants is None:
        return result
    status = scenario_status(scenario, scores)
    return replace(result, observed=observation_effect(variants, status, scores), wrong=variants.wrong)


def _without_variants(
    scenario: Scenario, scores: ScoreArray, partners: Sequence[Partner], warnings: Sequence[Warned]
) -> CoalitionResult:
    """Return everything that the scenario itself answers, without its variants."""
    joint = scenario.file.coalition
    if joint is None or scenario.assumed_share is None:
        raise ValueError("a coalition is wanted")
    decision, (line,) = _decide_with_share(scenario, scores)
    members = [_describe_member(partner, scores) for partner in partners]
    present = [member for member in members if member.standing != "left-out"]
    game = solve_game(present)
    leaders = best_indices(decision.value)
    threshold = threshold_share(line, decision.options.index(joint.option))
    (value_series,) = line_series([line], decision.options)
    distribution = _distribution_of_members(present)
    return CoalitionResult(
        scenario=ScenarioName.of(scenario),
        profile=ProfileName.of(scenario),
        option=joint.option,
        assumed_share=scenario.assumed_share,
        share=scenario.acting_share,
        best=decision.options[leaders[0]],
        ties=tied_options(decision.options, leaders),
        margin=margin(decision.value),
        values=floats_by_name(decision.options, decision.value),
        tipping_share=threshold,
        series=value_series,
        leads=value_series.leads,
        at_shares=_at_shares(line, decision),
        members=tuple(game.with_standing(member) for member in members),
        least=game.equilibrium(game.least),
        greatest=game.equilibrium(game.greatest),
        steps=game.steps(),
        critical_mass=game.critical_mass(),
        seeds=game.seeds(range(len(present))),
        reaches=_chances_of_reaching(scenario, threshold, present),
        mean_share=None if distribution is None else float(distribution[0] @ distribution[1]),
        share_chances=() if distribution is None else _pairs(distribution),
        warnings=tuple(warnings),
        settings=scenario.what_ifs or None,
    )


def _pairs(distribution: tuple[Floats, Floats]) -> tuple[tuple[float, float], ...]:
    """Return the shares that may act with the chance of each."""
    shares, chances = distribution
    return tuple(zip(shares.tolist(), chances.tolist(), strict=True))


def _decide_with_share(scenario: Scenario, scores: ScoreArray) -> tuple[Decision, list[ValueLine]]:
    """Return the decision, and its values along the share that acts."""
    decision = decide(scenario, scores)
    return decision, share_lines(scenario, decision, scores)


def _at_shares(line: ValueLine, decision: Decision) -> tuple[AtShare, ...]:
    """Return values at round shares, interpolated on the broken line: they need not be among its knots."""
    columns = np.array([np.interp(_TABLE_SHARES, line.at, values) for values in line.values.T])
    return tuple(
        AtShare(share=share, values=floats_by_name(decision.options, values))
        for share, values in zip(_TABLE_SHARES, columns.T, strict=True)
    )


def _describe_member(partner: Partner, scores: ScoreArray) -> CoalitionMember:
    """Return a partner with its threshold and choice; its standing among the others is not yet known."""
    threshold, option = None, None
    if partner.view is not None and partner.view.file.coalition is not None:
        decision, (line,) = _decide_with_share(partner.view, scores)
        joint = decision.options.index(partner.view.file.coalition.option)
        if falls_with_share(line, joint) and not partner.left_out:
            raise FallingShare(partner.profile)
        threshold, option = threshold_share(line, joint), decision.options[best_indices(decision.value)[0]]
    return CoalitionMember(
        profile=partner.profile,
        title=partner.title,
        leverage=partner.leverage,
        joins=partner.joins,
        tipping_share=threshold,
        option=option,
        standing="left-out" if partner.left_out else "abstains",
        unseen=partner.unseen,
    )


def _distribution_of_members(present: Sequence[CoalitionMember]) -> tuple[Floats, Floats] | None:
    """Return the shares that may come about and their chances; None where one is missing, or too many are."""
    chances = [member.joins for member in present if member.joins is not None]
    if len(chances) < len(present):
        return None
    return share_distribution([member.leverage for member in present], chances)


def _chances_of_reaching(
    scenario: Scenario, threshold: float | None, present: Sequence[CoalitionMember]
) -> tuple[Reach, ...]:
    """Return the chances of reaching the shares that matter, and the same once the profile's member acts."""
    needed: list[tuple[ReachOf, float | None]] = [
        ("tipping_share", threshold),
        ("assumed_share", scenario.assumed_share),
    ]
    own_profile = scenario.profile.id if scenario.profile else None
    acting = [replace(member, joins=1.0) if member.profile == own_profile else member for member in present]
    distribution, distribution_if_acting = _distribution_of_members(present), _distribution_of_members(acting)
    if distribution is None or distribution_if_acting is None:
        return ()
    is_member = any(member.profile == own_profile for member in present)
    return tuple(
        Reach(
            of=of,
            share=share,
            chance=chance_of_reaching(*distribution, share),
            if_acting=chance_of_reaching(*distribution_if_acting, share) if is_member else None,
        )
        for of, share in needed
        if share is not None
    )
