"""Weights given against other scales, options or futures are said to be stale, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario
from dilemma.scenario.validation.other_files import elicitation_record, warn_of_stale_weights

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.scenario.model import Scenario

TEXT = """\
dilemma: 1
title: Two ways
question: Which way?
as_of: 2024-11-24
options: {accommodate: {}, counter: {}}
criteria:
  norms: {worst: Void., best: Kept.}
  cost: {scale: {worst: 80, best: 20, unit: euros}}
futures: {storm: {chance: 0.2}, calm: {}}
scores:
  accommodate: {norms: 20, cost: 30}
  counter: {norms: 70, cost: 65}
"""


def loaded(folder: Path, text: str) -> Scenario:
    """The scenario of a text."""
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return load_scenario(path, Library(())).scenario


def test_nothing_is_stale_while_nothing_changes(tmp_path: Path) -> None:
    """Other scores, chances and titles leave weights as good as they were."""
    then = elicitation_record(loaded(tmp_path, TEXT), day="2024-12-01", started_from=None, method={})
    changed = TEXT.replace("norms: 20", "norms: 35").replace("0.2", "0.4").replace("Two ways", "Three ways")
    assert not list(warn_of_stale_weights(then, loaded(tmp_path, changed)))


@pytest.mark.parametrize(
    ("old", "new", "part", "words"),
    [
        ("worst: Void.", "worst: Weaker.", "scales", "`worst` of criterion `norms`"),
        ("best: Kept.", "best: Kept", "scales", "`best` of criterion `norms`"),
        ("worst: 80", "worst: 90", "scales", "`scale` of criterion `cost`"),
        (
            "unit: euros}",
            "unit: euros}, value: [[80, 0], [50, 70], [20, 100]]",
            "scales",
            "`value` of criterion `cost`",
        ),
        (
            "storm: {chance: 0.2}",
            "storm: {chance: 0.2}, rain: {chance: 0.1}",
            "futures",
            "future `rain` is new",
        ),
        ("storm: {chance: 0.2}", "rain: {chance: 0.2}", "futures", "future `storm` is gone"),
    ],
)
def test_what_changed_is_named(old: str, new: str, part: str, words: str, tmp_path: Path) -> None:
    """One warning for the kind of thing that changed, with the day of the weights."""
    then = elicitation_record(loaded(tmp_path, TEXT), day="2024-12-01", started_from=None, method={})
    (found,) = warn_of_stale_weights(then, loaded(tmp_path, TEXT.replace(old, new)))
    assert (found.code, found.severity, found.path) == ("stale-weights", "warning", (part,))
    assert words in found.message
    assert "2024-12-01" in found.message


def test_a_new_option_is_named(tmp_path: Path) -> None:
    """Swings may have been judged with the old options in mind."""
    then = elicitation_record(loaded(tmp_path, TEXT), day="2024-12-01", started_from=None, method={})
    now = TEXT.replace("counter: {}}", "counter: {}, enmesh: {}}") + "  enmesh: {norms: 60, cost: 60}\n"
    (found,) = warn_of_stale_weights(then, loaded(tmp_path, now))
    assert "option `enmesh` is new" in found.message


def test_several_changes_are_several_warnings(tmp_path: Path) -> None:
    """Scales, options and futures stand apart, in that order."""
    scenario = loaded(tmp_path, TEXT)
    then = elicitation_record(scenario, day="2024-12-01", started_from=None, method={})
    then = then.model_copy(update={"options": ("other",), "futures": ()})
    assert [found.path for found in warn_of_stale_weights(then, replace(scenario))] == [
        ("options",),
        ("futures",),
    ]
