"""The choice with one criterion left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import best_indices
from dilemma.analysis.changes.crossings import proportions_without

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision


def leave_one_out(decision: Decision) -> dict[str, str]:
    """Return, for each criterion, the option that leads when that criterion is left out.

    Its weight is 0 then and the others keep their proportion. A criterion that has all the weight cannot be
    left out and is absent. In a tie the option that leads now keeps the lead; where it does not take part,
    the first in file order has it.
    """
    expected = decision.expected_scores
    leader = best_indices(decision.value)[0]
    leader_without = {}
    for index, criterion in enumerate(decision.criteria):
        weights_without = proportions_without(decision.weights, index)
        if weights_without is not None:
            leaders = best_indices(expected @ weights_without)
            leader_without[criterion] = decision.options[leader if leader in leaders else leaders[0]]
    return leader_without
