"""Values of a scenario replaced in its text, each at its exact place."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from dilemma.scenario.reading.read import read_text
from dilemma.scenario.rewriting.extents import extents
from dilemma.scenario.yaml_text import flow, scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.scenario.naming import Path
    from dilemma.scenario.reading.nodes import Data
    from dilemma.scenario.rewriting.extents import Extent, Extents

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Change:
    """Another value at a path of a file.

    With `part`, the value at the path is a judgement, and the change is of that key of it: `score` or
    `range`, which a bare number or list also is, or `why`, `from` or `confidence`. `bare` is the key that a
    judgement written without keys stands for.
    """

    path: Path
    data: Data
    part: str | None = None
    bare: str = "score"


class CannotRewrite(Exception):
    """A change cannot be written into a text so that it, and only it, reads back."""


def rewritten(content: bytes, changes: Sequence[Change]) -> bytes:
    """The bytes of a file with some values changed; every other byte stays.

    Raises:
        CannotRewrite: the result would not read back as the same file with those values.
    """
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    whole = content.removeprefix(mark).decode("utf-8")
    text, breaks = _BREAK.sub("\n", whole), _BREAK.findall(whole)
    meant = _data(text)
    waiting = list(changes)
    while waiting:
        text, waiting = _round(text, breaks, waiting)
    for change in changes:
        _apply(meant, change)
    if _data(text) != meant:
        raise CannotRewrite("the new text would not read back as meant")
    lines = text.split("\n")
    return mark + "".join(chain.from_iterable(zip_longest(lines, breaks, fillvalue=""))).encode()


def _data(text: str) -> dict[str, Data]:
    node, _ = read_text(text.encode(), "file")
    if node is None or not isinstance(found := node.data(), dict):
        raise CannotRewrite("the text is no mapping")
    return found


def _round(text: str, breaks: list[str], waiting: list[Change]) -> tuple[str, list[Change]]:
    """Makes one change at each path, the last in the text first, and leaves the others for another round.

    `breaks` are the line ends of the file, which the text has as line feeds.
    """
    places, data = extents(text), _data(text)
    first: dict[Path, Change] = {}
    for change in waiting:
        first.setdefault(change.path, change)
    splices = sorted((_splice(text, places, data, change) for change in first.values()), reverse=True)
    for start, end, new in splices:
        line, usual = text.count("\n", 0, start), breaks[0] if breaks else "\n"
        breaks[line : line + text.count("\n", start, end)] = [usual] * new.count("\n")
        text = text[:start] + new + text[end:]
    made = set(map(id, first.values()))
    return text, [change for change in waiting if id(change) not in made]


def _splice(text: str, places: Extents, data: Data, change: Change) -> tuple[int, int, str]:
    """What to put in the place of which part of the text."""
    here = places.get(change.path)
    if here is None:
        return _added(text, places, change.path[:-1], str(change.path[-1]), change.data)
    if change.part is None:
        return _instead(here, change.data)
    inner = places.get((*change.path, change.part))
    if inner is not None:
        return _instead(inner, change.data)
    if (*change.path, change.bare) in places:
        return _added(text, places, change.path, change.part, change.data)
    if change.part == change.bare:
        return _instead(here, change.data)
    return _instead(here, {change.bare: _at(data, change.path), change.part: change.data})


def _instead(here: Extent, data: Data) -> tuple[int, int, str]:
    """A value in the place of another; where none was written, a space parts it from its colon."""
    return here.start, here.end, f"{'' if here.end > here.start else ' '}{flow(data)}"


def _added(text: str, places: Extents, path: Path, key: str, data: Data) -> tuple[int, int, str]:
    """A key more in a mapping: behind the last value, or on a line of its own."""
    if path not in places:
        raise CannotRewrite(f"there is no mapping to hold `{key}`")
    here, entry = places[path], f"{scalar(key)}: {flow(data)}"
    if here.empty:
        return here.start, here.end, f"{{{entry}}}"
    last = max(place.end for step, place in places.items() if step[:-1] == path and step)
    if here.flow:
        return last, last, f", {entry}"
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    return end, end, f"\n{' ' * here.column}{entry}"


def _apply(data: Data, change: Change) -> None:
    """Makes a change in the data of a file."""
    holder, last = _at(data, change.path[:-1]), change.path[-1]
    value = change.data if change.part is None else _judgement(_at(holder, (last,)), change.part, change)
    if isinstance(holder, dict):
        holder[str(last)] = value
    elif isinstance(holder, list):
        holder[int(last)] = value


def _judgement(now: Data, part: str, change: Change) -> Data:
    """A judgement with one part changed; one without keys stays so when only its number changes."""
    if isinstance(now, dict) and change.bare in now:
        return {**now, part: change.data}
    return change.data if part == change.bare else {change.bare: now, part: change.data}


def _at(data: Data, path: Path) -> Data:
    """The value at a path of data.

    Raises:
        CannotRewrite: there is none.
    """
    try:
        for step in path:
            data = data[str(step)] if isinstance(data, dict) else data[int(step)]  # type: ignore[index]
    except (KeyError, IndexError, TypeError, ValueError):
        raise CannotRewrite(f"there is nothing at {path}") from None
    return data
