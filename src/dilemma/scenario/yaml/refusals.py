"""Refusals of what YAML allows and a scenario file does not: the checks, and the problem each reports."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from dilemma.errors import FaultyFile
from dilemma.scenario.problems import Problem, Span
from dilemma.scenario.yaml.nodes import yaml_1_1_reading
from dilemma.scenario.yaml.text import find_forbidden, first_invisible, name_character, quote_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dilemma.scenario.yaml.nodes import Node, Scalar, SourceMap

MOST_LEVELS = 40
"""Lists and mappings that may stand inside one another, the outermost counted."""

MOST_NODES = 200_000
"""Keys, values, lists and mappings that a file may hold together."""

_MOST_FORBIDDEN = 1000  # runs of forbidden characters that are reported
_TEXT_TAG = "tag:yaml.org,2002:str"
# Hardly any file needs one of these patterns, so none is compiled before it is used.
_PROPERTY = r"\s+|#.*|!<[^>\s]*>|[&!][^\s,\[\]{}]*"
_TAB_INDENTATION = r"(?m)^ *(\t)[ \t]*(?=[^\s#])"
IMPOSSIBLE_ESCAPE = (
    r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\U0000[dD][89a-fA-F][0-9a-fA-F]{2}|\\U(?!000|0010)[0-9a-fA-F]{8}"
)


def check_characters(source_map: SourceMap) -> Iterator[Problem]:
    """Yield a problem for every run of forbidden characters; past a thousand the file is hopeless anyway."""
    for run in islice(find_forbidden(source_map.text), _MOST_FORBIDDEN):
        yield control_character(source_map.span(run.start(), run.end()), run[0][0])


def find_tab_indentation(source_map: SourceMap) -> dict[int, Problem]:
    """Return the problems of tabs that indent a line, by the offset at which the text of the line begins.

    Inside text that runs over several lines such a tab is the author's own and no fault, so a problem only
    counts if a key or value begins at its offset.
    """
    if "\t" not in source_map.text:
        return {}
    return {
        match.end(): tab_indentation(source_map.span(match.start(1), match.start(1) + 1))
        for match in re.finditer(_TAB_INDENTATION, source_map.text)
    }


def find_directive(source_map: SourceMap, end: int) -> Problem | None:
    """Return the problem of the first YAML directive before an offset, such as `%YAML 1.1`."""
    match = re.search("(?m)^%", source_map.text[:end])
    message = "a line that begins with `%` is a YAML directive, which is not allowed; remove it"
    return Problem(source_map.first_line(match.start()), "yaml-syntax", message) if match else None


def check_properties(event: Any, source_map: SourceMap) -> Iterator[Problem]:
    """Yield problems for the anchor before a value, and for a tag other than `!!str`."""
    if event.anchor is not None:
        span, word = _find_property("&", event.start_mark.index, source_map)
        yield anchor(span, word)
    if event.tag not in (None, _TEXT_TAG):
        span, word = _find_property("!", event.start_mark.index, source_map)
        yield tag(span, word)


def _find_property(sign: str, start: int, source_map: SourceMap) -> tuple[Span, str]:
    """Find the anchor or tag before a value by its sign, and return its location and its text."""
    match = re.compile(_PROPERTY).match(source_map.text, start)
    # A tag, an anchor, comments and spaces may precede a value in any order; skip to the one wanted.
    while match and not match[0].startswith(sign):
        match = re.compile(_PROPERTY).match(source_map.text, match.end())
    end = match.end() if match else start
    start = match.start() if match else start
    return source_map.span(start, end), source_map.text[start:end]


def check_key(text: str, span: Span, siblings: Mapping[str, Node], *, plain: bool) -> Problem | None:
    """Return the problem of a key, given the keys that its mapping already has."""
    # In quotes, `<<` is a key like any other.
    if plain and text == "<<":
        return merge_key(span)
    character = first_invisible(text)
    if character:
        return invisible_character(_locate_character(span, character), character, f"key {quote_text(text)}")
    return duplicate_key(span, text, siblings[text].at_key()) if text in siblings else None


def _locate_character(span: Span, character: str) -> Span:
    """Return the location of a character inside a span, or the whole span if it is written as an escape."""
    column = span.source.line(span.line).find(character, span.column - 1, span.end - 1)
    # A character written as an escape such as `\u200b` is not in the line itself.
    return span if column < 0 else Span(span.source, span.line, column + 1, column + 2)


def check_escapes(event: Any, text: str, source_map: SourceMap) -> Problem | None:
    """Return the problem of a forbidden character that double quotes write as an escape.

    Raises:
        FaultyFile: the escape stands for half a character, beyond which libyaml cannot read.
    """
    # Those that stand in the text itself are reported already; only double quotes have escapes.
    match = next(find_forbidden(text), None) if event.style == '"' else None
    if not match:
        return None
    if "\ud800" <= match[0] < "\ue000":
        raise FaultyFile([impossible_escape(source_map, event.start_mark.index)])
    span = source_map.extent(event.start_mark.index, event.end_mark.index)
    return control_character(span, match[0][0])


def impossible_escape(source_map: SourceMap, start: int) -> Problem:
    """Return the problem of the first escape after an offset that stands for half a character or none."""
    match = re.compile(IMPOSSIBLE_ESCAPE).search(source_map.text, start)
    return bad_escape(source_map, match.start() if match else start, match.end() if match else start)


def bad_escape(source_map: SourceMap, start: int, end: int) -> Problem:
    """Return the problem of an escape that is no character."""
    word = source_map.text[start:end]
    return Problem(
        source_map.span(start, end),
        "yaml-syntax",
        f"{quote_text(word)} is not a character; write the character itself, or `\\\\` for a backslash",
    )


def duplicate_key(span: Span, key: str, first: Span) -> Problem:
    """Return the problem of a key given twice in one mapping, located at the second of the two."""
    return Problem(
        span,
        "duplicate-key",
        f"key {quote_text(key)} is given twice in this mapping, "
        f"first on line {first.line}, column {first.column}; keep one of the two",
    )


def merge_key(span: Span) -> Problem:
    """Return the problem of a `<<` that would take another mapping's keys."""
    return Problem(span, "merge-key", "merge key `<<` is not allowed; write the keys themselves here")


