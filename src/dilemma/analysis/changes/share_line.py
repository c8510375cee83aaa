"""The coalition share moved from none to all: a broken line, for scores stop at 0 and 100."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.table import shifts
from dilemma.analysis.changes.crossings import Line
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats, Table
    from dilemma.scenario.files.parts import Coalition
    from dilemma.scenario.model import Scenario


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JointOption:
    """The option of acting together.

    Attributes:
        place: among the options.
        now: the share that acts.
        unclipped: its scores at that share, all edits made and nothing clipped, [criterion, future].
        slopes: value points by which a share of 1 is more than one of 0, [criterion].
    """

    index: int
    now: float
    unclipped: Floats
    slopes: Floats

    def scores(self, shares: Floats) -> Floats:
        """Its scores at each share, clipped to 0–100, [share, criterion, future]."""
        moved = self.unclipped + np.multiply.outer(shares - self.now, self.slopes)[:, :, None]
        return np.asarray(np.clip(moved, 0.0, 100.0))

    def knots(self) -> Floats:
        """The shares from 0 to 1 at which some score of it reaches an end of its scale."""
        moving = np.abs(self.slopes) > TIE  # by less, no share takes a score to an end of its scale
        reached = [
            self.now + (end - self.unclipped[moving]) / self.slopes[moving, None] for end in (0.0, 100.0)
        ]
        inside = np.concatenate([shares[(shares > 0) & (shares < 1)] for shares in reached])
        knots = np.sort(np.concatenate([[0.0, 1.0], inside]))
        return np.asarray(knots[np.append(True, np.diff(knots) > 0)])


def joint_option(scenario: Scenario, coalition: Coalition, scores: Table) -> JointOption:
    """The option of a coalition, as the scenario has it at the share that acts."""
    index = list(scenario.options).index(coalition.option)
    return JointOption(
        index=index,
        now=scenario.acting_share,
        unclipped=(scores[..., 1] + shifts(scenario))[index],
        slopes=np.array([coalition.per_share.get(leaf.id, 0.0) for leaf in scenario.leaves]),
    )


def share_lines(scenario: Scenario, decision: Decision, scores: Table) -> list[Line]:
    """The line of the share, if there is a coalition: exact, with a knot wherever a score is clipped."""
    coalition = scenario.file.coalition
    if coalition is None:
        return []
    joint = joint_option(scenario, coalition, scores)
    shares = joint.knots()
    values = np.tile(decision.value, (len(shares), 1))
    values[:, joint.index] = joint.scores(shares) @ decision.probabilities @ decision.weights
    return [Line("share", coalition.option, joint.now, shares, values)]
