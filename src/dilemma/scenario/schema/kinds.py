"""Kinds of file: the name, the folder and the model of each, and its JSON Schema for editors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from dilemma.records import dataclass
from dilemma.scenario.schema.files import SOURCES_KEYS
from dilemma.scenario.schema.judgement import ROW_KEYS

if TYPE_CHECKING:
    from dilemma.scenario.schema.base import Model


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file, described without building its model.

    Attributes:
        module: the module of its model, beside this one.
        model: the name of its model in that module.
        noun: the word for one such file in a sentence.
        plural: the word for several in a heading.
        folder: the folder of a library that holds them; None for a kind that belongs to no library.
    """

    module: str
    model: str
    noun: str
    plural: str
    folder: str | None = None


# In the order in which catalogues and messages list them.
KINDS = {
    "scenario": FileKind("files", "ScenarioFile", "scenario", "Scenarios", "."),
    "framework": FileKind("files", "FrameworkFile", "framework", "Frameworks", "frameworks"),
    "profile": FileKind("files", "ProfileFile", "profile", "Profiles", "profiles"),
    "sources": FileKind("files", "SourcesFile", "sources file", "Sources", "sources"),
    "observations": FileKind(
        "extra_files", "ObservationsFile", "observations file", "Observations", "observations"
    ),
    "answers": FileKind("extra_files", "AnswersFile", "answers file", "Answers"),
}


class _Models(Mapping[str, "type[Model]"]):
    """The model of each kind; a run that reads no profile never builds the model of one."""

    def __getitem__(self, kind: str) -> type[Model]:
        """Return the model of a kind of file.

        Raises:
            KeyError: there is no such kind.
        """
        # Imported late: building the models is a good part of the time a short run takes.
        module = import_module(f"dilemma.scenario.schema.{KINDS[kind].module}")
        return getattr(module, KINDS[kind].model)  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the kinds in the order of `KINDS`."""
        return iter(KINDS)

    def __len__(self) -> int:
        """Return the number of kinds."""
        return len(KINDS)

    def __contains__(self, kind: object) -> bool:
        """Return whether a word names a kind, without building a model."""
        return kind in KINDS


MODELS: Mapping[str, type[Model]] = _Models()


DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(kind: str) -> str:
    """Return the schema of a kind of file as text; what it refuses, `dilemma check` refuses too.

    Rules that span several keys (ids that must exist, chances that must add up) are not in it.
    """
    import json  # noqa: PLC0415  a run that writes no schema does without

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