def complex_key(span: Span) -> Problem:
    """Return the problem of a list or mapping where a key should stand."""
    return Problem(
        span,
        "complex-key",
        "a key must be text, not a list or mapping; put text that begins with `[` or `{` in quotes",
    )


def invisible_character(span: Span, character: str, where: str) -> Problem:
    """Return the problem of an invisible character in a key or beside a colon."""
    return Problem(
        span,
        "invisible-character",
        f"{where} holds the invisible character {name_character(character)}; delete it",
    )


def control_character(span: Span, character: str) -> Problem:
    """Return the problem of a character that no text may hold."""
    return Problem(
        span, "control-character", f"character {name_character(character)} is not allowed; delete it"
    )


def alias(span: Span, word: str) -> Problem:
    """Return the problem of a `*name`, or of text that begins like one."""
    return Problem(
        span,
        "alias",
        f"alias {quote_text(word)} is not allowed; "
        "write the value itself, or put text that begins with `*` in quotes",
    )


def anchor(span: Span, word: str) -> Problem:
    """Return the problem of an `&name`, or of text that begins like one."""
    return Problem(
        span,
        "anchor",
        f"anchor {quote_text(word)} is not allowed; remove it, or put text that begins with `&` in quotes",
    )


def tag(span: Span, word: str) -> Problem:
    """Return the problem of a `!name`, or of text that begins like one."""
    return Problem(
        span,
        "tag",
        f"tag {quote_text(word)} is not allowed; remove it, or put text that begins with `!` in quotes",
    )


def not_finite(span: Span, text: str) -> Problem:
    """Return the problem of an infinity or NaN, written as such or as a number beyond all floats."""
    wrong = "too large a number" if text.strip("+-")[:1].isdigit() else "not a finite number"
    return Problem(span, "not-finite", f"{quote_text(text)} is {wrong}; write a finite one")


def yaml_1_1(span: Span, text: str, value: Scalar, old_value: str) -> Problem:
    """Return the warning for a plain value that means one thing here and another to a YAML 1.1 tool."""
    our_reading, suggestion = "text", "; put it in quotes"
    if not isinstance(value, str):
        our_reading, suggestion = f"`{value}`", "" if yaml_1_1_reading(f"{value}") else f"; write `{value}`"
    old_reading = old_value if old_value == "text" else f"`{old_value}`"
    message = f"{quote_text(text)} means {our_reading} here, but YAML 1.1 tools read it as {old_reading}"
    return Problem(span, "yaml-1.1", message + suggestion, severity="warning")


def tab_indentation(span: Span) -> Problem:
    """Return the problem of a tab among the spaces that indent a line."""
    return Problem(span, "tab-indentation", "a tab stands where YAML counts spaces; use spaces")


def too_deep(span: Span) -> Problem:
    """Return the problem of one list or mapping too many inside the others."""
    return Problem(
        span,
        "too-deep",
        f"lists and mappings stand more than {MOST_LEVELS} deep in one another; flatten them",
    )


def too_many_nodes(span: Span) -> Problem:
    """Return the problem of one key or value too many."""
    return Problem(
        span, "too-many-nodes", f"the file holds more than {MOST_NODES:,} keys and values; split it"
    )


def second_document(span: Span) -> Problem:
    """Return the problem of another document in the same file."""
    return Problem(
        span,
        "second-document",
        "a second document begins here, but a file holds one; move it to a file of its own",
    )


def not_a_mapping(span: Span, node: Node | None) -> Problem:
    """Return the problem of a file whose top is not a mapping of keys to values."""
    value = node.value if node else None
    content = (
        "a list" if isinstance(value, list) else "nothing" if value in (None, "") else quote_text(f"{value}")
    )
    return Problem(span, "not-a-mapping", f"the file holds {content}; write `key: value` lines")
