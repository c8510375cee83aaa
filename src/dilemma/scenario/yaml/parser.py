"""A YAML file read into a tree of located values, with the problems of everything that is refused."""

from __future__ import annotations

import errno
import math
import os
import re
import stat
from itertools import islice
from typing import TYPE_CHECKING, Any

import yaml

from dilemma.errors import FaultyFile
from dilemma.scenario.problems import Problem, sort_problems
from dilemma.scenario.yaml import refusals
from dilemma.scenario.yaml.nodes import Node, SourceMap, read_plain
from dilemma.scenario.yaml.text import LARGEST_FILE, decode, first_invisible, mask_text, unmask_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from dilemma.scenario.problems import SourceText, Span
    from dilemma.scenario.yaml.nodes import Scalar

    _Value = Scalar | list[Node] | dict[str, Node]


def _build_tree(source: SourceText) -> tuple[Node | None, tuple[Problem, ...]]:
    """Build the tree of a text, if it is a whole mapping, and list the problems of the text in file order.

    Only what hides the rest of the file ends the search for problems: a syntax error, a tab used for
    indentation, a second document, and a file that is too deep or too large. The time taken is proportional
    to the length of the text.
    """
    builder = _Builder(SourceMap(source))
    try:
        builder.read(_events(builder.source_map.text))
    except FaultyFile as stop:
        builder.problems.extend(stop.problems)
    except yaml.MarkedYAMLError as error:
        from dilemma.scenario.yaml.syntax_errors import explain_syntax_error  # noqa: PLC0415  seldom needed

        builder.problems.append(builder.too_deep(error) or explain_syntax_error(error, builder.source_map))
    except _ImpossibleEscape:
        builder.problems.append(refusals.impossible_escape(builder.source_map, builder.end_offset))
    else:
        builder.check_root()
    return builder.tree(), sort_problems(builder.problems)


def _events(text: str) -> Iterator[Any]:
    """Return the events of a text: from libyaml, or ten times slower without it."""
    loader = getattr(yaml, "CSafeLoader", None)
    return _quick_events(loader(mask_text(text))) if loader else _slow_events(mask_text(text))


def _quick_events(loader: Any) -> Iterator[Any]:
    """Return the events of a loader of libyaml: those of `yaml.parse`, without a call to look ahead."""
    return iter(loader.get_event, None)


class _ImpossibleEscape(Exception):
    """An escape stands for a character that does not exist."""


def _slow_events(text: str) -> Iterator[Any]:
    """Yield the events as pure Python finds them, which has no error of its own for an impossible escape."""
    events = yaml.parse(text, Loader=yaml.SafeLoader)
    while True:
        try:
            event = next(events, None)
        except ValueError:
            raise _ImpossibleEscape from None
        if event is None:
            return
        yield event


class _List:
    """A list whose end has not been read, with the offset it starts at."""

    __slots__ = ("flow", "source_map", "start", "value")
    awaits_key = False

    def __init__(self, source_map: SourceMap, start: int, *, flow: bool) -> None:
        self.source_map, self.start, self.flow = source_map, start, flow
        self.value: list[Node] = []

    def put(self, value: _Value, start: int, end: int) -> None:
        """Append a value."""
        self.value.append(Node(value, self.source_map, start, end))


class _Mapping:
    """A mapping whose end has not been read, and the key that is waiting for its value.

    A key without text was refused, and its value is dropped.
    """

    __slots__ = ("awaits_key", "flow", "key", "key_end", "key_start", "source_map", "start", "value")

    def __init__(self, source_map: SourceMap, start: int, *, flow: bool) -> None:
        self.source_map, self.start, self.flow = source_map, start, flow
        self.value: dict[str, Node] = {}
        self.awaits_key = True

    def take_key(self, key: str | None, start: int, end: int) -> None:
        """Keep a key until its value comes."""
        self.key, self.key_start, self.key_end, self.awaits_key = key, start, end, False

    def put(self, value: _Value, start: int, end: int) -> None:
        """Store a value under the waiting key; without one, take the value for a refused key."""
        # What stands where a key should was reported when it began; here it only takes the key's turn.
        if self.awaits_key:
            self.take_key(None, start, end)
            return
        if self.key is not None:
            self.value[self.key] = Node(value, self.source_map, start, end, self.key_start, self.key_end)
        self.awaits_key = True


