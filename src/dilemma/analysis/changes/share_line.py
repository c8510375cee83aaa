"""The line of the coalition share from none to all: piecewise linear, since scores stop at 0 and 100."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.table import score_shifts
from dilemma.analysis.changes.crossings import ValueLine
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats, ScoreArray
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import Coalition


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JointOption:
    """The option of acting together.

    Attributes:
        index: its index among the options.
        now: the share that acts.
        unclipped: its scores at that share, after all edits and before any clip, [criterion, future].
        slopes: value points gained from a share of 0 to a share of 1, [criterion].
    """

    index: int
    now: float
    unclipped: Floats
    slopes: Floats

    def scores(self, shares: Floats) -> Floats:
        """Return its scores at each share, clipped to 0–100, [share, criterion, future]."""
        moved = self.unclipped + np.multiply.outer(shares - self.now, self.slopes)[:, :, None]
        return np.asarray(np.clip(moved, 0.0, 100.0))

    def knots(self) -> Floats:
        """Return 0, 1 and the shares between at which any of its scores reaches an end of its scale."""
        # With a smaller slope no share takes a score to an end of its scale.
        moving = np.abs(self.slopes) > TIE
        reached = [
            self.now + (end - self.unclipped[moving]) / self.slopes[moving, None] for end in (0.0, 100.0)
        ]
        inside = np.concatenate([shares[(shares > 0) & (shares < 1)] for shares in reached])
        knots = np.sort(np.concatenate([[0.0, 1.0], inside]))
        return np.asarray(knots[np.append(True, np.diff(knots) > 0)])


def joint_option(scenario: Scenario, coalition: Coalition, scores: ScoreArray) -> JointOption:
    """Return the option of a coalition, as the scenario has it at the share that acts."""
    index = list(scenario.options).index(coalition.option)
    return JointOption(
        index=index,
        now=scenario.acting_share,
        unclipped=(scores[..., 1] + score_shifts(scenario))[index],
        slopes=np.array([coalition.per_share.get(leaf.id, 0.0) for leaf in scenario.leaves]),
    )


def share_lines(scenario: Scenario, decision: Decision, scores: ScoreArray) -> list[ValueLine]:
    """Return the line of the share, if there is a coalition: exact, with a knot at every clip."""
    coalition = scenario.file.coalition
    if coalition is None:
        return []
    joint = joint_option(scenario, coalition, scores)
    shares = joint.knots()
    values = np.tile(decision.value, (len(shares), 1))
    values[:, joint.index] = joint.scores(shares) @ decision.probabilities @ decision.weights
    return [ValueLine("share", coalition.option, joint.now, shares, values)]
