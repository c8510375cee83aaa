"""The choice with one criterion left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import best
from dilemma.analysis.changes.crossings import without

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision


def leave_one_out(decision: Decision) -> dict[str, str]:
    """For each criterion, the option that leads when its weight is 0 and the others keep their proportion.

    A criterion that has all the weight cannot be left out and is absent; ties go to the first in file order.
    """
    expected = decision.expected_scores
    found = {}
    for place, name in enumerate(decision.criteria):
        others = without(decision.weights, place)
        if others is not None:
            found[name] = decision.options[best(expected @ others)[0]]
    return found
