"""Tables of people and their weights or scores, a row or a sheet each, as members that a panel reads."""

from __future__ import annotations

import re
from itertools import product
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeAlias

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import file_location, format_digits
from dilemma.interchange.matrix_layout import make_ids
from dilemma.interchange.matrix_scores import WordProblem, read_score
from dilemma.interchange.table_area import cell_title, find_table
from dilemma.interchange.table_words import corner_role, is_summary_label, label_role, plain_label
from dilemma.interchange.values import BadCell
from dilemma.records import dataclass
from dilemma.scenario.edits.what_if import Setting
from dilemma.scenario.model import score_limits
from dilemma.scenario.problems import Problem
from dilemma.scenario.yaml.text import quote_text, yaml_flow, yaml_scalar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.cells import ReadCell, Sheet
    from dilemma.interchange.matrix_scores import CellStyle
    from dilemma.interchange.table_answers import TableAnswers
    from dilemma.interchange.table_area import TableArea
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.yaml.nodes import Data

    _Answers: TypeAlias = "tuple[Mapping[str, Data], tuple[Setting, ...]]"

CellPath: TypeAlias = tuple[str, ...]
"""What a cell is about, as `--set` names it: `weights`, a criterion, or `scores`, an option, a criterion."""

_PARTING = re.compile(r"[\s/|:;,.>()\[\]\u00b7\u2013\u2014_-]+")
_PLAIN_SHEET = re.compile(r"(sheet|table|tabelle|feuil\w*|hoja|blatt|scores?|weights?)? ?\d*", re.IGNORECASE)
_BESIDE = ("notes", "number", "group", "definition", "unit", "direction", "scale", "worst", "best", "pole")
_HIGHEST_RATING, _FEWEST_RATINGS = 10, 4  # so few points on scales to 100 are ratings to 5 or 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePerson:
    """What one person filled in.

    Attributes:
        id: the name of their profile, without an ending.
        title: their name.
        weights: points by criterion; empty where they weighed nothing.
        scores: what they gave in place of the scores of the file.
    """

    id: str
    title: str
    weights: Mapping[str, Data]
    scores: tuple[Setting, ...]

    def profile_text(self, scenario: str, file: str, weights: Data = None) -> str:
        """Return their profile; `weights` stand in where they gave none."""
        points = yaml_flow(dict(self.weights) or weights)
        return (
            f"# Made from {file}.\ndilemma: 1\nfile: profile\ntitle: {yaml_scalar(self.title)}\n"
            f"kind: person\nweights:\n  {yaml_scalar(scenario)}: {points}\n"
        )


def read_people(
    sheets: Sequence[Sheet], scenario: Scenario, file: str, answers: TableAnswers
) -> tuple[TablePerson, ...]:
    """Return the people of the sheets, in the order in which they are first named.

    A sheet holds people in rows (or columns) and criteria, or pairs of an option and a criterion, over the
    columns; or one person's table of options and criteria, and then its name is theirs.

    Args:
        sheets: those of the file; sheets without a number are left out.
        scenario: what they judged.
        file: the name of the file, which is the name of the only person on a sheet without one.
        answers: the decimal sign and the words for levels.

    Raises:
        FaultyFile: a head is unknown, a criterion has no weight, or a cell cannot be read.
    """
    filled = [sheet for sheet in sheets if any(cell.kind == "number" for row in sheet.rows for cell in row)]
    reader = _PeopleReader(scenario=scenario, style=answers.style)
    for sheet in filled:
        has_name = sheet.name and (len(filled) > 1 or not _PLAIN_SHEET.fullmatch(sheet.name))
        reader.read_sheet(sheet, sheet.name if has_name else PurePath(file).stem)
    people = [reader.person(title, cells) for title, cells in reader.cells.items()]
    if not reader.problems and not people:
        message = "has no row of a person; write people in rows, criteria in columns"
        reader.problems.append(Problem(file_location(file), "not-a-matrix", message))
    reader.refuse_ratings()
    if reader.problems:
        raise FaultyFile(reader.problems)
    ids = make_ids(tuple(reader.cells), "person")
    return tuple(
        TablePerson(id=key, title=title, weights=weights, scores=scores)
        for key, title, (weights, scores) in zip(ids, reader.cells, people, strict=True)
    )


