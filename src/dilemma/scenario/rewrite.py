"""Values of a scenario replaced in its text, each at its exact position."""

from __future__ import annotations

import codecs
import re
from dataclasses import field
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from dilemma.records import dataclass
from dilemma.scenario.yaml.parser import parse_yaml
from dilemma.scenario.yaml.text import mask_text, unmask_text, yaml_flow, yaml_scalar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.yaml.nodes import Data


@dataclass(frozen=True, slots=True)
class _Extent:
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
    result: dict[KeyPath, _Extent] = {}
    opened: list[_Open] = []
    for event in yaml.parse(mask_text(text), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.ScalarEvent):
            _read_scalar(event, text, opened, result)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            opened.append(_open_collection(event, opened))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            _close_collection(event, opened, result)
    return result


def _read_scalar(event: Any, text: str, opened: list[_Open], result: dict[KeyPath, _Extent]) -> None:
    """Record a value, or remember a key."""
    inner = opened[-1]
    if inner.keyed and inner.key is None:
        inner.key = unmask_text(event.value)
        return
    start, end = event.start_mark.index, event.end_mark.index
    end = start + len(text[start:end].rstrip())  # a block scalar runs on to the next key
    _record(_Extent(start, end), opened, result)


def _open_collection(event: Any, opened: list[_Open]) -> _Open:
    path = opened[-1].next_path() if opened else ()
    mark = event.start_mark
    keyed = isinstance(event, yaml.MappingStartEvent)
    return _Open(path, mark.index, bool(event.flow_style), mark.column, keyed)


def _close_collection(event: Any, opened: list[_Open], result: dict[KeyPath, _Extent]) -> None:
    closed = opened.pop()
    end = event.end_mark.index if closed.flow else closed.end
    extent = _Extent(closed.start, end, closed.flow, closed.column, empty=not closed.count)
    if opened:
        _record(extent, opened, result)
    else:
        result[()] = extent


def _record(extent: _Extent, opened: list[_Open], result: dict[KeyPath, _Extent]) -> None:
    """Record a value under its path and move the end of the collection that holds it."""
    inner = opened[-1]
    result[inner.next_path()] = extent
    inner.end, inner.count, inner.key = max(inner.end, extent.end), inner.count + 1, None


_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Replacement:
    """A new value at a path of a file.

    With `part`, the value at the path is a judgement, and the change is of that key of it: `score` or
    `range`, which a bare number or list also is, or `why`, `from` or `confidence`. `bare` is the key that a
    judgement written without keys stands for.
    """

    path: KeyPath
    data: Data
    part: str | None = None
    bare: str = "score"


class CannotRewrite(Exception):
    """A change cannot be written into a text so that it, and only it, reads back."""


def rewrite_values(content: bytes, changes: Sequence[Replacement]) -> bytes:
    """Return the bytes of a file with some values changed; every other byte stays.

    Raises:
        CannotRewrite: the result would not read back as the same file with those values.
    """
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    whole = content.removeprefix(mark).decode("utf-8")
    # Line feeds while the text is changed; the line ends of the file are put back afterwards.
    text, breaks = _BREAK.sub("\n", whole), _BREAK.findall(whole)
    wanted = _parse_data(text)
    waiting = list(changes)
    while waiting:
        text, waiting = _apply_round(text, breaks, waiting)
    for change in changes:
        _apply_to_data(wanted, change)
    # Reading the result back is the proof: whatever the splices did, nothing else may have changed.
    if _parse_data(text) != wanted:
        raise CannotRewrite("the new text would not read back as meant")
    lines = text.split("\n")
    return mark + "".join(chain.from_iterable(zip_longest(lines, breaks, fillvalue=""))).encode()


def _parse_data(text: str) -> dict[str, Data]:
    node, _ = parse_yaml(text.encode(), "file")
    if node is None or not isinstance(data := node.data(), dict):
        raise CannotRewrite("the text is no mapping")
    return data


