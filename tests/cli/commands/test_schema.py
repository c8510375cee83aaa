"""`dilemma schema` prints what an editor can use."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dilemma.cli.commands.schema import Kind
from dilemma.scenario.schema.kinds import MODELS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke


def test_every_kind_of_file_has_a_schema() -> None:
    """The command offers the kinds of file that the language has."""
    assert {kind.value for kind in Kind} == set(MODELS)


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_schema_is_json_schema(kind: str, dilemma: Invoke) -> None:
    """Every schema is JSON, names its dialect, and every reference in it leads somewhere."""
    text = dilemma("schema", kind).stdout
    schema = json.loads(text)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["type"] == "object"
    used = {part.split('"')[0] for part in text.split('"#/$defs/')[1:]}
    assert used <= set(schema.get("$defs", {}))


def test_schema_of_a_scenario_is_the_default(dilemma: Invoke) -> None:
    """Without a kind, the schema of a scenario is meant."""
    assert dilemma("schema").stdout == dilemma("schema", "scenario").stdout


def test_schema_goes_to_a_file(here: Path, dilemma: Invoke) -> None:
    """`-o` writes the same text."""
    assert dilemma("schema", "profile", "-o", "profile.json").exit_code == 0
    assert (here / "profile.json").read_text(encoding="utf-8") == dilemma("schema", "profile").stdout


def test_an_unknown_kind_is_refused_with_the_known_ones(dilemma: Invoke) -> None:
    """A kind that does not exist ends with 2 and the list of those that do."""
    result = dilemma("schema", "scenarios")
    assert (result.exit_code, result.stdout) == (2, "")
    assert [kind.value for kind in Kind if f"'{kind.value}'" not in result.stderr] == []
