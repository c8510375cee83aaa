"""New scenarios imported from a decision matrix in a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import file_location, problem_at, relocate_problems
from dilemma.interchange.matrix import read_matrix
from dilemma.interchange.matrix_layout import is_filled
from dilemma.interchange.matrix_yaml import render_scenario
from dilemma.interchange.template import read_origin
from dilemma.interchange.template_scores import SCORE_KEYS
from dilemma.scenario.load import build_scenario
from dilemma.scenario.parse import display_path
from dilemma.scenario.problems import select_errors
from dilemma.scenario.yaml.parser import parse_yaml
from dilemma.scenario.yaml.text import LARGEST_FILE, make_visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dilemma.interchange.cells import Sheet
    from dilemma.interchange.matrix import Matrix
    from dilemma.scenario.library import Library
    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.problems import Cell, Problem
    from dilemma.scenario.yaml.nodes import Node


@dataclass(frozen=True, slots=True)
class NewScenario:
    """The YAML text of a scenario made from a sheet, with warnings for its author (`doubts`)."""

    text: str
    doubts: tuple[Problem, ...]
    sheet: Sheet
    locations: Mapping[KeyPath, Cell]

    def problems(self, path: Path, library: Library, *, kept: bool) -> tuple[Problem, ...]:
        """Return the warnings about the scenario when it is saved at `path`.

        Args:
            path: where the text is, or would be, saved.
            library: where frameworks, profiles and sources are looked up.
            kept: whether the text is saved; if not, warnings name cells of the sheet, not lines of the text.

        Raises:
            FaultyFile: the scenario has errors, which are at the cells they come from.
        """
        node, problems = parse_yaml(self.text.encode(), display_path(path))
        try:
            if node is None:
                raise FaultyFile(problems)
            warnings = build_scenario(node, path, library, problems).problems
        except FaultyFile as faulty:
            raise FaultyFile(self._relocate(select_errors(faulty.problems), node, path)) from None
        return warnings if kept else self._relocate(warnings, node, path)

    def _relocate(self, problems: tuple[Problem, ...], node: Node | None, path: Path) -> tuple[Problem, ...]:
        return relocate_problems(problems, node, self.locations, display_path(path), self.sheet.location)


def import_matrix(sheets: Sequence[Sheet], name: str, file: str) -> NewScenario:
    """Return the scenario made from the matrix on the only filled sheet of a file.

    Args:
        sheets: the sheets of the file.
        name: the name to make the title from.
        file: the name of the file, to cite in the scenario.

    Raises:
        FaultyFile: no sheet or several are filled, or the sheet is no matrix.
    """
    workbook_origin = read_origin(sheets)
    if workbook_origin:
        message = (
            f"the workbook was made from scenario `{workbook_origin.scenario}`; "
            f"add --into {workbook_origin.scenario}"
        )
        raise FaultyFile([problem_at(file_location(sheets[0].source.name), "wrong-origin", message)])
    filled_sheets = [sheet for sheet in sheets if any(is_filled(cell) for row in sheet.rows for cell in row)]
    if len(filled_sheets) != 1:
        sheet_names = ", ".join(f"`{sheet.name}`" for sheet in filled_sheets) or "none"
        message = f"one sheet with a matrix is wanted, and this file has {sheet_names}; keep one"
        raise FaultyFile([problem_at(file_location(sheets[0].source.name), "not-a-matrix", message)])
    _refuse_scores(filled_sheets[0])
    title = name.replace("-", " ").replace("_", " ")
    matrix = read_matrix(filled_sheets[0])
    text = render_scenario(matrix, title[:1].upper() + title[1:], make_visible(file))
    if len(text.encode()) > LARGEST_FILE:
        message = (
            "makes a scenario larger than 1 MiB, the most one may have; leave some options or criteria out"
        )
        raise FaultyFile([problem_at(filled_sheets[0].location, "too-large", message)])
    return NewScenario(text, _doubts(matrix, filled_sheets[0]), filled_sheets[0], matrix.locations)


def _refuse_scores(sheet: Sheet) -> None:
    """Refuse an exported table of scores, whose rows are scores and not options."""
    headers = {cell.clean_text for row in sheet.rows[:1] for cell in row}
    if set(SCORE_KEYS) <= headers:
        message = "holds the scores of a scenario, as `dilemma export` writes them; add --into and its name"
        raise FaultyFile([problem_at(sheet.location, "wrong-origin", message)])


def _doubts(matrix: Matrix, sheet: Sheet) -> tuple[Problem, ...]:
    if not matrix.looks_like_tens:
        return ()
    message = (
        "holds no score above 10, and scores run from 0 to 100 unless said otherwise; if yours end at 10, "
        "add the rows `worst` with 0 and `best` with 10"
    )
    return (problem_at(sheet.location, "small-scores", message, "warning"),)
