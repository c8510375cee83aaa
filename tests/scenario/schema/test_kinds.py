"""The JSON Schema that editors use takes every file that the program takes, and knows every key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.builders import parsed
from tests.json_schema import takes as fits

from dilemma.scenario.load import framework_defaults, merge_nodes
from dilemma.scenario.parse import file_kind, load_file, parse_file
from dilemma.scenario.schema.kinds import MODELS, json_schema

ROOT = Path(__file__).parents[3]
SHIPPED = sorted(ROOT.joinpath("scenarios").rglob("*.yaml"))
AROUND = sorted(ROOT.joinpath("tests", "broken", "around").rglob("*.yaml"))


def takes(kind: str, value: Any) -> bool:
    """Whether the schema of a kind of file takes a value."""
    schema = json.loads(json_schema(kind))
    return fits(schema, value, schema)


@pytest.mark.parametrize("path", [*SHIPPED, *AROUND], ids=lambda path: path.stem)
def test_a_sound_file_is_accepted(path: Path) -> None:
    """An editor marks nothing in a file that the program takes, frameworks under it or not."""
    node, _ = parse_file(path)
    assert takes(file_kind(node), node.data())


@pytest.mark.parametrize(
    "path", [path for path in SHIPPED if path.parent.name == "scenarios"], ids=lambda path: path.stem
)
def test_a_scenario_with_its_framework_under_it_is_accepted(path: Path) -> None:
    """The whole, as the model sees it, fits the schema as well."""
    node, _ = parse_file(path)
    named = node.child("framework")
    if named is None:
        pytest.skip("it stands alone")
    framework = load_file(path.parent / "frameworks" / f"{named.value}.yaml", "framework").node
    assert takes("scenario", merge_nodes(framework_defaults(framework), node).data())


WAYS = """
dilemma: 1
title: Every way to write a judgement
question: Which way?
as_of: 2024-11-24
options: {accommodate: {}, counter: {}}
criteria: {norms: {}, cost: {scale: {worst: 80, best: 20}, value: [[80, 0], [50, 60], [20, 100]]}}
weights: %s
futures: {storm: {chance: %s}, calm: {chance: {range: %s, shared: successor}}, fog: {}}
scores:
  accommodate: {norms: %s, cost: {why: So., storm: %s, calm: {score: %s, confidence: low}, fog: 30}}
  counter: {norms: {score: %s, from: [AJ]}, cost: 50}
coalition: {option: counter, assumed_share: 0.5, mechanisms: [A forum, {title: A body, use: Money}]}
deadlines: {a: {date: 2026, event: One}, b: {date: 2025/2026, event: Two}}
"""


@pytest.mark.parametrize("weights", ["{norms: 60, cost: [30, 50]}", "[norms, cost]", "[[norms, cost]]"])
@pytest.mark.parametrize("chance", ["0.3", "[0.1, 0.4]", "[0.1, 0.2, 0.4]", "likely", "{beta: [2, 3]}"])
@pytest.mark.parametrize("score", ["40", "[30, 50]", "[30, 40, 50]"])
def test_every_way_to_write_a_judgement_is_accepted(weights: str, chance: str, score: str) -> None:
    """What the model takes, the schema takes."""
    value = parsed(WAYS % (weights, chance, chance, score, score, score, score))
    assert MODELS["scenario"].model_validate(value)
    assert takes("scenario", value)


@pytest.mark.parametrize(
    "change",
    [
        {"titel": "Two"},
        {"title": 5},
        {"weights": "high"},
        {"scores": {"a": {"b": "high"}}},
        {"options": {"a": {"stance": "north"}, "b": {}}},
        {"futures": {"a": {"chance": {"rnage": 1}}}},
    ],
)
def test_a_schema_refuses_what_the_program_refuses(change: dict[str, Any]) -> None:
    """The reader of schemas above is not blind, and editors do mark what is wrong."""
    value = parsed(WAYS % ("[norms, cost]", "0.3", "0.3", "40", "40", "40", "40"))
    assert not takes("scenario", {**value, **change})


@pytest.mark.parametrize("kind", MODELS)
def test_every_key_of_the_language_is_in_its_schema(kind: str) -> None:
    """By the names that files use, and no other."""
    schema = json.loads(json_schema(kind))
    for key, field in MODELS[kind].model_fields.items():
        if (kind, key) != ("sources", "entries"):
            assert (field.alias or key) in schema["properties"]
    assert "viewpoint" not in json_schema(kind)
