"""The position of each value of a file in its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from dilemma.scenario.reading.characters import mask_text, unmask_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dilemma.scenario.naming import KeyPath

    Extents: TypeAlias = "Mapping[KeyPath, Extent]"


@dataclass(frozen=True, slots=True)
class Extent:
    """A value as `text[start:end]`; `column` is that of its first key, for a mapping in block style.

    `flow` says whether a list or mapping is written in brackets; `empty` that it holds nothing.
    """

    start: int
    end: int
    flow: bool = False
    column: int = 0
    empty: bool = False


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read."""

    path: KeyPath
    start: int
    flow: bool
    column: int
    keyed: bool
    count: int = 0
    end: int = 0
    key: str | None = field(default=None)

    def next_path(self) -> KeyPath:
        """Return the path of the value that comes next."""
        return (*self.path, self.key if self.keyed and self.key is not None else self.count)


def find_extents(text: str) -> Extents:
    """Return the extent of every value by its path; the text must hold one document without faults.

    A list or mapping in block style ends where its last value ends, before comments and empty lines.
    """
    result: dict[KeyPath, Extent] = {}
    opened: list[_Open] = []
    for event in _parse_events(text):
        if isinstance(event, yaml.ScalarEvent):
            _read_scalar(event, text, opened, result)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            opened.append(_open_collection(event, opened))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            _close_collection(event, opened, result)
    return result


def _parse_events(text: str) -> Iterator[Any]:
    """Return the events of the YAML parser, the fast one in C where it is installed."""
    return yaml.parse(mask_text(text), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _read_scalar(event: Any, text: str, opened: list[_Open], result: dict[KeyPath, Extent]) -> None:
    """Record a value, or remember a key."""
    inner = opened[-1]
    if inner.keyed and inner.key is None:
        inner.key = unmask_text(event.value)
        return
    start, end = event.start_mark.index, event.end_mark.index
    end = start + len(text[start:end].rstrip())  # a block scalar runs on to the next key
    _record(Extent(start, end), opened, result)


def _open_collection(event: Any, opened: list[_Open]) -> _Open:
    path = opened[-1].next_path() if opened else ()
    mark = event.start_mark
    keyed = isinstance(event, yaml.MappingStartEvent)
    return _Open(path, mark.index, bool(event.flow_style), mark.column, keyed)


def _close_collection(event: Any, opened: list[_Open], result: dict[KeyPath, Extent]) -> None:
    closed = opened.pop()
    end = event.end_mark.index if closed.flow else closed.end
    extent = Extent(closed.start, end, closed.flow, closed.column, empty=not closed.count)
    if opened:
        _record(extent, opened, result)
    else:
        result[()] = extent


def _record(extent: Extent, opened: list[_Open], result: dict[KeyPath, Extent]) -> None:
    """Record a value under its path and move the end of the collection that holds it."""
    inner = opened[-1]
    result[inner.next_path()] = extent
    inner.end, inner.count, inner.key = max(inner.end, extent.end), inner.count + 1, None
