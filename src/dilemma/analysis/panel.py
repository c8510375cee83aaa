"""Several people on one question: what each would choose, what all together, and who judges alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision import best_indices, decide, descending_order, tied_options
from dilemma.analysis.core.recommendation import is_close, margin
from dilemma.analysis.core.scores import floats_by_name, score_array
from dilemma.analysis.monitoring import decision_status, observed_signposts
from dilemma.analysis.panel_compromise import (
    has_solver,
    least_movements,
    mean_array,
    mean_member,
    member_regrets,
    split_panel,
)
from dilemma.analysis.results.assessment import ScenarioName
from dilemma.analysis.results.monitoring import Observed
from dilemma.analysis.results.panel import (
    Agreement,
    ChancePools,
    Cluster,
    Clusters,
    Cost,
    GroupChoice,
    LeastWorstRegret,
    Panel,
    PanelMember,
    Preference,
)
from dilemma.analysis.results.verdict import Verdict
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.monitoring import ScenarioVariants
    from dilemma.analysis.results.assessment import Warned
    from dilemma.analysis.results.monitoring import ScenarioStatus
    from dilemma.scenario.model import Scenario

_LEAST_MEMBERS = 4  # of three people two are always nearer
_MOST_CLUSTERS = 5
_LEAST_SILHOUETTE = 0.5  # below it the authors of the measure see no reasonable structure
_Group = tuple[int, ...]


def fractional_ranks(values: Floats) -> Floats:
    """Return ranks, 1 for the highest value; options that tie share the mean of the ranks they take.

    Args:
        values: last axis options; any leading axes, such as people.
    """
    gaps = values[..., None, :] - values[..., :, None]  # lead of the other over the option
    above = (gaps > TIE).sum(axis=-1)
    equal = (np.abs(gaps) <= TIE).sum(axis=-1)  # the option itself included
    return np.asarray(above + (equal + 1) / 2)


def kendalls_w(ranks: Floats) -> float | None:
    """Return Kendall's coefficient of concordance, corrected for ties.

    1 if all rank alike, 0 if they cancel out: `W = 12 S / (m² (n³ − n) − m Σ T)` for m people and n options,
    where S sums the squared deviations of the options' rank totals from their mean and T = t³ − t for each t
    options that tie with one person.

    Args:
        ranks: tied options share their mean rank, [person, option].

    Returns:
        None when nobody ranks any two options apart.

    Reference: Kendall & Babington Smith 1939, Annals of Mathematical Statistics 10, 275–287.
    """
    people, options = ranks.shape
    totals = ranks.sum(axis=0)
    deviation = float(((totals - people * (options + 1) / 2) ** 2).sum())
    ties = sum(_tie_term(row) for row in ranks)
    largest_deviation = people**2 * (options**3 - options) - people * ties
    return 12 * deviation / largest_deviation if largest_deviation else None


def _tie_term(row: Floats) -> int:
    """Return `Σ (t³ − t)` over the groups of t options that tie with one person."""
    sizes = np.unique(row, return_counts=True)[1]
    return int((sizes**3 - sizes).sum())


def rank_correlation(w: float, people: int) -> float:
    """Return the mean Spearman correlation of all pairs of people, `(m W − 1) / (m − 1)`.

    It is exact when nobody ties. Unlike W it does not depend on how many people there are: orders drawn by
    lot give 0 on average.
    """
    return (people * w - 1) / (people - 1)


def unanimous_preferences(values: Floats) -> list[tuple[int, int]]:
    """Return the pairs of options of which everybody puts the first above the second.

    Args:
        values: [person, option].
    """
    above = np.all(values[:, :, None] - values[:, None, :] > TIE, axis=0)
    return [(int(option), int(other)) for option, other in np.argwhere(above)]


def panel(
    views: Sequence[Scenario],
    *,
    variants: Sequence[ScenarioVariants] = (),
    warnings: Sequence[Warned] = (),
    settings: Mapping[str, object] | None = None,
) -> Panel:
    """Work out everything about a panel.

    Args:
        views: the scenario as edited for each member's profile; two or more, all with other edits alike.
        variants: make each view again without what was observed; none if nobody asks.
        warnings: what a reader should know of the file, passed on.
        settings: the what-ifs that all members share, for the record.
    """
    scenario = views[0]
    decisions = _decide_all(views)
    values = np.array([decision.value for decision in decisions])
    members = tuple(_member_result(view, decision) for view, decision in zip(views, decisions, strict=True))
    group = mean_member(decisions)
    group_choice = descending_order(group.value)[0]
    return Panel(
        scenario=ScenarioName.of(scenario),
        members=members,
        agreement=_agreement(group.options, values),
        group=_group_choice(group, scenario.too_close),
        mean_values=floats_by_name(group.options, mean_array(list(values))),
        pooled_chances=_pool_chances(decisions),
        least_worst_regret=_least_worst_regret(group.options, member_regrets(values)),
        costs_most=_cost_of_choice(members, member_regrets(values)[:, group_choice]),
        split=split_panel(members, decisions),
        movements=least_movements(members, decisions) if has_solver() else None,
        warnings=tuple(warnings),
        observed=_observed(variants, decision_status(scenario, group)),
        wrong=variants[0].wrong if variants else (),
        settings=settings or None,
        clusters=panel_clusters([member.profile for member in members], decisions),
    )


def _decide_all(views: Sequence[Scenario]) -> list[Decision]:
    """Return the decision of each view; those that share the scores of the first share its array too."""
    scores = score_array(views[0])
    return [decide(view, scores if view.rows == views[0].rows else None) for view in views]


def _observed(variants: Sequence[ScenarioVariants], after: ScenarioStatus) -> Observed | None:
    """Return the signposts looked for, with the status of the group before and after; None without any."""
    if not variants or not variants[0].observations:
        return None
    before = [variant.before() for variant in variants]
    group = mean_member(_decide_all(before))
    return Observed(
        signposts=observed_signposts(variants[0]), before=decision_status(before[0], group), after=after
    )


def _member_result(view: Scenario, decision: Decision) -> PanelMember:
    profile = view.profile
    if profile is None:
        raise ValueError("a member of a panel needs a profile")
    leaders = best_indices(decision.value)
    return PanelMember(
        profile=profile.id,
        title=profile.file.title,
        kind=profile.file.kind,
        option=decision.options[leaders[0]],
        ties=tied_options(decision.options, leaders),
        margin=margin(decision.value),
        weights=floats_by_name(decision.criteria, decision.weights),
        values=floats_by_name(decision.options, decision.value),
        ranks=floats_by_name(decision.options, fractional_ranks(decision.value)),
        regrets=floats_by_name(decision.options, member_regrets(decision.value[None])[0]),
    )


def _agreement(options: Sequence[str], values: Floats) -> Agreement:
    ranked = fractional_ranks(values)
    people = len(values)
    concordance = kendalls_w(ranked)
    return Agreement(
        kendalls_w=concordance,
        drawn_by_lot=1 / people,
        rank_correlation=None if concordance is None else rank_correlation(concordance, people),
        mean_ranks=floats_by_name(options, mean_array(list(ranked))),
        unanimous=tuple(
            Preference(option=options[option], over=options[other])
            for option, other in unanimous_preferences(values)
        ),
    )


def _pool_chances(decisions: Sequence[Decision]) -> ChancePools:
    """Return the members' probabilities pooled in two ways; no log pool where all are ruled out by somebody.

    References: Stone 1961; Genest & Zidek 1986.
    """
    futures = decisions[0].futures
    rows = np.array([decision.probabilities for decision in decisions])
    possible = rows.min(axis=0) > 0.0
    logs = np.log(np.where(possible, rows, 1.0)).mean(axis=0)
    products = np.where(possible, np.exp(logs), 0.0)
    return ChancePools(
        linear=floats_by_name(futures, rows.mean(axis=0)),
        log=floats_by_name(futures, products / products.sum()) if possible.any() else None,
    )


def _group_choice(group: Decision, too_close: float) -> GroupChoice:
    first, second = descending_order(group.value)[:2]
    lead = margin(group.value)
    return GroupChoice(
        option=group.options[first],
        ties=tied_options(group.options, best_indices(group.value)),
        runner_up=group.options[second],
        margin=lead,
        verdict=Verdict.of_margin(close=is_close(lead, too_close)),
        too_close=too_close,
        weights=floats_by_name(group.criteria, group.weights),
        values=floats_by_name(group.options, group.value),
    )


def _least_worst_regret(options: Sequence[str], regrets: Floats) -> LeastWorstRegret:
    """Apply Savage's minimax regret with people in the place of futures.

    Like his rule, it depends on the list of options.
    """
    worst = regrets.max(axis=0)
    least = best_indices(-worst)
    return LeastWorstRegret(
        option=options[least[0]],
        ties=tied_options(options, least),
        worst_regrets=floats_by_name(options, worst),
    )


def _cost_of_choice(members: Sequence[PanelMember], regrets: Floats) -> Cost:
    largest = float(regrets.max())
    most_affected = best_indices(regrets) if largest > TIE else []
    return Cost(profiles=tuple(members[index].profile for index in most_affected), regret=largest)


def panel_clusters(profiles: Sequence[str], decisions: Sequence[Decision]) -> Clusters | None:
    """Return the groups of members who judge alike, the largest first; None where there are none.

    The members are joined by average linkage. Of two to five groups the partition with the highest mean
    silhouette counts, if that is 0.5 or more: members then lie about twice as near to their own group as to
    the next. With fewer than four members, or more alike than that, there are no groups.

    Args:
        profiles: the members, in the order of the panel.
        decisions: what each makes of the scenario, in the same order.

    References: Sokal & Michener 1958; Rousseeuw 1987; Kaufman & Rousseeuw 1990.
    """
    if len(profiles) < _LEAST_MEMBERS:
        return None
    distances = member_distances(np.array([decision.value for decision in decisions]))
    partitions = [
        groups
        for groups in average_linkage(distances)
        if 2 <= len(groups) <= min(_MOST_CLUSTERS, len(profiles) - 1)
    ]
    scored = [(rounded(mean_silhouette(distances, groups)), -len(groups), groups) for groups in partitions]
    silhouette, _, groups = max(scored, key=lambda scored: scored[:2])
    if silhouette < _LEAST_SILHOUETTE:
        return None
    return Clusters(
        silhouette=silhouette,
        groups=tuple(
            _describe_group(group, profiles, decisions)
            for group in sorted(groups, key=lambda group: (-len(group), group))
        ),
    )


def member_distances(values: Floats) -> Floats:
    """Return how far apart members are in points, [member, member].

    It is the mean over pairs of options of the difference between the members' leads of one over the other:
    who values every option higher by the same amount is no farther away.

    Args:
        values: [member, option].
    """
    first, second = np.triu_indices(values.shape[1], k=1)
    leads = values[:, first] - values[:, second]
    distances = np.abs(leads[:, None] - leads[None]).mean(axis=-1)
    return np.asarray(np.where(distances > TIE, distances, 0.0))


def average_linkage(distances: Floats) -> list[list[_Group]]:
    """Return the partitions met while the two nearest groups are joined, from all apart to all together.

    Groups are as far apart as their members are on average; of pairs as near the one named first is joined.
    """
    groups: list[_Group] = [(member,) for member in range(len(distances))]
    partitions = [groups]
    while len(groups) > 1:
        pairs = [(one, other) for one in range(len(groups)) for other in range(one + 1, len(groups))]
        near, far = min(
            pairs, key=lambda pair: rounded(_mean_distance(distances, groups[pair[0]], groups[pair[1]]))
        )
        joined = tuple(sorted(groups[near] + groups[far]))
        groups = sorted([*(group for index, group in enumerate(groups) if index not in (near, far)), joined])
        partitions.append(groups)
    return partitions


def mean_silhouette(distances: Floats, groups: Sequence[_Group]) -> float:
    """Return the mean over members of `(b − a) / max(a, b)`; 0 for who is alone or at one point with all.

    `a` is the mean distance to the others of the own group, `b` that to the nearest other group.
    """
    widths = []
    for group in groups:
        for member in group:
            fellows = tuple(other for other in group if other != member)
            others = [_mean_distance(distances, (member,), other) for other in groups if other != group]
            own = _mean_distance(distances, (member,), fellows) if fellows else 0.0
            largest = max(own, min(others))
            widths.append((min(others) - own) / largest if fellows and largest > TIE else 0.0)
    return float(np.mean(widths))


def _mean_distance(distances: Floats, one: _Group, other: _Group) -> float:
    return float(distances[np.ix_(one, other)].mean())


def _describe_group(group: _Group, profiles: Sequence[str], decisions: Sequence[Decision]) -> Cluster:
    """Return who is in a group, what its mean member would choose, and how its weights differ."""
    mean = mean_member([decisions[member] for member in group])
    rest = [decision.weights for member, decision in enumerate(decisions) if member not in group]
    leaders = best_indices(mean.value)
    return Cluster(
        profiles=tuple(profiles[member] for member in group),
        option=mean.options[leaders[0]],
        ties=tied_options(mean.options, leaders),
        values=floats_by_name(mean.options, mean.value),
        weights_apart=floats_by_name(mean.criteria, mean.weights - mean_array(rest)),
    )
