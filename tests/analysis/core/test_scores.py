"""A scenario as arrays: natural units turned round, edits in value points summed and clipped once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.builders import three_futures

from dilemma.analysis.core.decision import decide
from dilemma.analysis.core.scores import score_array, score_shifts
from dilemma.api.assess import load
from dilemma.scenario.library import Library
from dilemma.scenario.model import Scenario, Shift
from dilemma.scenario.quantity import parse_quantity

SCENARIOS = Path(__file__).parents[2] / "worked" / "scenarios"


@pytest.fixture
def four() -> Scenario:
    """Four options over three futures, one criterion."""
    return three_futures()


def test_axes_are_options_criteria_futures_and_corners(four: Scenario) -> None:
    """An exact score has low, central and high alike."""
    cells = score_array(four).values
    assert cells.shape == (4, 1, 3, 3)
    assert cells[1, 0, 0].tolist() == [90, 90, 90]


def test_a_range_is_in_order_where_worst_is_the_larger_number() -> None:
    """In value points low comes first, though in the unit it is the larger number."""
    drugs = load(SCENARIOS / "two-drugs.yaml", Library(())).scenario
    judged = drugs.rows["daclizumab", "cut_ae"]
    ranged = tuple(cell.model_copy(update={"score": parse_quantity([19, 28, 37])}) for cell in judged)
    cells = score_array(replace(drugs, rows={**drugs.rows, ("daclizumab", "cut_ae"): ranged})).values
    assert cells[0, 2, 0].tolist() == pytest.approx([0, 50, 100], abs=1e-12)


def test_shifts_are_summed_and_clipped_once(four: Scenario) -> None:
    """Two shifts of 15 and −10 take 90 to 95, and none stops at 100 on the way; 10 and −15 end at 0."""
    given = (
        Shift("value", 15.0, "wait_out"),
        Shift("value", -10.0),
        Shift("value", -15.0, "wait_out", "third"),
    )
    moved = replace(four, shifts=given)
    cells = score_array(moved).shifted(score_shifts(moved))[..., 1]
    assert cells[1, 0].tolist() == [95, 35, 0]
    assert cells[0, 0].tolist() == [40, 35, 20]
    np.testing.assert_array_equal(decide(moved).scores, cells)


def test_a_shift_past_the_end_stops_there(four: Scenario) -> None:
    """No score leaves 0–100."""
    high, low = replace(four, shifts=(Shift("value", 60.0),)), replace(four, shifts=(Shift("value", -60.0),))
    assert decide(high).scores.max() == 100
    assert decide(low).scores.min() == 0
