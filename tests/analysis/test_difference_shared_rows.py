"""Tables of versions that share their rows are those worked out from nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import HealthCheck, given, settings
from tests.scenario.diff.pairs import versions

from dilemma.analysis.core.scores import _row_of, score_array
from dilemma.scenario.diff.compare import compare_versions
from dilemma.scenario.diff.mixed import bundles, mix_versions

if TYPE_CHECKING:
    from dilemma.scenario.diff.changes import Version


@given(versions())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_shared_rows_are_exact(pair: tuple[Version, Version]) -> None:
    """Every version on the way has the same table, to the last bit, as without anything shared."""
    old, new = pair
    between = [mix_versions(old, new, step.paths) for step in bundles(old, new, compare_versions(old, new))]
    for each in (old, new, *between):
        cached = score_array(each.scenario)
        _row_of.cache_clear()
        afresh = score_array(each.scenario)
        assert np.array_equal(cached.values, afresh.values)
        assert np.array_equal(cached.modes, afresh.modes)
        assert cached.cells == afresh.cells
