"""What of a text, a key or a value is refused before it becomes part of a tree."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from dilemma.scenario.problems import FaultyFile, Span
from dilemma.scenario.reading import faults, syntax
from dilemma.scenario.reading.characters import FORBIDDEN, first_invisible, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dilemma.scenario.problems import Problem
    from dilemma.scenario.reading.nodes import Node
    from dilemma.scenario.reading.places import Places

_MOST_FORBIDDEN = 1000
_TEXT_TAG = "tag:yaml.org,2002:str"
_PROPERTY = re.compile(r"\s+|#.*|!<[^>\s]*>|[&!][^\s,\[\]{}]*")
_TABBED = re.compile(r"^ *(\t)[ \t]*(?=[^\s#])", re.MULTILINE)


def forbidden_characters(places: Places) -> Iterator[Problem]:
    """Every run of characters that no text may hold; past a thousand the file is hopeless anyway."""
    for run in islice(FORBIDDEN.finditer(places.text), _MOST_FORBIDDEN):
        yield faults.control_character(places.span(run.start(), run.end()), run[0][0])


def tabbed(places: Places) -> dict[int, Problem]:
    """Where the text of a line begins behind a tab, and the problem if a key or value begins there.

    Inside text that runs over several lines, such a tab is the author's and no fault.
    """
    return {
        line.end(): faults.tab_indentation(places.span(line.start(1), line.start(1) + 1))
        for line in _TABBED.finditer(places.text)
    }


def properties(event: Any, places: Places) -> Iterator[Problem]:
    """The anchor before a value, and a tag other than `!!str`."""
    if event.anchor is not None:
        place, word = _property("&", event.start_mark.index, places)
        yield faults.anchor(place, word)
    if event.tag not in (None, _TEXT_TAG):
        place, word = _property("!", event.start_mark.index, places)
        yield faults.tag(place, word)


def _property(sign: str, start: int, places: Places) -> tuple[Span, str]:
    """The anchor or tag among what stands before a value, found by its first character."""
    match = _PROPERTY.match(places.text, start)
    while match and not match[0].startswith(sign):
        match = _PROPERTY.match(places.text, match.end())
    end = match.end() if match else start
    start = match.start() if match else start
    return places.span(start, end), places.text[start:end]


def key(text: str, place: Span, siblings: Mapping[str, Node], *, plain: bool) -> Problem | None:
    """What is wrong with a key among those its mapping already has."""
    if plain and text == "<<":
        return faults.merge_key(place)
    hidden = first_invisible(text)
    if hidden:
        return faults.invisible_character(_within(place, hidden), hidden, f"key {quoted(text)}")
    return faults.duplicate_key(place, text, siblings[text].at_key()) if text in siblings else None


def _within(place: Span, character: str) -> Span:
    """Where a character stands in a place; the place itself when it is written as an escape."""
    at = place.source.line(place.line).find(character, place.column - 1, place.end - 1)
    return place if at < 0 else Span(place.source, place.line, at + 1, at + 2)


def escaped(event: Any, text: str, places: Places, place: Span) -> Problem | None:
    """A character that no text may hold, written as an escape in double quotes.

    Raises FaultyFile at half a character, as libyaml cannot read beyond it.
    """
    found = FORBIDDEN.search(text) if event.style == '"' else None
    if not found:
        return None
    if "\ud800" <= found[0] < "\ue000":
        raise FaultyFile([syntax.impossible_escape(places, event.start_mark.index)])
    return faults.control_character(place, found[0][0])
