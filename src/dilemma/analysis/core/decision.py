"""The decision at central values: weights, scores and probabilities as arrays, values, poles, dominance."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.probabilities import (
    answered_probabilities,
    conditional_probabilities,
    log_odds_shifts,
    move_probabilities,
    prior_probabilities,
    revise_probabilities,
)
from dilemma.analysis.core.scores import Floats, ScoreArray, score_array, score_shifts
from dilemma.errors import NothingToCompare
from dilemma.records import dataclass
from dilemma.scenario.distributions import sum_in_order
from dilemma.scenario.model import Exclusion, drop_options
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from dilemma.scenario.model import Scenario


def normalize_weights(points: Floats) -> Floats:
    """Divide swing points by their sum."""
    return np.asarray(points / points.sum())


def rank_order_centroid(ties: Sequence[int]) -> list[float]:
    """Return the mean of all weights that keep a ranking: rank k of n has `(1/n) Σ_{i≥k} 1/i`.

    Args:
        ties: how many criteria share each position, from the most to the least important.

    Returns:
        The weight of a criterion at each position; those that tie share the mean of the ranks they take.

    Reference: Edwards & Barron 1994, SMARTS and SMARTER.
    """
    count = sum(ties)
    ranks = [_centroid(rank, count) for rank in range(1, count + 1)]
    weights, start = [], 0
    for size in ties:
        weights.append(float(np.mean(ranks[start : start + size])))
        start += size
    return weights


def _centroid(rank: int, count: int) -> float:
    """Return the rank-order centroid of one rank."""
    return sum_in_order([1.0 / position for position in range(rank, count + 1)]) / count


def central_weights(scenario: Scenario) -> Floats:
    """Return the central weights, [criterion], summing to 1.

    Swing points normalised, rank-order centroids of a ranking, or equal weights where neither is stated.
    """
    criteria = [criterion.id for criterion in scenario.leaves]
    statement = scenario.weights
    if statement is None:
        return np.full(len(criteria), 1.0 / len(criteria))
    if statement.points:
        return normalize_weights(np.array([statement.points[criterion].central for criterion in criteria]))
    centroids = rank_order_centroid([len(tie) for tie in statement.ranking])
    weight_of = {
        criterion: weight
        for tie, weight in zip(statement.ranking, centroids, strict=True)
        for criterion in tie
    }
    return np.array([weight_of[criterion] for criterion in criteria])


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Options by criteria by futures, in value points from 0 to 100.

    Attributes:
        scores: expected scores after all edits, [option, criterion, future].
        weights: as stated, [criterion], summing to 1.
        probabilities: [future], summing to 1.
        probabilities_by_option: those under each option, [option, future], where choosing it moves them;
            else None.
        chances: expected chances of a chain's questions, [future − 1]; empty when there is no chain,
            or when pins or evidence have moved the probabilities away from it.
        answered: expected probabilities with each question answered no, and yes, [question, 2, future], not
            a number where it has no answer of its own; None as for `chances`.
        in_future: value of each option in each future, `Σ_c w[c]·score[o,c,f]`, [option, future].
        value: expected value, `Σ_f p[f]·in_future[o,f]`, [option]; with `probabilities_by_option[o,f]` for
            p[f] where choosing an option moves them.
        floors: the hard floors by index of the criterion; none where they are not looked at.
    """

    options: tuple[str, ...]
    criteria: tuple[str, ...]
    futures: tuple[str, ...]
    scores: Floats
    weights: Floats
    probabilities: Floats
    chances: Floats
    in_future: Floats
    value: Floats
    probabilities_by_option: Floats | None = None
    answered: Floats | None = None
    floors: Mapping[int, float] = field(default_factory=dict)

    @property
    def floor_margins(self) -> Floats:
        """Scores less the hard floors, [option, floor, future]."""
        return np.asarray(self.scores[:, list(self.floors)] - np.array([*self.floors.values()])[:, None])

    @property
    def expected_scores(self) -> Floats:
        """Scores averaged over futures, [option, criterion]."""
        if self.probabilities_by_option is None:
            return np.asarray(self.scores @ self.probabilities)
        return np.asarray(np.einsum("ocf,of->oc", self.scores, self.probabilities_by_option))


