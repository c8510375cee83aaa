"""The leader in a version of a scenario, and how far ahead or behind the old choice is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.decision import best_indices, tied_options
from dilemma.analysis.central.option_results import criteria_below_floor
from dilemma.analysis.central.recommendation import is_close, margin
from dilemma.analysis.difference.difference_results import Lead

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.scenario.model import Scenario


def find_lead(scenario: Scenario, decision: Decision, choice: str) -> Lead:
    """Return who leads a decision, and the lead of `choice` over the best other option.

    Args:
        scenario: with its rules and floors.
        decision: the same scenario decided.
        choice: the option that led in the old version; it may be gone.
    """
    leaders = best_indices(decision.value)
    gap = margin(decision.value)
    first = leaders[0]
    return Lead(
        option=decision.options[first],
        ties=tied_options(decision.options, leaders),
        margin=gap,
        lead=_over_others(decision, choice),
        too_close=is_close(gap, scenario.too_close),
        below_floor=criteria_below_floor(scenario, decision.criteria, decision.expected_scores[first]),
    )


def _over_others(decision: Decision, choice: str) -> float | None:
    """Return the lead of an option over the best other one, in points; None where it is gone."""
    if choice not in decision.options:
        return None
    index = decision.options.index(choice)
    return float(decision.value[index] - np.delete(decision.value, index).max())


def lead_gain(before: Lead, after: Lead) -> float | None:
    """Return the points added to the lead of the old choice between versions; None where it has none."""
    return None if before.lead is None or after.lead is None else after.lead - before.lead
