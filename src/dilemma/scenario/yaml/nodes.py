"""Nodes of a parsed file: each value with its location, and plain scalars by the core schema of YAML 1.2."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache, reduce
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from dilemma.scenario.problems import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.scenario.problems import SourceText


Scalar: TypeAlias = "bool | int | float | str | None"
Data: TypeAlias = "Scalar | list[Data] | dict[str, Data]"


# A named tuple, for every file makes thousands of them. Hardly one is ever shown, so that line and column are
# counted when they are asked for.
class Node(NamedTuple):
    """A value and its offsets in the text, with those of the key that names it, if one does."""

    value: Scalar | list[Node] | dict[str, Node]
    source_map: SourceMap
    start: int
    end: int
    key_start: int = -1
    key_end: int = -1

    @property
    def span(self) -> Span:
        """The location of the value."""
        return self.source_map.extent(self.start, self.end)

    @property
    def key(self) -> Span | None:
        """The location of the key that names the value, if one does."""
        return None if self.key_start < 0 else self.source_map.extent(self.key_start, self.key_end)

    def child(self, step: str | int) -> Node | None:
        """Return the node under a key or list index, if there is one."""
        if isinstance(self.value, dict):
            return cast("Node | None", self.value.get(str(step)))
        if isinstance(self.value, list) and isinstance(step, int) and 0 <= step < len(self.value):
            return cast("Node", self.value[step])
        return None

    def nearest(self, path: Iterable[str | int]) -> Node:
        """Return the deepest node along a path, passing over steps that name nothing in the file."""
        node = self
        for step in path:
            node = node.child(step) or node
        return node

    def at_key(self) -> Span:
        """Return the location of the key, or of the value when no key names it."""
        return self.key or self.span

    def data(self) -> Data:
        """Return the bare values, as JSON would hold them."""
        if isinstance(self.value, dict):
            return {key: node.data() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.data() for node in self.value]
        return self.value


class SourceMap:
    """The text of a file with line feeds for line ends, and the location of every offset in it.

    Offsets, lines and columns count code points. A location takes the time of a binary search, however long
    the line.
    """

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.text = "\n".join(source.lines)

    def __eq__(self, other: object) -> bool:
        """Return whether the texts are the same, and their names."""
        return isinstance(other, SourceMap) and self.source == other.source

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        # One more start than lines: the end of the text, for offsets at its very end.
        return tuple(accumulate((len(line) + 1 for line in self.source.lines), initial=0))

    @cached_property
    def _lengths(self) -> tuple[int, ...]:
        return tuple(len(line.rstrip(" \t")) for line in self.source.lines)

    def span(self, start: int, end: int) -> Span:
        """Return the location of `text[start:end]`, up to the end of its first line."""
        # Trailing blanks are left out of the length of a line, so that no span ends in them.
        line = self.line(start)
        offset = self._starts[line - 1]
        last = max(start, min(end, offset + self._lengths[line - 1]))
        return Span(self.source, line, start - offset + 1, last - offset + 1)

    def extent(self, start: int, end: int) -> Span:
        """Return the location of a key or value, which is behind the word before it where it is empty."""
        return self.span(start, end) if end > start else self.after_word(start)

    def first_line(self, start: int) -> Span:
        """Return the location from an offset to the end of its line."""
        return self.span(start, len(self.text))

    def after_word(self, offset: int) -> Span:
        """Return the location behind the last word before an offset, where a value is missing."""
        while offset and self.text[offset - 1] in " \t\n":
            offset -= 1
        return self.span(offset, offset)

    def line(self, offset: int) -> int:
        """Return the number, from 1, of the line that an offset is on."""
        return min(bisect_right(self._starts, offset), len(self.source.lines))

    def line_start(self, offset: int) -> int:
        """Return the offset at which the line of an offset begins."""
        return self._starts[self.line(offset) - 1]

    def before(self, offset: int) -> str:
        """Return the text before an offset on its line."""
        return self.text[self.line_start(offset) : offset]


_LONGEST_NUMBER = 64
"""Characters a number may have; what is longer is text."""

_WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
_NUMBER_BEGINS = frozenset("+-.0123456789")
# The same number under all versions of YAML: the common case, decided without trying the patterns below, none
# of which is compiled before a file needs it.
_UNAMBIGUOUS = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?")
_INTEGER = r"[-+]?[0-9]+"
_PREFIXED = r"0o[0-7]+|0x[0-9a-fA-F]+"
_FLOAT = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"

# Only the readings of YAML 1.1 that differ from those above; `y` and `n` are left out, as hardly a tool reads
# them as the 1.1 specification does, and dates, as writing them plainly is the custom here.
_OLD_WORDS = {
    **dict.fromkeys(("yes", "Yes", "YES", "on", "On", "ON"), "true"),
    **dict.fromkeys(("no", "No", "NO", "off", "Off", "OFF"), "false"),
}
_OLD_BINARY = r"[-+]?0b[01_]*[01][01_]*"
_OLD_OCTAL = r"[-+]?0[0-7_]*"
_OLD_DECIMAL = r"[-+]?[1-9][0-9_]*"
_OLD_HEXADECIMAL = r"[-+]?0x[0-9a-fA-F_]*[0-9a-fA-F][0-9a-fA-F_]*"
_OLD_FLOAT = r"[-+]?[0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?"
_OLD_SIXTIES = r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"


def parse_scalar(text: str) -> Scalar:
    """Return the value of a plain scalar under the core schema of YAML 1.2.

    Infinities and NaN are left for the caller to refuse; numbers longer than 64 characters stay text.
    Source: YAML 1.2.2, section 10.3.2.
    """
    if text in _WORDS:
        return _WORDS[text]
    # Python takes quadratic time to convert long digits, and refuses thousands of them.
    if text[0] not in _NUMBER_BEGINS or len(text) > _LONGEST_NUMBER:
        return text
    if match := _UNAMBIGUOUS.fullmatch(text):
        return float(text) if match[2] else int(text)
    if re.fullmatch(_INTEGER, text):
        return int(text)
    if re.fullmatch(_PREFIXED, text):
        return int(text, base=0)
    return float(text) if re.fullmatch(_FLOAT, text) else text


def yaml_1_1_reading(text: str) -> str | None:
    """Return what a YAML 1.1 tool reads in a plain scalar, when that differs from its value here.

    Returns:
        A number or truth value as it would be printed, `text`, or None when both readings agree.

    Source: the YAML 1.1 type repository (bool, int, float), with the resolver patterns of common tools.
    """
    if text in _OLD_WORDS:
        return _OLD_WORDS[text]
    if text[:1] not in _NUMBER_BEGINS or len(text) > _LONGEST_NUMBER or _UNAMBIGUOUS.fullmatch(text):
        return None
    value, old_value = parse_scalar(text), _parse_old_number(text)
    if old_value is None:
        return None if isinstance(value, str) else "text"
    return None if old_value == value else f"{old_value}"


def read_plain(text: str) -> tuple[Scalar, str | None]:
    """Return both readings of a plain scalar."""
    if text[:1] in _NUMBER_BEGINS:
        return _read_number(text)
    return _WORDS.get(text, text), _OLD_WORDS.get(text)


@lru_cache(maxsize=1024)
def _read_number(text: str) -> tuple[Scalar, str | None]:
    """Return both readings of what begins like a number; most numbers of a file recur."""
    return parse_scalar(text), yaml_1_1_reading(text)


def _parse_old_number(text: str) -> int | float | None:
    """Return the number that YAML 1.1 reads in a plain scalar, if it reads one."""
    plain = text.replace("_", "")
    if re.fullmatch(_OLD_BINARY, text):
        return int(plain, base=2)
    if re.fullmatch(_OLD_OCTAL, text):
        return int(plain, base=8)
    if re.fullmatch(_OLD_DECIMAL, text):
        return int(plain)
    if re.fullmatch(_OLD_HEXADECIMAL, text):
        return int(plain, base=16)
    if re.fullmatch(_OLD_FLOAT, text):
        return float(plain)
    return _parse_sexagesimal(plain) if re.fullmatch(_OLD_SIXTIES, text) else None


def _parse_sexagesimal(text: str) -> int | float | None:
    """Return the value of digits to base sixty, as in `1:30` for ninety.

    A whole number with a leading zero is not one of these.
    """
    sign = -1 if text.startswith("-") else 1
    *digits, last = text.lstrip("-+").split(":")
    if "." not in last and digits[0].startswith("0"):
        return None
    whole = reduce(lambda total, digit: 60 * total + int(digit), digits, 0)
    return sign * (60 * whole + (float(last) if "." in last else int(last)))
