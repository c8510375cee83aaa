"""Several people's decisions put together: means over them, and regret within them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.decision import build_decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats


def mean_array(arrays: Sequence[Floats]) -> Floats:
    """Return the mean of one array a person, to the last bit the same in whatever order they come.

    Sorting first fixes the order of the sum.
    """
    return np.asarray(np.sort(np.array(arrays), axis=0).mean(axis=0))


def mean_member(decisions: Sequence[Decision]) -> Decision:
    """Return the decision of a person with everybody's mean weights and mean scores.

    Weights are normalised for each person before they are averaged, so that nobody counts for more by
    handing out more points. Scores are averaged after each person's own adjustments and clipping. Where
    nobody adjusts a score, the values are the means of the members' values.
    """
    first = decisions[0]
    return build_decision(
        options=first.options,
        criteria=first.criteria,
        futures=first.futures,
        scores=mean_array([member.scores for member in decisions]),
        weights=mean_array([member.weights for member in decisions]),
        probabilities=first.probabilities,
    )


def member_regrets(values: Floats) -> Floats:
    """Return how far each option falls short of a person's best, in points, [person, option]."""
    return np.asarray(values.max(axis=1, keepdims=True) - values)