class _Builder:
    """A tree under construction: the lists and mappings still open, innermost last.

    The outermost is a list that the whole file is put into.
    """

    def __init__(self, source_map: SourceMap) -> None:
        self.source_map = source_map
        self.problems = list(refusals.check_characters(source_map))
        self._last: Any = None
        self._file = _List(source_map, 0, flow=False)
        self._open: list[_List | _Mapping] = [self._file]
        self._nodes = 0
        self._documents = 0
        self._tab_problems = refusals.find_tab_indentation(source_map)

    def read(self, events: Iterator[Any]) -> None:
        """Add events to the tree; a file has thousands, so the work on each is kept small.

        Raises:
            FaultyFile: nothing after the last event can be read.
        """
        tab_problems = self._tab_problems
        for event in events:
            self._last = event
            # Only where a key or value begins: the same tab inside text of several lines belongs to the text.
            if tab_problems and event.start_mark.index in tab_problems:
                raise FaultyFile([tab_problems[event.start_mark.index]])
            handler = _HANDLERS.get(type(event))
            if handler:
                handler(self, event)

    @property
    def end_offset(self) -> int:
        """The offset behind the last event."""
        return self._last.end_mark.index if self._last else 0

    def tree(self) -> Node | None:
        """Return the finished tree, if the file holds a mapping."""
        root = self._root()
        return root if root and isinstance(root.value, dict) else None

    def _root(self) -> Node | None:
        return self._file.value[0] if self._file.value else None

    def check_root(self) -> None:
        """Report a file that holds a list or a single value."""
        if self.tree() is None:
            root = self._root()
            span = root.span if root else self.source_map.span(0, 0)
            self.problems.append(refusals.not_a_mapping(span, root))

    def too_deep(self, error: yaml.MarkedYAMLError) -> Problem | None:
        """Return the problem at the first bracket beyond the limit, if libyaml gave up on depth before it.

        From 0.2.6 on libyaml stops at a thousand levels, and it looks ahead by a thousand brackets.
        """
        # The only mark of this fault is its wording; libyaml gives it no code.
        if "nesting depth" not in (error.problem or ""):
            return None
        brackets = re.compile(r"[\[{]").finditer(self.source_map.text, self.end_offset)
        ahead = (bracket.start() for bracket in brackets)
        opening = next(islice(ahead, refusals.MOST_LEVELS + 1 - len(self._open), None), self.end_offset)
        return refusals.too_deep(self.source_map.first_line(opening))

    def document(self, event: Any) -> None:
        """Begin the document, without directives, and refuse to begin another."""
        self._documents += 1
        if self._documents > 1:
            raise FaultyFile([refusals.second_document(self._span(event))])
        # A directive before the document would change how the rest is read.
        problem = refusals.find_directive(self.source_map, event.end_mark.index)
        if problem:
            raise FaultyFile([problem])

    def alias(self, event: Any) -> None:
        """Refuse an alias and put an empty value in its place."""
        self._count(event)
        self.problems.append(refusals.alias(self._span(event), f"*{unmask_text(event.anchor)}"))
        self._open[-1].put(None, event.start_mark.index, event.end_mark.index)

    def scalar(self, event: Any) -> None:
        """Add a key or a single value."""
        self._count(event)
        if event.anchor is not None or event.tag is not None:
            self._check_properties(event)
        text, refusal = event.value, None
        if not text.isascii():
            text = unmask_text(text)
        if event.style == '"':
            refusal = refusals.check_escapes(event, text, self.source_map)
            if refusal:
                self.problems.append(refusal)
        inner, start, end = self._open[-1], event.start_mark.index, event.end_mark.index
        if type(inner) is _Mapping and inner.awaits_key:
            inner.take_key(None if refusal else self._read_key(event, text, inner), start, end)
        else:
            inner.put(None if refusal else self._read_scalar(event, text), start, end)

    def begin(self, event: Any) -> None:
        """Open a list or mapping."""
        self._count(event)
        if event.anchor is not None or event.tag is not None:
            self._check_properties(event)
        start = event.start_mark.index
        # This also keeps everything that walks the tree recursively far from Python's own limit.
        if len(self._open) > refusals.MOST_LEVELS:
            raise FaultyFile([refusals.too_deep(self.source_map.first_line(start))])
        if self._open[-1].awaits_key:
            self.problems.append(refusals.complex_key(self.source_map.first_line(start)))
        opened = _Mapping if type(event) is yaml.MappingStartEvent else _List
        self._open.append(opened(self.source_map, start, flow=bool(event.flow_style)))

    def end(self, event: Any) -> None:
        """Close the innermost list or mapping; in block style its location is its first line."""
        collection = self._open.pop()
        end = event.end_mark.index if collection.flow else len(self.source_map.text)
        self._open[-1].put(collection.value, collection.start, end)

    def _check_properties(self, event: Any) -> None:
        """Report an anchor or a tag before a value; hardly any value has one."""
        self.problems.extend(refusals.check_properties(event, self.source_map))

    def _read_key(self, event: Any, text: str, mapping: _Mapping) -> str | None:
        """Return the key that a scalar makes, or None; keys are text, however they are written."""
        if text not in mapping.value and text != "<<" and not first_invisible(text):
            return text
        refusal = refusals.check_key(text, self._span(event), mapping.value, plain=not event.style)
        if refusal:
            self.problems.append(refusal)
        return None if refusal else text

    def _read_scalar(self, event: Any, text: str) -> Scalar:
        """Return the value of a scalar; quotes, block style and a tag make it text."""
        if event.style or event.tag:
            return text
        value, old_reading = read_plain(text)
        if isinstance(value, float) and not math.isfinite(value):
            # JSON has no infinity or NaN, and no calculation here gives a meaning to them.
            self.problems.append(refusals.not_finite(self._span(event), text))
            return None
        if old_reading:
            self.problems.append(refusals.yaml_1_1(self._span(event), text, value, old_reading))
        return value

    def _span(self, event: Any) -> Span:
        return self.source_map.extent(event.start_mark.index, event.end_mark.index)

    def _count(self, event: Any) -> None:
        # Counted as events come in: a limit checked on the finished tree would cost the memory of the tree.
        self._nodes += 1
        if self._nodes > refusals.MOST_NODES:
            raise FaultyFile([refusals.too_many_nodes(self._span(event))])


