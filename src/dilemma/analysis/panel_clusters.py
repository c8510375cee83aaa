"""Who in a panel judges alike: groups of members whose leads of one option over another differ little.

Camps divide a panel by what each would choose. Two people may choose the same for opposite reasons, or
differ by a hair; groups by distance show that, and how many there are is not known beforehand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision import best_indices, tied_options
from dilemma.analysis.core.scores import floats_by_name
from dilemma.analysis.panel_compromise import mean_array, mean_member
from dilemma.analysis.results.panel import Cluster, Clusters
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats

_LEAST_MEMBERS = 4  # of three people two are always nearer
_MOST_CLUSTERS = 5
_LEAST_SILHOUETTE = 0.5  # below it the authors of the measure see no reasonable structure
_Group = tuple[int, ...]


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
