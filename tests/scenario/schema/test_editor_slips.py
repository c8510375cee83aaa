"""What an editor says by the JSON Schemas is what `check` says: slips are refused, valid files are not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from tests.json_schema import takes

from dilemma.errors import FaultyFile
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario
from dilemma.scenario.parse import file_kind, parse_file
from dilemma.scenario.problems import select_errors
from dilemma.scenario.schema.kinds import MODELS, json_schema, modeline
from dilemma.scenario.yaml.parser import parse_yaml

ROOT = Path(__file__).parents[3]
SCHEMAS: dict[str, Any] = {kind: json.loads(json_schema(kind)) for kind in MODELS}
VALID = """\
dilemma: 1
title: The quay
question: Renew the lease?
as_of: 2024-11-24
lexicon: phia
options:
  accommodate: {title: Renew}
  counter: {title: Bid}
criteria:
  income:
    asks: What?
    floor: 10
    scale: {worst: 0, best: 10}
    value: [[0, 0], [10, 100]]
    assumed: [scale]
  control: {worst: None., best: All.}
weights: {income: 60, control: [30, 50]}
futures:
  boom: {chance: unlikely}
  slump: {}
rules: {too_close: 2}
signposts: {S1: {event: Ships come, kind: conduct, by: 2027, likelihood: {boom: 0.8, slump: 0.2}}}
scores:
  accommodate:
    income: {score: [6, 7, 8], why: Fixed., from: [AJ], confidence: low}
    control: {boom: {score: 20, why: Kept.}, slump: 3, from: [AJ]}
  counter:
    income: {score: {normal: [5, 1]}, why: Trade., from: [AJ]}
    control: {unknown: true, why: Shared., from: [AJ]}
"""
SLIPS = [
    ("{normal: [5, 1]}", "{normall: [5, 1]}"),
    ("{normal: [5, 1]}", "{normal: [5, 1, 3]}"),
    ("{normal: [5, 1]}", "{beta: [5]}"),
    ("[6, 7, 8]", "high"),
    ("[6, 7, 8]", "[6, 7, 8, 9]"),
    ("[6, 7, 8], why", "[6, 7, 8], wy"),
    ("from: [AJ], confidence: low", "from: AJ, confidence: low"),
    ("confidence: low", "confidence: lo"),
    ("{score: 20, why: Kept.}", "{score: 20, whi: Kept.}"),
    ("{score: 20, why: Kept.}", "{scoer: 20, why: Kept.}"),
    ("income: 60", "income: much"),
    ("weights: {income: 60, control: [30, 50]}", "weights: 5"),
    ("weights:", "weight:"),
    ("title: Renew", "titel: Renew"),
    ("title: Renew", "title: [Renew]"),
    ("title: Renew", "stance: acommodate"),
    ("2024-11-24", "2024-13-24"),
    ("2024-11-24", "yesterday"),
    ("chance: unlikely", "chance: unlikly"),
    ("chance: unlikely", "chance: 1.5"),
    ("chance: unlikely", "chance: [0.5, 1.2]"),
    ("chance: unlikely", "chance: {rang: 0.5}"),
    ("chance: unlikely", "chance: {range: 0.5, wy: So.}"),
    ("chance: unlikely", "chanc: unlikely"),
    ("floor: 10", "floor: 110"),
    ("floor: 10", "flor: 10"),
    ("floor: 10", "floor: high"),
    ("worst: 0,", "wurst: 0,"),
    ("worst: 0,", "worst: zero,"),
    ("scale: {worst: 0, best: 10}", "scale: 5"),
    ("dilemma: 1", "dilemma: 2"),
    ("scores:", "scors:"),
    ("lexicon: phia", "lexicon: phi"),
    ("boom: 0.8", "boom: 1.8"),
    ("event: Ships", "evnt: Ships"),
    ("too_close: 2", "too_closs: 2"),
    ("too_close: 2", "too_close: [2]"),
    ("[[0, 0], [10, 100]]", "[0, 10]"),
    ("[[0, 0], [10, 100]]", "[[0, 0], [10]]"),
    ("assumed: [scale]", "assumed: [scal]"),
    ("assumed: [scale]", "assumed: scale"),
]


def editor_takes(text: str, kind: str = "scenario") -> bool:
    """Whether an editor would stay silent on a text."""
    node, _ = parse_yaml(text.encode(), "it.yaml")
    assert node is not None
    return takes(SCHEMAS[kind], node.data(), SCHEMAS[kind])


def check_takes(text: str, path: Path) -> bool:
    """Whether `check` finds no error in a text."""
    path.write_text(text, encoding="utf-8")
    try:
        return select_errors(load_scenario(path, Library(())).problems) == ()
    except FaultyFile:
        return False


def test_the_valid_file_is_valid_to_both(tmp_path: Path) -> None:
    """Ranges, words, a distribution, an unknown cell and scores by future are all taken."""
    assert check_takes(VALID, tmp_path / "quay.yaml")
    assert editor_takes(VALID)
    assert editor_takes(VALID.replace("chance: unlikely", "chance: ' Highly Likely'"))


@pytest.mark.parametrize(("old", "new"), SLIPS, ids=[new for _, new in SLIPS])
def test_a_slip_is_refused_by_both(old: str, new: str, tmp_path: Path) -> None:
    """A misspelt key, a wrong kind of value, a bound passed, a mapping misspelt."""
    assert old in VALID
    text = VALID.replace(old, new, 1)
    assert not check_takes(text, tmp_path / "quay.yaml")
    assert not editor_takes(text)


FILES = sorted([*(ROOT / "scenarios").rglob("*.yaml")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_shipped_file_is_no_slip(path: Path) -> None:
    """Every file that comes with the program is taken by the schema of its kind."""
    assert editor_takes(path.read_text(encoding="utf-8"), file_kind(parse_file(path)[0]))


@pytest.mark.parametrize("kind", MODELS)
def test_no_default_writes_null(kind: str) -> None:
    """Completion writes a default, and `null` would remove what the framework says."""
    assert '"default": null' not in json_schema(kind)


def test_the_words_of_likelihood_are_offered() -> None:
    """An editor lists them at `chance:`."""
    chance = SCHEMAS["scenario"]["$defs"]["Chance"]
    assert {"likely", "realistic possibility", "almost no chance"} <= set(chance["examples"])


@pytest.mark.parametrize("kind", MODELS)
def test_the_modeline_leads_to_the_schema_of_the_installation(kind: str) -> None:
    """An editor finds the schema from any folder, and it is the one of this release."""
    start, _, address = modeline(kind).strip().partition("=")
    assert start == "# yaml-language-server: $schema"
    path = Path(url2pathname(urlsplit(address).path))
    assert path.read_text(encoding="utf-8") == json_schema(kind)
