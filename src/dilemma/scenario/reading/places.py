"""Lines and columns, as an editor shows them, of the offsets in a text."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from dilemma.scenario.problems import Span

if TYPE_CHECKING:
    from dilemma.scenario.problems import SourceText


class SourceMap:
    """The text of a file with line feeds for line ends, and the location of every offset in it.

    Offsets, lines and columns count code points. A location takes the time of a binary search, however long
    the line.
    """

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.text = "\n".join(source.lines)
        # One more start than lines: the end of the text, for offsets at its very end.
        self._starts = tuple(accumulate((len(line) + 1 for line in source.lines), initial=0))
        self._lengths = tuple(len(line.rstrip(" \t")) for line in source.lines)

    def span(self, start: int, end: int) -> Span:
        """Return the location of `text[start:end]`, up to the end of its first line."""
        # Trailing blanks are left out of the length of a line, so that no span ends in them.
        line = self.line(start)
        offset = self._starts[line - 1]
        last = max(start, min(end, offset + self._lengths[line - 1]))
        return Span(self.source, line, start - offset + 1, last - offset + 1)

    def between(self, start: Any, end: Any = None) -> Span:
        """Return the location from one mark of the parser to another, or to the end of the first mark's line.

        The result is the same as from the offsets of both, but marks know their line and column, so that none
        has to be searched for. There must be text after the first mark.
        """
        # Marks count lines and columns from 0.
        length = self._lengths[start.line]
        last = min(end.column, length) if end and end.line == start.line else length
        return Span(self.source, start.line + 1, start.column + 1, max(start.column, last) + 1)

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
