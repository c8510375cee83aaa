"""A filled workbook, or a filled table of scores, read back into the scenario it was made from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dilemma.interchange.cells import fault, whole_file
from dilemma.interchange.filled import filled
from dilemma.interchange.origin import Origin, origin
from dilemma.interchange.tables.form_of import form
from dilemma.interchange.tables.scores import NAME
from dilemma.scenario.load import scenario_of
from dilemma.scenario.problems import FaultyFile, errors
from dilemma.scenario.reading.read import read_text
from dilemma.scenario.rewriting.rewrite import CannotRewrite, rewritten
from dilemma.scenario.shape import parse, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from dilemma.interchange.cells import Sheet
    from dilemma.interchange.filled import Filled, Made
    from dilemma.interchange.form import Form
    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.naming import Path as Steps
    from dilemma.scenario.problems import Cell, Problem
    from dilemma.scenario.reading.nodes import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """The text of the scenario with the judgements of the workbook, what changed, and what was not read."""

    content: bytes
    made: tuple[Made, ...]
    doubts: tuple[Problem, ...]


def read_back(sheets: Sequence[Sheet], scenario: Scenario, target: Path, library: Library) -> ReadBack:
    """Puts what was filled in into the text of a scenario; `target` is where that text will stand.

    Raises:
        FaultyFile: with every cell that cannot be read, or that makes a scenario at fault.
        OSError: the scenario cannot be read.
    """
    asked = form(scenario, parse(scenario.path)[0])
    if len(sheets) == 1 and not sheets[0].name:  # CSV holds one table, without a name
        table = next(table for table in asked.tables if table.name == NAME)
        asked = replace(asked, tables=(replace(table, name=""),))
    else:
        _belongs(origin(sheets), asked, scenario, sheets)
    found = filled(asked, sheets)
    if errors(found.problems):
        raise FaultyFile(found.problems)
    before = scenario.path.read_bytes()
    try:
        content = rewritten(before, [made.change for made in found.made])
    except CannotRewrite as why:
        message = f"{why}; make the change in {shown(scenario.path)} by hand"
        raise FaultyFile([fault(whole_file(sheets[0].source.name), "cannot-rewrite", message)]) from None
    _sound(content, found, target, library)
    return ReadBack(content=content, made=found.made, doubts=found.problems)


def _belongs(found: Origin | None, asked: Form, scenario: Scenario, sheets: Sequence[Sheet]) -> None:
    """Refuses a workbook of another scenario, or of the same one as it was before.

    Raises:
        FaultyFile: saying which.
    """
    file = shown(scenario.path)
    if found is None:
        message = (
            "the workbook does not say which scenario it was made from; start from one that "
            "`dilemma export` wrote"
        )
    elif found.scenario != asked.scenario:
        message = f"the workbook was made from scenario `{found.scenario}`, not from `{asked.scenario}`"
    elif found.fingerprint != asked.fingerprint:
        message = (
            f"{file} has changed since the workbook was made from it, and reading it back would undo that; "
            "take the file as it was then, or export it again"
        )
    else:
        return
    raise FaultyFile([fault(whole_file(sheets[0].source.name), "wrong-origin", message)])


def _sound(content: bytes, found: Filled, target: Path, library: Library) -> None:
    """Loads the new text as it would be loaded from its place.

    Raises:
        FaultyFile: with its faults, at the cells they come from where that can be told.
    """
    node, problems = read_text(content, shown(target))
    try:
        if node is None or errors(problems):
            raise FaultyFile(problems)
        scenario_of(node, target, library, problems)
    except FaultyFile as faulty:
        cells = dict(_cells(node, found.places)) if node else {}
        wrong = errors(faulty.problems)
        raise FaultyFile(_at_cell(problem, cells, shown(target)) for problem in wrong) from None


def _at_cell(problem: Problem, cells: Mapping[tuple[int, int], Cell], name: str) -> Problem:
    """The problem at its cell, unless it is one of another file or nobody filled what is at fault."""
    cell = cells.get((problem.span.line, problem.span.column)) if problem.span.source.name == name else None
    return replace(problem, span=cell) if cell else problem


def _cells(node: Node, places: Mapping[Steps, Cell]) -> Iterator[tuple[tuple[int, int], Cell]]:
    """The cell behind each line and column of a text; several judgements together have that of the first.

    Later pairs are nearer, and count.
    """
    for depth in range(1, max(map(len, places), default=0) + 1):
        first: dict[Steps, Cell] = {}
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
