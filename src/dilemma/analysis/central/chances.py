"""From chances to probabilities: the chain, pins, and what evidence makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from dilemma.analysis.central.table import Floats
    from dilemma.scenario.model import Scenario


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


def raised(probabilities: Floats, future: int, to: float) -> Floats:
    """One probability set, the others kept in proportion (Pauker & Kassirer 1980).

    Where the others have nothing to keep in proportion, they share the rest equally.
    """
    return pinned(probabilities, {future: to})


def pinned(probabilities: Floats, pins: dict[int, float]) -> Floats:
    """Some probabilities set, the others kept in proportion within what is left; last axis futures."""
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


def sum_in_order(numbers: list[float]) -> float:
    """A plain left-to-right sum, the same on every Python and in the report's script."""
    total = 0.0
    for number in numbers:
        total += number
    return total
