"""What can be said with less than a value: any weights in order, any risk-averse taste, one's risk tolerance.

All exact, at expected scores unless their ends are asked for.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.results.sensitivity import RiskChange, StochasticDominance
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats, ScoreArray

_GREATEST_TOLERANCE, _LEAST_TOLERANCE = 100.0, 0.05  # points; a change beyond or below is not reported
_STEPS, _PARTS = 2000, 20  # tolerances looked at between the two, and in how many parts
_BISECTIONS = 60


def stochastic_dominance(decision: Decision) -> StochasticDominance:
    """Return the pairs in which one option stochastically dominates another over the futures.

    First order: whoever prefers more to less prefers it. Second order: so does whoever is risk-averse too.

    Reference: Hadar & Russell 1969.
    """
    first, second = (np.array(flags) for flags in zip(*_dominance(decision), strict=True))
    return StochasticDominance(first=_pairs_of(decision, first), second=_pairs_of(decision, second))


def _dominance(decision: Decision) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Yield, option by option, which others it dominates to the first and to the second order, [option].

    Option by option, by how much likelier each other is to be worth no more than each level, [other, level],
    and the areas below that.
    """
    values, chances = decision.in_future, _probabilities(decision)[:, None]
    for own, own_chances in zip(values, chances, strict=True):
        # A level that comes twice adds an area of 0.
        levels = np.sort(np.concatenate([np.broadcast_to(own, values.shape), values], axis=1), axis=1)
        at_most = levels[:, :, None] + TIE
        gaps = (chances * (values[:, None] <= at_most)).sum(axis=2)
        gaps -= (own_chances * (own <= at_most)).sum(axis=2)
        areas = np.zeros_like(gaps)
        np.cumsum(gaps[:, :-1] * np.diff(levels, axis=1), axis=1, out=areas[:, 1:])
        yield _dominates(gaps), _dominates(areas)


def _dominates(gaps: Floats) -> NDArray[np.bool_]:
    """Tell where gaps [option, level] are nowhere below 0 and somewhere above, [option]."""
    return np.asarray((gaps >= -TIE).all(axis=1) & (gaps > TIE).any(axis=1))


def _probabilities(decision: Decision) -> Floats:
    """Return the probabilities of the futures under each option, [option, future]."""
    if decision.probabilities_by_option is not None:
        return decision.probabilities_by_option
    return np.tile(decision.probabilities, (len(decision.options), 1))


def expected_ends(scores: ScoreArray, shifts: Floats, decision: Decision) -> tuple[Floats, Floats]:
    """Return the expected scores with every score at its low end, and at its high end, [option, criterion].

    A normal without points added has no ends: infinite, unless its future cannot come.

    Args:
        scores: the stated judgements.
        shifts: value points that edits add, [option, criterion, future].
        decision: the scenario decided, for the probabilities of the futures.
    """
    shifted = scores.shifted(shifts)
    low, high = shifted[..., 0].copy(), shifted[..., 2].copy()
    for cell, judged in scores.cells.items():
        if judged.quantity.unbounded:
            clipped = bool(shifts[cell])
            low[cell], high[cell] = (0.0, 100.0) if clipped else (-np.inf, np.inf)
    chances = _probabilities(decision)[:, None, :]
    low, high = (np.where(chances > 0.0, ends, 0.0) * chances for ends in (low, high))
    return np.asarray(low.sum(axis=2)), np.asarray(high.sum(axis=2))


