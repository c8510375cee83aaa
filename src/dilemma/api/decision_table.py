"""A scenario as the one table of numbers that other programs take: expected levels and shares of weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.core.decision import decide
from dilemma.api.viewpoints import find_profile
from dilemma.interchange.decision_table import DecisionTable, TableCriterion, round_level
from dilemma.scenario.edits.apply import Edits, apply_edits
from dilemma.scenario.model import value_points_of
from dilemma.scenario.quantity import exact_quantity

if TYPE_CHECKING:
    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.model import LeafCriterion


def decision_table(loaded: LoadedScenario) -> tuple[DecisionTable, str]:
    """Return the table of a scenario, and a phrase on whose weights it holds.

    The score of a cell is the level whose value is the expected value over ranges and futures. A criterion
    whose value function bends is in value points from 0 to 100 instead, so that weighted sums stay right.
    """
    profile = find_profile(None, loaded)
    scenario = apply_edits(loaded.scenario, Edits(profile=profile))
    decision = decide(scenario)
    criteria = tuple(
        _criterion(leaf, float(weight))
        for leaf, weight in zip(scenario.leaves, decision.weights, strict=True)
    )
    expected = decision.expected_scores
    scores = {
        (row, column): exact_quantity(_level(criterion, float(expected[row, column])))
        for row in range(len(decision.options))
        for column, criterion in enumerate(criteria)
    }
    table = DecisionTable(
        title=scenario.file.title,
        options=tuple(scenario.title_of(option) for option in decision.options),
        criteria=criteria,
        scores=scores,
    )
    return table, f"those of the profile {profile.id}" if profile else "the scenario's own"


def _criterion(leaf: LeafCriterion, weight: float) -> TableCriterion:
    points = value_points_of(leaf.criterion)
    scale = leaf.criterion.scale
    straight = len(points) == 2
    (worst, _), (best, _) = (points[0], points[-1]) if straight else ((0.0, 0.0), (100.0, 100.0))
    return TableCriterion(
        name=leaf.title,
        worst=worst,
        best=best,
        unit=scale.unit if scale and straight else None,
        weight=exact_quantity(weight),
    )


def _level(criterion: TableCriterion, value: float) -> float:
    return round_level(criterion.worst + (criterion.best - criterion.worst) * value / 100.0)
