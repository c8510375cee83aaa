"""Results as JSON by the contract: field names of the result, full precision, only what was computed."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from dilemma import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.analysis.results.coalition import CoalitionResult
    from dilemma.analysis.results.difference import Difference
    from dilemma.analysis.results.panel import Panel
    from dilemma.analysis.results.portfolio import PortfolioResult

    Result: TypeAlias = Assessment | Panel | CoalitionResult | Difference | PortfolioResult

SCHEMA_VERSION = 2
# Keys of the contract that cannot be field names, such as the keyword `from`.
RENAMED_KEYS = {"start": "from", "stop": "to"}
# Keys that the contract writes as null where others would be left out.
NULLABLE_KEYS = frozenset({"profile", "tie_break", "verdict", "advised"})
# What stands before, between and after the objects of an array.
ARRAY_START, ARRAY_SEPARATOR, ARRAY_END = "[\n", ",\n", "\n]\n"


def to_json_object(result: Result) -> dict[str, Any]:
    """Return a result as the object of the contract; a key without a value is absent."""
    return {"schema_version": SCHEMA_VERSION, "dilemma_version": __version__, **_dataclass_object(result)}


def write(results: Sequence[Result]) -> str:
    """Return one result as an object, or several as an array."""
    content: Any = (
        to_json_object(results[0]) if len(results) == 1 else [to_json_object(result) for result in results]
    )
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def format_array_item(result: Result) -> str:
    """Return a result as it stands in an array, for callers that write the array piece by piece."""
    text = json.dumps(to_json_object(result), ensure_ascii=False, allow_nan=False, indent=2)
    # Inside a JSON text a line break is written `\n`, so none is hit.
    return "  " + text.replace("\n", "\n  ")


def format_object(result: Result) -> str:
    """Return a result as the only object of a file."""
    return write([result])


def format_line(result: Result) -> str:
    """Return a result as an object on a line of its own."""
    return json.dumps(to_json_object(result), ensure_ascii=False, allow_nan=False) + "\n"


def write_lines(results: Sequence[Result]) -> str:
    """Return each result as an object on a line of its own."""
    return "".join(format_line(result) for result in results)


def _dataclass_object(value: Any) -> dict[str, Any]:
    """Return the fields of a dataclass that have a value, under the names of the contract."""
    # What takes no part in comparing two results is no part of their value either.
    entries = ((field.name, getattr(value, field.name)) for field in fields(value) if field.compare)
    return {
        RENAMED_KEYS.get(name, name): _json_value(entry)
        for name, entry in entries
        if entry is not None or name in NULLABLE_KEYS
    }


def _json_value(value: Any) -> Any:
    """Return a value of a result as what `json` can write."""
    if is_dataclass(value):
        return _dataclass_object(value)
    if isinstance(value, dict):
        return {key: _json_value(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_json_value(entry) for entry in value]
    return value
