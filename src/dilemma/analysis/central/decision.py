"""The decision at central values: scores, weights and probabilities as arrays, and the values they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central import chances, weights
from dilemma.analysis.central.table import Floats, Table, edited, shifts, table

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario

TIE = 1e-9  # closer than this is a tie, everywhere in the program


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Options by criteria by futures, in value points.

    Attributes:
        scores: central scores after all edits, [option, criterion, future].
        weights: [criterion], summing to 1.
        probabilities: [future], summing to 1.
        chances: central chances of a chain's questions, [future − 1]; empty when there is no chain,
            or when pins or evidence have moved the probabilities away from it.
        in_future: value of each option in each future, `Σ_c w[c]·score[o,c,f]`, [option, future].
        value: expected value, `Σ_f p[f]·in_future[o,f]`, [option].
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

    @property
    def expected_scores(self) -> Floats:
        """Scores averaged over futures, [option, criterion]."""
        return np.asarray(self.scores @ self.probabilities)


def decision(
    *,
    options: tuple[str, ...],
    criteria: tuple[str, ...],
    futures: tuple[str, ...],
    scores: Floats,
    weights: Floats,
    probabilities: Floats,
    chances: Floats | None = None,
) -> Decision:
    """A decision from its arrays, its values worked out (Keeney & Raiffa 1976; Goodwin & Wright 2001)."""
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
        value=in_future @ probabilities,
    )


def decide(scenario: Scenario, stated: Table | None = None) -> Decision:
    """The decision a scenario describes; `stated` saves working out its table again."""
    cells = edited(table(scenario) if stated is None else stated, shifts(scenario))
    moved = bool(scenario.pinned or scenario.evidence)
    return decision(
        options=tuple(scenario.options),
        criteria=tuple(leaf.id for leaf in scenario.leaves),
        futures=tuple(future.id for future in scenario.futures),
        scores=np.ascontiguousarray(cells[..., 1]),
        weights=weights.central(scenario),
        probabilities=chances.revised(scenario, chances.central(scenario)),
        chances=None if moved else chances.questions(scenario),
    )


def best(values: Floats) -> list[int]:
    """The places of all highest values, ties within `TIE` included, in order."""
    return [int(place) for place in np.flatnonzero(values >= values.max() - TIE)]


def order(values: Floats) -> list[int]:
    """Places from the highest to the lowest value; ties within `TIE` keep their order."""
    left, found = list(range(len(values))), list[int]()
    while left:
        found += [left[place] for place in best(values[left])]
        left = [place for place in left if place not in found]
    return found
