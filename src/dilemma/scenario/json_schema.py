"""JSON Schemas of the kinds of file, for editors that complete and check while one types."""

from __future__ import annotations

import json
from typing import Any

from dilemma.scenario.files.judgement import ROW_KEYS
from dilemma.scenario.files.kinds import MODELS
from dilemma.scenario.files.sources_file import SOURCES_KEYS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(kind: str) -> str:
    """Return the schema of a kind of file as text; what it refuses, `dilemma check` refuses too.

    Rules that span several keys (ids that must exist, chances that must add up) are not in it.
    """
    schema = MODELS[kind].model_json_schema(by_alias=True)
    if kind == "sources":
        schema = _allow_any_entry(schema)
    definitions = schema.get("$defs", {})
    if kind == "scenario":
        schema["required"] = [key for key in schema["required"] if key in _REQUIRED_WITH_FRAMEWORK]
        for part in (schema, *(definitions[name] for name in _COMPLETED_PARTS)):
            _relax_part(part)
    for name, add_short_form in _SHORT_FORMS.items():
        if name in definitions:
            definitions[name] = add_short_form(definitions[name])
    return json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"


# What even a scenario on a framework must have; the rest may come from the framework.
_REQUIRED_WITH_FRAMEWORK = ("dilemma", "title", "question")
_COMPLETED_PARTS = (
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


def _relax_part(part: dict[str, Any]) -> None:
    """Require nothing that a framework may complete, and allow `null`, which removes what it has."""
    # The file itself still requires the keys that no framework can give it.
    if part.get("title") != "ScenarioFile":
        part.pop("required", None)
    for property_ in part["properties"].values():
        property_.pop("minProperties", None)
        for pattern, entry in property_.get("patternProperties", {}).items():
            property_["patternProperties"][pattern] = {"anyOf": [entry, {"type": "null"}]}


def _allow_any_entry(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow sources under their own ids, beside the keys that describe the file."""
    (entry,) = schema["properties"].pop("entries")["patternProperties"].values()
    schema["required"] = [key for key in schema["required"] if key in SOURCES_KEYS]
    return {**schema, "additionalProperties": entry}


def _judgement_or_score(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow a bare score for a judgement."""
    return {"anyOf": [schema["properties"]["score"], schema]}


def _row_or_score(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow one judgement for all futures, or one for each future beside what they share."""
    by_future = {key: schema["properties"][key] for key in ROW_KEYS}
    judgement = {"$ref": "#/$defs/Judgement"}
    return {
        "description": schema["description"],
        "anyOf": [judgement, {"type": "object", "properties": by_future, "additionalProperties": judgement}],
    }


def _chance_or_range(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow a bare number, range or word for a chance."""
    return {"anyOf": [*schema["properties"]["range"]["anyOf"], schema]}


def _mechanism_or_title(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow a bare title for a mechanism."""
    return {"anyOf": [{"type": "string"}, schema]}


_SHORT_FORMS = {
    "Judgement": _judgement_or_score,
    "Row": _row_or_score,
    "Chance": _chance_or_range,
    "Mechanism": _mechanism_or_title,
}
