"""The tables of keys inside the language page, from the models that check the files.

A page marks the place of a table by `<!-- keys: NAME -->` and `<!-- end of keys -->`.
"""

from __future__ import annotations

import re
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from dilemma.scenario.quantity import LARGEST_NUMBER, Quantity
from dilemma.scenario.schema import base, files, judgement
from dilemma.scenario.schema.kinds import MODELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

_MARKED = re.compile(r"(<!-- keys: (\w+) -->\n).*?(<!-- end of keys -->)", re.DOTALL)
# What a value may be, in an author's words; the first that fits is said.
WORDS: list[tuple[Any, str]] = [
    (base.Day, "a day, `YYYY-MM-DD`"),
    (base.OptionalDay, "a day, `YYYY-MM-DD`"),
    (base.Period, "a date"),
    (base.OptionalPeriod, "a date"),
    (base.UncertainNumber, "a number or a range"),
    (base.Share, "a number from 0 to 1"),
    (base.Flag, "`true` or `false`"),
    (base.Number, "a number"),
    (base.Id, "an id"),
    (base.OptionalId, "an id"),
    (base.Ids, "an id or a list of ids"),
    (base.Name, "a name"),
    (base.OptionalName, "a name"),
    (judgement.WeightsField, "weights"),
    (files.DissentField, "text, or id → text"),
    (base.ShortName, "text"),
    (base.Version, "`1`"),
    (Quantity | str, "a number, a range or a word"),
    (bool, "`true` or `false`"),
    (float, "a number"),
    (int, "a whole number"),
    (str, "text"),
]
PLURAL = {"an id": "ids", "a name": "names", "text": "texts", "a number": "numbers"}


def with_tables(text: str) -> str:
    """A page with its tables of keys as the models are today."""
    return _MARKED.sub(lambda found: f"{found[1]}{table(_models()[found[2]])}{found[3]}", text)


def table(model: type[BaseModel]) -> str:
    """One row a key: what it takes and what it means; required keys are in bold."""
    hints = get_type_hints(model, include_extras=True)
    rows = ["| key | takes | means |", "| --- | --- | --- |"]
    for name, field in model.model_fields.items():
        key = f"`{field.alias or name}`"
        key = f"**{key}**" if field.is_required() else key
        meaning = (field.description or "").replace("|", r"\|")
        rows.append(f"| {key} | {words(hints[name])} | {meaning} |")
    return "\n".join(rows) + "\n"


def _models() -> dict[str, type[BaseModel]]:
    """Every part of a file by name."""
    list(MODELS.values())  # a model exists once its kind was asked for
    found: list[type[BaseModel]] = list(base.Model.__subclasses__())
    for model in found:
        found += model.__subclasses__()
    return {model.__name__: model for model in found}


def words(hint: Any) -> str:
    """What an annotation allows, in an author's words."""
    for known, said in WORDS:
        if hint == known:
            return said
    write = _WRITE.get(get_origin(hint))
    return write(get_args(hint)) if write else f"[{hint.__name__.lower()}](#{hint.__name__.lower()})"


def _mapping(inside: tuple[Any, ...]) -> str:
    key = words(inside[0]).removeprefix("an ").removeprefix("a ")
    return f"{key} → {words(inside[1])}"


def _several(hint: Any) -> str:
    one = words(hint)
    if get_origin(hint) is tuple:
        return "`[level, value]` points"
    return PLURAL.get(one, one)


def _limits(metadata: tuple[Any, ...]) -> str:
    """The limits of a number, from its field's metadata."""
    found: dict[str, float] = {}
    for each in metadata:
        for limit in each.metadata if isinstance(each, FieldInfo) else [each]:
            stated = {name: getattr(limit, name) for name in ("ge", "le") if hasattr(limit, name)}
            found |= {name: end for name, end in stated.items() if abs(end) < LARGEST_NUMBER}
    if "ge" in found and "le" in found:
        return f" from {found['ge']:g} to {found['le']:g}"
    return f", at least {found['ge']:g}" if "ge" in found else ""


def _one_of(inside: tuple[Any, ...]) -> str:
    return " or ".join(words(part) for part in inside if part is not NoneType)


_WRITE: dict[Any, Callable[[tuple[Any, ...]], str]] = {
    Annotated: lambda inside: words(inside[0]) + _limits(inside[1:]),
    Union: _one_of,
    UnionType: _one_of,
    Literal: lambda inside: " or ".join(f"`{choice}`" for choice in inside),
    tuple: lambda inside: f"a list of {_several(inside[0])}",
    dict: _mapping,
}
