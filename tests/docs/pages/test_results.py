"""The published schema of results takes every result that the program writes, and knows every key of them."""

from __future__ import annotations

import json
import sys
from dataclasses import make_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest
from tests.json_schema import takes
from typer.main import get_command
from typer.testing import CliRunner

from dilemma.cli.app import app

ROOT = Path(__file__).parents[3]


def schema(name: str) -> dict[str, Any]:
    """A published schema."""
    text = (ROOT / "docs" / "schema" / f"{name}.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


SCHEMA = schema("result-2")
TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "number": int | float,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
COMMANDS = [
    ("assess", "nato"),
    ("assess", "order", "--seen", "O1", "--wrong", "dues"),
    ("compare", "nato", "climate", "--as", "all"),
    ("coalition", "nato"),
    ("panel", "nato", "frontline", "nuclear-power"),
    ("portfolio", "allies"),
    ("diff", "nato", "climate"),
]


def fits(schema: dict[str, Any], value: Any) -> bool:
    """Whether a schema takes a value that has no key the schema does not know."""
    if "$ref" in schema:
        return fits(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], value)
    if "anyOf" in schema:
        return any(fits(each, value) for each in schema["anyOf"])
    if not schema or "const" in schema or "enum" in schema:
        # An empty schema takes whatever a file may hold, as on the two sides of a difference.
        return not schema or value in schema.get("enum", [schema.get("const")])
    kind = schema["type"]
    if not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return False
    if kind == "array":
        items = schema.get("prefixItems", [schema.get("items")] * len(value))
        return len(items) == len(value) and all(map(fits, items, value))
    return kind != "object" or _keys_fit(schema, value)


def _keys_fit(schema: dict[str, Any], value: dict[str, Any]) -> bool:
    rest = schema.get("additionalProperties")
    known = {**dict.fromkeys(value, rest), **schema.get("properties", {})}
    present = all(known[key] is not None and fits(known[key], item) for key, item in value.items())
    return present and set(schema.get("required", [])) <= set(value)


def written(arguments: tuple[str, ...]) -> Any:
    """What a command writes as JSON, from few samples."""
    few = () if arguments[0] in ("coalition", "panel", "portfolio") else ("--samples", "64")
    result = CliRunner().invoke(app, [*arguments, *few, "--format", "json"])
    return result.exit_code, json.loads(result.stdout or "null"), result.stderr


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_result_fits(arguments: tuple[str, ...]) -> None:
    """Key by key, with nothing missing and nothing unknown."""
    code, value, said = written(arguments)
    assert code == 0, said
    assert fits(SCHEMA, value)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("list-1", ("list",)),
        ("check-1", ("check", *sorted(map(str, (ROOT / "tests" / "broken").glob("[bdp]*.yaml"))))),
    ],
)
def test_lists_and_problems_fit(name: str, arguments: tuple[str, ...]) -> None:
    """Neither is a result, so each has a schema of its own; a key of no schema is refused."""
    value = json.loads(CliRunner().invoke(app, [*arguments, "--format", "json"]).stdout)
    assert len(value) > 10
    assert takes(schema(name), value, schema(name))
    assert not takes(schema(name), [{**value[0], "news": 1}], schema(name))


def test_every_command_that_writes_json_is_here() -> None:
    """A command that offers `json` has a schema that is tested above; a walk ends with that of `assess`."""
    offering = {
        name
        for name in cast("Any", get_command(app)).commands
        if "|json" in CliRunner().invoke(app, [name, "--help"]).stdout
    }
    assert offering == {command for command, *_ in COMMANDS} | {"list", "check", "walk"}


def test_what_is_no_result_does_not_fit() -> None:
    """The reader of schemas above is not blind."""
    _, value, _ = written(("assess", "nato"))
    assert fits(SCHEMA, value)
    assert not fits(SCHEMA, {**value, "seed": "one"})
    assert not fits(SCHEMA, {**value, "news": 1})
    assert not fits(SCHEMA, {**value, "schema_version": 1})
    assert not fits(SCHEMA, {key: item for key, item in value.items() if key != "options"})


def test_a_doubled_name_stops_the_generator() -> None:
    """Two classes of one name would share a definition, and the results of one would not fit."""
    docs = str(Path(__file__).parents[3] / "docs")
    sys.path.insert(0, docs)
    try:
        results = import_module("pages.results")
    finally:
        sys.path.remove(docs)
    parts = results.Parts()
    first, second = (make_dataclass("Step", [("size", float)]) for _ in range(2))
    assert parts.claim("Step", first)
    parts["Step"] = {}
    assert not parts.claim("Step", first)
    with pytest.raises(results.DoubledName, match="two classes are called `Step`"):
        parts.claim("Step", second)
