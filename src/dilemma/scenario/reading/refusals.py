"""Checks of a text, a key or a value before it becomes part of a tree."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from dilemma.errors import FaultyFile
from dilemma.scenario.problems import Span
from dilemma.scenario.reading import faults, syntax
from dilemma.scenario.reading.characters import FORBIDDEN_CHARACTERS, first_invisible, quote_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dilemma.scenario.problems import Problem
    from dilemma.scenario.reading.nodes import Node
    from dilemma.scenario.reading.places import SourceMap

_MOST_FORBIDDEN = 1000
_TEXT_TAG = "tag:yaml.org,2002:str"
_PROPERTY = re.compile(r"\s+|#.*|!<[^>\s]*>|[&!][^\s,\[\]{}]*")
_TAB_INDENTATION = re.compile(r"^ *(\t)[ \t]*(?=[^\s#])", re.MULTILINE)


def check_characters(source_map: SourceMap) -> Iterator[Problem]:
    """Yield a problem for every run of forbidden characters; past a thousand the file is hopeless anyway."""
    for run in islice(FORBIDDEN_CHARACTERS.finditer(source_map.text), _MOST_FORBIDDEN):
        yield faults.control_character(source_map.span(run.start(), run.end()), run[0][0])


def find_tab_indentation(source_map: SourceMap) -> dict[int, Problem]:
    """Return the problems of tabs that indent a line, by the offset at which the text of the line begins.

    Inside text that runs over several lines such a tab is the author's own and no fault, so a problem only
    counts if a key or value begins at its offset.
    """
    return {
        match.end(): faults.tab_indentation(source_map.span(match.start(1), match.start(1) + 1))
        for match in _TAB_INDENTATION.finditer(source_map.text)
    }


def check_properties(event: Any, source_map: SourceMap) -> Iterator[Problem]:
    """Yield problems for the anchor before a value, and for a tag other than `!!str`."""
    if event.anchor is not None:
        span, word = _find_property("&", event.start_mark.index, source_map)
        yield faults.anchor(span, word)
    if event.tag not in (None, _TEXT_TAG):
        span, word = _find_property("!", event.start_mark.index, source_map)
        yield faults.tag(span, word)


def _find_property(sign: str, start: int, source_map: SourceMap) -> tuple[Span, str]:
    """Find the anchor or tag before a value by its sign, and return its location and its text."""
    match = _PROPERTY.match(source_map.text, start)
    # A tag, an anchor, comments and spaces may precede a value in any order; skip to the one wanted.
    while match and not match[0].startswith(sign):
        match = _PROPERTY.match(source_map.text, match.end())
    end = match.end() if match else start
    start = match.start() if match else start
    return source_map.span(start, end), source_map.text[start:end]


def check_key(text: str, span: Span, siblings: Mapping[str, Node], *, plain: bool) -> Problem | None:
    """Return the problem of a key, given the keys that its mapping already has."""
    # In quotes, `<<` is a key like any other.
    if plain and text == "<<":
        return faults.merge_key(span)
    character = first_invisible(text)
    if character:
        return faults.invisible_character(
            _locate_character(span, character), character, f"key {quote_text(text)}"
        )
    return faults.duplicate_key(span, text, siblings[text].at_key()) if text in siblings else None


def _locate_character(span: Span, character: str) -> Span:
    """Return the location of a character inside a span, or the whole span if it is written as an escape."""
    column = span.source.line(span.line).find(character, span.column - 1, span.end - 1)
    # A character written as an escape such as `\u200b` is not in the line itself.
    return span if column < 0 else Span(span.source, span.line, column + 1, column + 2)


def check_escapes(event: Any, text: str, source_map: SourceMap, span: Span) -> Problem | None:
    """Return the problem of a forbidden character that double quotes write as an escape.

    Raises:
        FaultyFile: the escape stands for half a character, beyond which libyaml cannot read.
    """
    # Those that stand in the text itself are reported already; only double quotes have escapes.
    match = FORBIDDEN_CHARACTERS.search(text) if event.style == '"' else None
    if not match:
        return None
    if "\ud800" <= match[0] < "\ue000":
        raise FaultyFile([syntax.impossible_escape(source_map, event.start_mark.index)])
    return faults.control_character(span, match[0][0])
