"""A break-even of a score can be typed back in the unit of its criterion, and is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.twin.generate import generate

import dilemma
from dilemma.analysis.core.decision import decide
from dilemma.analysis.core.run import Run
from dilemma.analysis.sensitivity.ranges import TypedSettings
from dilemma.report.sections.sensitivity import shown_numbers
from dilemma.report.text import Names
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.analysis.results.assessment import Assessment

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
    """Scores that are points, with nothing added, have none."""
    path = tmp_path / "port.yaml"
    path.write_text(PORT, encoding="utf-8")
    found = dilemma.assess(path, library=Library(()), run=RUN).break_evens or ()
    for each in found:
        if each.kind != "score" or each.of.endswith("control"):
            assert each.levels is None


@pytest.mark.parametrize("number", range(0, 40, 4))
def test_what_is_shown_can_be_typed(tmp_path: Path, number: int) -> None:
    """Also where a perspective or a wrong assumption adds points to the score, cut off at the ends."""
    generated = generate()[number]
    path, eyes = generated.write(tmp_path)

    def assessed(*settings: str) -> Assessment:
        return dilemma.assess(
            str(path),
            profile=eyes or "none",
            seen=generated.evidence,
            wrong=generated.wrong,
            settings=settings,
            run=RUN,
            library=Library(()),
        )

    now = assessed()
    names = Names(now.scenarios[0])
    for each in now.break_evens or ():
        adjusted = each.kind == "score" and each.levels is None and each.of in _moved(now)
        if each.kind == "score" and not adjusted:
            level = (each.levels or (each.now, each.at))[1]
            assert shown_numbers(each, names)[1] == pytest.approx(level)
            then = assessed(f"{each.of}={level!r}")
            values = {option.id: option.value for option in then.options}
            assert values[each.winner] == pytest.approx(values[now.recommendation.option], abs=1e-7), each


def _moved(result: Assessment) -> set[str]:
    """The scores to which edits add points, or in a unit: without levels no number gives the tip."""
    (scenario,) = result.scenarios
    return {
        f"scores.{option}.{leaf.id}"
        for option in scenario.options
        for leaf in scenario.leaves
        if leaf.criterion.scale
        or any(edit.criterion == leaf.id and edit.option in (option, None) for edit in scenario.shifts)
    }


@pytest.mark.parametrize(
    ("criterion", "threshold", "levels"),
    [
        ("revenue", 0.0, (200, 0)),
        ("revenue", 100 + 5e-10, (200, 400)),
        ("bent", 100.0, (2.5, 10)),
        ("revenue", -1e-8, None),
        ("bent", 100 + 1e-8, None),
    ],
)
def test_a_level_at_an_end_of_the_scale_can_be_reached(
    criterion: str, threshold: float, levels: tuple[float, float] | None, tmp_path: Path
) -> None:
    """A change at an end of the scale, but for roundoff, is a level of it; none is beyond it."""
    path = tmp_path / "port.yaml"
    path.write_text(PORT, encoding="utf-8")
    scenario = dilemma.load(path).scenario
    assert (
        TypedSettings(scenario, decide(scenario)).levels(f"scores.accept.{criterion}", 50.0, threshold)
        == levels
    )
