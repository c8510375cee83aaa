"""Dataclasses that are quick to define: as the standard ones, but no code is compiled for each class.

A run defines over a hundred records before its first screen, and the standard decorator compiles up to six
functions for each: a tenth of the processor time of a short run. Here all records share their methods, which
look the fields up; only a class of which a large file makes hundreds gets an `__init__` of its own. `fields`,
`replace`, `is_dataclass`, `pickle` and `copy` work as usual, and type checkers see the standard decorator.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, FrozenInstanceError, fields
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass  # noqa: PLC0414  what type checkers see
else:

    def dataclass(*, slots, frozen=False, kw_only=False, eq=True, repr=True):
        """Return the decorator of a record; the options mean what they mean to the standard one."""
        if not slots:
            raise TypeError("a record has slots")
        methods = {"__init__": _init}
        if repr:
            methods["__repr__"] = _repr
        if eq:
            methods |= {"__eq__": _equals, "__hash__": _hash if frozen else None}
        if frozen:
            methods |= {"__setattr__": _refuse_change, "__delattr__": _refuse_change}
            methods |= {"__getstate__": _state, "__setstate__": _restore}

        def define(plain):
            texts = plain.__annotations__
            # The standard decorator reads each text twice for words that are looked for here at once.
            plain.__annotations__ = {
                name: text if "ClassVar" in str(text) else Any for name, text in texts.items()
            }
            record = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(
                plain
            )
            record.__annotations__ = texts
            for field in fields(record):
                field.type = texts.get(field.name, field.type)
            for name, method in methods.items():
                if name not in plain.__dict__:
                    setattr(record, name, method)
            return record

        return define


class _Layout:
    """The fields of one class as the methods of records use them.

    Attributes:
        positional: how many fields may be passed by position.
        entries: the name, setter, default and factory of each field that is passed, those first.
        compared: the names of the fields that count for equality.
        hashed: those that count for the hash.
        shown: those that the `repr` shows.
        finishes: whether the class has more to do after its fields are set.
        made: how many records of the class the shared `__init__` has made.
    """

    __slots__ = ("compared", "entries", "finishes", "hashed", "made", "positional", "shown")

    def __init__(self, record: type) -> None:
        """Read the fields of a class."""
        all_fields = fields(record)
        passed = sorted((field for field in all_fields if field.init), key=lambda field: bool(field.kw_only))
        self.positional = sum(not field.kw_only for field in passed)
        self.entries: tuple[tuple[str, Callable[[Any, Any], None], Any, Any], ...] = tuple(
            (field.name, getattr(record, field.name).__set__, field.default, field.default_factory)
            for field in passed
        )
        self.compared = tuple(field.name for field in all_fields if field.compare)
        self.hashed = tuple(
            field.name for field in all_fields if (field.compare if field.hash is None else field.hash)
        )
        self.shown = tuple(field.name for field in all_fields if field.repr)
        self.finishes = hasattr(record, "__post_init__")
        self.made = 0


_LAYOUTS: dict[type, _Layout] = {}


def _layout(record: type) -> _Layout:
    """Return the layout of a class, read when its first record is made."""
    layout = _LAYOUTS.get(record)
    if layout is None:
        layout = _LAYOUTS[record] = _Layout(record)
    return layout


_MANY = 300
"""Records of a class after which compiling its `__init__` takes less time than it saves."""


def _own_init(layout: _Layout) -> Callable[..., None] | None:
    """Return an `__init__` compiled for one class; None where a field is made anew or more is to be done."""
    if layout.finishes or any(factory is not MISSING for *_, factory in layout.entries):
        return None
    names: dict[str, Any] = {}
    parameters, lines = ["self"], []
    for index, (name, put, default, _) in enumerate(layout.entries):
        if index == layout.positional:
            parameters.append("*")
        names |= {f"put_{name}": put, f"default_{name}": default}
        parameters.append(name if default is MISSING else f"{name}=default_{name}")
        lines.append(f"    put_{name}(self, {name})")
    exec("\n".join([f"def __init__({', '.join(parameters)}):", *lines]), names)
    return names["__init__"]  # type: ignore[no-any-return]


def _init(self: Any, *args: Any, **kwargs: Any) -> None:
    """Set every field to what is passed for it, or to its default."""
    layout = _layout(type(self))
    layout.made += 1
    if layout.made == _MANY and type(self).__init__ is _init:
        type(self).__init__ = _own_init(layout) or _init
    entries, unused = layout.entries, len(kwargs)
    if args:
        if len(args) > layout.positional:
            raise TypeError(
                f"{type(self).__name__} takes {layout.positional} values by position, not {len(args)}"
            )
        for (_, put, _, _), value in zip(entries, args, strict=False):
            put(self, value)
        entries = entries[len(args) :]
    for name, put, default, factory in entries:
        if name in kwargs:
            put(self, kwargs[name])
            unused -= 1
        elif default is not MISSING:
            put(self, default)
        elif factory is not MISSING:
            put(self, factory())
        else:
            raise TypeError(f"{type(self).__name__} needs a value for {name!r}")
    if unused:
        known = {name for name, *_ in entries}
        surplus = ", ".join(repr(name) for name in kwargs if name not in known)
        raise TypeError(f"{type(self).__name__} has no use for {surplus}")
    if layout.finishes:
        self.__post_init__()


@recursive_repr()
def _repr(self: Any) -> str:
    """Return the class and its fields, as one would write them."""
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in _layout(type(self)).shown)
    return f"{type(self).__qualname__}({shown})"


def _equals(self: Any, other: object) -> Any:
    """Return whether the other is of the same class, with equal fields."""
    if other.__class__ is not self.__class__:
        return NotImplemented
    names = _layout(type(self)).compared
    return [getattr(self, name) for name in names] == [getattr(other, name) for name in names]


def _hash(self: Any) -> int:
    """Return the hash of the fields."""
    return hash(tuple([getattr(self, name) for name in _layout(type(self)).hashed]))


def _refuse_change(self: Any, name: str, *_: Any) -> None:
    """Refuse to change a field."""
    raise FrozenInstanceError(f"cannot change {name!r} of a frozen {type(self).__name__}")


def _state(self: Any) -> list[Any]:
    """Return the values of all fields, for `pickle` and `copy`."""
    return [getattr(self, field.name) for field in fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    """Set all fields to what `_state` returned."""
    for field, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
