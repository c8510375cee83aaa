"""The sentences for what YAML allows and a scenario file does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.problems import Problem
from dilemma.scenario.reading.characters import named, quoted
from dilemma.scenario.reading.scalars import read_otherwise

if TYPE_CHECKING:
    from dilemma.scenario.problems import Span
    from dilemma.scenario.reading.nodes import Node, Scalar

DEEPEST = 40
"""Lists and mappings that may stand inside one another, the outermost counted."""

MOST_NODES = 200_000
"""Keys, values, lists and mappings that a file may hold together."""


def duplicate_key(place: Span, key: str, first: Span) -> Problem:
    """A key given twice in one mapping; the second place is the fault's, the first is named."""
    return Problem(
        place,
        "duplicate-key",
        f"key {quoted(key)} is given twice in this mapping, "
        f"first on line {first.line}, column {first.column}; keep one of the two",
    )


def merge_key(place: Span) -> Problem:
    """A `<<` that would take another mapping's keys."""
    return Problem(place, "merge-key", "merge key `<<` is not allowed; write the keys themselves here")


def complex_key(place: Span) -> Problem:
    """A list or mapping where a key should stand."""
    return Problem(
        place,
        "complex-key",
        "a key must be text, not a list or mapping; put text that begins with `[` or `{` in quotes",
    )


def invisible_character(place: Span, character: str, where: str) -> Problem:
    """A character that does not show, in a key or beside a colon."""
    return Problem(
        place, "invisible-character", f"{where} holds the invisible character {named(character)}; delete it"
    )


def control_character(place: Span, character: str) -> Problem:
    """A character that no text may hold."""
    return Problem(place, "control-character", f"character {named(character)} is not allowed; delete it")


def alias(place: Span, word: str) -> Problem:
    """A `*name`, or text that begins like one."""
    return Problem(
        place,
        "alias",
        f"alias {quoted(word)} is not allowed; "
        "write the value itself, or put text that begins with `*` in quotes",
    )


def anchor(place: Span, word: str) -> Problem:
    """An `&name`, or text that begins like one."""
    return Problem(
        place,
        "anchor",
        f"anchor {quoted(word)} is not allowed; remove it, or put text that begins with `&` in quotes",
    )


def tag(place: Span, word: str) -> Problem:
    """A `!name`, or text that begins like one."""
    return Problem(
        place,
        "tag",
        f"tag {quoted(word)} is not allowed; remove it, or put text that begins with `!` in quotes",
    )


def not_finite(place: Span, text: str) -> Problem:
    """An infinity or NaN, written as such or as a number beyond all floats."""
    wrong = "too large a number" if text.strip("+-")[:1].isdigit() else "not a finite number"
    return Problem(place, "not-finite", f"{quoted(text)} is {wrong}; write a finite one")


def yaml_1_1(place: Span, text: str, value: Scalar, otherwise: str) -> Problem:
    """A plain value that means one thing here and another to a YAML 1.1 tool."""
    here, remedy = "text", "; put it in quotes"
    if not isinstance(value, str):
        here, remedy = f"`{value}`", "" if read_otherwise(f"{value}") else f"; write `{value}`"
    there = otherwise if otherwise == "text" else f"`{otherwise}`"
    message = f"{quoted(text)} means {here} here, but YAML 1.1 tools read it as {there}{remedy}"
    return Problem(place, "yaml-1.1", message, severity="warning")


def tab_indentation(place: Span) -> Problem:
    """A tab among the spaces that show what belongs to what."""
    return Problem(place, "tab-indentation", "a tab stands where YAML counts spaces; use spaces")


def too_deep(place: Span) -> Problem:
    """One list or mapping too many inside the others."""
    return Problem(
        place, "too-deep", f"lists and mappings stand more than {DEEPEST} deep in one another; flatten them"
    )


def too_many_nodes(place: Span) -> Problem:
    """One key or value too many."""
    return Problem(
        place, "too-many-nodes", f"the file holds more than {MOST_NODES:,} keys and values; split it"
    )


def second_document(place: Span) -> Problem:
    """Another document in the same file."""
    return Problem(
        place,
        "second-document",
        "a second document begins here, but a file holds one; move it to a file of its own",
    )


def not_a_mapping(place: Span, node: Node | None) -> Problem:
    """Something else than keys and values at the top of the file."""
    value = node.value if node else None
    found = "a list" if isinstance(value, list) else "nothing" if value in (None, "") else quoted(f"{value}")
    return Problem(place, "not-a-mapping", f"the file holds {found}; write `key: value` lines")
