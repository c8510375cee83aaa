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
    """Works out everything about a panel.

    Args:
        views: the scenario as edited for each member's profile; two or more, all with other edits alike.
        variants: make each view again without what was seen; none if nobody asks.
        warnings: what a reader should know of the file, passed on.
    """
    scenario = views[0]
    stated = table(scenario)
    seen = [decide(view, stated) for view in views]
    values = np.array([each.value for each in seen])
    members = tuple(_member(view, each) for view, each in zip(views, seen, strict=True))
    group = mean_member(seen)
    place = order(group.value)[0]
    return Panel(
        scenario=ScenarioName.of(scenario),
        members=members,
        agreement=_agreement(group.options, values),
        group=_group_choice(group, scenario.too_close),
        least_worst_regret=_least_worst_regret(group.options, regret(values)),
        costs_most=_costs_most(members, regret(values)[:, place]),
        split=split(members, seen),
        movements=movements(members, seen) if solvable() else None,
        warnings=tuple(warnings),
        observed=_observed(variants, standing_of(scenario, group), stated),
        wrong=variants[0].wrong if variants else (),
        settings=scenario.what_ifs or None,
    )


def _observed(variants: Sequence[Variants], after: Standing, stated: Table) -> Observed | None:
    """What was seen, with where the group stands before and after; None where nothing was looked for."""
    if not variants or not variants[0].seen:
        return None
    before = [each.before() for each in variants]
    group = mean_member([decide(view, stated) for view in before])
    return Observed(signposts=signposts_seen(variants[0]), before=standing_of(before[0], group), after=after)


def _member(view: Scenario, seen: Decision) -> Member:
    profile = view.profile
    if profile is None:
        raise ValueError("a member of a panel needs a profile")
    leaders = best(seen.value)
    return Member(
        profile=profile.id,
        title=profile.file.title,
        kind=profile.file.kind,
        option=seen.options[leaders[0]],
        ties=tied(seen.options, leaders),
        margin=margin(seen.value),
        weights=named(seen.criteria, seen.weights),
        values=named(seen.options, seen.value),
        ranks=named(seen.options, agreement.ranks(seen.value)),
        regrets=named(seen.options, regret(seen.value[None])[0]),
    )


def _agreement(options: Sequence[str], values: Floats) -> Agreement:
    ranked = agreement.ranks(values)
    people = len(values)
    w = agreement.kendalls_w(ranked)
    return Agreement(
        kendalls_w=w,
        drawn_by_lot=1 / people,
        rank_correlation=None if w is None else agreement.rank_correlation(w, people),
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
    """Savage's rule with people in the place of futures; depends on the list of options as his does."""
    worst = regrets.max(axis=0)
    least = best(-worst)
    return LeastWorstRegret(
        option=options[least[0]], ties=tied(options, least), worst_regrets=named(options, worst)
    )


def _costs_most(members: Sequence[Member], regrets: Floats) -> Cost:
    largest = float(regrets.max())
    hit = best(regrets) if largest > TIE else []
    return Cost(profiles=tuple(members[place].profile for place in hit), regret=largest)