def build_decision(
    *,
    options: tuple[str, ...],
    criteria: tuple[str, ...],
    futures: tuple[str, ...],
    scores: Floats,
    weights: Floats,
    probabilities: Floats,
    chances: Floats | None = None,
    probabilities_by_option: Floats | None = None,
    answered: Floats | None = None,
) -> Decision:
    """Build a decision from its arrays and work out its values.

    References: Keeney & Raiffa 1976; Goodwin & Wright 2001.
    """
    in_future = np.einsum("ocf,c->of", scores, weights)
    return Decision(
        options=options,
        criteria=criteria,
        futures=futures,
        scores=scores,
        weights=weights,
        probabilities=probabilities,
        chances=np.empty(0) if chances is None else chances,
        in_future=in_future,
        value=in_future @ probabilities
        if probabilities_by_option is None
        else np.einsum("of,of->o", in_future, probabilities_by_option),
        probabilities_by_option=probabilities_by_option,
        answered=answered,
    )


def decide(scenario: Scenario, scores: ScoreArray | None = None) -> Decision:
    """Return the decision a scenario describes.

    Args:
        scenario: with all its edits made.
        scores: its score array before shifts; passing it saves working it out again.
    """
    shifted = (score_array(scenario) if scores is None else scores).shifted(score_shifts(scenario))
    is_revised = bool(scenario.pinned or scenario.evidence)
    probabilities, moves = (
        revise_probabilities(scenario, prior_probabilities(scenario)),
        log_odds_shifts(scenario),
    )
    return build_decision(
        options=tuple(scenario.options),
        criteria=tuple(criterion.id for criterion in scenario.leaves),
        futures=tuple(future.id for future in scenario.futures),
        scores=np.ascontiguousarray(shifted[..., 1]),
        weights=central_weights(scenario),
        probabilities=probabilities,
        chances=None if is_revised else conditional_probabilities(scenario),
        probabilities_by_option=None if moves is None else move_probabilities(probabilities, moves),
        answered=None if is_revised else answered_probabilities(scenario),
    )


def hard_floors(scenario: Scenario) -> dict[int, float]:
    """Return the floors that exclude, by index of the criterion."""
    criteria = (criterion.id for criterion in scenario.leaves)
    return {
        index: scenario.floors[key]
        for index, key in enumerate(criteria)
        if key in scenario.screens and key in scenario.floors
    }


def exclude_options(scenario: Scenario) -> Scenario:
    """Return the scenario without the options whose expected score is below a hard floor, with their list.

    It is decided once, with all edits made: what signposts or wrong assumptions would do to the scores or the
    chances brings no option back.

    Raises:
        NothingToCompare: fewer than two options are left.
    """
    floors = hard_floors(scenario)
    if not floors:
        return scenario
    decision = decide(scenario)
    exclusions = tuple(
        Exclusion(option, decision.criteria[index], float(row[index]), floor)
        for option, row in zip(decision.options, decision.expected_scores, strict=True)
        for index, floor in floors.items()
        if row[index] < floor - TIE
    )
    dropped = {exclusion.option for exclusion in exclusions}
    kept = [option for option in decision.options if option not in dropped]
    if dropped and len(kept) < 2:
        raise NothingToCompare(_describe_exclusions(scenario, exclusions, kept), left=next(iter(kept), None))
    return replace(drop_options(scenario, dropped), excluded=exclusions)


def _describe_exclusions(scenario: Scenario, exclusions: Sequence[Exclusion], kept: Sequence[str]) -> str:
    """Return why nothing is left to compare, and what to do about it."""
    titles = {leaf.id: leaf.title for leaf in scenario.leaves}
    reasons = "; ".join(
        f"{scenario.title_of(exclusion.option)} is expected at {round(exclusion.value, 2):g} on "
        f"{titles[exclusion.criterion]}, where {exclusion.floor:g} is the least"
        for exclusion in exclusions
    )
    left = (
        f"only {scenario.title_of(kept[0])} meets every hard floor, so there is nothing to compare"
        if kept
        else "every option falls below a hard floor, so there is nothing to choose from"
    )
    return f"{left}: {reasons}. You can lower a floor, or take `screen: true` away from it"


def values_at_modes(scenario: Scenario, scores: ScoreArray) -> Floats:
    """Return the values with every number at the one its author would name, [option].

    That is the most likely of three, the middle of two and the mean of a distribution. The values that count
    are means; these show where the two differ.
    """
    probabilities = revise_probabilities(scenario, prior_probabilities(scenario, at_modes=True))
    moves = log_odds_shifts(scenario)
    at_modes = build_decision(
        options=tuple(scenario.options),
        criteria=tuple(criterion.id for criterion in scenario.leaves),
        futures=tuple(future.id for future in scenario.futures),
        scores=scores.modes_shifted(score_shifts(scenario)),
        weights=central_weights(scenario),
        probabilities=probabilities,
        probabilities_by_option=None if moves is None else move_probabilities(probabilities, moves),
    )
    return at_modes.value


