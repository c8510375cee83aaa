"""A change as a value: which judgement, what it was, what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from dilemma.scenario.quantities import Quantity

Kind = Literal[
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
# Why several changes can only be made together.
Reason = Literal["scale", "futures", "probabilities", "weights", "structure"]
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One judgement that differs; `path` is what `--set` would call it, where it has a name for it.

    `old` and `new` are what the files state, as JSON would hold it; None where one of them says nothing.
    """

    kind: Kind
    path: Path
    old: Any = None
    new: Any = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Changes made in one step, with the reason where there is more than one."""

    changes: tuple[Change, ...]
    reason: Reason | None = None

    @property
    def paths(self) -> frozenset[Path]:
        """What it changes."""
        return frozenset(change.path for change in self.changes)


@dataclass(frozen=True, slots=True)
class Reworded:
    """A text that differs: where it stands, and which of its keys it is."""

    path: Path
    key: str


def plain(value: Any) -> Any:
    """A value of a file as JSON would hold it."""
    if isinstance(value, Quantity):
        return _stated(value)
    if isinstance(value, BaseModel):
        return {
            field.alias or name: plain(getattr(value, name))
            for name, field in type(value).model_fields.items()
            if name in value.model_fields_set
        }
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple | list) else value


def _stated(given: Quantity) -> Any:
    """A quantity as its author may write it."""
    if given.family == "exact":
        return given.parameters[0]
    numbers = list(given.parameters)
    return numbers if given.family in {"uniform", "triangular"} else {given.family: numbers}
