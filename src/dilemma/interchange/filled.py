"""A filled template read from the sheets of a file: edited judgements, and problems of unreadable cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isclose
from typing import TYPE_CHECKING

from dilemma.interchange.cells import format_digits, problem_at, tidy_text
from dilemma.interchange.found import locate_table
from dilemma.interchange.values import BadCell, read_value
from dilemma.scenario.messages import name_path
from dilemma.scenario.rewrite import Replacement
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.interchange.cells import ReadCell, Sheet
    from dilemma.interchange.form import CellValue, JudgementField, Template, TemplateLine
    from dilemma.interchange.found import LocatedTable
    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.problems import Cell, Problem
    from dilemma.scenario.yaml.nodes import Data

SCENARIO_FILE = "the scenario file"
_NUMBER_TOLERANCE = 5e-15  # relative; programs that keep fifteen digits lose no more than this
_NUMBER_TEXT = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEdit:
    """An edited judgement: the change to the file, its cell, and the texts before and after."""

    change: Replacement
    location: Cell
    what: str
    before: str
    after: str
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateReading:
    """The edits and problems of a filled template.

    `locations` maps each path of the scenario file to the cell that holds the judgement.
    """

    edits: tuple[CellEdit, ...]
    problems: tuple[Problem, ...]
    locations: Mapping[KeyPath, Cell]


@dataclass(frozen=True, slots=True)
class _FieldCells:
    """A field of the template with the cells that hold it now."""

    field: JudgementField
    line: TemplateLine
    cells: tuple[ReadCell, ...]

    @property
    def template_values(self) -> tuple[CellValue, ...]:
        """The values of the cells when the template was written."""
        return tuple(self.line.values[column] for column in self.field.columns)

    @property
    def is_changed(self) -> bool:
        """Whether any cell holds something else now."""
        return not all(
            _is_unchanged(cell, old) for cell, old in zip(self.cells, self.template_values, strict=True)
        )

    def edit_to(self, data: Data, path: KeyPath) -> CellEdit:
        """Return the edit that sets the judgement at a path of the file to `data`."""
        before = _format_values(self.template_values)
        after = _format_values([cell.value for cell in self.cells])
        hidden = any(cell.hidden for cell in self.cells)
        location = next(
            cell
            for cell, template_value in zip(self.cells, self.template_values, strict=True)
            if not _is_unchanged(cell, template_value)
        ).location
        change = Replacement(path, data, self.field.part, self.field.bare)
        key = self.line.values[0] if self.field.joint else self.field.part
        what = name_path((*path, str(key)) if key else path)
        return CellEdit(
            change=change, location=location, what=what, before=before, after=after, hidden=hidden
        )


def read_template(
    template: Template, sheets: Sequence[Sheet], framework: str = SCENARIO_FILE
) -> TemplateReading:
    """Return the edits and all problems of a filled template.

    Args:
        template: the template as it was written.
        sheets: the sheets of the filled file.
        framework: what to call the file that holds the judgements of the framework.
    """
    reader = _TemplateReader(framework)
    for table in template.tables:
        reader.read_table(locate_table(table, sheets))
    return TemplateReading(
        edits=tuple(reader.edits), problems=tuple(reader.problems), locations=reader.locations
    )


class _TemplateReader:
    """A reader that collects the edits and problems of the tables of a template."""

    def __init__(self, framework: str) -> None:
        self.framework = framework
        self.edits: list[CellEdit] = []
        self.problems: list[Problem] = []
        self.locations: dict[KeyPath, Cell] = {}

    def read_table(self, located: LocatedTable) -> None:
        """Read one table."""
        self.problems.extend(located.problems)
        joint = []
        for line, row in located.rows:
            self.problems.extend(_check_locked_cells(located, line, row, self.framework))
            for field in line.fields:
                field_cells = _FieldCells(
                    field, line, tuple(located.cell(row, column) for column in field.columns)
                )
                self._record_location(field_cells)
                if field.joint:
                    joint.append(field_cells)
                elif field_cells.is_changed:
                    self._read_single(field_cells)
        if any(field_cells.is_changed for field_cells in joint):
            self._read_joint(joint)

    def _record_location(self, field_cells: _FieldCells) -> None:
        """Record the cell of a judgement and of its part, for problems of the new text."""
        path = field_cells.field.path
        part = (field_cells.field.part,) if field_cells.field.part else ()
        first_filled = next(
            (cell for cell in field_cells.cells if cell.kind != "empty"), field_cells.cells[0]
        )
        self.locations.setdefault(path, first_filled.location)
        self.locations.setdefault((*path, *part), first_filled.location)

    def _read_single(self, field_cells: _FieldCells) -> None:
        data = self._read_data(field_cells)
        if data is not _UNREADABLE and not _has_same_ids(field_cells, data):
            self.edits.append(field_cells.edit_to(data, field_cells.field.path))

    def _read_joint(self, joint: list[_FieldCells]) -> None:
        """Read the fields that make one value of the file together: points by criterion, or a ranking."""
        values = {str(field_cells.line.values[0]): self._read_data(field_cells) for field_cells in joint}
        if any(value is _UNREADABLE for value in values.values()):
            return
        data: Data = _group_ranks(values) if joint[0].field.kind == "rank" else values
        for field_cells in joint:
            if field_cells.is_changed:
                self.edits.append(field_cells.edit_to(data, field_cells.field.path))

    def _read_data(self, field_cells: _FieldCells) -> Data:
        """Return the judgement in the cells, or `_UNREADABLE` after recording the problem."""
        try:
            data = read_value(field_cells.field, field_cells.cells)
        except BadCell as bad:
            self.problems.extend([bad.problem] if bad.problem else [])
            return _UNREADABLE
        if field_cells.field.inherited and not data:
            message = (
                "is empty, but what stood there holds for the whole row of the file; write another instead"
            )
            self.problems.append(problem_at(field_cells.cells[0].location, "inherited", message))
            return _UNREADABLE
        return data


_UNREADABLE: Data = {}  # compared by identity; None would be a legal value


def _group_ranks(values: Mapping[str, Data]) -> list[Data]:
    """Return the criteria in the order of their ranks; criteria of equal rank form a list of their own."""
    ranks: dict[float, list[Data]] = {}
    for criterion, rank in values.items():
        assert isinstance(rank, int | float)
        ranks.setdefault(rank, []).append(criterion)
    return [tie[0] if len(tie) == 1 else tie for _, tie in sorted(ranks.items())]


def _is_unchanged(cell: ReadCell, template_value: CellValue) -> bool:
    """Return whether a cell still holds the value of the template; numbers may lose their last digits.

    A text of digits may have become a number, as every text of digits in CSV does.
    """
    if isinstance(template_value, str) and cell.kind == "number":
        text = template_value.strip()
        return bool(_NUMBER_TEXT.fullmatch(text)) and _is_close(cell.number, float(text))
    if isinstance(template_value, str):
        return cell.kind == "text" and cell.clean_text == tidy_text(template_value)
    if template_value is None:
        return cell.kind == "empty" or (cell.kind == "text" and not cell.clean_text)
    return cell.kind == "number" and _is_close(cell.number, template_value)


def _is_close(left: float, right: float) -> bool:
    return isclose(left, right, rel_tol=_NUMBER_TOLERANCE, abs_tol=0.0)


def _has_same_ids(field_cells: _FieldCells, data: Data) -> bool:
    """Return whether a list of sources is the same except for spaces and commas."""
    return field_cells.field.kind == "ids" and data == [
        source_id for source_id in str(field_cells.template_values[0] or "").split(", ") if source_id
    ]


def _check_locked_cells(
    located: LocatedTable, line: TemplateLine, row: int, framework: str
) -> Iterable[Problem]:
    """Yield a problem for each changed cell of a line that holds no judgement, since it is not read back."""
    table = located.table
    for column in range(table.keys, len(table.columns)):
        cell = located.cell(row, column)
        if (
            line.field_at(column) is None
            and cell.kind != "refused"
            and not _is_unchanged(cell, line.values[column])
        ):
            previous = (
                f"held {quote_text(str(line.values[column]))}"
                if line.values[column] is not None
                else "was empty"
            )
            file = framework if line.in_framework else SCENARIO_FILE
            message = f"is not read back: it {previous}; put it back, and change {file} instead"
            yield problem_at(cell.location, "locked-cell", message)


def _format_values(values: Sequence[CellValue]) -> str:
    """Return the values of cells on one line."""
    texts = [
        format_digits(value) if isinstance(value, float) else str(value)
        for value in values
        if value is not None
    ]
    return " to ".join(texts) if len(texts) > 1 else "".join(texts)