def best_indices(values: Floats) -> list[int]:
    """Return the indices of all highest values, ties within `TIE` included, in order."""
    return [int(index) for index in np.flatnonzero(values >= values.max() - TIE)]


def tied_options(options: Sequence[str], indices: Sequence[int]) -> tuple[str, ...]:
    """Return the options that share the lead, by their indices; none where one has it alone."""
    return tuple(options[index] for index in indices) if len(indices) > 1 else ()


def descending_order(values: Floats) -> list[int]:
    """Return the indices from the highest to the lowest value; ties within `TIE` keep their order."""
    numbers, ranked, tied = values.tolist(), list[int](), list[int]()
    for index in sorted(range(len(numbers)), key=numbers.__getitem__, reverse=True):
        # All within `TIE` of the highest of them tie, and the next lower one begins anew.
        if tied and numbers[index] < numbers[tied[0]] - TIE:
            ranked += sorted(tied)
            tied = []
        tied.append(index)
    return ranked + sorted(tied)


_POLES = ("leadership", "order", "own")


def pole_values(scenario: Scenario, expected_scores: Floats) -> dict[str, Floats]:
    """Return the mean expected score of each pole's criteria, [option]; poles without criteria are absent."""
    values = {}
    for pole in _POLES:
        indices = [index for index, criterion in enumerate(scenario.leaves) if criterion.pole == pole]
        if indices:
            values[pole] = expected_scores[:, indices].mean(axis=1)
    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """How far leadership and order pull apart, in points, and the option best for either pole."""

    index: float
    options: dict[str, str]


def conflict_of_poles(scenario: Scenario, decision: Decision) -> Conflict | None:
    """Return what leadership and order cost one another; None without both poles.

    Half of what the order-best option gives up in leadership plus what the leadership-best gives up in order.
    0 means that one option is best on both: no dilemma. A pole is the mean of the expected scores of its
    criteria by their weights, equal ones where these sum to 0. An option that another dominates is neither.
    """
    leadership = _weighted_pole(scenario, decision, "leadership")
    order = _weighted_pole(scenario, decision, "order")
    if leadership is None or order is None:
        return None
    free = np.array([not others for others in dominating_options(decision.scores)])
    for_order = _best_on_pole(order, leadership, free)
    for_leadership = _best_on_pole(leadership, order, free)
    sacrifice = leadership[for_leadership] - leadership[for_order] + order[for_order] - order[for_leadership]
    return Conflict(
        index=float(sacrifice / 2),
        options={"leadership": decision.options[for_leadership], "order": decision.options[for_order]},
    )


def _weighted_pole(scenario: Scenario, decision: Decision, pole: str) -> Floats | None:
    """Return the expected scores on a pole by the weights inside it, [option]; None without criteria."""
    indices = [index for index, criterion in enumerate(scenario.leaves) if criterion.pole == pole]
    if not indices:
        return None
    inside = decision.weights[indices]
    if inside.sum() <= 0.0:
        inside = np.ones(len(indices))
    return np.asarray(decision.expected_scores[:, indices] @ (inside / inside.sum()))


def _best_on_pole(values: Floats, other_pole: Floats, free: NDArray[np.bool_]) -> int:
    """Return the index of the highest of those free on one pole; among ties, the highest on the other."""
    leaders = free & (values >= values[free].max() - TIE)
    return int(np.argmax(np.where(leaders, other_pole, -np.inf)))


def dominating_options(scores: Floats) -> list[list[int]]:
    """Return, for each option, the options that dominate it.

    One option dominates another when it scores at least as high on every criterion in every future, and
    higher somewhere.

    Args:
        scores: central scores, [option, criterion, future].
    """
    flat = scores.reshape(len(scores), -1)
    gap = flat[None, :, :] - flat[:, None, :]  # lead of the other, [option, other, cell]
    stronger = np.all(gap >= -TIE, axis=-1) & np.any(gap > TIE, axis=-1)
    return [[int(other) for other in np.flatnonzero(row)] for row in stronger]
