"""From chances to probabilities: the chain, pins, and what evidence makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from dilemma.analysis.central.table import Floats
    from dilemma.scenario.model import Scenario


LARGEST = 700.0  # log-odds whose exponential is still a number; beyond, a chance is as good as 0 or 1


def chain(asked: Floats) -> Floats:
    """Probabilities of a chain of questions: `p1 = q1, p2 = (1 − q1) q2, …`, the last takes the rest.

    Args:
        asked: chances of the questions, last axis; any leading axes, such as samples.

    Returns:
        Probabilities, one more along the last axis.
    """
    left = np.cumprod(1.0 - asked, axis=-1)
    ones = np.ones((*asked.shape[:-1], 1))
    before = np.concatenate([ones, left], axis=-1)
    return np.asarray(before * np.concatenate([asked, ones], axis=-1))


def pinned(probabilities: Floats, pins: dict[int, float]) -> Floats:
    """Some probabilities set, the others kept in proportion within what is left; last axis futures.

    Where the others have nothing to keep in proportion, they share the rest equally.
    """
    if not pins:
        return probabilities
    result = np.array(probabilities, dtype=np.float64)
    free = np.array([place not in pins for place in range(result.shape[-1])])
    left = max(0.0, 1.0 - sum_in_order(list(pins.values())))
    others = result[..., free]
    total = others.sum(axis=-1, keepdims=True)
    even = np.full_like(others, 1.0 / max(1, others.shape[-1]))
    result[..., free] = left * np.divide(others, total, out=even, where=total > 0)
    for place, to in pins.items():
        result[..., place] = to
    return result


def updated(probabilities: Floats, likelihoods: Floats) -> Floats:
    """Bayes: probabilities times likelihoods, normalised; last axis futures."""
    weighed = probabilities * likelihoods
    return np.asarray(weighed / weighed.sum(axis=-1, keepdims=True))


def central(scenario: Scenario) -> Floats:
    """The stated chances at their central values; equal probabilities where none are stated."""
    stated = [future.chance.central for future in scenario.futures if future.chance is not None]
    if scenario.chances == "chain":
        return chain(np.array(stated))
    if scenario.chances == "free":
        return np.array(stated) / sum_in_order(stated)
    return np.full(len(scenario.futures), 1.0 / len(scenario.futures))


def questions(scenario: Scenario) -> Floats:
    """The central chances of a chain's questions; empty for any other form."""
    stated = [future.chance.central for future in scenario.futures if future.chance is not None]
    return np.array(stated if scenario.chances == "chain" else [], dtype=np.float64)


def revised(scenario: Scenario, probabilities: Floats) -> Floats:
    """Probabilities after pins and evidence, in that order."""
    places = {future.id: place for place, future in enumerate(scenario.futures)}
    result = pinned(probabilities, {places[key]: to for key, to in scenario.pinned.items()})
    if scenario.evidence:
        result = updated(result, np.array([scenario.evidence[future.id] for future in scenario.futures]))
    return result


def moves(scenario: Scenario) -> Floats | None:
    """The log-odds by which each option moves each question, [option, future]; None where none moves any."""
    if not scenario.moves:
        return None
    none: dict[str, float] = {}
    return np.array(
        [
            [scenario.moves.get(option, none).get(future.id, 0.0) for future in scenario.futures]
            for option in scenario.options
        ]
    )


def own(probabilities: Floats, moves: Floats) -> Floats:
    """Each option's own probabilities, once it has moved the odds of the questions they answer.

    The question on a future is asked among what the earlier futures leave, so moving one keeps the later
    futures in proportion. A chance of 0 or 1 stays what it is.

    Args:
        probabilities: those all options share, last axis futures; any leading axes, such as samples.
        moves: log-odds, [option, future]; nothing to move in the last future, which takes the rest.

    Returns:
        Probabilities [option, ..., future]; exactly those shared for an option that moves none.
    """
    left = np.cumsum(probabilities[..., ::-1], axis=-1)[..., ::-1]
    asked = np.divide(probabilities, left, out=np.zeros_like(probabilities), where=left > 0)[..., :-1]
    found = np.empty((len(moves), *probabilities.shape))
    for option, by in enumerate(moves):
        odds_against = (1.0 - asked) * np.exp(np.clip(-by[:-1], -LARGEST, LARGEST))
        found[option] = chain(asked / (asked + odds_against)) if by.any() else probabilities
    return found


def sum_in_order(numbers: list[float]) -> float:
    """A plain left-to-right sum, the same on every Python and in the report's script."""
    total = 0.0
    for number in numbers:
        total += number
    return total
