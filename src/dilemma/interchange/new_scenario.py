"""A plain matrix in a file made into the text of a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.at_cells import at_cells
from dilemma.interchange.cells import fault, whole_file
from dilemma.interchange.matrix.layout import holds
from dilemma.interchange.matrix.matrix import matrix
from dilemma.interchange.matrix.scenario_text import scenario_text
from dilemma.interchange.origin import origin
from dilemma.interchange.tables.scores import KEYS
from dilemma.scenario.load import scenario_of
from dilemma.scenario.problems import errors
from dilemma.scenario.reading.characters import visible
from dilemma.scenario.reading.decode import LARGEST_FILE
from dilemma.scenario.reading.read import read_text
from dilemma.scenario.shape import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dilemma.interchange.cells import Sheet
    from dilemma.interchange.matrix.matrix import Matrix
    from dilemma.scenario.library import Library
    from dilemma.scenario.naming import Path as Steps
    from dilemma.scenario.problems import Cell, Problem
    from dilemma.scenario.reading.nodes import Node


@dataclass(frozen=True, slots=True)
class NewScenario:
    """The text of a scenario, and what its author should look at in the table it was made from."""

    text: str
    doubts: tuple[Problem, ...]
    sheet: Sheet
    places: Mapping[Steps, Cell]

    def problems(self, path: Path, library: Library, *, kept: bool) -> tuple[Problem, ...]:
        """What is to be said of the scenario when it stands at `path`; unless it is `kept`, by cells alone.

        Raises:
            FaultyFile: with its errors, at the cells they come from.
        """
        node, problems = read_text(self.text.encode(), shown(path))
        try:
            if node is None:
                raise FaultyFile(problems)
            warned = scenario_of(node, path, library, problems).problems
        except FaultyFile as faulty:
            raise FaultyFile(self._moved(errors(faulty.problems), node, path)) from None
        return warned if kept else self._moved(warned, node, path)

    def _moved(self, problems: tuple[Problem, ...], node: Node | None, path: Path) -> tuple[Problem, ...]:
        return at_cells(problems, node, self.places, shown(path), self.sheet.whole)


def new_scenario(sheets: Sequence[Sheet], name: str, file: str) -> NewScenario:
    """The scenario that the only filled sheet of a file makes, titled after `name`.

    Raises:
        FaultyFile: with every cell that keeps the sheet from being a matrix.
    """
    made_from = origin(sheets)
    if made_from:
        message = (
            f"the workbook was made from scenario `{made_from.scenario}`; add --into {made_from.scenario}"
        )
        raise FaultyFile([fault(whole_file(sheets[0].source.name), "wrong-origin", message)])
    filled = [sheet for sheet in sheets if any(holds(cell) for row in sheet.rows for cell in row)]
    if len(filled) != 1:
        found = ", ".join(f"`{sheet.name}`" for sheet in filled) or "none"
        message = f"one sheet with a matrix is wanted, and this file has {found}; keep one"
        raise FaultyFile([fault(whole_file(sheets[0].source.name), "not-a-matrix", message)])
    _refuse_scores(filled[0])
    title = name.replace("-", " ").replace("_", " ")
    read = matrix(filled[0])
    text = scenario_text(read, title[:1].upper() + title[1:], visible(file))
    if len(text.encode()) > LARGEST_FILE:
        message = (
            "makes a scenario larger than 1 MiB, the most one may have; leave some options or criteria out"
        )
        raise FaultyFile([fault(filled[0].whole, "too-large", message)])
    return NewScenario(text, _doubts(read, filled[0]), filled[0], read.places)


def _refuse_scores(sheet: Sheet) -> None:
    """Refuses a table of scores that was exported: its rows are scores, not options."""
    heads = {cell.said for row in sheet.rows[:1] for cell in row}
    if set(KEYS) <= heads:
        message = "holds the scores of a scenario, as `dilemma export` writes them; add --into and its name"
        raise FaultyFile([fault(sheet.whole, "wrong-origin", message)])


def _doubts(found: Matrix, sheet: Sheet) -> tuple[Problem, ...]:
    if not found.looks_like_tens:
        return ()
    message = (
        "holds no score above 10, and scores run from 0 to 100 unless said otherwise; if yours end at 10, "
        "add the rows `worst` with 0 and `best` with 10"
    )
    return (fault(sheet.whole, "small-scores", message, "warning"),)
