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
from dilemma.scenario.yaml import refusals, syntax_errors
from dilemma.scenario.yaml.nodes import Node, SourceMap, read_plain
from dilemma.scenario.yaml.text import LARGEST_FILE, decode, mask_text, unmask_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from dilemma.scenario.problems import SourceText, Span
    from dilemma.scenario.yaml.nodes import Scalar

    _Value = Scalar | list[Node] | dict[str, Node]


_OPENING = re.compile(r"[\[{]")


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
        builder.problems.append(
            builder.too_deep(error) or syntax_errors.explain_syntax_error(error, builder.source_map)
        )
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
    """A list whose end has not been read, with the mark it starts at and the span of its first line."""

    __slots__ = ("flow", "span", "start", "value")

    def __init__(self, start: Any, span: Span, *, flow: bool) -> None:
        self.start, self.span, self.flow = start, span, flow
        self.value: list[Node] = []

    def put(self, value: _Value, span: Span) -> None:
        """Append a value."""
        self.value.append(Node(value, span))


class _Mapping:
    """A mapping whose end has not been read, and the key that is waiting for its value.

    Without a span there is none; without text it was refused, and its value is dropped.
    """

    __slots__ = ("flow", "key", "key_span", "span", "start", "value")

    def __init__(self, start: Any, span: Span, *, flow: bool) -> None:
        self.start, self.span, self.flow = start, span, flow
        self.value: dict[str, Node] = {}
        self.key: str | None = None
        self.key_span: Span | None = None

    def put(self, value: _Value, span: Span) -> None:
        """Store a value under the waiting key; without one, take the value for a refused key."""
        # What stands where a key should was reported when it began; here it only takes the key's turn.
        if self.key_span is None:
            self.key, self.key_span = None, span
            return
        if self.key is not None:
            self.value[self.key] = Node(value, span, self.key_span)
        self.key_span = None


