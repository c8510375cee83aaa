"""Score arrays of many versions of a scenario that differ in a few judgements: every row worked out once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.table import partial_values, sort_ends

if TYPE_CHECKING:
    from dilemma.analysis.central.table import Floats, ScoreArray
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.judgement import Judgement
    from dilemma.scenario.schema.parts import Criterion

    _CachedRow = tuple[tuple[Judgement, ...], Criterion, Floats]


class ScoreRowCache:
    """A cache of the value points of a row of judgements, for as long as the row is the same object."""

    def __init__(self) -> None:
        # Keyed by identity, so an entry keeps the objects themselves alive: an id may be given to another
        # object once its owner is gone.
        self._cache: dict[tuple[int, int], _CachedRow] = {}

    def score_array(self, scenario: Scenario) -> ScoreArray:
        """Return the score array of a scenario, equal to the last bit to the one worked out afresh."""
        rows = [
            self._row(scenario.rows[option, leaf.id], leaf.criterion)
            for option in scenario.options
            for leaf in scenario.leaves
        ]
        shape = (len(scenario.options), len(scenario.leaves), len(scenario.futures), 3)
        return np.array(rows).reshape(shape)

    def _row(self, judgements: tuple[Judgement, ...], criterion: Criterion) -> Floats:
        key = (id(judgements), id(criterion))
        if key not in self._cache:
            row_scores = sort_ends(np.array(partial_values(judgements, criterion), dtype=np.float64))
            self._cache[key] = (judgements, criterion, row_scores)
        return self._cache[key][2]
