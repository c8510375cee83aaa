"""Options one by one and the choices around them: chief risk, one criterion less, other profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.core import decision_rules
from dilemma.analysis.core.decision import (
    best_indices,
    decide,
    descending_order,
    dominating_options,
    tied_options,
)
from dilemma.analysis.core.decision_rules import regret
from dilemma.analysis.core.recommendation import margin
from dilemma.analysis.core.scores import floats_by_name
from dilemma.analysis.results.assessment import ChiefRisk, Choice, OptionResult, TradeOff
from dilemma.analysis.sensitivity.break_evens import proportions_without
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats, ScoreArray
    from dilemma.analysis.results.sensitivity import Losses, Rung
    from dilemma.scenario.model import Scenario


def chief_risk(decision: Decision, option: int) -> ChiefRisk | None:
    """Return where an option falls behind the best option of a future by most, weighted by probability.

    `argmax_f p[f]·(max_o V[o,f] − V[option,f])`. Of futures that tie, the first in the file; of options that
    tie there, the one of highest value.

    Args:
        decision: options with their values in each future.
        option: its index.

    Returns:
        None where the option is never behind, and where there is one future.
    """
    if len(decision.futures) == 1:
        return None
    option_regret = regret(decision.in_future)[option]
    expected_regret = option_regret * decision.probabilities
    future = best_indices(expected_regret)[0]
    if expected_regret[future] <= TIE:
        return None
    by_value = descending_order(decision.value)
    rival = by_value[best_indices(decision.in_future[by_value, future])[0]]
    return ChiefRisk(
        future=decision.futures[future], option=decision.options[rival], gap=float(option_regret[future])
    )


def option_results(
    scenario: Scenario,
    decision: Decision,
    poles: Mapping[str, Floats],
    level: Rung,
    losses: Losses | None,
    *,
    at_modes: Floats,
) -> list[OptionResult]:
    """Return one result an option, in file order.

    Args:
        scenario: with its stances and floors.
        decision: the same scenario decided.
        poles: mean expected score of each pole's criteria, [option].
        level: the robustness level whose shares are shown with the options.
        losses: what could be lost at that level.
        at_modes: values with every number at the one its author would name, [option].
    """
    ranks = _ranks(decision.value)
    regret = decision_rules.regret(decision.in_future)
    expected = decision.expected_scores
    dominators = dominating_options(decision.scores)
    return [
        OptionResult(
            id=option,
            stance=scenario.stance(option),
            rank=ranks[index],
            value=float(decision.value[index]),
            value_at_modes=float(at_modes[index]),
            values_by_future=floats_by_name(decision.futures, decision.in_future[index]),
            scores=floats_by_name(decision.criteria, expected[index]),
            contributions=floats_by_name(decision.criteria, decision.weights * expected[index]),
            worst_value=float(decision.in_future[index].min()),
            chief_risk=chief_risk(decision, index),
            max_regret=float(regret[index].max()),
            expected_regret=float(regret[index] @ decision.probabilities),
            first_rank_share=level.first_rank_shares[option],
            rank_shares=level.rank_shares[option],
            expected_loss=None if losses is None else losses.expected[option],
            below_floor_share=None if losses is None else losses.below_floor[option] or None,
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
    return tuple(sorted(pairs, key=lambda pair: -rounded(pair.gain)))


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


def leave_one_out_ties(decision: Decision) -> dict[str, tuple[str, ...]]:
    """Return, for each criterion without which several options share the lead, those options."""
    expected = decision.expected_scores
    ties = {}
    for index, criterion in enumerate(decision.criteria):
        weights_without = proportions_without(decision.weights, index)
        if weights_without is not None:
            tied = tied_options(decision.options, best_indices(expected @ weights_without))
            if tied:
                ties[criterion] = tied
    return ties


def profile_choices(views: Iterable[Scenario], scores: ScoreArray) -> tuple[Choice, ...]:
    """Return what each profile would choose and by what margin, in the order of the views.

    Args:
        views: the scenario as edited for each profile, without what a hard floor excludes for it.
        scores: the score array they share, for a profile never changes a stated judgement.
    """
    return tuple(_profile_choice(view, scores) for view in views if view.profile is not None)


def _profile_choice(view: Scenario, scores: ScoreArray) -> Choice:
    # A profile whose adjustments have a hard floor exclude other options has rows of its own.
    decision = decide(view, None if view.screens else scores)
    leaders = best_indices(decision.value)
    profile = view.profile
    if profile is None:
        raise ValueError("a choice needs a profile")
    return Choice(
        profile=profile.id,
        title=profile.file.title,
        kind=profile.file.kind,
        option=decision.options[leaders[0]],
        margin=margin(decision.value),
        ties=tied_options(decision.options, leaders),
        relevance=view.relevance,
    )