class _Builder:
    """A tree under construction: the lists and mappings still open, innermost last."""

    def __init__(self, source_map: SourceMap) -> None:
        self.source_map = source_map
        self.problems = list(refusals.check_characters(source_map))
        self._last: Any = None
        self._root: Node | None = None
        self._open: list[_List | _Mapping] = []
        self._nodes = 0
        self._documents = 0
        self._usual_keys: set[str] = set()
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
        return self._root if self._root and isinstance(self._root.value, dict) else None

    def check_root(self) -> None:
        """Report a file that holds a list or a single value."""
        if self.tree() is None:
            span = self._root.span if self._root else self.source_map.span(0, 0)
            self.problems.append(refusals.not_a_mapping(span, self._root))

    def too_deep(self, error: yaml.MarkedYAMLError) -> Problem | None:
        """Return the problem at the first bracket beyond the limit, if libyaml gave up on depth before it.

        From 0.2.6 on libyaml stops at a thousand levels, and it looks ahead by a thousand brackets.
        """
        # The only mark of this fault is its wording; libyaml gives it no code.
        if "nesting depth" not in (error.problem or ""):
            return None
        ahead = (bracket.start() for bracket in _OPENING.finditer(self.source_map.text, self.end_offset))
        opening = next(islice(ahead, refusals.MOST_LEVELS - len(self._open), None), self.end_offset)
        return refusals.too_deep(self.source_map.first_line(opening))

    def document(self, event: Any) -> None:
        """Begin the document, without directives, and refuse to begin another."""
        self._documents += 1
        if self._documents > 1:
            raise FaultyFile([refusals.second_document(self._span(event))])
        # A directive before the document would change how the rest is read.
        problem = syntax_errors.find_directive(self.source_map, event.end_mark.index)
        if problem:
            raise FaultyFile([problem])

    def alias(self, event: Any) -> None:
        """Refuse an alias and put an empty value in its place."""
        span = self._span(event)
        self._count(span)
        self.problems.append(refusals.alias(span, f"*{unmask_text(event.anchor)}"))
        self._attach(None, span)

    def scalar(self, event: Any) -> None:
        """Add a key or a single value."""
        start, end = event.start_mark, event.end_mark
        # An empty value has no extent of its own.
        span = (
            self.source_map.between(start, end)
            if end.index > start.index
            else self.source_map.after_word(start.index)
        )
        self._count(span)
        if event.anchor is not None or event.tag is not None:
            self._check_properties(event)
        text, refusal = event.value, None
        if not text.isascii():
            text = unmask_text(text)
        if event.style == '"':
            refusal = refusals.check_escapes(event, text, self.source_map, span)
            if refusal:
                self.problems.append(refusal)
        inner = self._open[-1] if self._open else None
        if type(inner) is _Mapping and inner.key_span is None:
            inner.key_span = span
            inner.key = None if refusal else self._read_key(event, text, span, inner)
            return
        value = None if refusal else self._read_scalar(event, text, span)
        if inner is None:
            self._root = Node(value, span)
        else:
            inner.put(value, span)

    def begin(self, event: Any) -> None:
        """Open a list or mapping."""
        start, flow = event.start_mark, bool(event.flow_style)
        span = self.source_map.between(start)
        self._count(span)
        if event.anchor is not None or event.tag is not None:
            self._check_properties(event)
        # This also keeps everything that walks the tree recursively far from Python's own limit.
        if len(self._open) >= refusals.MOST_LEVELS:
            raise FaultyFile([refusals.too_deep(span)])
        if self._awaiting_key():
            self.problems.append(refusals.complex_key(span))
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(_Mapping(start, span, flow=flow) if mapping else _List(start, span, flow=flow))

    def end(self, event: Any) -> None:
        """Close the innermost list or mapping; in block style its span is its first line."""
        collection = self._open.pop()
        self._attach(
            collection.value,
            self.source_map.between(collection.start, event.end_mark) if collection.flow else collection.span,
        )

    def _check_properties(self, event: Any) -> None:
        """Report an anchor or a tag before a value; hardly any value has one."""
        self.problems.extend(refusals.check_properties(event, self.source_map))

    def _read_key(self, event: Any, text: str, span: Span, mapping: _Mapping) -> str | None:
        """Return the key that a scalar makes, or None; keys are text, however they are written."""
        if text in self._usual_keys and text not in mapping.value:
            return text
        refusal = refusals.check_key(text, span, mapping.value, plain=not event.style)
        if refusal:
            self.problems.append(refusal)
            return None
        if not event.style:  # what is refused plain may still be a key in quotes
            self._usual_keys.add(text)
        return text

    def _read_scalar(self, event: Any, text: str, span: Span) -> Scalar:
        """Return the value of a scalar; quotes, block style and a tag make it text."""
        if event.style or event.tag:
            return text
        value, old_reading = read_plain(text)
        if isinstance(value, float) and not math.isfinite(value):
            # JSON has no infinity or NaN, and no calculation here gives a meaning to them.
            self.problems.append(refusals.not_finite(span, text))
            return None
        if old_reading:
            self.problems.append(refusals.yaml_1_1(span, text, value, old_reading))
        return value

    def _attach(self, value: _Value, span: Span) -> None:
        """Hand a finished value to the list or mapping around it, or make it the whole tree."""
        if self._open:
            self._open[-1].put(value, span)
        else:
            self._root = Node(value, span)

    def _awaiting_key(self) -> _Mapping | None:
        """Return the innermost mapping, if what comes next is one of its keys."""
        inner = self._open[-1] if self._open else None
        return inner if isinstance(inner, _Mapping) and inner.key_span is None else None

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return (
            self.source_map.between(start, end)
            if end.index > start.index  # an empty value has no extent of its own
            else self.source_map.after_word(start.index)
        )

    def _count(self, span: Span) -> None:
        # Counted as events come in: a limit checked on the finished tree would cost the memory of the tree.
        self._nodes += 1
        if self._nodes > refusals.MOST_NODES:
            raise FaultyFile([refusals.too_many_nodes(span)])


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
