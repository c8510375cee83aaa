"""New scenarios imported from a decision matrix in a spreadsheet, and the YAML text they are written as."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.burdens import read_direction
from dilemma.interchange.cells import (
    ReadCell,
    fault_at,
    file_location,
    format_digits,
    holds_number,
    is_filled,
    relocate_problems,
)
from dilemma.interchange.matrix import read_matrix
from dilemma.interchange.table_answers import BadTableAnswer, TableAnswers
from dilemma.interchange.table_area import cell_title
from dilemma.interchange.table_words import is_weight_label, plain_label
from dilemma.interchange.template import SCORE_KEYS, read_origin
from dilemma.interchange.total_rules import read_total_number
from dilemma.records import dataclass
from dilemma.scenario.dates import current_day
from dilemma.scenario.load import build_scenario
from dilemma.scenario.parse import display_path
from dilemma.scenario.problems import column_letters, select_errors
from dilemma.scenario.yaml.parser import parse_yaml
from dilemma.scenario.yaml.text import (
    LARGEST_FILE,
    make_visible,
    quote_text,
    yaml_flow,
    yaml_quoted,
    yaml_scalar,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from dilemma.interchange.cells import Sheet
    from dilemma.interchange.matrix import Matrix, MatrixOption
    from dilemma.interchange.matrix_criteria import MatrixCriterion
    from dilemma.interchange.matrix_scores import MatrixScore
    from dilemma.interchange.table_answers import TableQuestion
    from dilemma.scenario.library import Library
    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.problems import Cell, Problem
    from dilemma.scenario.yaml.nodes import Data, Node

_MOST_SHEETS = 6  # that a message lists
_USUAL_NAMES = frozenset(
    ["decision table", "decision matrix", "evaluation matrix", "weighted decision matrix"]
)
_CELLS = re.compile(
    r"(?:(?P<sheet>.+)!)?\$?(?P<left>[A-Z]{1,3})\$?(?P<top>\d+):\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>\d+)",
    re.IGNORECASE,
)
_HEADER = """\
# Made from {file}. The numbers are all there is so far: say why, cite sources in place of AJ (analyst
# judgement), and give [low, most likely, high] where you are not sure.
dilemma: 1
title: {title}
question: Which of these options should we choose?   # write the choice as a question of your own
as_of: {day}                                    # the evidence stops here
"""
_ASSUMED_STANCE = "   # assumed; one of accommodate, wait_out, counter, enmesh"


@dataclass(frozen=True, slots=True)
class NewScenario:
    """The YAML text of a scenario made from a sheet.

    Attributes:
        text: the YAML text.
        doubts: what is odd about the sheet, as warnings for its owner.
        location: the sheet, or the file, to which what is of no cell belongs.
        locations: the cell behind each path of the text.
        notes: how the sheet was read, as sentences.
        questions: what can be asked on a terminal, so that nothing is a guess.
    """

    text: str
    doubts: tuple[Problem, ...]
    location: Cell
    locations: Mapping[KeyPath, Cell]
    notes: tuple[str, ...] = ()
    questions: tuple[TableQuestion, ...] = ()

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
        return relocate_problems(problems, node, self.locations, display_path(path), self.location)


def import_matrix(
    sheets: Sequence[Sheet],
    name: str,
    file: str,
    answers: TableAnswers | None = None,
    *,
    day: str | None = None,
) -> NewScenario:
    """Return the scenario made from the matrix in a file.

    Args:
        sheets: the sheets of the file.
        name: the name to make the title from.
        file: the name of the file, to cite in the scenario.
        answers: what the owner of the table answers where the table does not.
        day: the day on which its evidence stops; None for the current day.

    Raises:
        FaultyFile: no sheet or several are filled, or the sheet is no matrix.
        OpenTable: something is left open that changes the answer.
    """
    answers = answers or TableAnswers()
    workbook_origin = read_origin(sheets)
    if workbook_origin:
        message = (
            f"the workbook was made from scenario `{workbook_origin.scenario}`; "
            f"add --into {workbook_origin.scenario}"
        )
        raise fault_at(file_location(sheets[0].source.name), "wrong-origin", message)
    sheet = choose_sheet(sheets, answers.sheet)
    _refuse_scores(sheet)
    title = name.replace("-", " ").replace("_", " ")
    matrix = read_matrix(sheet, answers)
    others = [other for other in sheets if other.name != sheet.name]
    _refuse_what_stands_elsewhere(others, matrix, sheet, answers.equal_weights)
    text = render_scenario(matrix, title[:1].upper() + title[1:], make_visible(file), day or current_day())
    if len(text.encode()) > LARGEST_FILE:
        message = (
            "makes a scenario larger than 1 MiB, the most one may have; leave some options or criteria out"
        )
        raise fault_at(sheet.location, "too-large", message)
    return NewScenario(text, matrix.doubts, sheet.location, matrix.locations, matrix.notes, matrix.questions)


def _refuse_what_stands_elsewhere(others: Sequence[Sheet], matrix: Matrix, sheet: Sheet, equal: bool) -> None:
    """Refuse a table that lacks weights or directions which another of the file has, with what to add."""
    titles = {plain_label(criterion.title): criterion.title for criterion in matrix.criteria}
    has_weights = equal or any(criterion.weight is not None for criterion in matrix.criteria)
    directed = {criterion.title for criterion in matrix.criteria if criterion.has_direction}
    for other in others:
        rows = {
            titles[label]: row
            for row in other.rows
            for label in map(plain_label, map(cell_title, row))
            if label in titles
        }
        options = []
        for column in range(max(map(len, rows.values()), default=0) if len(rows) == len(titles) else 0):
            cells = {title: row[column] for title, row in rows.items() if column < len(row)}
            heads = [row[column] for row in other.rows if column < len(row)]
            weights = {title: read_total_number(cell)[0] for title, cell in cells.items()}
            ways = {title: read_direction(cell.clean_text) for title, cell in cells.items()}
            if any(is_weight_label(cell_title(head)) for head in heads) and None not in weights.values():
                typed = ",".join(f"{name}={format_digits(weight or 0)}" for name, weight in weights.items())
                options += [] if has_weights else [f'--weights "{typed}"']
            elif None not in ways.values():
                less = [name for name, way in ways.items() if way == "lower" and name not in directed]
                options += [f'--direction "{name}=lower"' for name in less]
        if options:
            message = (
                f"leaves open what {quote_text(other.name)} says of its criteria; add {' '.join(options)}, "
                "or the same options with what you mean, such as --weights equal"
            )
            raise fault_at(sheet.location, "stands-elsewhere", message)


def choose_sheet(sheets: Sequence[Sheet], name: str | None) -> Sheet:
    """Return the sheet of a name, or the only one that holds anything, or is called a decision table.

    Raises:
        BadTableAnswer: no sheet has the name.
        FaultyFile: no sheet or several are filled.
    """
    if name is not None:
        named = [sheet for sheet in sheets if sheet.name.casefold() == name.strip().casefold()]
        cells = _CELLS.fullmatch(name.strip())
        if not named and cells:
            return _part_of_sheet(choose_sheet(sheets, cells["sheet"]), cells)
        if not named:
            known = ", ".join(sheet.name for sheet in sheets if sheet.name)
            raise BadTableAnswer(
                f"--sheet: the file has no sheet {quote_text(name)}; it has {known}"
                if known
                else "--sheet: only a workbook has sheets"
            )
        return named[0]
    filled = [sheet for sheet in sheets if any(is_filled(cell) for row in sheet.rows for cell in row)]
    if len(filled) > 1:
        named = [sheet for sheet in filled if sheet.name.casefold() in _USUAL_NAMES]
        filled = named if len(named) == 1 else filled
    numeric = [sheet for sheet in filled if any(map(holds_number, (c for row in sheet.rows for c in row)))]
    if len(numeric) == 1 and _has_scores(numeric[0]):
        filled = numeric  # the others hold words alone, such as a list of the options
    if len(filled) != 1:
        shown = [f"`{sheet.name}`" for sheet in filled[:_MOST_SHEETS]] or ["none"]
        more = len(filled) - len(shown)
        names = ", ".join(shown) + (f" and {more} more" if more > 0 else "")
        likely = next(filter(_has_scores, filled), filled[0] if filled else None)
        advice = f"; add --sheet {quote_argument(likely.name)}, or another of them" if likely else ""
        message = f"one sheet with a matrix is wanted, and this file has {names}{advice}"
        raise fault_at(file_location(sheets[0].source.name), "not-a-matrix", message)
    return filled[0]


def _has_scores(sheet: Sheet) -> bool:
    """Return whether two rows of a sheet hold two numbers or more, as those of a matrix do."""
    return sum(sum(map(holds_number, row)) > 1 for row in sheet.rows) > 1


def _part_of_sheet(sheet: Sheet, cells: re.Match[str]) -> Sheet:
    """Return a sheet of which the cells named, such as `A1:C5`, are kept and all others are blank."""
    left, right = (cells[side].upper().rjust(3) for side in ("left", "right"))
    lines = range(int(cells["top"]), int(cells["bottom"]) + 1)

    def is_kept(cell: Cell) -> bool:
        return cell.line in lines and left <= column_letters(cell.column).rjust(3) <= right

    rows = tuple(
        tuple(c if is_kept(c.location) else ReadCell(location=c.location) for c in row) for row in sheet.rows
    )
    merged = tuple(one for one in sheet.merged if is_kept(one.cell.location))
    return replace(sheet, rows=rows, merged=merged)


def quote_argument(text: str) -> str:
    """Return a text as it is typed on a command line, in quotation marks where it needs them."""
    return text if text.isalnum() else f'"{text}"'


def _refuse_scores(sheet: Sheet) -> None:
    """Refuse an exported table of scores, whose rows are scores and not options."""
    headers = {cell.clean_text for row in sheet.rows[:1] for cell in row}
    if set(SCORE_KEYS) <= headers:
        message = "holds the scores of a scenario, as `dilemma export` writes them; add --into and its name"
        raise fault_at(sheet.location, "wrong-origin", message)


def render_scenario(matrix: Matrix, title: str, file: str, day: str) -> str:
    """Return the YAML text of the scenario.

    Args:
        matrix: what was read.
        title: the title of the scenario.
        file: the name of the spreadsheet, for the reasons.
        day: the day on which the evidence stops.
    """
    lines = [
        _HEADER.format(file=file, title=yaml_scalar(title), day=day),
        "options:",
        *(_render_option(option) for option in matrix.options),
        "\ncriteria:",
        *_render_criteria(matrix.criteria),
        *render_points({criterion.id: criterion.weight for criterion in matrix.criteria}),
        *_render_futures(matrix),
        "\nscores:",
        *(line for option in matrix.options for line in _render_scores(matrix, option, file)),
    ]
    return "\n".join(lines) + "\n"


def _render_option(option: MatrixOption) -> str:
    data: dict[str, Data] = {"title": option.title, "stance": option.stance}
    if option.definition:
        data["definition"] = option.definition
    if option.notes:
        data["notes"] = option.notes
    return f"  {option.id}: {yaml_flow(data)}{'' if option.has_stance else _ASSUMED_STANCE}"


def _render_criteria(criteria: Sequence[MatrixCriterion]) -> Iterator[str]:
    """Yield the lines of the criteria, those of a group below its name, where its first one stands."""
    for criterion in criteria:
        members = [other for other in criteria if criterion.group and other.group == criterion.group]
        if members and criterion is members[0]:
            yield f"  {criterion.group_id}:\n    title: {yaml_scalar(criterion.group)}\n    criteria:"
            yield from (f"    {line}" for member in members for line in _render_criterion(member))
        elif not members:
            yield from _render_criterion(criterion)


def _render_criterion(criterion: MatrixCriterion) -> Iterator[str]:
    yield f"  {criterion.id}:"
    yield f"    title: {yaml_scalar(criterion.title)}"
    if criterion.pole:
        yield f"    pole: {criterion.pole}"
    if criterion.has_scale:
        yield render_scale(criterion.worst, criterion.best, criterion.unit)
    else:
        yield "    worst: Write what a score of 0 means."
        yield "    best: Write what a score of 100 means."
    if criterion.is_guess:
        yield "    assumed: [scale]   # write the levels worth 0 and 100 above, then delete this line"
    if criterion.notes:
        yield f"    notes: {yaml_scalar(criterion.notes)}"


def render_scale(worst: float, best: float, unit: str | None) -> str:
    """Return the line of a criterion with the levels worth 0 and 100."""
    scale: dict[str, Data] = {"worst": worst, "best": best}
    return f"    scale: {yaml_flow({**scale, 'unit': unit} if unit else scale)}"


def render_points(points: Mapping[str, Data | None]) -> Iterator[str]:
    """Yield the lines with the weights of the criteria that have one, by id; none where none has."""
    weights: dict[str, Data] = {key: weight for key, weight in points.items() if weight is not None}
    if weights:
        yield "\n# Swing points: what going from worst to best is worth on each criterion."
        yield f"weights: {yaml_flow(weights)}"


def _render_futures(matrix: Matrix) -> Iterator[str]:
    if matrix.futures:
        yield "\nfutures:                                             # state the chance of all but the last"
        yield from (f"  {key}: {yaml_flow({'title': title})}" for key, title in matrix.futures.items())


def _render_scores(matrix: Matrix, option: MatrixOption, file: str) -> Iterator[str]:
    yield f"  {option.id}:"
    for criterion in matrix.criteria:
        scores = {
            future: matrix.scores[option.id, criterion.id, future] for future in matrix.futures or ("",)
        }
        number_text = ", ".join(_render_score(future, score) for future, score in scores.items())
        why = yaml_quoted(_reason(list(scores.values()), file))
        judgement = f"{number_text}, why: {why}, from: [AJ], confidence: low"
        yield f"    {criterion.id}: {{{judgement}}}"


def _render_score(future: str, score: MatrixScore) -> str:
    if score.is_unknown:
        return f"{future}: {{unknown: true}}" if future else "unknown: true"
    return f"{future or 'score'}: {yaml_flow(score.data)}"


def _reason(scores: Sequence[MatrixScore], file: str) -> str:
    """Return what the table says of a score, and the cells it stands in."""
    cells = [cell for score in scores for cell in score.locations]
    names = [f"{column_letters(cell.column)}{cell.line}" for cell in cells]
    notes = list(dict.fromkeys(score.note for score in scores if score.note))
    where = f"Cell{'s' if len(names) > 1 else ''} {', '.join(names)} of {file}"
    return f"{' '.join(notes)} ({where})" if notes else f"{where}; say why."
