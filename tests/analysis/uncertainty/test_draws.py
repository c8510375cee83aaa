"""The draws written for other programs are those behind the shares."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from dilemma.analysis.core.run import Run
from dilemma.analysis.uncertainty.draws import draw_samples
from dilemma.api.assess import assess_loaded, draws_of_loaded, load
from dilemma.api.viewpoints import find_profile
from dilemma.report.formats.csv import write_draws
from dilemma.scenario.edits.apply import make_edits

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.analysis.uncertainty.draws import DrawTable

FILE = """\
dilemma: 1
title: Two
question: Which?
as_of: 2024-11-24
options: {a: {stance: counter}, b: {stance: enmesh}}
criteria: {c: {}, d: {}}
weights: {c: [50, 50], d: [50, 50]}
futures: {up: {probability: 0.5}, down: {probability: 0.5}}
scores:
  a: {c: {up: [0, 100], down: 40}, d: 30}
  b: {c: 50, d: 35}
"""


def by_name(table: DrawTable) -> dict[str, list[float]]:
    """The columns of a table."""
    return {name: [row[index] for row in table.rows] for index, name in enumerate(table.columns)}


def test_a_draw_is_the_weighted_sum_of_its_parts(tmp_path: Path) -> None:
    """With exact weights of one half each, the value is half the sum of both scores.

    The score of `a` on `c` is half a uniform on 0-100 and half 40: from 20 to 70, in the mean 45. So `a` is
    worth 37.5 in the mean, from 25 to 50, and `b` is worth 42.5: `a` is first where the uniform is above 70,
    3 in 10.
    """
    path = tmp_path / "two.yaml"
    path.write_text(FILE, encoding="utf-8")
    columns = by_name(draw_samples(load(path).scenario, count=4096, seed=1))
    assert list(columns)[:4] == ["weights.c", "weights.d", "probabilities.up", "probabilities.down"]
    assert "weight" not in columns
    assert set(columns["weights.c"]) == {0.5}
    for score, value in zip(columns["scores.a.c"], columns["values.a"], strict=True):
        assert 20.0 <= score <= 70.0
        assert value == pytest.approx((score + 30.0) / 2.0, abs=1e-9)
    assert columns["values.b"] == pytest.approx([42.5] * 4096)
    assert sum(columns["values.a"]) / 4096 == pytest.approx(37.5, abs=0.02)
    first = sum(a > b for a, b in zip(columns["values.a"], columns["values.b"], strict=True))
    assert first / 4096 == pytest.approx(0.3, abs=0.002)


def test_the_first_draws_do_not_depend_on_how_many_follow() -> None:
    """100 of 100 are the first 100 of 3,000, the same at every call, and another seed gives others."""
    scenario = load("nato").scenario
    few, many = (draw_samples(scenario, count=count, seed=7) for count in (100, 3000))
    assert few.rows == many.rows[:100]
    assert len(many.rows) == 3000
    assert draw_samples(scenario, count=100, seed=8).rows != few.rows


@pytest.mark.parametrize("seen", [{}, {"N6": True}])
def test_shares_of_the_draws_are_the_shares_of_the_result(seen: dict[str, bool]) -> None:
    """Up to the error of sampling, which is about 0.006 for 8,192 draws; after evidence they are weighted."""
    from dataclasses import replace

    loaded = load("nato")
    edits = replace(make_edits(find_profile(None, loaded), (), None), seen=seen)
    run = Run(samples=8192)
    result = assess_loaded(loaded, edits, run, others=False)
    columns = by_name(draws_of_loaded(loaded, edits, run))
    counts = columns.get("weight", [1.0] * 8192)
    assert ("weight" in columns) is bool(seen)
    options = [option.id for option in result.options]
    firsts = dict.fromkeys(options, 0.0)
    for index, count in enumerate(counts):
        firsts[max(options, key=lambda option: columns[f"values.{option}"][index])] += count
    for option in result.options:
        assert option.first_rank_share is not None
        assert firsts[option.id] / sum(counts) == pytest.approx(option.first_rank_share, abs=0.02)


def test_csv_keeps_every_digit() -> None:
    """What is read back is the same number to the last bit."""
    table = draw_samples(load("order").scenario, count=20, seed=3)
    rows = list(csv.reader(StringIO(write_draws(table, ".csv").decode())))
    assert rows[0] == ["draw", *table.columns]
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, 21)]
    assert tuple(tuple(map(float, row[1:])) for row in rows[1:]) == table.rows