_HANDLERS: dict[type, Callable[[_Builder, Any], None]] = {
    yaml.DocumentStartEvent: _Builder.document,
    yaml.AliasEvent: _Builder.alias,
    yaml.ScalarEvent: _Builder.scalar,
    yaml.SequenceStartEvent: _Builder.begin,
    yaml.MappingStartEvent: _Builder.begin,
    yaml.SequenceEndEvent: _Builder.end,
    yaml.MappingEndEvent: _Builder.end,
}


def parse_yaml(data: bytes, name: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Parse the bytes of a file into its tree, if one can be built, and list the problems of its text."""
    source = decode(data, name)
    return (None, (source,)) if isinstance(source, Problem) else _build_tree(source)


def read_content(path: Path) -> bytes:
    """Return the bytes of a file, cut just past the size limit.

    Raises:
        OSError: the path is missing, forbidden, or not a regular file; a pipe is never waited for.
    """
    # One byte more than allowed is enough to tell that a file is too large.
    return read_regular_file(path, LARGEST_FILE + 1)


def read_regular_file(path: Path, most: int) -> bytes:
    """Return the first `most` bytes of a regular file.

    Raises:
        OSError: as for `read_content`.
    """
    # Opened first and examined through its descriptor, so that nothing can be swapped in between.
    with open(path, "rb", opener=_open_without_blocking) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        try:
            return file.read(most)
        # An error while reading an open file does not name the file; the message to the user must.
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(path)) from error


def _open_without_blocking(path: str, flags: int) -> int:
    """Open a file at once, even where its path has become a pipe that nobody writes to."""
    # Windows has no such flag, and no pipes among its files.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
