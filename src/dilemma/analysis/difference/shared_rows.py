"""Tables of many versions of a scenario that differ in a few judgements: every row worked out once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.table import in_order, in_points

if TYPE_CHECKING:
    from dilemma.analysis.central.table import Floats, Table
    from dilemma.scenario.files.judgement import Judgement
    from dilemma.scenario.files.parts import Criterion
    from dilemma.scenario.model import Scenario

    Kept = tuple[tuple[Judgement, ...], Criterion, Floats]


class SharedRows:
    """Remembers the value points of a row of judgements for as long as the row is the same object."""

    def __init__(self) -> None:
        # The objects are kept with what they are worth: an id is free to be another's once its owner is gone.
        self._known: dict[tuple[int, int], Kept] = {}

    def table(self, scenario: Scenario) -> Table:
        """The table of a scenario, equal to the last bit to the one worked out from nothing."""
        rows = [
            self._row(scenario.rows[option, leaf.id], leaf.criterion)
            for option in scenario.options
            for leaf in scenario.leaves
        ]
        shape = (len(scenario.options), len(scenario.leaves), len(scenario.futures), 3)
        return np.array(rows).reshape(shape)

    def _row(self, row: tuple[Judgement, ...], criterion: Criterion) -> Floats:
        key = (id(row), id(criterion))
        if key not in self._known:
            found = in_order(np.array(in_points(row, criterion), dtype=np.float64))
            self._known[key] = (row, criterion, found)
        return self._known[key][2]
