"""Results as JSON, by the contract: the names of the result, full precision, nothing not computed."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from dilemma import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from dilemma.analysis.coalition.coalition_results import Coalition
    from dilemma.analysis.difference.difference_results import Difference
    from dilemma.analysis.panel.panel_results import Panel
    from dilemma.analysis.portfolio.portfolio_results import PortfolioResult
    from dilemma.analysis.results import Assessment

    Result: TypeAlias = Assessment | Panel | Coalition | Difference | PortfolioResult

SCHEMA_VERSION = 1
# Words of the contract that Python keeps for itself or spends elsewhere.
RENAMED = {"start": "from", "stop": "to"}
# The contract says that there is none of these, rather than nothing.
NULLABLE = frozenset({"profile", "tie_break"})
# What stands around the objects of an array.
OPEN, BETWEEN, CLOSE = "[\n", ",\n", "\n]\n"


def data(result: Result) -> dict[str, Any]:
    """A result as the object of the contract; keys without a value are absent."""
    return {"schema_version": SCHEMA_VERSION, "dilemma_version": __version__, **_object(result)}


def write(results: Sequence[Result]) -> str:
    """One object, or an array of several."""
    shown: Any = data(results[0]) if len(results) == 1 else [data(result) for result in results]
    return json.dumps(shown, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def item(result: Result) -> str:
    """One object as it stands in an array, for those who write the array piece by piece."""
    spread = json.dumps(data(result), ensure_ascii=False, allow_nan=False, indent=2)
    return "  " + spread.replace("\n", "\n  ")  # within a text, JSON spells a line break in two characters


def write_lines(results: Sequence[Result]) -> str:
    """One object a line."""
    return "".join(json.dumps(data(result), ensure_ascii=False, allow_nan=False) + "\n" for result in results)


def _object(value: Any) -> dict[str, Any]:
    named = ((field.name, getattr(value, field.name)) for field in fields(value))
    return {
        RENAMED.get(name, name): _plain(item) for name, item in named if item is not None or name in NULLABLE
    }


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return _object(value)
    if isinstance(value, dict):
        return _mapping(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _mapping(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain(item) for key, item in value.items()}
