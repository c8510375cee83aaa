"""Stacks are made of their parts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from dilemma.report.charts import chart as model
from dilemma.report.charts.bars import part_letter
from dilemma.report.charts.svg import draw

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.report.charts.chart import Chart
    from dilemma.report.charts.style import Rectangle

    Said = Callable[[Chart], dict[str, Rectangle]]

CLOSE = 0.02  # coordinates are rounded to two decimals


def stacked(*stacks: model.Stack) -> model.StackedBars:
    """Stacks of three parts."""
    return model.StackedBars(title="t", description="d", what="Option", parts=("x", "y", "z"), stacks=stacks)


def test_stacks_have_no_gaps_and_end_at_their_total(said: Said) -> None:
    """Each part begins where the last ends, and the parts of equal totals end together."""
    chart = stacked(model.Stack("one", (10.0, 20.0, 30.0), 60.0), model.Stack("two", (30.0, 0.0, 30.0), 60.0))
    found = said(chart)
    rows = [[box for text, box in found.items() if text.startswith(name)] for name in ("one", "two")]
    for row in rows:
        assert row[0].left == 0
        for left, right in pairwise(row):
            assert left.right == pytest.approx(right.left, abs=CLOSE)
    assert rows[0][-1].right == pytest.approx(rows[1][-1].right, abs=CLOSE)
    assert found["one, C z: 30.0"].width == pytest.approx(3 * found["one, A x: 10.0"].width, abs=CLOSE)


def test_a_negative_part_is_refused() -> None:
    """A part below nought cannot be stacked and is not drawn wrongly."""
    with pytest.raises(ValueError, match="no negative parts"):
        draw(stacked(model.Stack("one", (-1.0, 0.0, 0.0), -1.0)), prefix="a")


def test_letters_never_repeat() -> None:
    """After Z comes A2."""
    found = [part_letter(place) for place in range(60)]
    assert found[:2] == ["A", "B"]
    assert found[25:27] == ["Z", "A2"]
    assert len(set(found)) == len(found)
