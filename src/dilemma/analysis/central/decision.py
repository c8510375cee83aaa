"""The decision at central values: scores, weights and probabilities as arrays, and the values they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.chances import (
    conditional_probabilities,
    log_odds_shifts,
    move_probabilities,
    prior_probabilities,
    revise_probabilities,
)
from dilemma.analysis.central.table import Floats, ScoreArray, apply_shifts, score_array, score_shifts
from dilemma.analysis.central.weights import central_weights
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.scenario.model import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Options by criteria by futures, in value points from 0 to 100.

    Attributes:
        scores: central scores after all edits, [option, criterion, future].
        weights: [criterion], summing to 1.
        probabilities: [future], summing to 1.
        probabilities_by_option: those under each option, [option, future], where choosing it moves them;
            else None.
        chances: central chances of a chain's questions, [future − 1]; empty when there is no chain,
            or when pins or evidence have moved the probabilities away from it.
        in_future: value of each option in each future, `Σ_c w[c]·score[o,c,f]`, [option, future].
        value: expected value, `Σ_f p[f]·in_future[o,f]`, [option]; with `probabilities_by_option[o,f]` for
            p[f] where choosing an option moves them.
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
    )


def decide(scenario: Scenario, scores: ScoreArray | None = None) -> Decision:
    """Return the decision a scenario describes.

    Args:
        scenario: with all its edits made.
        scores: its score array before shifts; passing it saves working it out again.
    """
    shifted = apply_shifts(score_array(scenario) if scores is None else scores, score_shifts(scenario))
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
    )


def best_indices(values: Floats) -> list[int]:
    """Return the indices of all highest values, ties within `TIE` included, in order."""
    return [int(index) for index in np.flatnonzero(values >= values.max() - TIE)]


def tied_options(options: Sequence[str], indices: Sequence[int]) -> tuple[str, ...]:
    """Return the options that share the lead, by their indices; none where one has it alone."""
    return tuple(options[index] for index in indices) if len(indices) > 1 else ()


def descending_order(values: Floats) -> list[int]:
    """Return the indices from the highest to the lowest value; ties within `TIE` keep their order."""
    remaining, ranked = list(range(len(values))), list[int]()
    while remaining:
        ranked += [remaining[index] for index in best_indices(values[remaining])]
        remaining = [index for index in remaining if index not in ranked]
    return ranked
