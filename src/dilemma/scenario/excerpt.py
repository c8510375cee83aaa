"""Problems as plain text: a line that can stand alone, then the author's line with carets under the fault."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from dilemma.scenario.problems import Cell, sort_problems
from dilemma.scenario.yaml.text import make_visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.scenario.problems import Problem

_WIDEST = 100
"""Columns that a line of an excerpt may take."""

_MOST_LISTED = 50
"""Problems that are shown before the rest are counted."""

_NARROWEST_NUMBER = 4


def render_problem(problem: Problem, *, brief: bool = False) -> str:
    """Return a problem as `file:line:column: severity[code]: message`, with its excerpt unless `brief`.

    Nothing of the file reaches the terminal but what can be seen: controls, and marks that turn the
    direction of writing, are replaced. Faults of a file as a whole have no excerpt.
    """
    span = problem.span
    headline = make_visible(f"{span.where}: {problem.severity}[{problem.code}]: {problem.message}")
    if brief or not span.source.lines or not span.line:
        return headline
    text, carets = _excerpt_lines(problem)
    # The column of a cell counts cells, so in a text with tables nothing says where in its line a cell is.
    return "\n".join((headline, text) if isinstance(span, Cell) else (headline, text, carets))


def render_problems(problems: Iterable[Problem], limit: int = _MOST_LISTED, *, brief: bool = False) -> str:
    """Return the first problems in order of place, the number left out, and a count; empty for none."""
    ordered = sort_problems(problems)
    if not ordered:
        return ""
    lines = [render_problem(problem, brief=brief) for problem in ordered[:limit]]
    if len(ordered) > limit:
        lines.append(f"… and {len(ordered) - limit} more")
    return "\n".join((*lines, _summary(ordered)))


def _summary(problems: tuple[Problem, ...]) -> str:
    """Return how many errors and warnings there are, and in which file or how many files."""
    counts = Counter(problem.severity for problem in problems)
    counted = ", ".join(_count(counts[kind], kind) for kind in ("error", "warning") if counts[kind])
    names = {problem.span.source.name for problem in problems}
    return f"{counted} in {make_visible(names.pop()) if len(names) == 1 else _count(len(names), 'file')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _excerpt_lines(problem: Problem) -> tuple[str, str]:
    """Return the line at fault, cut to what fits, and the carets below it."""
    span = problem.span
    number = f"{span.line:>{_NARROWEST_NUMBER}} | "
    line = span.source.line(span.line)
    # A fault may be behind the end of its line, such as a value that is missing.
    start = min(span.column - 1, len(line))
    first, last = _window(line, start, _WIDEST - len(number))
    before, shown = "…" * (first > 0), _printable(line[first:last])
    indent = _width(before + shown[: start - first])
    # One caret at least, also under a character that takes no column.
    carets = _width(shown[start - first : span.end - 1 - first]) or 1
    text = f"{number}{before}{shown}{'…' * (last < len(line))}"
    return text.rstrip(), f"{'|':>{len(number) - 1}} {' ' * indent}{'^' * carets}"


def _window(line: str, start: int, room: int) -> tuple[int, int]:
    """Return the ends of the part of a line to show round a fault.

    It is the whole line, or what `room` columns and two ellipses hold. Of a line too long, half the room goes
    to what follows the fault's first character, and what either side does not need to the other. Only
    characters near the fault are looked at, for a line may be very long.
    """
    if len(line) <= room and _width(_printable(line)) <= room:
        return 0, len(line)
    room -= 2
    after = _count_fitting(line[start : start + room], room // 2)
    before = _count_fitting(line[max(0, start - room) : start][::-1], room - after)
    after = _count_fitting(line[start : start + room], room - before)
    return start - before, start + after


def _count_fitting(text: str, room: int) -> int:
    """Return how many characters from the first one on fit into some columns; each takes one at least."""
    used = 0
    for count, character in enumerate(_printable(text)):
        used += max(1, _width(character))
        if used > room:
            return count
    return len(text)


def _printable(text: str) -> str:
    """Return the text as it is shown: a space for a tab, a replacement for what cannot be seen."""
    return make_visible(text.replace("\t", " "))


def _width(text: str) -> int:
    """Return the columns that a terminal gives a text: two for wide characters, none for combining marks."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
