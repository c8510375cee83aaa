"""DMSY of scikit-criteria keeps its directions, and what is written gives our values by a weighted sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from tests.interchange.foreign import loaded_from, values_of

from dilemma.analysis.core.decision import decide
from dilemma.api.assess import load
from dilemma.api.decision_table import decision_table
from dilemma.api.viewpoints import find_profile
from dilemma.errors import FaultyFile
from dilemma.interchange.dmsy import is_dmsy, read_dmsy, write_dmsy
from dilemma.scenario.edits.apply import Edits, apply_edits

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.interchange.decision_table import DecisionTable

FILE = """\
dmsy:
  dm_type: discrete-dm
  version: 1
  meta: {created_at: 2025-07-12 20:31:32.055906}
data:
  matrix:
  - [2, 400.0, 1.5e-11]
  - [4, 100.0, 5.5e-11]
  - [3, 160.0, 2.5e-11]
  objectives: [1, -1, max]
  weights: [3, 1, 1]
  dtypes: [int64, float64, float64]
  alternatives: [Keep, NO, 2027]
  criteria: [quality, price, drift]
  extra: {year: 2021}
"""


def table_of(text: str, tmp_path: Path) -> DecisionTable:
    """The table of a DMSY file."""
    path = tmp_path / "matrix.dmsy"
    path.write_text(text, encoding="utf-8")
    assert is_dmsy(path.read_bytes())
    return read_dmsy(path.read_bytes(), path)


def test_directions_weights_and_small_numbers_are_kept(tmp_path: Path) -> None:
    """A price falls from 400 to 100; 1.5e-11 is a number and NO a name.

    Keep is worst on all three. NO is best on all. 2027 has quality 50, price (400 - 160) / 300 = 80 and drift
    25: (3 · 50 + 80 + 25) / 5 = 51.
    """
    table = table_of(FILE, tmp_path)
    assert [(item.worst, item.best) for item in table.criteria] == [(2, 4), (400, 100), (1.5e-11, 5.5e-11)]
    assert all(item.assumed == ("scale",) for item in table.criteria)
    values = values_of(loaded_from(tmp_path / "matrix.dmsy", tmp_path))
    assert values == pytest.approx({"Keep": 0.0, "NO": 100.0, "2027": 51.0}, abs=1e-9)


def test_names_and_weights_may_be_missing(tmp_path: Path) -> None:
    """The library then takes A0, C0 and 1 for each, and so does the scenario, which says so."""
    lines = [
        line for line in FILE.splitlines() if not line.strip().startswith(("weights", "alt", "criteria"))
    ]
    table = table_of("\n".join(lines), tmp_path)
    assert table.options == ("A0", "A1", "A2")
    assert [item.name for item in table.criteria] == ["C0", "C1", "C2"]
    assert all(item.weight is None for item in table.criteria)
    assert any("no weights" in note for note in table.notes)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[1, -1, max]", "[1, -1]", "2 `objectives` where its matrix has 3"),
        ("[1, -1, max]", "[1, -1, 0]", "the objective `0`"),
        ("[3, 1, 1]", "[3, -1, 1]", "below 0"),
        ("[3, 1, 1]", "[0, 0, 0]", "none above 0"),
        ("- [4, 100.0, 5.5e-11]", "- [4, 100.0]", "rows differ in length"),
        ("- [4, 100.0, 5.5e-11]", "- [4, 100.0, .nan]", "no number"),
        ("version: 1", "version: 2", "version 1"),
        ("  matrix:", "  grid:", "no list `matrix:`"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_words(old: str, new: str, words: str, tmp_path: Path) -> None:
    """Nothing is dropped or guessed."""
    assert old in FILE
    with pytest.raises(FaultyFile) as caught:
        table_of(FILE.replace(old, new), tmp_path)
    assert words in caught.value.problems[0].message


@pytest.mark.parametrize("name", ["nato", "climate", "order"])
def test_the_weighted_sum_of_what_is_written_is_our_value(name: str, tmp_path: Path) -> None:
    """Read as scikit-criteria reads it (PyYAML), the weighted sum of the raw matrix gives every value."""
    loaded = load(name)
    scenario = apply_edits(loaded.scenario, Edits(profile=find_profile(None, loaded)))
    decision = decide(scenario)
    table, whose = decision_table(loaded)
    path = tmp_path / f"{name}.dmsy"
    path.write_bytes(write_dmsy(table, whose))
    data = yaml.safe_load(path.read_text(encoding="utf-8"))["data"]
    assert data["alternatives"] == [scenario.title_of(option) for option in decision.options]
    assert data["objectives"] == [1] * len(decision.criteria)
    assert sum(data["weights"]) == pytest.approx(1.0, abs=1e-12)
    assert all(isinstance(number, float) for row in data["matrix"] for number in row)
    sums = [sum(w * x for w, x in zip(data["weights"], row, strict=True)) for row in data["matrix"]]
    assert sums == pytest.approx(list(decision.value), abs=1e-9)
    again = loaded_from(path, tmp_path)
    assert again.scenario.no_verdict == ()
    assert list(values_of(again).values()) == pytest.approx(list(decision.value), abs=1e-9)


def test_a_bent_value_function_is_written_in_value_points(tmp_path: Path) -> None:
    """The expected value of a bent criterion has no level of its own, so 0 to 100 stands for it."""
    path = tmp_path / "berths.yaml"
    path.write_text(
        """\
dilemma: 1
title: Berths
question: Renew or bid?
as_of: 2024-11-24
options: {renew: {title: Renew, stance: counter}, bid: {title: Bid, stance: enmesh}}
criteria:
  berths: {scale: {worst: 0, best: 100, unit: berths}, value: [[0, 0], [60, 15], [80, 75], [100, 100]]}
  price: {scale: {worst: 500, best: 100, unit: euros}}
weights: {berths: 1, price: 3}
futures: {up: {probability: 0.5}, down: {probability: 0.5}}
scores:
  renew: {berths: {up: 70, down: 90}, price: 300}
  bid: {berths: 40, price: [100, 200]}
""",
        encoding="utf-8",
    )
    table, whose = decision_table(load(path))
    # Up 15 + 60 · 10/20 = 45, down 75 + 25 · 10/20 = 87.5, mean 66.25; Bid 15 · 40/60 = 10.
    assert [table.scores[row, 0].mean for row in (0, 1)] == pytest.approx([66.25, 10.0])  # type: ignore[union-attr]
    assert (table.criteria[0].worst, table.criteria[0].best) == (0.0, 100.0)
    # The price stays in euros: 300, and the mean of 100 to 200.
    assert [table.scores[row, 1].mean for row in (0, 1)] == pytest.approx([300.0, 150.0])  # type: ignore[union-attr]
    assert whose == "the scenario's own"
    # Value points of the price: (500 - 300) / 4 = 50 and (500 - 150) / 4 = 87.5.
    data = yaml.safe_load(write_dmsy(table, whose))["data"]
    assert data["matrix"] == [[66.25, 50.0], [10.0, 87.5]]
    assert data["weights"] == [0.25, 0.75]
