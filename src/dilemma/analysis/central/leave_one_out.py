"""The choice with one criterion left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import best
from dilemma.analysis.changes.crossings import without

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision


def leave_one_out(decision: Decision) -> dict[str, str]:
    """For each criterion, the option that leads when its weight is 0 and the others keep their proportion.

    A criterion that has all the weight cannot be left out and is absent. In a tie the option that leads now
    keeps the lead; where it does not take part, the first in file order has it.
    """
    expected = decision.expected_scores
    now = best(decision.value)[0]
    found = {}
    for place, name in enumerate(decision.criteria):
        others = without(decision.weights, place)
        if others is not None:
            leaders = best(expected @ others)
            found[name] = decision.options[now if now in leaders else leaders[0]]
    return found
