"""How each option does, one result an option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.chief_risk import chief_risk
from dilemma.analysis.central.decision import order
from dilemma.analysis.central.dominance import dominated_by
from dilemma.analysis.futures import rules
from dilemma.analysis.results import OptionResult, TradeOff, named
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.stress.stress_results import Rung
    from dilemma.scenario.model import Scenario


def option_results(
    scenario: Scenario, at: Decision, poles: Mapping[str, Floats], firm: Rung
) -> list[OptionResult]:
    """One result an option, in file order; `firm` is the rung whose shares are shown with it."""
    ranks = _ranks(at.value)
    regret = rules.regret(at.in_future)
    expected = at.expected_scores
    stronger = dominated_by(at.scores)
    return [
        OptionResult(
            id=option,
            stance=scenario.stance(option),
            rank=ranks[place],
            value=float(at.value[place]),
            values_by_future=named(at.futures, at.in_future[place]),
            contributions=named(at.criteria, at.weights * expected[place]),
            worst_value=float(at.in_future[place].min()),
            chief_risk=chief_risk(at, place),
            max_regret=float(regret[place].max()),
            expected_regret=float(regret[place] @ at.probabilities),
            first_rank_share=firm.first_rank_shares[option],
            rank_shares=firm.rank_shares[option],
            central_weights=firm.central_weights.get(option),
            confidence_factor=firm.confidence_factor.get(option),
            pole_values={pole: float(values[place]) for pole, values in poles.items()} or None,
            below_floor=below_floor(scenario, at.criteria, expected[place]),
            dominated_by=tuple(at.options[other] for other in stronger[place]),
        )
        for place, option in enumerate(at.options)
    ]


def _ranks(values: Floats) -> list[int]:
    """1 for the highest; options that tie share the better rank."""
    return [1 + int((values > value + TIE).sum()) for value in values]


def below_floor(scenario: Scenario, criteria: tuple[str, ...], expected: Floats) -> tuple[str, ...]:
    """The criteria on which an option's expected scores, [criterion], fall below the floor."""
    return tuple(
        name
        for name, score in zip(criteria, expected, strict=True)
        if name in scenario.floors and score < scenario.floors[name] - TIE
    )


def trade_off(at: Decision) -> tuple[TradeOff, ...]:
    """What the first option gains over the second on each criterion, the largest gain first."""
    first, second = order(at.value)[:2]
    gains = at.weights * (at.expected_scores[first] - at.expected_scores[second])
    pairs = [TradeOff(criterion=name, gain=gain) for name, gain in named(at.criteria, gains).items()]
    return tuple(sorted(pairs, key=lambda pair: -pair.gain))
