"""A plain matrix in a file made into the text of a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.interchange.cells import fault, whole_file
from dilemma.interchange.matrix.layout import holds
from dilemma.interchange.matrix.matrix import matrix
from dilemma.interchange.matrix.scenario_text import scenario_text
from dilemma.interchange.origin import origin
from dilemma.interchange.tables.scores import KEYS
from dilemma.scenario.problems import FaultyFile
from dilemma.scenario.reading.characters import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.interchange.cells import Sheet
    from dilemma.interchange.matrix.matrix import Matrix
    from dilemma.scenario.problems import Problem


@dataclass(frozen=True, slots=True)
class NewScenario:
    """The text of a scenario, and what its author should look at in the table it was made from."""

    text: str
    doubts: tuple[Problem, ...]


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
    return NewScenario(text, _doubts(read, filled[0]))


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
