"""What must hold of whatever the program makes of a file, however broken the file is."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from dilemma.scenario.error_codes import EXPLANATIONS
from dilemma.scenario.excerpt import render_problem
from dilemma.scenario.parse import display_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dilemma.scenario.problems import Problem


class Unsound(Exception):
    """Something was answered that must not be."""


def sound_problems(problems: Iterable[Problem], files: Iterable[Path]) -> None:
    """Every problem has a place inside a file that was read, a known code, and words that only show.

    Raises:
        Unsound: one has not.
    """
    names = {display_path(file) for file in files}
    for problem in problems:
        span = problem.span
        _demand(span.source.name in names, f"a problem of {span.source.name}, which was not read")
        _demand(problem.code in EXPLANATIONS, f"the code {problem.code} is not explained")
        _inside(problem)
        for line in render_problem(problem).split("\n"):
            _demand(line.isprintable(), f"a terminal would act on {line!r}")


def _inside(problem: Problem) -> None:
    """A place stands on a line of the file, and ends on it; one of a file as a whole is its beginning."""
    span, lines = problem.span, problem.span.source.lines
    if not lines:
        _demand((span.line, span.column, span.end) == (1, 1, 1), f"{span} is no place of a file as a whole")
        return
    _demand(1 <= span.line <= len(lines), f"{span} is outside a file of {len(lines)} lines")
    last = len(lines[span.line - 1]) + 1
    _demand(1 <= span.column <= span.end <= last, f"{span} is outside a line that ends at {last}")


def finite(text: str) -> Any:
    """The data of a JSON text that every reader of JSON can read.

    Raises:
        Unsound: it holds a number that is not finite, or a text that is not Unicode.
    """
    data = json.loads(text)
    text.encode("utf-8")
    for number in _numbers(data):
        _demand(math.isfinite(number), f"the figure {number} is not finite")
    return data


def _numbers(data: Any) -> Iterator[float]:
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for item in data:
            yield from _numbers(item)
    elif isinstance(data, float):
        yield data


def only_shows(text: str) -> None:
    """A text for a terminal without colour holds nothing that the terminal would act on.

    Raises:
        Unsound: it does.
    """
    for line in text.split("\n"):
        _demand(line.isprintable(), f"a terminal would act on {line!r}")


def _demand(holds: bool, message: str) -> None:
    if not holds:
        raise Unsound(message)
