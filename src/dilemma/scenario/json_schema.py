"""The JSON Schema of a kind of file, for editors that complete and check while one types."""

from __future__ import annotations

import json
from typing import Any

from dilemma.scenario.files.judgement import ROW_KEYS
from dilemma.scenario.files.kinds import MODELS
from dilemma.scenario.files.sources_file import SOURCES_KEYS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(kind: str) -> str:
    """The schema of a kind of file as text; what it refuses, `dilemma check` refuses too.

    Rules that span several keys (ids that must exist, chances that must add up) are not in it.
    """
    schema = MODELS[kind].model_json_schema(by_alias=True)
    if kind == "sources":
        schema = _open(schema)
    definitions = schema.get("$defs", {})
    if kind == "scenario":
        schema["required"] = [key for key in schema["required"] if key in REQUIRED_ALONE]
        for part in (schema, *(definitions[name] for name in MERGED)):
            _completed(part)
    for name, write_bare in BARE.items():
        if name in definitions:
            definitions[name] = write_bare(definitions[name])
    return json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"


# A scenario on a framework may leave the rest to it.
REQUIRED_ALONE = ("dilemma", "title", "question")
MERGED = (
    "Option",
    "Criterion",
    "Scale",
    "Future",
    "Coalition",
    "Member",
    "Signpost",
    "Deadline",
    "Assumption",
)


def _completed(part: dict[str, Any]) -> None:
    """What a framework may complete is not required of a scenario, which may also remove it by `null`."""
    if part.get("title") != "ScenarioFile":
        part.pop("required", None)
    for own in part["properties"].values():
        own.pop("minProperties", None)
        for pattern, entry in own.get("patternProperties", {}).items():
            own["patternProperties"][pattern] = {"anyOf": [entry, {"type": "null"}]}


def _open(schema: dict[str, Any]) -> dict[str, Any]:
    """Sources stand under their own ids, beside the keys that describe the file."""
    (entry,) = schema["properties"].pop("entries")["patternProperties"].values()
    schema["required"] = [key for key in schema["required"] if key in SOURCES_KEYS]
    return {**schema, "additionalProperties": entry}


def _judgement(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema["properties"]["score"], schema]}


def _row(schema: dict[str, Any]) -> dict[str, Any]:
    by_future = {key: schema["properties"][key] for key in ROW_KEYS}
    judgement = {"$ref": "#/$defs/Judgement"}
    return {
        "description": schema["description"],
        "anyOf": [judgement, {"type": "object", "properties": by_future, "additionalProperties": judgement}],
    }


def _chance(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [*schema["properties"]["range"]["anyOf"], schema]}


def _mechanism(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"type": "string"}, schema]}


BARE = {"Judgement": _judgement, "Row": _row, "Chance": _chance, "Mechanism": _mechanism}
