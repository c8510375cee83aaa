"""What would change it: ties are said as ties, and a criterion with all the weight as that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import LIBRARY

from dilemma.analysis.assess import assess
from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess as assess_issue
from dilemma.api.assess import load
from dilemma.report.document import Document
from dilemma.report.formats.terminal import write
from dilemma.report.sections.ranking import leave_one_out_paragraphs
from dilemma.report.sections.sensitivity import break_evens_section, information_section, nearest_break_evens
from dilemma.report.text import Names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.report.document import Block

FILE = """\
dilemma: 1
title: Level
question: Which?
as_of: 2024-11-24
options: {{a: {{stance: counter}}, b: {{stance: enmesh}}, c: {{stance: wait_out}}}}
criteria: {{x: {{title: X}}, y: {{title: Y}}}}
weights: {weights}
scores: {scores}
"""
LEVEL = "{a: {x: 50, y: 50}, b: {x: 50, y: 50}, c: {x: 50, y: 50}}"


def assessed(folder: Path, weights: str, scores: str) -> tuple[Assessment, Names]:
    """A file of three options and two criteria, assessed."""
    path = folder / "level.yaml"
    path.write_text(FILE.format(weights=weights, scores=scores), encoding="utf-8")
    found = load(str(path))
    return assess(found.scenario, Run(samples=256)), Names(found.scenario)


def text(blocks: Sequence[Block]) -> str:
    """Blocks as they are read."""
    return write(Document("", tuple(blocks)))


def test_options_that_are_level_are_said_to_be(tmp_path: Path) -> None:
    """Where all options are equal no number moves from 50.0 to 50.0: the tie is said in a sentence."""
    result, names = assessed(tmp_path, "{x: 50, y: 50}", LEVEL)
    assert nearest_break_evens(result) == []
    assert text(break_evens_section(result, names)) == (
        "Tipping points\nA, b and c tie: any small change decides between them.\n"
    )


def test_two_that_are_level_among_three(tmp_path: Path) -> None:
    """What changes beyond the tie is listed, and the tie said below; no row stands where it is."""
    scores = "{a: {x: 60, y: 40}, b: {x: 40, y: 60}, c: {x: 20, y: 20}}"
    result, names = assessed(tmp_path, "{x: 50, y: 50}", scores)
    said = text(break_evens_section(result, names))
    assert said.endswith("A and b tie: any small change decides between them.\n")
    assert all(found.at != found.now for found in nearest_break_evens(result))


def test_a_near_tie_is_told_apart(tmp_path: Path) -> None:
    """A change nearer than the usual decimals is written with more of them."""
    scores = "{a: {x: 50.02, y: 1}, b: {x: 50, y: 1}, c: {x: 1, y: 1}}"
    result, names = assessed(tmp_path, "{x: 100, y: 0}", scores)
    (row, *_) = [
        line
        for line in text(break_evens_section(result, names)).splitlines()
        if line.startswith("score of a")
    ]
    assert row.split()[5:7] == ["50.02", "50.00"]


def test_scores_that_a_perspective_moves_say_that_they_are_those_to_type() -> None:
    """What `--set` takes is told apart from what the perspective makes of it, in the full list alone."""
    told = "before what the perspective or a dropped assumption adds."
    adjusted, plain = (
        assess_issue("nato", profile=profile, run=Run(samples=256), library=LIBRARY)
        for profile in ("middle-power", "none")
    )
    names = Names(load("nato", library=LIBRARY).scenario)
    assert told in text(break_evens_section(adjusted, names)).replace("\n", " ")
    assert told not in text(break_evens_section(adjusted, names, on_paper=True))
    assert told not in text(break_evens_section(adjusted, names, most=2))
    assert "Scores are in points out of 100.\n" in text(break_evens_section(plain, names))


@pytest.mark.parametrize(
    ("scale", "x_of_a", "x_of_b", "row"),
    [
        ("{worst: 0, best: 100}", 60, 40, "60.0 40.0 B"),
        ('{worst: 50, best: 0, unit: "% of output"}', 20, 30, "60.0 40.0 B 20.0 to 30.0% of output"),
        ("{worst: 50, best: 0, unit: months}", 20, 30, "60.0 40.0 B 20.0 to 30.0 months"),
    ],
)
def test_levels_are_told_where_they_are_no_points(
    scale: str, x_of_a: int, x_of_b: int, row: str, tmp_path: Path
) -> None:
    """A is worth 60 on X and B 40, so A is level where it is worth 40; a level of 30 of 50 is worth that."""
    path = tmp_path / "levels.yaml"
    file = FILE.replace("{{title: X}}", f"{{{{title: X, scale: {{{scale}}}}}}}")
    scores = f"{{a: {{x: {x_of_a}, y: 50}}, b: {{x: {x_of_b}, y: 50}}, c: {{x: {x_of_b}, y: 0}}}}"
    path.write_text(file.format(weights="{x: 50, y: 50}", scores=scores), encoding="utf-8")
    found = load(str(path))
    result = assess(found.scenario, Run(samples=256))
    lines = text(break_evens_section(result, Names(found.scenario))).splitlines()
    (line,) = [line for line in lines if line.casefold().startswith("score of a on x")]
    assert " ".join(line.split()[5:]).casefold() == row.casefold()


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ("{x: 100, y: 0}", "X has all the weight; no other criterion counts.\n"),
        ("{x: 60, y: 40}", "Leaving out any one criterion does not change the choice.\n"),
    ],
)
def test_a_criterion_with_all_the_weight(tmp_path: Path, weights: str, said: str) -> None:
    """It cannot be left out, and the report says so instead of that nothing changes."""
    result, names = assessed(tmp_path, weights, "{a: {x: 60, y: 60}, b: {x: 40, y: 40}, c: {x: 30, y: 30}}")
    assert text(leave_one_out_paragraphs(result, names)) == said


def test_a_small_worth_is_not_shown_as_nothing(tmp_path: Path) -> None:
    """A judgement worth less than a tenth of a point is no row of 0.0, and one worth nothing is said so."""
    small = "{a: {x: 99, y: 99}, b: {x: [0, 100], y: 99}, c: {x: 0, y: 0}}"
    for scores, said in (
        (small, "Resolving any single judgement is worth less than a tenth of a point.\n"),
        (LEVEL, "Resolving any one judgement within its stated range would not change the choice.\n"),
    ):
        result, names = assessed(tmp_path, "{x: 50, y: 50}", scores)
        assert text(information_section(result, names)).endswith(said)
