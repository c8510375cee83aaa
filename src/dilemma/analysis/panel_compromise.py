"""The least movement of weights under which an option comes first, or two people choose alike.

The distance is the sum of absolute differences (L1): what goes onto one criterion comes off others, and both
count. A person moves only as far as the option ties for the lead; any movement further makes it lead.

For two people the least total movement is the least over options of what the one and the other need for it,
since neither's weights constrain the other's: one small linear program for each person and option.
"""

from __future__ import annotations

import importlib.util
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision import best_indices, build_decision
from dilemma.analysis.results.panel import Camp, Move, Movement, Split, SplitPart
from dilemma.records import dataclass
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.results.panel import PanelMember


_INFEASIBLE = 2  # status of scipy for a program that no weights satisfy
# The solver's own tolerance, 1e-7, is larger than what counts as a tie here.
_TOLERANCES = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


@dataclass(frozen=True, slots=True)
class Compromise:
    """The options on which two people can agree at least total movement, and that movement."""

    options: tuple[int, ...]
    distance: float


def has_solver() -> bool:
    """Tell whether the solver of the programs is installed; it comes with the extra `solve`."""
    return importlib.util.find_spec("scipy") is not None


def nearest_weights(weights: Floats, scores: Floats, option: int) -> Floats | None:
    """Return the nearest weights, of those that sum to 1, under which an option has the highest value.

    Minimises `Σ_c |v[c] − w[c]|` over weights v with `Σ_c v[c]·(score[option,c] − score[other,c]) ≥ 0` for
    every other option, by ups and downs that are not negative.

    Args:
        weights: as they stand, [criterion].
        scores: expected scores, [option, criterion].
        option: the one that is to lead.

    Returns:
        The moved weights, [criterion]; None when it leads under no weights at all.

    Raises:
        ArithmeticError: the solver gave up.
    """
    from scipy.optimize import linprog  # type: ignore[import-untyped]  # noqa: PLC0415  an extra, slow to import

    count = len(weights)
    leads = np.delete(scores[option] - scores, option, axis=0)
    solution = linprog(
        np.ones(2 * count),
        A_ub=np.hstack([-leads, leads]),
        b_ub=leads @ weights,
        A_eq=np.concatenate([np.ones(count), -np.ones(count)])[None],
        b_eq=[0.0],
        bounds=[(0.0, None)] * count + [(0.0, weight) for weight in weights],
        method="highs",
        options=_TOLERANCES,
    )
    if solution.status == _INFEASIBLE:
        return None
    if not solution.success:
        raise ArithmeticError(f"the least movement was not found: {solution.message}")
    moved = weights + solution.x[:count] - solution.x[count:]
    # Rounding may leave a weight that is given up a hair below nothing.
    return np.asarray(np.maximum(moved, 0.0))


def nearest_weights_by_option(weights: Floats, scores: Floats) -> list[Floats | None]:
    """Return, for each option, the nearest weights under which it leads; None for one that never does."""
    return [nearest_weights(weights, scores, option) for option in range(len(scores))]


def weight_distance(weights: Floats, target: Floats | None) -> float:
    """Return the total movement from some weights to others; infinite where there are no others."""
    return float("inf") if target is None else float(np.abs(target - weights).sum())


def least_compromise(first: Sequence[float], second: Sequence[float]) -> Compromise | None:
    """Return where two people meet at least total movement; None when no option can be the choice of both.

    Args:
        first: what the first must move for each option, [option].
        second: the same for the second.
    """
    total = np.add(first, second)
    smallest = float(total.min())
    if not np.isfinite(smallest):
        return None
    return Compromise(tuple(int(option) for option in np.flatnonzero(total <= smallest + TIE)), smallest)


_POINTS = 100.0  # weights are moved in points of this total


@dataclass(frozen=True, slots=True)
class _Mover:
    """A member, with the nearest weights under which each option is chosen, and how far they are."""

    profile: str
    decision: Decision
    targets: tuple[Floats | None, ...]
    distances: tuple[float, ...]

    def moves(self, option: int) -> Iterator[Move]:
        """Yield the weights that move so that an option is chosen, in points of 100."""
        target = self.targets[option]
        if target is None:
            return
        for index, criterion in enumerate(self.decision.criteria):
            start, stop = _POINTS * float(self.decision.weights[index]), _POINTS * float(target[index])
            if abs(stop - start) > _POINTS * TIE:
                yield Move(
                    profile=self.profile, criterion=criterion, start=start, stop=stop, change=stop - start
                )


def least_movements(members: Sequence[PanelMember], decisions: Sequence[Decision]) -> tuple[Movement, ...]:
    """Return one movement for each two members with no choice in common, in the order of the panel.

    Raises:
        ImportError: there are such members, and scipy is not installed.
    """
    choices = [frozenset(best_indices(decision.value)) for decision in decisions]
    apart = [
        pair for pair in combinations(range(len(decisions)), 2) if not choices[pair[0]] & choices[pair[1]]
    ]
    movers = {
        index: _mover(members[index], decisions[index])
        for index in {member for pair in apart for member in pair}
    }
    return tuple(_movement(movers[first], movers[second]) for first, second in apart)


def _mover(member: PanelMember, decision: Decision) -> _Mover:
    targets = tuple(nearest_weights_by_option(decision.weights, decision.expected_scores))
    return _Mover(
        member.profile,
        decision,
        targets,
        tuple(weight_distance(decision.weights, target) for target in targets),
    )


