"""Probabilities of the futures: the chain of questions, pinned values, and evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.scenario.distributions import sum_in_order
from dilemma.scenario.quantity import exact_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.core.scores import Floats
    from dilemma.scenario.distributions import Quantity
    from dilemma.scenario.model import Scenario


# exp(700) is still a finite double, exp(710) is not; past it a probability is as good as 0 or 1.
_LARGEST_LOG_ODDS = 700.0


def chain_probabilities(conditional: Floats) -> Floats:
    """Return the probabilities of a chain of questions: `p1 = q1, p2 = (1 − q1) q2, …`.

    The last future takes the rest.

    Args:
        conditional: conditional probabilities of the questions, last axis; any leading axes, such as samples.

    Returns:
        Probabilities, one more along the last axis.
    """
    remaining = np.cumprod(1.0 - conditional, axis=-1)
    ones = np.ones((*conditional.shape[:-1], 1))
    before = np.concatenate([ones, remaining], axis=-1)
    return np.asarray(before * np.concatenate([conditional, ones], axis=-1))


def pin_probabilities(probabilities: Floats, pins: dict[int, float]) -> Floats:
    """Set some probabilities and keep the others in proportion within what is left.

    Where the others have nothing to keep in proportion, they share the rest equally.

    Args:
        probabilities: last axis futures; any leading axes, such as samples.
        pins: the probability to set, by index of the future.

    Returns:
        Probabilities of the same shape; the same array where nothing is pinned.
    """
    if not pins:
        return probabilities
    result = np.array(probabilities, dtype=np.float64)
    free = np.array([index not in pins for index in range(result.shape[-1])])
    # Pins that sum to a little over 1 by roundoff must leave nothing, not a negative remainder.
    unpinned = max(0.0, 1.0 - sum_in_order(pins.values()))
    free_probabilities = result[..., free]
    total = free_probabilities.sum(axis=-1, keepdims=True)
    even = np.full_like(free_probabilities, 1.0 / max(1, free_probabilities.shape[-1]))
    result[..., free] = unpinned * np.divide(free_probabilities, total, out=even, where=total > 0)
    for index, probability in pins.items():
        result[..., index] = probability
    return result


def posterior_probabilities(probabilities: Floats, likelihoods: Floats) -> Floats:
    """Return the posterior probabilities by Bayes' rule: prior times likelihood, normalised.

    Args:
        probabilities: prior probabilities, last axis futures; any leading axes, such as samples.
        likelihoods: of the evidence in each future, [future].

    Returns:
        Probabilities of the same shape; zeros for a sample under which the evidence could not be.
    """
    joint = probabilities * likelihoods
    total = joint.sum(axis=-1, keepdims=True)
    return np.asarray(joint / np.where(total > 0, total, 1.0))


def prior_probabilities(scenario: Scenario, *, at_modes: bool = False) -> Floats:
    """Return the expected probabilities as the file states them, [future]; equal where it states none.

    In a chain they are exact, a chance that two questions share by its joint moments. Free probabilities
    enter by their means, divided by the sum of the means.

    Args:
        scenario: with its chances.
        at_modes: whether to take the one number each author would name in place of the means.
    """
    judged = [future.chance for future in scenario.futures if future.chance is not None]
    if scenario.chances == "chain" and not at_modes:
        return expected_chain(judged, [future.shared for future in scenario.futures[:-1]])
    numbers = [chance.central if at_modes else chance.mean for chance in judged]
    if scenario.chances == "chain":
        return chain_probabilities(np.array(numbers))
    if scenario.chances == "free":
        return np.array(numbers) / sum_in_order(numbers)
    return np.full(len(scenario.futures), 1.0 / len(scenario.futures))


def expected_chain(chances: Sequence[Quantity], shared: Sequence[str | None]) -> Floats:
    """Return the expected probabilities of a chain of questions, [future].

    Questions are independent but for those that share a name, which are one unknown q: the mean of a product
    of q and 1 − q is a sum of moments of q.
    """
    names = [question if name is None else name for question, name in enumerate(shared)]
    if len(set(names)) == len(names):
        return chain_probabilities(np.array([chance.mean for chance in chances]))
    return np.array([_expected_product(chances, names, future) for future in range(len(chances) + 1)])


def _expected_product(chances: Sequence[Quantity], names: Sequence[int | str], future: int) -> float:
    """Return the mean of `(1 − q_1) … (1 − q_{f−1}) q_f`, for the last future without a `q_f`."""
    total = 1.0
    for name in dict.fromkeys(names[: future + 1]):
        polynomial = np.ones(1)
        for question in range(min(future + 1, len(chances))):
            if names[question] == name:
                polynomial = np.convolve(polynomial, [0.0, 1.0] if question == future else [1.0, -1.0])
        unknown = chances[names.index(name)]
        total *= sum_in_order(
            [float(factor) * unknown.moment(power) for power, factor in enumerate(polynomial)]
        )
    return total


def conditional_probabilities(scenario: Scenario) -> Floats:
    """Return the expected conditional probabilities of a chain's questions; empty for any other form."""
    means = [future.chance.mean for future in scenario.futures if future.chance is not None]
    return np.array(means if scenario.chances == "chain" else [], dtype=np.float64)


