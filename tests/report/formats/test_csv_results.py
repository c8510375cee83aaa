"""Differences as CSV: tidy rows, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from dilemma.analysis.core.run import Run
from dilemma.api.diff import diff
from dilemma.report.formats.csv_results import _DIFFERENCE_COLUMNS, write_by_kind
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from pathlib import Path

PAIR = """\
dilemma: 1
title: Pair
question: Which?
as_of: 2024-11-24
options: {first: {stance: counter}, second: {stance: enmesh}}
criteria: {x: {}, y: {}}
futures: {k: {probability: 0.5}, l: {probability: 0.5}}
scores: {first: {x: {score: 60, why: So.}, y: {k: 60, l: 50}}, second: {x: 54, y: 54}}
deadlines: {due: {date: 2025-01-01, event: E}}
"""


def test_a_negative_number_is_a_number(tmp_path: Path) -> None:
    """A judgement below zero gets no apostrophe: it is no text that a spreadsheet would run."""
    old = PAIR.replace("{x: {}, y: {}}", "{x: {scale: {worst: -90, best: 90}}, y: {}}").replace(
        "60, why", "-60, why"
    )
    paths = (tmp_path / "old.yaml", tmp_path / "new.yaml")
    for path, text in zip(paths, (old, old.replace("-60", "-50")), strict=True):
        path.write_text(text, encoding="utf-8")
    results = diff(str(paths[0]), str(paths[1]), run=Run(samples=64), library=Library(()))
    rows = list(csv.reader(StringIO(write_by_kind(results))))
    assert [(row[6], row[7]) for row in rows if row[4] == "score"] == [("-60.0", "-50.0")]


def test_one_row_a_judgement(tmp_path: Path) -> None:
    """All together first; parts of one step share a number; what is unused or reworded has none."""
    new = PAIR.replace("0.5}, l: {probability: 0.5", "0.4}, l: {probability: 0.6").replace("x: 54", "x: 55")
    new = new.replace("2025-01-01", "2025-02-01").replace("So.", "=So.")
    paths = (tmp_path / "old.yaml", tmp_path / "=new.yaml")
    for path, text in zip(paths, (PAIR, new), strict=True):
        path.write_text(text, encoding="utf-8")
    results = diff(str(paths[0]), str(paths[1]), run=Run(samples=64), library=Library(()))
    rows = list(csv.reader(StringIO(write_by_kind(results))))
    assert tuple(rows[0]) == _DIFFERENCE_COLUMNS
    assert [(row[3], row[4], row[5], row[6], row[7]) for row in rows[1:]] == [
        ("0", "all", "", "first", "first"),
        ("1", "probability", "futures.k.probability", "0.5", "0.4"),
        ("1", "probability", "futures.l.probability", "0.5", "0.6"),
        ("2", "score", "scores.second.x", "54.0", "55.0"),
        ("", "unused", "deadlines.due.date", "2025-01-01", "2025-02-01"),
        ("", "text", "scores.first.x.why", "", ""),
    ]
    assert {len(row) for row in rows} == {len(_DIFFERENCE_COLUMNS)}
    assert float(rows[1][8]) == results[0].effect
