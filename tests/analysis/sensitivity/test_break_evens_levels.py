"""A break-even of a score can be typed back in the unit of its criterion, and is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import dilemma
from dilemma.analysis.core.run import Run
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from pathlib import Path

PORT = """\
dilemma: 1
title: The harbour
question: Should it be leased?
as_of: 2024-11-24
options: {accept: {stance: accommodate}, refuse: {stance: counter}}
criteria:
  revenue: {scale: {worst: 0, best: 400, unit: EUR m}}
  delay: {scale: {worst: 36, best: 0, unit: months}}
  bent: {scale: {worst: 0, best: 10}, value: [[0, 0], [4, 80], [10, 100]]}
  control: {asks: Who decides?}
weights: {revenue: 40, delay: 20, bent: 5, control: 60}
futures: {boom: {chance: [0.2, 0.5]}, slump: {}}
scores:
  accept: {revenue: {boom: 320, slump: 250}, delay: 6, bent: 3, control: [25, 36, 40]}
  refuse: {revenue: 60, delay: {boom: 12, slump: 30}, bent: 5, control: [65, 70, 80]}
"""
RUN = Run(samples=64)


def test_a_level_typed_back_makes_a_tie(tmp_path: Path) -> None:
    """Also on a scale where less is better, and whatever the futures said before."""
    path = tmp_path / "port.yaml"
    path.write_text(PORT, encoding="utf-8")
    found = [
        each for each in dilemma.assess(path, library=Library(()), run=RUN).break_evens or () if each.levels
    ]
    assert {each.of.rpartition(".")[2] for each in found} == {"revenue", "delay"}
    for each in found:
        assert each.levels is not None
        now, at = each.levels
        assert (at - now) * (each.at - each.now) * (-1 if each.of.endswith("delay") else 1) > 0
        typed = dilemma.assess(path, settings=[f"{each.of}={at!r}"], library=Library(()), run=RUN)
        assert typed.recommendation.margin == pytest.approx(0.0, abs=1e-9)


def test_points_are_points(tmp_path: Path) -> None:
    """Scores that are points have none, nor do those on a bent line, where means of values are no values."""
    path = tmp_path / "port.yaml"
    path.write_text(PORT, encoding="utf-8")
    found = dilemma.assess(path, library=Library(()), run=RUN).break_evens or ()
    for each in found:
        if each.kind != "score" or each.of.endswith(("control", "bent")):
            assert each.levels is None
