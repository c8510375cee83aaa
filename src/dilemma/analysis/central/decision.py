"""The decision at central values: scores, weights and probabilities as arrays, and the values they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central import chances, weights
from dilemma.analysis.central.table import Floats, Table, edited, shifts, table
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.scenario.model import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Options by criteria by futures, in value points.

    Attributes:
        scores: central scores after all edits, [option, criterion, future].
        weights: [criterion], summing to 1.
        probabilities: [future], summing to 1.
        own: each option's own probabilities, [option, future], where choosing it moves them; else None.
        chances: central chances of a chain's questions, [future − 1]; empty when there is no chain,
            or when pins or evidence have moved the probabilities away from it.
        in_future: value of each option in each future, `Σ_c w[c]·score[o,c,f]`, [option, future].
        value: expected value, `Σ_f p[f]·in_future[o,f]`, [option]; with `own[o,f]` for p[f] where given.
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
    own: Floats | None = None

    @property
    def expected_scores(self) -> Floats:
        """Scores averaged over futures, [option, criterion]."""
        if self.own is None:
            return np.asarray(self.scores @ self.probabilities)
        return np.asarray(np.einsum("ocf,of->oc", self.scores, self.own))


def decision(
    *,
    options: tuple[str, ...],
    criteria: tuple[str, ...],
    futures: tuple[str, ...],
    scores: Floats,
    weights: Floats,
    probabilities: Floats,
    chances: Floats | None = None,
    own: Floats | None = None,
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
        value=in_future @ probabilities if own is None else np.einsum("of,of->o", in_future, own),
        own=own,
    )


def decide(scenario: Scenario, stated: Table | None = None) -> Decision:
    """The decision a scenario describes; `stated` saves working out its table again."""
    cells = edited(table(scenario) if stated is None else stated, shifts(scenario))
    moved = bool(scenario.pinned or scenario.evidence)
    probabilities, moves = chances.revised(scenario, chances.central(scenario)), chances.moves(scenario)
    return decision(
        options=tuple(scenario.options),
        criteria=tuple(leaf.id for leaf in scenario.leaves),
        futures=tuple(future.id for future in scenario.futures),
        scores=np.ascontiguousarray(cells[..., 1]),
        weights=weights.central(scenario),
        probabilities=probabilities,
        chances=None if moved else chances.questions(scenario),
        own=None if moves is None else chances.own(probabilities, moves),
    )


def best(values: Floats) -> list[int]:
    """The places of all highest values, ties within `TIE` included, in order."""
    return [int(place) for place in np.flatnonzero(values >= values.max() - TIE)]


def tied(options: Sequence[str], places: Sequence[int]) -> tuple[str, ...]:
    """The options that share the lead, by their places; none where one has it alone."""
    return tuple(options[place] for place in places) if len(places) > 1 else ()


def order(values: Floats) -> list[int]:
    """Places from the highest to the lowest value; ties within `TIE` keep their order."""
    left, found = list(range(len(values))), list[int]()
    while left:
        found += [left[place] for place in best(values[left])]
        left = [place for place in left if place not in found]
    return found
