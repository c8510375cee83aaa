"""The coalition share moved from none to all: a broken line, for scores stop at 0 and 100."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.table import shifts
from dilemma.analysis.changes.crossings import Line

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats, Table
    from dilemma.scenario.model import Scenario


def share_lines(scenario: Scenario, decision: Decision, stated: Table) -> list[Line]:
    """The line of the share, if there is a coalition: exact, with a knot wherever a score is clipped."""
    coalition = scenario.file.coalition
    if coalition is None:
        return []
    option = decision.options.index(coalition.option)
    slopes = np.array([coalition.per_share.get(name, 0.0) for name in decision.criteria])
    now = scenario.acting_share
    unclipped = (stated[..., 1] + shifts(scenario))[option]
    at = _knots(unclipped, slopes, now)
    values = np.tile(decision.value, (len(at), 1))
    moved = unclipped + (slopes[:, None] * (at[:, None, None] - now))
    expected = np.clip(moved, 0.0, 100.0) @ decision.probabilities
    values[:, option] = expected @ decision.weights
    return [Line("share", coalition.option, now, at, values)]


def _knots(unclipped: Floats, slopes: Floats, now: float) -> Floats:
    """The shares from 0 to 1 at which some score of the option reaches an end of its scale."""
    moving = slopes != 0
    reached = [now + (end - unclipped[moving]) / slopes[moving, None] for end in (0.0, 100.0)]
    inside = np.concatenate([shares[(shares > 0) & (shares < 1)] for shares in reached])
    knots = np.sort(np.concatenate([[0.0, 1.0], inside]))
    return np.asarray(knots[np.append(True, np.diff(knots) > 0)])
