"""Offsets in a text to lines and columns that an editor shows."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from dilemma.scenario.problems import Span

if TYPE_CHECKING:
    from dilemma.scenario.problems import SourceText


class Places:
    """The text of a file with line feeds for line ends, and the place of every offset in it.

    Offsets, lines and columns count code points; a place takes the time of a binary search, however long
    the line.
    """

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.text = "\n".join(source.lines)
        self._starts = tuple(accumulate((len(line) + 1 for line in source.lines), initial=0))
        self._lengths = tuple(len(line.rstrip(" \t")) for line in source.lines)

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`, up to the end of its first line."""
        line = self.line(start)
        offset = self._starts[line - 1]
        last = max(start, min(end, offset + self._lengths[line - 1]))
        return Span(self.source, line, start - offset + 1, last - offset + 1)

    def between(self, start: Any, end: Any = None) -> Span:
        """The place from a mark of the parser to another, or to the end of its line.

        The same as by the offsets of both, but marks know their line and column, so none is searched for. The
        text must go on behind the first.
        """
        whole = self._lengths[start.line]
        last = min(end.column, whole) if end and end.line == start.line else whole
        return Span(self.source, start.line + 1, start.column + 1, max(start.column, last) + 1)

    def first_line(self, start: int) -> Span:
        """The place from an offset to the end of its line."""
        return self.span(start, len(self.text))

    def after_word(self, offset: int) -> Span:
        """The place behind the last word before an offset, where a value is missing."""
        while offset and self.text[offset - 1] in " \t\n":
            offset -= 1
        return self.span(offset, offset)

    def line(self, offset: int) -> int:
        """The number, from 1, of the line that an offset stands on."""
        return min(bisect_right(self._starts, offset), len(self.source.lines))

    def line_start(self, offset: int) -> int:
        """The offset at which the line of an offset begins."""
        return self._starts[self.line(offset) - 1]

    def before(self, offset: int) -> str:
        """What stands on the line before an offset."""
        return self.text[self.line_start(offset) : offset]
