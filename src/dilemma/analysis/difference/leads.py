"""Who leads in a version of a scenario, and how far ahead the old choice is or how far behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.decision import best, tied
from dilemma.analysis.central.option_results import below_floor
from dilemma.analysis.central.recommendation import is_close, margin
from dilemma.analysis.difference.difference_results import Lead

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.scenario.model import Scenario


def lead(scenario: Scenario, at: Decision, choice: str) -> Lead:
    """Who leads a decision, and the lead of `choice` over the best other option.

    Args:
        scenario: with its rules and floors.
        at: the same scenario decided.
        choice: the option that led in the old version; it may be gone.
    """
    leaders = best(at.value)
    gap = margin(at.value)
    first = leaders[0]
    return Lead(
        option=at.options[first],
        ties=tied(at.options, leaders),
        margin=gap,
        lead=_over_others(at, choice),
        too_close=is_close(gap, scenario.too_close),
        below_floor=below_floor(scenario, at.criteria, at.expected_scores[first]),
    )


def _over_others(at: Decision, choice: str) -> float | None:
    if choice not in at.options:
        return None
    place = at.options.index(choice)
    return float(at.value[place] - np.delete(at.value, place).max())


def gained(before: Lead, after: Lead) -> float | None:
    """Points added to the lead of the old choice from one version to another; None where it has none."""
    return None if before.lead is None or after.lead is None else after.lead - before.lead
