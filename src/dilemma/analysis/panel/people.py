"""Several people's decisions put together: means over them, and what each falls short of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.decision import decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats


def mean_of(arrays: Sequence[Floats]) -> Floats:
    """The mean of one array a person, to the last bit the same in whatever order they come."""
    return np.asarray(np.sort(np.array(arrays), axis=0).mean(axis=0))


def mean_member(seen: Sequence[Decision]) -> Decision:
    """The decision of a person with the mean of everybody's weights and the mean of everybody's scores.

    Weights are normalised for each person before they are averaged, so that nobody counts for more by
    handing out more points. Scores are averaged after each person's own adjustments and clipping. Where
    nobody adjusts a score, the values are the means of the members' values.
    """
    first = seen[0]
    return decision(
        options=first.options,
        criteria=first.criteria,
        futures=first.futures,
        scores=mean_of([each.scores for each in seen]),
        weights=mean_of([each.weights for each in seen]),
        probabilities=first.probabilities,
    )


def regret(values: Floats) -> Floats:
    """What each option falls short of a person's own best, in that person's points, [person, option]."""
    return np.asarray(values.max(axis=1, keepdims=True) - values)
