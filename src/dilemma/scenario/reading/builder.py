"""Events of PyYAML to a tree of values with places, and to problems for all that is refused."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import yaml

from dilemma.scenario.problems import FaultyFile, in_order
from dilemma.scenario.reading import faults, refusals, syntax
from dilemma.scenario.reading.characters import masked, unmasked
from dilemma.scenario.reading.nodes import Node
from dilemma.scenario.reading.places import Places
from dilemma.scenario.reading.scalars import meaning, read_otherwise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dilemma.scenario.problems import Problem, SourceText, Span
    from dilemma.scenario.reading.nodes import Scalar

    _Value = Scalar | list[Node] | dict[str, Node]


_OPENING = re.compile(r"[\[{]")


def build(source: SourceText) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a text, if it is a whole mapping, and the problems of the text in order of place.

    Only what hides the rest of the file ends the search for problems: a fault of syntax, a tab for
    indentation, a second document, and a file too deep or too large. Takes time in proportion to the text.
    """
    builder = _Builder(Places(source))
    try:
        for event in _events(builder.places.text):
            builder.take(event)
    except FaultyFile as stop:
        builder.problems.extend(stop.problems)
    except yaml.MarkedYAMLError as error:
        builder.problems.append(builder.too_deep(error) or syntax.explained(error, builder.places))
    except ValueError:  # the pure Python loader, at an escape for a character that does not exist
        builder.problems.append(syntax.impossible_escape(builder.places, builder.reached))
    else:
        builder.check_root()
    return builder.tree(), in_order(builder.problems)


