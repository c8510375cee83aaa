"""Groups of people who judge alike, against SciPy's linkage and silhouettes worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings, strategies
from scipy.cluster.hierarchy import fcluster, linkage  # type: ignore[import-untyped]
from scipy.spatial.distance import squareform  # type: ignore[import-untyped]

from dilemma import load, panel
from dilemma.analysis.core.decision import Decision, decide
from dilemma.analysis.panel import (
    average_linkage,
    mean_silhouette,
    member_distances,
    panel_clusters,
)

if TYPE_CHECKING:
    from pathlib import Path


@settings(max_examples=100)
@given(seed=strategies.integers(0, 2**32 - 1), people=strategies.integers(2, 12))
def test_groups_are_joined_as_by_average_linkage(seed: int, people: int) -> None:
    """All partitions are those of the tree."""
    distances = member_distances(np.random.default_rng(seed).uniform(0, 100, (people, 4)))
    tree = linkage(squareform(distances), "average")
    for groups in average_linkage(distances):
        joined = [0.0, *tree[:, 2], np.inf][
            people - len(groups) :
        ]  # how far the last two, and the next, were
        labels = fcluster(tree, (joined[0] + min(joined[1], 1e9)) / 2, "distance")
        members = {tuple(np.flatnonzero(labels == label).tolist()) for label in set(labels)}
        assert members == set(groups)


@given(
    values=strategies.lists(
        strategies.lists(strategies.floats(0, 100), min_size=3, max_size=3), min_size=2, max_size=6
    ),
    raised=strategies.floats(-50, 50),
)
def test_who_values_all_alike_higher_is_no_farther(values: list[list[float]], raised: float) -> None:
    """Only leads of one option over another count."""
    distances = member_distances(np.array(values))
    moved = np.array(values)
    moved[0] += raised
    assert member_distances(moved) == pytest.approx(distances, abs=1e-9)
    assert np.all(np.diag(distances) == 0)


def test_silhouettes_by_hand() -> None:
    """Of points 0, 1 and 10, 12 on a line: 1 − 1/11, 1 − 1/10, 1 − 2/9.5 and 1 − 2/11.5."""
    points = np.array([0.0, 1.0, 10.0, 12.0])
    distances = np.abs(points[:, None] - points[None])
    expected = np.mean([1 - 1 / 11, 1 - 1 / 10, 1 - 2 / 9.5, 1 - 2 / 11.5])
    assert mean_silhouette(distances, [(0, 1), (2, 3)]) == pytest.approx(expected)


def test_who_is_alone_has_a_silhouette_of_0() -> None:
    """So a partition of many lone people is never clear."""
    distances = np.array([[0.0, 1.0, 9.0], [1.0, 0.0, 9.0], [9.0, 9.0, 0.0]])
    assert mean_silhouette(distances, [(0, 1), (2,)]) == pytest.approx(2 * (1 - 1 / 9) / 3)


def _people(*leans: float) -> list[Decision]:
    """Return people who lay more or less weight on norms, and the rest on cost."""
    decision = decide(load("nato").scenario)
    people = []
    for lean in leans:
        weights = np.zeros_like(decision.weights)
        weights[decision.criteria.index("norms")], weights[decision.criteria.index("cost")] = lean, 1 - lean
        people.append(replace(decision, weights=weights, value=decision.expected_scores @ weights))
    return people


def test_two_schools_and_what_sets_them_apart() -> None:
    """Three lay nearly all weight on norms, two on cost."""
    clusters = panel_clusters(["a", "b", "c", "d", "e"], _people(0.9, 0.1, 0.85, 0.95, 0.12))
    assert clusters is not None
    assert [group.profiles for group in clusters.groups] == [("a", "c", "d"), ("b", "e")]
    assert clusters.groups[0].weights_apart["norms"] == pytest.approx(0.9 - 0.11)
    assert clusters.groups[1].weights_apart["cost"] == pytest.approx(0.9 - 0.11)
    assert clusters.silhouette > 0.9


@pytest.mark.parametrize("leans", [(0.5, 0.5, 0.5, 0.5), (0.1, 0.9, 0.9), (0.1, 0.9)])
def test_people_all_alike_or_too_few_are_no_groups(leans: tuple[float, ...]) -> None:
    """Of three people two are always nearer."""
    assert panel_clusters([str(index) for index in range(len(leans))], _people(*leans)) is None


def test_a_panel_carries_its_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody is in one group."""
    monkeypatch.chdir(tmp_path)  # the scenarios of the tests, whatever lies in the repository
    result = panel("nato", ["all"])
    assert result.clusters is not None
    members = sorted(profile for group in result.clusters.groups for profile in group.profiles)
    assert members == sorted(member.profile for member in result.members)