def answered_probabilities(scenario: Scenario) -> Floats | None:
    """Return the expected probabilities with one question answered no, and yes, [question, 2, future].

    Not a number for a question that shares its unknown with another: moving one of them alone has no meaning.

    Returns:
        None where the chances are no chain.
    """
    if scenario.chances != "chain":
        return None
    judged = [future.chance for future in scenario.futures if future.chance is not None]
    shared = [future.shared for future in scenario.futures[:-1]]
    result = np.full((len(judged), 2, len(judged) + 1), np.nan)
    for question, name in enumerate(shared):
        if name is None or shared.count(name) == 1:
            for answer in (0, 1):
                chances = [*judged[:question], exact_quantity(answer), *judged[question + 1 :]]
                result[question, answer] = expected_chain(chances, shared)
    return result


def revise_probabilities(scenario: Scenario, probabilities: Floats) -> Floats:
    """Return probabilities after pins and evidence, applied in that order, [future]."""
    index_of = {future.id: index for index, future in enumerate(scenario.futures)}
    result = pin_probabilities(
        probabilities, {index_of[key]: probability for key, probability in scenario.pinned.items()}
    )
    if scenario.evidence:
        result = posterior_probabilities(
            result, np.array([scenario.evidence[future.id] for future in scenario.futures])
        )
    return result


def log_odds_shifts(scenario: Scenario) -> Floats | None:
    """Return the log-odds by which each option moves each question, [option, future].

    Returns:
        None where no option moves any.
    """
    if not scenario.moves:
        return None
    no_moves: dict[str, float] = {}
    return np.array(
        [
            [scenario.moves.get(option, no_moves).get(future.id, 0.0) for future in scenario.futures]
            for option in scenario.options
        ]
    )


def move_probabilities(probabilities: Floats, moves: Floats) -> Floats:
    """Return the probabilities under each option, once it has moved the odds of the questions they answer.

    The question on a future is asked among what the earlier futures leave, so moving one keeps the later
    futures in proportion. A chance of 0 or 1 stays what it is.

    Args:
        probabilities: those all options share, last axis futures; any leading axes, such as samples.
        moves: log-odds, [option, future]; nothing to move in the last future, which takes the rest.

    Returns:
        Probabilities [option, ..., future]; exactly those shared for an option that moves none.
    """
    remaining = np.cumsum(probabilities[..., ::-1], axis=-1)[..., ::-1]
    # Where nothing is left for the later futures, their conditional probability is undefined: take 0.
    conditional = np.divide(probabilities, remaining, out=np.zeros_like(probabilities), where=remaining > 0)[
        ..., :-1
    ]
    result = np.empty((len(moves), *probabilities.shape))
    for option, log_odds in enumerate(moves):
        odds_against = (1.0 - conditional) * np.exp(
            np.clip(-log_odds[:-1], -_LARGEST_LOG_ODDS, _LARGEST_LOG_ODDS)
        )
        # An option that moves nothing gets the shared array itself, free of the round trip's roundoff.
        result[option] = (
            chain_probabilities(conditional / (conditional + odds_against))
            if log_odds.any()
            else probabilities
        )
    return result