def _movement(first: _Mover, second: _Mover) -> Movement:
    options = first.decision.options
    compromise = least_compromise(first.distances, second.distances)
    choice = compromise.options[0] if compromise else None
    return Movement(
        profiles=(first.profile, second.profile),
        possible=compromise is not None,
        points=_POINTS * compromise.distance if compromise else None,
        option=None if choice is None else options[choice],
        ties=tuple(options[index] for index in compromise.options)
        if compromise and len(compromise.options) > 1
        else (),
        moves=() if choice is None else (*first.moves(choice), *second.moves(choice)),
        alone=dict([*_movement_alone(first, second), *_movement_alone(second, first)]),
    )


def _movement_alone(mover: _Mover, other: _Mover) -> Iterator[tuple[str, float]]:
    """Yield what a member must move to join the choice of the other, who stays."""
    least = min(mover.distances[option] for option in best_indices(other.decision.value))
    if least < float("inf"):
        yield mover.profile, _POINTS * least


def mean_array(arrays: Sequence[Floats]) -> Floats:
    """Return the mean of one array a person, to the last bit the same in whatever order they come.

    Sorting first fixes the order of the sum.
    """
    return np.asarray(np.sort(np.array(arrays), axis=0).mean(axis=0))


def mean_member(decisions: Sequence[Decision]) -> Decision:
    """Return the decision of a person with everybody's mean weights and mean scores.

    Weights are normalised for each person before they are averaged, so that nobody counts for more by
    handing out more points. Scores are averaged after each person's own adjustments and clipping. Where
    nobody adjusts a score, the values are the means of the members' values. Probabilities that differ are
    averaged too, a linear opinion pool with equal weights (Stone 1961).
    """
    first = decisions[0]
    return build_decision(
        options=first.options,
        criteria=first.criteria,
        futures=first.futures,
        scores=mean_array([member.scores for member in decisions]),
        weights=mean_array([member.weights for member in decisions]),
        probabilities=_mean_probabilities([member.probabilities for member in decisions]),
    )


def _mean_probabilities(probabilities: Sequence[Floats]) -> Floats:
    """Return the mean probabilities of the futures, those of all to the last bit where all have the same."""
    if all(np.array_equal(own, probabilities[0]) for own in probabilities):
        return probabilities[0]
    return mean_array(probabilities)


def member_regrets(values: Floats) -> Floats:
    """Return how far each option falls short of a person's best, in points, [person, option]."""
    return np.asarray(values.max(axis=1, keepdims=True) - values)


def split_panel(members: Sequence[PanelMember], decisions: Sequence[Decision]) -> Split | None:
    """Return what divides those who choose a from those who choose b, the two options most often chosen.

    A member k prefers a to b by `D_k = Σ_c w_k[c]·d_k[c]` points, where d is a's expected score less b's.
    The split is the mean of D in a's camp less the mean in b's, which is never negative. It is a sum over
    criteria of `mean_a(w[c]·d[c]) − mean_b(w[c]·d[c])`, and the dividing criterion is the one with the
    largest such part. Where all read the scores alike, the part is the spread of the camps' mean weights
    times the difference in score: `(w_a[c] − w_b[c])·d[c]`.

    Returns:
        None when all choose the same. Of options chosen equally often those named first in the file count.
    """
    options = decisions[0].options
    camps = [_camp(option, members) for option in options]
    by_size = sorted((camp for camp in camps if camp.profiles), key=lambda camp: -len(camp.profiles))
    if len(by_size) < 2:
        return None
    first, second = by_size[:2]
    pair = options.index(first.option), options.index(second.option)
    by_name = {member.profile: decision for member, decision in zip(members, decisions, strict=True)}
    parts = sorted(
        _split_parts([[by_name[name] for name in camp.profiles] for camp in (first, second)], pair),
        key=lambda part: -rounded(part.points),
    )
    # Sorting first makes the sum the same in whatever order the criteria come.
    total = float(np.sort([part.points for part in parts]).sum())
    of_scores = float(np.sort([part.of_scores for part in parts]).sum())
    return Split(
        camps=(first, second),
        criterion=parts[0].criterion,
        points=total,
        of_weights=total - of_scores,
        of_scores=of_scores,
        parts=tuple(parts),
    )


def _camp(option: str, members: Sequence[PanelMember]) -> Camp:
    """Return the members who choose an option."""
    return Camp(
        option=option, profiles=tuple(member.profile for member in members if member.option == option)
    )


def _split_parts(camps: Sequence[Sequence[Decision]], pair: tuple[int, int]) -> list[SplitPart]:
    """Return the part of each criterion in the split, in order.

    The part of weights is their spread at the mean of both camps' differences in score; the part of scores
    is the rest, and 0 where all read the scores alike.
    """
    weights = [mean_array([decision.weights for decision in camp]) for camp in camps]
    gaps = [mean_array([_score_gap(decision, pair) for decision in camp]) for camp in camps]
    products = [
        mean_array([decision.weights * _score_gap(decision, pair) for decision in camp]) for camp in camps
    ]
    total = products[0] - products[1]
    of_weights = (weights[0] - weights[1]) * (gaps[0] + gaps[1]) / 2
    rest = total - of_weights
    of_scores = np.where(np.abs(rest) > TIE, rest, 0.0)
    return [
        SplitPart(
            criterion=criterion,
            points=float(total[index]),
            of_weights=float(of_weights[index]),
            of_scores=float(of_scores[index]),
            weights=(float(weights[0][index]), float(weights[1][index])),
            differences=(float(gaps[0][index]), float(gaps[1][index])),
            gap=float(gaps[0][index] + gaps[1][index]) / 2,
        )
        for index, criterion in enumerate(camps[0][0].criteria)
    ]


def _score_gap(decision: Decision, pair: tuple[int, int]) -> Floats:
    """Return the expected scores of the first option of a pair less those of the second, [criterion]."""
    expected = decision.expected_scores
    return np.asarray(expected[pair[0]] - expected[pair[1]])