def _plain(label: str) -> str:
    """Return a head as it is compared: its words, whatever stands between them."""
    return plain_label(_PARTING.sub(" ", label))


class _PeopleReader:
    """Reads the sheets of one file; what cannot be read is gathered in `problems`."""

    def __init__(self, scenario: Scenario, style: CellStyle) -> None:
        self.scenario, self.style = scenario, style
        self.cells: dict[str, dict[CellPath, ReadCell]] = {}
        self.problems: list[Problem] = []
        self._ratings: list[tuple[ReadCell, float]] = []
        self._leaves = {leaf.id: leaf for leaf in scenario.leaves}
        self._paths: dict[str, CellPath] = {}
        options = [(key, (key, option.title, option.short)) for key, option in scenario.options.items()]
        for leaf in scenario.leaves:
            for word in map(_plain, filter(None, (leaf.id, leaf.title, leaf.criterion.short))):
                weighed = (word, f"weights {word}", f"weight of {word}", f"{word} weight", f"weight {word}")
                self._paths |= dict.fromkeys(weighed, ("weights", leaf.id))
                for key, names in options:
                    for name in map(_plain, filter(None, names)):
                        heads = (f"{name} {word}", f"{word} {name}", f"scores {name} {word}")
                        self._paths |= dict.fromkeys(heads, ("scores", key, leaf.id))

    def read_sheet(self, sheet: Sheet, name: str) -> None:
        """Gather the cells of people in rows, or of the one person of a sheet, whose name is `name`."""
        table = find_table(sheet)
        heads, labels = table.rows[0], [row[0] for row in table.rows]
        cells, known = {}, set()
        for row, column in product(range(1, table.height), range(1, table.width)):
            path = self._path(f"{cell_title(labels[row])} {cell_title(heads[column])}")
            if path is not None:
                cells[path] = table.cell(row, column)
                known |= {labels[row], heads[column]}
        if any(path[0] == "scores" for path in cells):
            self._add(labels[0], name, cells)
            for cell in (*labels[1:], *heads[1:]):
                if cell not in known:
                    self._refuse_head(cell)
        else:
            is_turned = sum(map(self._is_known, labels)) > sum(map(self._is_known, heads))
            self._read_rows(table.turned() if is_turned else table)

    def _path(self, label: str) -> CellPath | None:
        """Return what a head is about; brackets in it hold the criterion, or a note."""
        return self._paths.get(_plain(label)) or self._paths.get(plain_label(label))

    def _is_known(self, head: ReadCell) -> bool:
        return self._path(cell_title(head)) is not None

    def _read_rows(self, table: TableArea) -> None:
        heads = table.rows[0]
        roles = [corner_role(cell_title(cell)) for cell in heads]
        name = roles.index("person") if "person" in roles else 0
        columns: dict[CellPath, int] = {}
        for column, cell in enumerate(heads):
            path = self._path(cell_title(cell))
            if path is not None and path not in columns:
                columns[path] = column
            elif column != name:
                self._refuse_head(cell)
        weighed = {path[1] for path in columns if path[0] == "weights"}
        missing = [key for key in self._leaves if key not in weighed]
        if missing and (weighed or not columns):
            listed = ", ".join(map(quote_text, missing))
            message = f"has no column of weights for {listed}; people weigh every criterion, or score options"
            self.problems.append(Problem(table.sheet.location, "no-column", message))
        for row in table.rows[1:]:
            title = cell_title(row[name])
            if not title:
                self._report(row[name], "repeated-row", "has no name of a person")
            elif not is_summary_label(title):
                self._add(row[name], title, {path: row[column] for path, column in columns.items()})

    def _add(self, label: ReadCell, title: str, cells: Mapping[CellPath, ReadCell]) -> None:
        """Gather what a person filled in; on another sheet they may give other things."""
        before = self.cells.setdefault(title, {})
        if before.keys() & cells.keys():
            self._report(label, "repeated-row", f"repeats {quote_text(title)}; keep one row")
        before.update(cells)

    def _report(self, cell: ReadCell, code: str, message: str) -> None:
        self.problems.append(Problem(cell.location, code, message))

    def _refuse_head(self, cell: ReadCell) -> None:
        """Report a head that is neither known nor a sum, a number of the row or a note."""
        head = cell_title(cell)
        if head and not is_summary_label(head) and label_role(head) not in _BESIDE:
            option, known = next(iter(self.scenario.options)), ", ".join(map(quote_text, self._leaves))
            message = (
                f"heads {quote_text(head)}, which is no criterion of `{self.scenario.id}`; it has {known}. "
                f"Scores need an option too, as in {quote_text(f'{option} {next(iter(self._leaves))}')}"
            )
            self._report(cell, "unknown-column", message)

    def person(self, title: str, cells: Mapping[CellPath, ReadCell]) -> _Answers:
        """Return the weights and the scores in the cells of one person; an empty score is the file's."""
        before = len(self.problems)
        read = {path: self._number(path, cell) for path, cell in cells.items()}
        scores = {path: score for path, score in read.items() if path[0] == "scores" and score is not None}
        weights = {path[1]: weight for path, weight in read.items() if path[0] == "weights"}
        if scores and all(weight is None for weight in weights.values()):
            weights = {}
        for key, weight in weights.items():
            if weight is None and len(self.problems) == before:
                self._report(
                    cells["weights", key], "empty-cell", "is empty; a weight is one number, at least 0"
                )
        if len(self.problems) == before and not scores and not any(weights.values()):
            message = f"begins what {title} gave, with no weight above 0 and no score; fill in one"
            self._report(next(iter(cells.values())), "no-weight", message)
        return weights, tuple(Setting(path, score) for path, score in scores.items())

    def _number(self, path: CellPath, cell: ReadCell) -> Data:
        """Return a weight or a score as a file writes it; None for an empty cell, and for one reported."""
        try:
            score = read_score(cell, self.style)
        except BadCell as bad:
            if isinstance(bad.problem, WordProblem):
                self._report(cell, bad.problem.code, f"holds {cell_title(cell)}; type a number")
            elif bad.problem is not None:
                self.problems.append(bad.problem)
            return None
        if score.is_unknown:
            return None
        if path[0] == "weights":
            if score.low != score.high or score.low < 0:
                message = f"holds {cell_title(cell)}; a weight is one number, at least 0"
                self._report(cell, "empty-cell", message)
            return score.low
        leaf = self._leaves[path[2]]
        low, high = score_limits(leaf.criterion)
        if score.low < low or score.high > high or score.out_of not in (None, high):
            ends = f"{format_digits(low)} to {format_digits(high)}"
            self._report(
                cell, "out-of-bounds", f"holds {cell_title(cell)}; scores on {leaf.title} run from {ends}"
            )
        if (low, high) == (0, 100):
            self._ratings.append((cell, score.high))
        return score.data

    def refuse_ratings(self) -> None:
        """Report scores from 1 to 5, or to 10, on scales that run to 100."""
        highest = max((score for _, score in self._ratings), default=0)
        if len(self._ratings) >= _FEWEST_RATINGS and highest <= _HIGHEST_RATING:
            message = (
                f"is one of {len(self._ratings)} scores of {format_digits(highest)} at most, and scores run "
                "from 0 to 100; write them on that scale"
            )
            self._report(self._ratings[0][0], "out-of-bounds", message)
