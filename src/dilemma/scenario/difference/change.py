"""A change as a value: which judgement differs, its old and its new value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from dilemma.scenario.quantities import Quantity

ChangeKind = Literal[
    "viewpoint",
    "option",
    "criterion",
    "scale",
    "pole",
    "group",
    "floor",
    "weight",
    "future",
    "chance",
    "probability",
    "score",
    "coalition",
    "rule",
    "adjustment",
    "other",
]
# Reasons why several changes can only be made together.
Reason = Literal["scale", "futures", "probabilities", "weights", "structure"]
ChangePath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgementChange:
    """One judgement that differs; `path` is what `--set` would call it, where `--set` takes it.

    `old` and `new` are what the files state, as JSON holds it; None where a file states nothing.
    """

    kind: ChangeKind
    path: ChangePath
    old: Any = None
    new: Any = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Changes made in one step, with the reason where there are several."""

    changes: tuple[JudgementChange, ...]
    reason: Reason | None = None

    @property
    def paths(self) -> frozenset[ChangePath]:
        """The paths of its changes."""
        return frozenset(change.path for change in self.changes)


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that differs: the path it has in the file, and its key."""

    path: ChangePath
    key: str


def json_value(value: Any) -> Any:
    """Return a value of a file as JSON holds it."""
    if isinstance(value, Quantity):
        return _quantity_data(value)
    # Of a model only the keys that its author wrote, by the names they have in the file.
    if isinstance(value, BaseModel):
        return {
            field.alias or name: json_value(getattr(value, name))
            for name, field in type(value).model_fields.items()
            if name in value.model_fields_set
        }
    if isinstance(value, dict):
        return {key: json_value(item) for key, item in value.items()}
    return [json_value(item) for item in value] if isinstance(value, tuple | list) else value


def _quantity_data(quantity: Quantity) -> Any:
    """Return a quantity in the form its author may write it."""
    if quantity.family == "exact":
        return quantity.parameters[0]
    numbers = list(quantity.parameters)
    return numbers if quantity.family in {"uniform", "triangular"} else {quantity.family: numbers}
