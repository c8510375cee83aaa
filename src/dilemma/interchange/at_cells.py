"""Faults of a text that was made from a spreadsheet, at the cells they come from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.scenario.naming import Path
    from dilemma.scenario.problems import Cell, Problem
    from dilemma.scenario.reading.nodes import Node


def at_cells(
    problems: Sequence[Problem],
    node: Node | None,
    places: Mapping[Path, Cell],
    name: str,
    otherwise: Cell | None = None,
) -> tuple[Problem, ...]:
    """The problems of the text shown under `name`, each at the cell that `places` has for its path.

    What no cell is behind goes to `otherwise`, if that is given; problems of other files stay as they are.
    """
    cells = dict(_cells(node, places)) if node else {}

    def moved(problem: Problem) -> Problem:
        if problem.span.source.name != name:
            return problem
        cell = cells.get((problem.span.line, problem.span.column), otherwise)
        return replace(problem, span=cell) if cell else problem

    return tuple(map(moved, problems))


def _cells(node: Node, places: Mapping[Path, Cell]) -> Iterator[tuple[tuple[int, int], Cell]]:
    """The cell behind each line and column of a text; several judgements together have that of the first.

    Later pairs are nearer, and count.
    """
    for depth in range(1, max(map(len, places), default=0) + 1):
        first: dict[Path, Cell] = {}
        for path, cell in places.items():
            if len(path) >= depth:
                first.setdefault(path[:depth], cell)
        for path, cell in first.items():
            yield from _spans(node.nearest(path), cell, within=path in places)


def _spans(node: Node, cell: Cell, *, within: bool) -> Iterator[tuple[tuple[int, int], Cell]]:
    yield (node.at_key().line, node.at_key().column), cell
    yield (node.span.line, node.span.column), cell
    held = node.value
    if within and isinstance(held, dict | list):
        for each in held.values() if isinstance(held, dict) else held:
            yield from _spans(each, cell, within=True)
