"""Rules over futures that need no probabilities, or only some: all exact, at central scores and weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision import best_indices
from dilemma.analysis.core.envelope import LeadInterval, lead_intervals
from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats


def regret(in_future: Floats) -> Floats:
    """Return by how much an option falls short of the best of each future, [option, future]."""
    return np.asarray(in_future.max(axis=0) - in_future)


def maximin(in_future: Floats) -> list[int]:
    """Return the options whose worst future is least bad (Wald 1945)."""
    return best_indices(in_future.min(axis=1))


def minimax_regret(in_future: Floats) -> list[int]:
    """Return the options whose largest regret is smallest (Savage 1951).

    The choice depends on which other options are listed.
    """
    return best_indices(-regret(in_future).max(axis=1))


def laplace(in_future: Floats) -> list[int]:
    """Return the options best on average when every future counts the same (Luce & Raiffa 1957)."""
    return best_indices(in_future.mean(axis=1))


def hurwicz(in_future: Floats) -> list[LeadInterval]:
    """Return who leads for each weight α on the best future, 1 − α on the worst (Hurwicz 1951)."""
    return lead_intervals(in_future.min(axis=1), in_future.max(axis=1))


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """A rule that chooses an option from values in each future.

    Attributes:
        id: its field in `results.assessment.RuleChoices` and its key in JSON.
        label: what a line of results calls it.
        choose: returns the indices of the options it chooses, ties included.
        needs_probabilities: whether the probabilities of the futures enter.
        needs_common_chances: whether it sets options beside one another future by future, which means
            nothing where choosing an option moves the chances.
    """

    id: str
    label: str
    choose: Callable[[Decision], list[int]]
    needs_probabilities: bool = False
    needs_common_chances: bool = False


# A new rule is an entry here and a field of `RuleChoices`; results, JSON, screens and memo follow.
RULES = (
    DecisionRule(
        "expected_value",
        "expected value",
        lambda decision: best_indices(decision.value),
        needs_probabilities=True,
    ),
    DecisionRule("maximin", "best worst case", lambda decision: maximin(decision.in_future)),
    DecisionRule(
        "minimax_regret",
        "least regret (smallest of the largest shortfalls)",
        lambda decision: minimax_regret(decision.in_future),
        needs_common_chances=True,
    ),
    DecisionRule(
        "laplace",
        "best if all futures are equally likely",
        lambda decision: laplace(decision.in_future),
        needs_common_chances=True,
    ),
)


def evpi_of_futures(decision: Decision) -> float:
    """Return the points gained by knowing the future before choosing (EVPI).

    `Σ_f p[f]·max_o V[o,f] − max_o V[o]`, worked out as the smallest expected regret, which it equals, so that
    it is never negative and is exactly 0 where one option leads in every future.

    Reference: Raiffa & Schlaifer 1961.
    """
    return float((regret(decision.in_future) @ decision.probabilities).min())