def _apply_round(text: str, breaks: list[str], waiting: list[Replacement]) -> tuple[str, list[Replacement]]:
    """Make one change at each path, the last in the text first, and return the others for another round.

    Going backwards, no change moves the positions of those still to be made. `breaks` are the line ends of
    the file, all of which the text has as line feeds.
    """
    positions, data = find_extents(text), _parse_data(text)
    next_changes: dict[KeyPath, Replacement] = {}
    for change in waiting:
        next_changes.setdefault(change.path, change)
    splices = sorted(
        (_find_splice(text, positions, data, change) for change in next_changes.values()), reverse=True
    )
    for start, end, replacement in splices:
        line, usual = text.count("\n", 0, start), breaks[0] if breaks else "\n"
        breaks[line : line + text.count("\n", start, end)] = [usual] * replacement.count("\n")
        text = text[:start] + replacement + text[end:]
    applied = set(map(id, next_changes.values()))
    return text, [change for change in waiting if id(change) not in applied]


def _find_splice(text: str, positions: Extents, data: Data, change: Replacement) -> tuple[int, int, str]:
    """Return the start and the end of the text that a change replaces, and the new text."""
    extent = positions.get(change.path)
    if extent is None:
        return _add_key(text, positions, change.path[:-1], str(change.path[-1]), change.data)
    if change.part is None:
        return _replace_value(extent, change.data)
    part_extent = positions.get((*change.path, change.part))
    if part_extent is not None:
        return _replace_value(part_extent, change.data)
    if (*change.path, change.bare) in positions:
        return _add_key(text, positions, change.path, change.part, change.data)
    if change.part == change.bare:
        return _replace_value(extent, change.data)
    return _replace_value(extent, {change.bare: _value_at(data, change.path), change.part: change.data})


def _replace_value(extent: _Extent, data: Data) -> tuple[int, int, str]:
    """Return the splice that replaces a value; an empty one needs a space after its colon."""
    return extent.start, extent.end, f"{'' if extent.end > extent.start else ' '}{yaml_flow(data)}"


def _add_key(text: str, positions: Extents, path: KeyPath, key: str, data: Data) -> tuple[int, int, str]:
    """Return the splice that adds a key to a mapping: behind the last value, or on a line of its own."""
    if path not in positions:
        raise CannotRewrite(f"there is no mapping to hold `{key}`")
    extent, entry = positions[path], f"{yaml_scalar(key)}: {yaml_flow(data)}"
    if extent.empty:
        return extent.start, extent.end, f"{{{entry}}}"
    last = max(inner.end for step, inner in positions.items() if step[:-1] == path and step)
    if extent.flow:
        return last, last, f", {entry}"
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    return end, end, f"\n{' ' * extent.column}{entry}"


def _apply_to_data(data: Data, change: Replacement) -> None:
    """Make a change in the data of a file."""
    holder, last = _value_at(data, change.path[:-1]), change.path[-1]
    value = (
        change.data
        if change.part is None
        else _change_judgement(_value_at(holder, (last,)), change.part, change)
    )
    if isinstance(holder, dict):
        holder[str(last)] = value
    elif isinstance(holder, list):
        holder[int(last)] = value


def _change_judgement(judgement: Data, part: str, change: Replacement) -> Data:
    """Return a judgement with one part changed; a bare number stays bare when only it changes."""
    if isinstance(judgement, dict) and change.bare in judgement:
        return {**judgement, part: change.data}
    return change.data if part == change.bare else {change.bare: judgement, part: change.data}


def _value_at(data: Data, path: KeyPath) -> Data:
    """Return the value at a path of data.

    Raises:
        CannotRewrite: there is none.
    """
    for step in path:
        if isinstance(data, dict) and str(step) in data:
            data = data[str(step)]
        elif isinstance(data, list) and str(step).isdecimal() and int(step) < len(data):
            data = data[int(step)]
        else:
            raise CannotRewrite(f"there is nothing at {path}")
    return data


if TYPE_CHECKING:
    Extents: TypeAlias = "Mapping[KeyPath, _Extent]"
