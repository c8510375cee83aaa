"""Problems of a text made from a spreadsheet, moved to the cells they come from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.problems import Cell, Problem
    from dilemma.scenario.yaml.nodes import Node


def relocate_problems(
    problems: Sequence[Problem],
    node: Node | None,
    locations: Mapping[KeyPath, Cell],
    name: str,
    default: Cell | None = None,
) -> tuple[Problem, ...]:
    """Return the problems of a text, each at the cell its part of the text was made from.

    Args:
        problems: problems of the text and of other files; the latter stay as they are.
        node: the parsed text; None if it could not be parsed.
        locations: the cell behind each path of the text.
        name: the name under which the text is shown.
        default: the location of problems without a cell; None to leave them in the text.
    """
    by_position = dict(_locations_by_position(node, locations)) if node else {}

    def relocate(problem: Problem) -> Problem:
        if problem.span.source.name != name:
            return problem
        location = by_position.get((problem.span.line, problem.span.column), default)
        return replace(problem, span=location) if location else problem

    return tuple(map(relocate, problems))


def _locations_by_position(
    node: Node, locations: Mapping[KeyPath, Cell]
) -> Iterator[tuple[tuple[int, int], Cell]]:
    """Yield pairs of a position (line, column) in the text and the cell behind it.

    A part that was made from several cells has the first of them. Of several pairs for one position the
    last counts.
    """
    # Longer paths are closer to a judgement, so they come later and override their parents.
    for depth in range(1, max(map(len, locations), default=0) + 1):
        first: dict[KeyPath, Cell] = {}
        for path, location in locations.items():
            if len(path) >= depth:
                first.setdefault(path[:depth], location)
        for path, location in first.items():
            yield from _node_positions(node.nearest(path), location, within=path in locations)


def _node_positions(node: Node, location: Cell, *, within: bool) -> Iterator[tuple[tuple[int, int], Cell]]:
    yield (node.at_key().line, node.at_key().column), location
    yield (node.span.line, node.span.column), location
    children = node.value
    if within and isinstance(children, dict | list):
        for child in children.values() if isinstance(children, dict) else children:
            yield from _node_positions(child, location, within=True)
