"""Where each value of a file begins and ends in its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from dilemma.scenario.reading.characters import masked, unmasked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dilemma.scenario.naming import Path

    Extents: TypeAlias = "Mapping[Path, Extent]"


@dataclass(frozen=True, slots=True)
class Extent:
    """A value as `text[start:end]`; `column` is where its first key stands, for a mapping in block style.

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

    path: Path
    start: int
    flow: bool
    column: int
    keyed: bool
    count: int = 0
    end: int = 0
    key: str | None = field(default=None)

    def next_path(self) -> Path:
        """The path of the value that comes next."""
        return (*self.path, self.key if self.keyed and self.key is not None else self.count)


def extents(text: str) -> Extents:
    """The extent of every value by its path; the text holds one document without faults.

    A list or mapping in block style ends where its last value ends, before comments and empty lines.
    """
    found: dict[Path, Extent] = {}
    opened: list[_Open] = []
    for event in _events(text):
        if isinstance(event, yaml.ScalarEvent):
            _scalar(event, text, opened, found)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            opened.append(_begun(event, opened))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            _ended(event, opened, found)
    return found


def _events(text: str) -> Iterator[Any]:
    return yaml.parse(masked(text), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _scalar(event: Any, text: str, opened: list[_Open], found: dict[Path, Extent]) -> None:
    """Files a value, or notes a key."""
    inner = opened[-1]
    if inner.keyed and inner.key is None:
        inner.key = unmasked(event.value)
        return
    start, end = event.start_mark.index, event.end_mark.index
    end = start + len(text[start:end].rstrip())  # a block scalar runs on to the next key
    _filed(Extent(start, end), opened, found)


def _begun(event: Any, opened: list[_Open]) -> _Open:
    path = opened[-1].next_path() if opened else ()
    mark = event.start_mark
    keyed = isinstance(event, yaml.MappingStartEvent)
    return _Open(path, mark.index, bool(event.flow_style), mark.column, keyed)


def _ended(event: Any, opened: list[_Open], found: dict[Path, Extent]) -> None:
    done = opened.pop()
    end = event.end_mark.index if done.flow else done.end
    extent = Extent(done.start, end, done.flow, done.column, empty=not done.count)
    if opened:
        _filed(extent, opened, found)
    else:
        found[()] = extent


def _filed(extent: Extent, opened: list[_Open], found: dict[Path, Extent]) -> None:
    """Puts a value under its path and moves the end of what holds it."""
    inner = opened[-1]
    found[inner.next_path()] = extent
    inner.end, inner.count, inner.key = max(inner.end, extent.end), inner.count + 1, None