def _events(text: str) -> Iterator[Any]:
    """The events of a text: from libyaml, or ten times slower without it."""
    return yaml.parse(masked(text), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@dataclass(slots=True)
class _Key:
    """A key whose value has not been read; without text, it was refused and its value is dropped."""

    text: str | None
    span: Span


@dataclass(slots=True)
class _List:
    """A list whose end has not been read, and the first line of it."""

    start: Any
    span: Span
    flow: bool
    value: list[Node]

    def put(self, value: _Value, span: Span) -> None:
        """Appends a value."""
        self.value.append(Node(value, span))


@dataclass(slots=True)
class _Mapping:
    """A mapping whose end has not been read, and the key that waits for its value."""

    start: Any
    span: Span
    flow: bool
    value: dict[str, Node]
    key: _Key | None = None

    def put(self, value: _Value, span: Span) -> None:
        """Files a value under the key that waits; without one, what should be a key is taken and refused."""
        if self.key is None:
            self.key = _Key(None, span)
            return
        if self.key.text is not None:
            self.value[self.key.text] = Node(value, span, self.key.span)
        self.key = None


class _Builder:
    """A tree under construction: the lists and mappings still open, innermost last."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.problems = list(refusals.forbidden_characters(places))
        self.reached = 0
        self._root: Node | None = None
        self._open: list[_List | _Mapping] = []
        self._nodes = 0
        self._documents = 0
        self._tabbed = refusals.tabbed(places)

    def take(self, event: Any) -> None:
        """Adds one event to the tree; raises FaultyFile where nothing beyond it can be read."""
        self.reached = event.end_mark.index
        if event.start_mark.index in self._tabbed:
            raise FaultyFile([self._tabbed[event.start_mark.index]])
        handler = _HANDLERS.get(type(event))
        if handler:
            handler(self, event)

    def tree(self) -> Node | None:
        """The finished tree, if the file holds a mapping."""
        return self._root if self._root and isinstance(self._root.value, dict) else None

    def check_root(self) -> None:
        """Refuses a file that holds a list or a single value."""
        if self.tree() is None:
            place = self._root.span if self._root else self.places.span(0, 0)
            self.problems.append(faults.not_a_mapping(place, self._root))

    def too_deep(self, error: yaml.MarkedYAMLError) -> Problem | None:
        """The first opening beyond the limit, if libyaml gave up on depth before it told of one.

        From 0.2.6 on it stops at a thousand levels, and it looks ahead by a thousand brackets.
        """
        if "nesting depth" not in (error.problem or ""):
            return None
        ahead = (found.start() for found in _OPENING.finditer(self.places.text, self.reached))
        opening = next(islice(ahead, faults.DEEPEST - len(self._open), None), self.reached)
        return faults.too_deep(self.places.first_line(opening))

    def document(self, event: Any) -> None:
        """Begins the document, without directives, and refuses to begin another."""
        self._documents += 1
        if self._documents > 1:
            raise FaultyFile([faults.second_document(self._span(event))])
        directive = syntax.directive(self.places, event.end_mark.index)
        if directive:
            raise FaultyFile([directive])

    def alias(self, event: Any) -> None:
        """Refuses an alias; nothing takes its place."""
        span = self._span(event)
        self._count(span)
        self.problems.append(faults.alias(span, f"*{unmasked(event.anchor)}"))
        self._put(None, span)

    def scalar(self, event: Any) -> None:
        """Adds a key or a single value."""
        span = self._span(event)
        self._count(span)
        self._refuse_properties(event)
        text = unmasked(event.value)
        refusal = refusals.escaped(event, text, self.places, span)
        if refusal:
            self.problems.append(refusal)
        mapping = self._awaiting_key()
        if mapping:
            mapping.key = _Key(None, span) if refusal else self._named(event, text, span, mapping)
        else:
            self._put(None if refusal else self._meant(event, text, span), span)

    def begin(self, event: Any) -> None:
        """Opens a list or mapping."""
        start, flow = event.start_mark, bool(event.flow_style)
        span = self.places.between(start)
        self._count(span)
        self._refuse_properties(event)
        if len(self._open) >= faults.DEEPEST:
            raise FaultyFile([faults.too_deep(span)])
        if self._awaiting_key():
            self.problems.append(faults.complex_key(span))
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(_Mapping(start, span, flow, {}) if mapping else _List(start, span, flow, []))

    def end(self, event: Any) -> None:
        """Closes the innermost list or mapping; in block style its place is its first line."""
        done = self._open.pop()
        self._put(done.value, self.places.between(done.start, event.end_mark) if done.flow else done.span)

    def _refuse_properties(self, event: Any) -> None:
        """Refuses an anchor or a tag before a value; hardly any has one."""
        if event.anchor is not None or event.tag is not None:
            self.problems.extend(refusals.properties(event, self.places))

    def _named(self, event: Any, text: str, span: Span, mapping: _Mapping) -> _Key:
        """The key that a scalar makes; keys are text, however they are written."""
        refusal = refusals.key(text, span, mapping.value, plain=not event.style)
        if refusal:
            self.problems.append(refusal)
        return _Key(None if refusal else text, span)

    def _meant(self, event: Any, text: str, span: Span) -> Scalar:
        """The value that a scalar means; quotes, block style and a tag make it text."""
        if event.style or event.tag:
            return text
        value = meaning(text)
        if isinstance(value, float) and not math.isfinite(value):
            self.problems.append(faults.not_finite(span, text))
            return None
        otherwise = read_otherwise(text)
        if otherwise:
            self.problems.append(faults.yaml_1_1(span, text, value, otherwise))
        return value

    def _put(self, value: _Value, span: Span) -> None:
        """Hands a finished value to the list or mapping round it, or makes it the whole tree."""
        if self._open:
            self._open[-1].put(value, span)
        else:
            self._root = Node(value, span)

    def _awaiting_key(self) -> _Mapping | None:
        """The innermost mapping, if what comes next is one of its keys."""
        inner = self._open[-1] if self._open else None
        return inner if isinstance(inner, _Mapping) and inner.key is None else None

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return (
            self.places.between(start, end)
            if end.index > start.index
            else self.places.after_word(start.index)
        )

    def _count(self, span: Span) -> None:
        self._nodes += 1
        if self._nodes > faults.MOST_NODES:
            raise FaultyFile([faults.too_many_nodes(span)])


_HANDLERS: dict[type, Callable[[_Builder, Any], None]] = {
    yaml.DocumentStartEvent: _Builder.document,
    yaml.AliasEvent: _Builder.alias,
    yaml.ScalarEvent: _Builder.scalar,
    yaml.SequenceStartEvent: _Builder.begin,
    yaml.MappingStartEvent: _Builder.begin,
    yaml.SequenceEndEvent: _Builder.end,
    yaml.MappingEndEvent: _Builder.end,
}
