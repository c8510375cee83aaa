"""The JSON Schema of results, from the dataclasses that `as_json` writes."""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from importlib import import_module
from itertools import chain
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from dilemma.analysis.results.assessment import Assessment
from dilemma.analysis.results.coalition import CoalitionResult
from dilemma.analysis.results.difference import Difference
from dilemma.analysis.results.panel import Panel
from dilemma.analysis.results.portfolio import PortfolioResult
from dilemma.report.formats.json import NULLABLE_KEYS, RENAMED_KEYS, SCHEMA_VERSION
from dilemma.scenario.schema.kinds import DIALECT

if TYPE_CHECKING:
    from collections.abc import Callable

RESULTS = (Assessment, Panel, CoalitionResult, PortfolioResult, Difference)
ANYTHING = (object, Any)  # whatever a file may hold
PLAIN = {float: "number", int: "integer", str: "string", bool: "boolean", NoneType: "null"}
HEAD = {"schema_version": {"const": SCHEMA_VERSION}, "dilemma_version": {"type": "string"}}


def result_schema() -> str:
    """The schema of every result; several are an array, and lines of JSON are one each."""
    parts = Parts()
    for result in RESULTS:
        name = _part(result, parts)
        whole = parts[name]
        whole["properties"] = {**HEAD, **whole["properties"]}
        whole["required"] = [*HEAD, *whole["required"]]
    one = {"anyOf": [{"$ref": f"#/$defs/{_called(result)}"} for result in RESULTS]}
    schema = {
        "$schema": DIALECT,
        "title": "Result",
        "anyOf": [*one["anyOf"], {"type": "array", "items": one}],
        "$defs": dict(sorted(parts.items())),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class DoubledName(Exception):
    """Two classes of results go by one name, so that one would be described as the other."""


class Parts(dict[str, Any]):
    """The schemas of dataclasses by name, with the class that each name stands for."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: dict[str, type[Any]] = {}

    def claim(self, name: str, kind: type[Any]) -> bool:
        """Whether a name is new; one that stands for another class already is refused."""
        if self.kinds.setdefault(name, kind) is not kind:
            homes = f"{self.kinds[name].__module__} and {kind.__module__}"
            raise DoubledName(f"two classes are called `{name}` in results, in {homes}; rename one")
        return name not in self


def _part(kind: type[Any], parts: Parts) -> str:
    """Puts a dataclass among the parts and gives its name there."""
    name = _called(kind)
    if parts.claim(name, kind):
        parts[name] = {}  # known from here on, should it hold itself
        own_and_inherited = (_names(base) for base in reversed(kind.__mro__) if is_dataclass(base))
        hints = get_type_hints(
            kind, localns=dict(chain.from_iterable(names.items() for names in own_and_inherited))
        )
        own = {
            RENAMED_KEYS.get(field.name, field.name): hints[field.name]
            for field in fields(kind)
            if field.compare
        }
        # What a file may hold may be nothing, as on one side of a difference.
        absent = {
            key
            for key, hint in own.items()
            if (NoneType in get_args(hint) or hint in ANYTHING) and key not in NULLABLE_KEYS
        }
        parts[name] |= {
            "description": inspect.getdoc(kind).partition("\n")[0],  # type: ignore[union-attr]
            "type": "object",
            "properties": {key: _schema(hint, parts, absent=key in absent) for key, hint in own.items()},
            "required": [key for key in own if key not in absent],
        }
    return name


def _called(kind: type[Any]) -> str:
    """The name of a part: that of its class, or the one it is known by to those who read results."""
    name: str = vars(kind).get("schema_name", kind.__name__)
    return name


def _names(kind: type[Any]) -> dict[str, Any]:
    """What the module of a class imports for type checkers alone."""
    module = sys.modules[kind.__module__]
    found: dict[str, Any] = {}
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module != "__future__":
            home = import_module(node.module)
            for alias in node.names:
                inner = hasattr(home, alias.name)
                value = getattr(home, alias.name) if inner else import_module(f"{node.module}.{alias.name}")
                found[alias.asname or alias.name] = value
    return found


def _schema(hint: Any, parts: Parts, *, absent: bool = False) -> dict[str, Any]:
    """The schema of an annotation; what is `absent` when it is None is never null."""
    if hint in ANYTHING:
        return {}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    if is_dataclass(hint) and isinstance(hint, type):
        return {"$ref": f"#/$defs/{_part(hint, parts)}"}
    inside = get_args(hint)
    if absent:
        inside = tuple(part for part in inside if part is not NoneType)
    return _WRITE[get_origin(hint)](inside, parts)


def _one_of(inside: tuple[Any, ...], parts: Parts) -> dict[str, Any]:
    schemas = [_schema(part, parts) for part in inside]
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _list(inside: tuple[Any, ...], parts: Parts) -> dict[str, Any]:
    if inside[-1] is Ellipsis:
        return {"type": "array", "items": _schema(inside[0], parts)}
    items = [_schema(part, parts) for part in inside]
    return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}


_WRITE: dict[Any, Callable[[tuple[Any, ...], Parts], dict[str, Any]]] = {
    Union: _one_of,
    UnionType: _one_of,
    Literal: lambda inside, _: {"enum": list(inside)},
    tuple: _list,
    Mapping: lambda inside, parts: {"type": "object", "additionalProperties": _schema(inside[1], parts)},
    dict: lambda inside, parts: {"type": "object", "additionalProperties": _schema(inside[1], parts)},
}
