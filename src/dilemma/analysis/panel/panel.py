"""Several people on one question: what each would choose, what all together, and what keeps them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.decision import best, decide, order, tied
from dilemma.analysis.central.recommendation import is_close, margin
from dilemma.analysis.central.table import table
from dilemma.analysis.panel import agreement
from dilemma.analysis.panel.common_ground import movements
from dilemma.analysis.panel.movement import solvable
from dilemma.analysis.panel.panel_results import (
    Agreement,
    Cost,
    GroupChoice,
    LeastWorstRegret,
    Member,
    Panel,
    Preference,
)
from dilemma.analysis.panel.people import mean_member, mean_of, regret
from dilemma.analysis.panel.split import split
from dilemma.analysis.results import ScenarioName, named
from dilemma.analysis.watch.signposts import signposts_seen
from dilemma.analysis.watch.variants import standing_of
from dilemma.analysis.watch.watch_results import Observed
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats, Table
    from dilemma.analysis.results import Warned
    from dilemma.analysis.watch.variants import Variants
    from dilemma.analysis.watch.watch_results import Standing
    from dilemma.scenario.model import Scenario


def panel(
    views: Sequence[Scenario], *, variants: Sequence[Variants] = (), warnings: Sequence[Warned] = ()
) -> Panel:
    """Work out everything about a panel.

    Args:
        views: the scenario as edited for each member's profile; two or more, all with other edits alike.
        variants: make each view again without what was observed; none if nobody asks.
        warnings: what a reader should know of the file, passed on.
    """
    scenario = views[0]
    scores = table(scenario)
    decisions = [decide(view, scores) for view in views]
    values = np.array([decision.value for decision in decisions])
    members = tuple(_member_result(view, decision) for view, decision in zip(views, decisions, strict=True))
    group = mean_member(decisions)
    group_choice = order(group.value)[0]
    return Panel(
        scenario=ScenarioName.of(scenario),
        members=members,
        agreement=_agreement(group.options, values),
        group=_group_choice(group, scenario.too_close),
        least_worst_regret=_least_worst_regret(group.options, regret(values)),
        costs_most=_cost_of_choice(members, regret(values)[:, group_choice]),
        split=split(members, decisions),
        movements=movements(members, decisions) if solvable() else None,
        warnings=tuple(warnings),
        observed=_observed(variants, standing_of(scenario, group), scores),
        wrong=variants[0].wrong if variants else (),
        settings=scenario.what_ifs or None,
    )


def _observed(variants: Sequence[Variants], after: Standing, scores: Table) -> Observed | None:
    """Return the signposts looked for, with the status of the group before and after; None without any."""
    if not variants or not variants[0].seen:
        return None
    before = [variant.before() for variant in variants]
    group = mean_member([decide(view, scores) for view in before])
    return Observed(signposts=signposts_seen(variants[0]), before=standing_of(before[0], group), after=after)


def _member_result(view: Scenario, decision: Decision) -> Member:
    profile = view.profile
    if profile is None:
        raise ValueError("a member of a panel needs a profile")
    leaders = best(decision.value)
    return Member(
        profile=profile.id,
        title=profile.file.title,
        kind=profile.file.kind,
        option=decision.options[leaders[0]],
        ties=tied(decision.options, leaders),
        margin=margin(decision.value),
        weights=named(decision.criteria, decision.weights),
        values=named(decision.options, decision.value),
        ranks=named(decision.options, agreement.ranks(decision.value)),
        regrets=named(decision.options, regret(decision.value[None])[0]),
    )


def _agreement(options: Sequence[str], values: Floats) -> Agreement:
    ranked = agreement.ranks(values)
    people = len(values)
    concordance = agreement.kendalls_w(ranked)
    return Agreement(
        kendalls_w=concordance,
        drawn_by_lot=1 / people,
        rank_correlation=None if concordance is None else agreement.rank_correlation(concordance, people),
        mean_ranks=named(options, mean_of(list(ranked))),
        unanimous=tuple(
            Preference(option=options[option], over=options[other])
            for option, other in agreement.unanimous(values)
        ),
    )


def _group_choice(group: Decision, too_close: float) -> GroupChoice:
    first, second = order(group.value)[:2]
    lead = margin(group.value)
    return GroupChoice(
        option=group.options[first],
        ties=tied(group.options, best(group.value)),
        runner_up=group.options[second],
        margin=lead,
        verdict="too-close" if is_close(lead, too_close) else "lean",
        too_close=too_close,
        weights=named(group.criteria, group.weights),
        values=named(group.options, group.value),
    )


def _least_worst_regret(options: Sequence[str], regrets: Floats) -> LeastWorstRegret:
    """Apply Savage's minimax regret with people in the place of futures.

    Like his rule, it depends on the list of options.
    """
    worst = regrets.max(axis=0)
    least = best(-worst)
    return LeastWorstRegret(
        option=options[least[0]], ties=tied(options, least), worst_regrets=named(options, worst)
    )


def _cost_of_choice(members: Sequence[Member], regrets: Floats) -> Cost:
    largest = float(regrets.max())
    most_affected = best(regrets) if largest > TIE else []
    return Cost(profiles=tuple(members[index].profile for index in most_affected), regret=largest)
