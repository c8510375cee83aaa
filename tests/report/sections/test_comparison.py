"""Many results in one table."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import dilemma
from dilemma.analysis.core.run import Run
from dilemma.analysis.results.verdict import TieBreak
from dilemma.api.assess import assess, load
from dilemma.report.formats import html
from dilemma.report.formats.markdown import write
from dilemma.report.sections.assessment import assessment_document, summary_document
from dilemma.report.sections.comparison import (
    ResultSummary,
    summaries_document,
    summarize_result,
    tie_break_option,
)
from dilemma.report.sections.difference import difference_document

if TYPE_CHECKING:
    from pathlib import Path

FOUND = summarize_result(assess("order", run=Run(samples=64, everything=False)))


def broken(option: str | None, ties: tuple[str, ...] = ()) -> ResultSummary:
    """The result with a tie-break that takes some option, or with none."""
    rule = None if option is None else TieBreak(rule="order", option=option)
    return replace(FOUND, recommendation=replace(FOUND.recommendation, ties=ties, tie_break=rule))


def test_a_tie_break_is_told_where_it_takes_another_option() -> None:
    """One that takes the option of highest value says nothing new; among several that tie it does."""
    first, second = FOUND.recommendation.option, FOUND.recommendation.runner_up
    found = [broken(None), broken(first), broken(second), broken(first, (first, second))]
    assert [tie_break_option(each) for each in found] == ["", "", FOUND.names[second], FOUND.names[first]]


def test_the_column_is_there_where_it_says_something() -> None:
    """Without a row that needs it, there is no column."""
    first, second = FOUND.recommendation.option, FOUND.recommendation.runner_up
    assert "on a tie" not in write(summaries_document([broken(None), broken(first)]))
    shown = write(summaries_document([broken(first), broken(second)]))
    rows = [line.strip("| ").split(" | ") for line in shown.splitlines() if line.startswith("|")]
    assert rows[0][-1] == "on a tie"
    assert rows[-1][-1] == FOUND.names[second]


NEAR = """\
dilemma: 1
title: Two quays
question: Which quay first?
as_of: 2026-11-01
options: {north: {title: North quay}, south: {title: South quay}}
criteria: {use: {title: Use}}
scores: {north: {use: [30, 51.97, 73.94]}, south: {use: [28, 50, 72]}}
"""


def test_no_surface_shows_a_lead_as_if_it_reached_the_rule(tmp_path: Path) -> None:
    """A lead of 1.97 beside a rule of 2 is never `2.0`, in words, tables, pages, previews or a difference."""
    near, far = tmp_path / "near.yaml", tmp_path / "far.yaml"
    near.write_text(NEAR, encoding="utf-8")
    far.write_text(NEAR.replace("[28, 50, 72]", "[8, 30, 52]"), encoding="utf-8")
    result = dilemma.assess(str(near))
    assert result.recommendation.label == "too close"
    assert abs(result.recommendation.margin - 1.97) < 1e-9
    summary, scenarios = summarize_result(result), [load(str(path)).scenario for path in (far, near)]
    (difference,) = dilemma.diff(str(far), str(near))
    surfaces = {
        "screen": write(assessment_document(result, scenarios[1], full=False)),
        "table": write(summaries_document([summary])),
        "page": html.write_comparison([summary]),
        "preview": repr(result),
        "without its scenario": write(summary_document(result)),
        "difference": write(difference_document(difference, *scenarios, full=False)),
    }
    for name, text in surfaces.items():
        assert "1.97" in text, name
        assert not re.search(r"(?<!\d)2\.0( points|\W+(td>)?too close)", text), name
