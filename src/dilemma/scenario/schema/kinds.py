"""Kinds of file: the name, the folder and the model of each, and its JSON Schema for editors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dilemma.records import dataclass
from dilemma.scenario.distributions import NAMED
from dilemma.scenario.schema.base import DISTRIBUTION, NUMBER_OR_RANGE, mapping_or
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
    "profile": FileKind("profile_file", "ProfileFile", "profile", "Profiles", "profiles"),
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


def modeline(kind: str) -> str:
    """Return the line by which an editor finds the schema of a kind of file, wherever the file stands.

    It names the schema that came with this installation; a checkout keeps the schemas among its pages.
    """
    package = Path(__file__).resolve().parents[2]
    folders = (package / "schema", package.parents[1] / "docs" / "schema")
    folder = next((folder for folder in folders if folder.is_dir()), folders[0])
    return f"# yaml-language-server: $schema={(folder / f'{kind}-1.json').as_uri()}\n"


DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(kind: str) -> str:
    """Return the schema of a kind of file as text; what it refuses, `dilemma check` refuses too.

    Rules that span several keys (ids that must exist, chances that must add up) are not in it.
    """
    import json  # noqa: PLC0415  a run that writes no schema does without

    schema = MODELS[kind].model_json_schema(by_alias=True)
    if kind == "sources":  # under their own ids, beside the keys that describe the file
        (entry,) = schema["properties"].pop("entries")["patternProperties"].values()
        schema["required"] = [key for key in schema["required"] if key in SOURCES_KEYS]
        schema = {**schema, "additionalProperties": entry}
    definitions = schema.get("$defs", {})
    if kind == "scenario":
        schema["required"] = [key for key in schema["required"] if key in _REQUIRED_WITH_FRAMEWORK]
        for part in (schema, *(definitions[name] for name in _COMPLETED_PARTS)):
            _relax_part(part)
    for name, add_short_form in _SHORT_FORMS.items():
        if name in definitions:
            definitions[name] = add_short_form(definitions[name])
    return (
        json.dumps({"$schema": DIALECT, **_without_null_defaults(schema)}, ensure_ascii=False, indent=2)
        + "\n"
    )


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


_ONE_STATEMENT = {"anyOf": [{"required": ["score"]}, {"required": ["unknown"]}]}


def _judgement_or_score(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow a bare score for a judgement; `unknown` stands in place of a score."""
    keys = {key: part for key, part in schema.items() if key != "required"}
    return mapping_or({**keys, **_ONE_STATEMENT}, *NUMBER_OR_RANGE)


def _row_or_score(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow one judgement for all futures, or one for each future beside what they share."""
    judgement = {"$ref": "#/$defs/Judgement"}
    # Score and unknown for completion alone: with one of them, a mapping is a judgement.
    offered = {"score": mapping_or(DISTRIBUTION, *NUMBER_OR_RANGE), "unknown": {"type": "boolean"}}
    by_future = {**offered, **{key: schema["properties"][key] for key in ROW_KEYS}}
    futures = {"type": "object", "properties": by_future, "additionalProperties": judgement}
    mapping = {"if": _ONE_STATEMENT, "then": judgement, "else": futures}
    return {"description": schema["description"], **mapping_or(mapping, *NUMBER_OR_RANGE)}


def _chance_or_range(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow a bare number, range, distribution or word for a chance."""
    bare = schema["properties"]["range"]
    named = {"anyOf": [{"required": [family]} for family in NAMED]}
    return {**bare, "then": {"if": named, "then": bare["then"], "else": schema}}


def _mapping_or_text(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow a bare title for a mechanism, a bare text for an act."""
    return mapping_or(schema, {"type": "string"})


def _without_null_defaults(part: Any) -> Any:
    """Return a schema without defaults of null: an editor would write `null`, which removes a key."""
    if isinstance(part, dict):
        kept = {key: item for key, item in part.items() if key != "default" or item is not None}
        return {key: _without_null_defaults(item) for key, item in kept.items()}
    return [_without_null_defaults(item) for item in part] if isinstance(part, list) else part


_SHORT_FORMS = {
    "Judgement": _judgement_or_score,
    "Row": _row_or_score,
    "Chance": _chance_or_range,
    "Mechanism": _mapping_or_text,
    "Act": _mapping_or_text,
}
