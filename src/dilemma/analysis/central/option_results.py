"""How each option does: one result an option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.chief_risk import chief_risk
from dilemma.analysis.central.decision import descending_order
from dilemma.analysis.central.dominance import dominating_options
from dilemma.analysis.futures import rules
from dilemma.analysis.results import OptionResult, TradeOff, floats_by_name
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.stress.stress_results import Rung
    from dilemma.scenario.model import Scenario


def option_results(
    scenario: Scenario, decision: Decision, poles: Mapping[str, Floats], level: Rung
) -> list[OptionResult]:
    """Return one result an option, in file order.

    Args:
        scenario: with its stances and floors.
        decision: the same scenario decided.
        poles: mean expected score of each pole's criteria, [option].
        level: the robustness level whose shares are shown with the options.
    """
    ranks = _ranks(decision.value)
    regret = rules.regret(decision.in_future)
    expected = decision.expected_scores
    dominators = dominating_options(decision.scores)
    return [
        OptionResult(
            id=option,
            stance=scenario.stance(option),
            rank=ranks[index],
            value=float(decision.value[index]),
            values_by_future=floats_by_name(decision.futures, decision.in_future[index]),
            contributions=floats_by_name(decision.criteria, decision.weights * expected[index]),
            worst_value=float(decision.in_future[index].min()),
            chief_risk=chief_risk(decision, index),
            max_regret=float(regret[index].max()),
            expected_regret=float(regret[index] @ decision.probabilities),
            first_rank_share=level.first_rank_shares[option],
            rank_shares=level.rank_shares[option],
            central_weights=level.central_weights.get(option),
            confidence_factor=level.confidence_factor.get(option),
            pole_values={pole: float(values[index]) for pole, values in poles.items()} or None,
            below_floor=criteria_below_floor(scenario, decision.criteria, expected[index]),
            dominated_by=tuple(decision.options[other] for other in dominators[index]),
        )
        for index, option in enumerate(decision.options)
    ]


def _ranks(values: Floats) -> list[int]:
    """Return ranks, 1 for the highest; options that tie share the better rank."""
    return [1 + int((values > value + TIE).sum()) for value in values]


def criteria_below_floor(scenario: Scenario, criteria: tuple[str, ...], expected: Floats) -> tuple[str, ...]:
    """Return the criteria on which an option's expected scores, [criterion], fall below the floor."""
    return tuple(
        criterion
        for criterion, score in zip(criteria, expected, strict=True)
        if criterion in scenario.floors and score < scenario.floors[criterion] - TIE
    )


def trade_off(decision: Decision) -> tuple[TradeOff, ...]:
    """Return what the first option gains over the second on each criterion, the largest gain first."""
    first, second = descending_order(decision.value)[:2]
    gains = decision.weights * (decision.expected_scores[first] - decision.expected_scores[second])
    pairs = [
        TradeOff(criterion=criterion, gain=gain)
        for criterion, gain in floats_by_name(decision.criteria, gains).items()
    ]
    return tuple(sorted(pairs, key=lambda pair: -pair.gain))
