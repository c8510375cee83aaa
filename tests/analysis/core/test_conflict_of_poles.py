"""The dilemma index by hand: weighted inside the poles, without dominated options, and between which two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.analysis.results.assessment import Assessment

FILE = """\
dilemma: 1
title: Two poles
question: Which?
as_of: 2024-11-24
options: {{a: {{stance: accommodate}}, b: {{stance: counter}}, c: {{stance: enmesh}}}}
criteria:
  l: {{pole: leadership}}
  o1: {{pole: order}}
  o2: {{pole: order}}
weights: {weights}
scores:
  a: {{l: 60, o1: 20, o2: 20}}
  b: {{l: 30, o1: 50, o2: 90}}
  c: {c}
"""


def of(folder: Path, weights: str, c: str = "{l: 50, o1: 30, o2: 30}") -> Assessment:
    """The assessment of three options with one criterion of leadership and two of order."""
    path = folder / "poles.yaml"
    path.write_text(FILE.format(weights=weights, c=c), encoding="utf-8")
    return assess(str(path), run=Run(samples=64, everything=False))


@pytest.mark.parametrize(
    ("weights", "order"),
    [("{l: 1, o1: 1, o2: 1}", 70), ("{l: 1, o1: 3, o2: 1}", 60), ("{l: 1, o1: 0, o2: 0}", 70)],
)
def test_a_pole_weighs_its_criteria(tmp_path: Path, weights: str, order: float) -> None:
    """B is best for order at 70, or at (3*50 + 90)/4 = 60: half of (60 - 30) + (order - 20)."""
    result = of(tmp_path, weights)
    assert result.dilemma_index == pytest.approx((30 + order - 20) / 2)
    assert result.dilemma_options == {"leadership": "a", "order": "b"}
    assert result.options[0].pole_values is not None
    b = next(option for option in result.options if option.id == "b")
    assert b.pole_values == pytest.approx({"leadership": 30, "order": 70})


def test_the_pair_is_not_a_dominated_one(tmp_path: Path) -> None:
    """C matches A on leadership and beats it on order, so A is dominated: C against B, (30 + 45) / 2."""
    result = of(tmp_path, "{l: 1, o1: 1, o2: 1}", "{l: 60, o1: 25, o2: 25}")
    assert result.dilemma_options == {"leadership": "c", "order": "b"}
    assert result.dilemma_index == pytest.approx((30 + 70 - 25) / 2)


def test_one_option_best_on_both_is_no_dilemma(tmp_path: Path) -> None:
    """C is best on either pole, even in a tie."""
    assert of(tmp_path, "{l: 1, o1: 1, o2: 1}", "{l: 60, o1: 90, o2: 90}").dilemma_index == 0.0
