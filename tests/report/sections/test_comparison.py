"""Many results in one table."""

from __future__ import annotations

from dataclasses import replace

from dilemma.analysis.core.run import Run
from dilemma.analysis.results.verdict import TieBreak
from dilemma.api.assess import assess
from dilemma.report.formats.markdown import write
from dilemma.report.sections.comparison import (
    ResultSummary,
    summaries_document,
    summarize_result,
    tie_break_option,
)

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
