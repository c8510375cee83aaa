"""Problems for what YAML allows and a scenario file does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.problems import Problem
from dilemma.scenario.reading.characters import name_character, quote_text
from dilemma.scenario.reading.scalars import yaml_1_1_reading

if TYPE_CHECKING:
    from dilemma.scenario.problems import Span
    from dilemma.scenario.reading.nodes import Node, Scalar

MOST_LEVELS = 40
"""Lists and mappings that may stand inside one another, the outermost counted."""

MOST_NODES = 200_000
"""Keys, values, lists and mappings that a file may hold together."""


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
    message = f"{quote_text(text)} means {our_reading} here, but YAML 1.1 tools read it as {old_reading}{suggestion}"
    return Problem(span, "yaml-1.1", message, severity="warning")


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