def necessary_preferences(
    decision: Decision, ranking: Sequence[Sequence[int]], ends: tuple[Floats, Floats] | None = None
) -> tuple[tuple[str, str], ...]:
    """Return the pairs in which one option is as good under any weights in order, and better under some.

    Weights that keep an order are a simplex with the vertices (1, 0, ...), (1/2, 1/2, 0, ...) and so on, and
    a difference of values is linear in the weights, so the vertices decide.

    Args:
        decision: the scenario decided at expected values.
        ranking: criteria from the most to the least important; those that tie, in any order, stand together.
        ends: expected scores at their low and high ends, [option, criterion]; the one is then held to its low
            and the other to its high ends. None for both at their means.

    Reference: Greco, Mousseau & Słowiński 2008.
    """
    low, high = ends or (decision.expected_scores, decision.expected_scores)
    lowest, highest = _vertex_gaps(low[:, None] - high[None], ranking)
    is_necessary = np.all(lowest >= -TIE, axis=-1) & np.any(highest > TIE, axis=-1)
    return _pairs_of(decision, is_necessary)


def possible_preferences(decision: Decision, ranking: Sequence[Sequence[int]]) -> tuple[tuple[str, str], ...]:
    """Return the pairs in which one option is at least as good as the other under some weights in order.

    All at expected scores; the arguments are those of `necessary_preferences`.
    """
    expected = decision.expected_scores
    highest = _vertex_gaps(expected[:, None] - expected[None], ranking)[1]
    return _pairs_of(decision, np.any(highest >= -TIE, axis=-1))


def _pairs_of(decision: Decision, flags: NDArray[np.bool_]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of different options that are flagged, [option, other]."""
    pairs = np.argwhere(flags & ~np.eye(len(flags), dtype=bool)).tolist()
    return tuple((decision.options[one], decision.options[other]) for one, other in pairs)


def _vertex_gaps(gaps: Floats, ranking: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
    """Return what gaps [..., criterion] weigh at the vertices, at least and at most over the orders of ties.

    Of all orders of a tie, its gaps from the lowest up give the lowest sum after every number of criteria,
    and from the highest down the highest.
    """
    ties = [np.sort(gaps[..., list(tie)], axis=-1) for tie in ranking]
    count = np.arange(1, gaps.shape[-1] + 1)
    lowest = np.cumsum(np.concatenate(ties, axis=-1), axis=-1) / count
    highest = np.cumsum(np.concatenate([tie[..., ::-1] for tie in ties], axis=-1), axis=-1) / count
    return lowest, highest


def risk_changes(decision: Decision) -> tuple[RiskChange, ...]:
    """Return the risk tolerances, in points, below which another option leads, the greatest first.

    An option counts at its certain equivalent `-R ln Σ_f p[f] exp(-V[o,f] / R)`: over the futures only. One
    that comes to equal the leader, as an option with the same worst future does, takes no lead.

    Reference: Howard 1988.
    """
    changes = []
    grid = np.geomspace(_GREATEST_TOLERANCE, _LEAST_TOLERANCE, _STEPS)
    # In parts, for the sake of memory: an array holds a number for each tolerance, option and future.
    leads = np.concatenate([_leads_at(decision, part) for part in np.split(grid, _PARTS)])
    step, leader = 0, int(leads[0].argmax())
    while not leads[step:, leader].all():
        step += int(leads[step:, leader].argmin())
        high, low = float(grid[step - 1]), float(grid[step])
        for _ in range(_BISECTIONS):
            middle = sqrt(high * low)
            if _leads_at(decision, np.array([middle]))[0, leader]:
                high = middle
            else:
                low = middle
        leader = int(leads[step].argmax())
        changes.append(RiskChange(below=low, option=decision.options[leader]))
    return tuple(changes)


def _leads_at(decision: Decision, tolerances: Floats) -> NDArray[np.bool_]:
    """Tell whether an option has the highest certain equivalent, ties included, [tolerance, option]."""
    values = decision.in_future
    least = values.min(axis=1, keepdims=True)
    with np.errstate(under="ignore"):
        weighed = _probabilities(decision) * np.exp((least - values) / tolerances[:, None, None])
    sums = weighed.sum(axis=2)
    possible = sums > 0
    equivalents = least[:, 0] - tolerances[:, None] * np.log(np.where(possible, sums, 1.0))
    equivalents = np.where(possible, equivalents, np.inf)
    return np.asarray(equivalents >= equivalents.max(axis=1, keepdims=True) - TIE)
