"""A plain matrix in a file made into the text of a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.cells import fault, whole_file
from dilemma.interchange.matrix.layout import holds
from dilemma.interchange.matrix.matrix import matrix
from dilemma.interchange.matrix.scenario_text import scenario_text
from dilemma.interchange.origin import origin
from dilemma.scenario.problems import FaultyFile
from dilemma.scenario.reading.characters import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.interchange.cells import Sheet


def new_scenario(sheets: Sequence[Sheet], name: str, file: str) -> str:
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
    title = name.replace("-", " ").replace("_", " ")
    return scenario_text(matrix(filled[0]), title[:1].upper() + title[1:], visible(file))
