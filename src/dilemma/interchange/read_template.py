"""A filled template read from a workbook, wherever its rows and columns have moved to.

Returns edited judgements and the problems of cells that cannot be read.
"""

from __future__ import annotations

import re
from math import isclose
from typing import TYPE_CHECKING

from dilemma.interchange.cells import describe_non_name, file_location, format_digits, is_filled, tidy_text
from dilemma.interchange.values import BadCell, read_value
from dilemma.records import dataclass
from dilemma.scenario.messages import name_path
from dilemma.scenario.problems import Problem
from dilemma.scenario.rewrite import Replacement
from dilemma.scenario.suggest import nearest_word, suggest_word
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.interchange.cells import ReadCell, Sheet
    from dilemma.interchange.template import CellValue, JudgementField, Template, TemplateLine, TemplateTable
    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.problems import Cell
    from dilemma.scenario.yaml.nodes import Data


SCENARIO_FILE = "the scenario file"
_MOST_HEADER_ROWS = 20  # rows searched for the headers
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


@dataclass(frozen=True, slots=True)
class _LocatedTable:
    """A table with the sheet that holds it now, and the sheet column of each of its columns, from 0."""

    table: TemplateTable
    sheet: Sheet
    columns: Mapping[int, int]

    def cell(self, row: int, column: int) -> ReadCell:
        """Return the cell of a sheet row under a column of the table, which may have moved."""
        return self.sheet.cell(row, self.columns[column])


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
        reader.read_table(table, sheets)
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

    def _report(self, location: Cell, code: str, message: str) -> None:
        self.problems.append(Problem(location, code, message))

    def read_table(self, table: TemplateTable, sheets: Sequence[Sheet]) -> None:
        """Read one table, found by the name of its sheet, the headers of its columns and its line keys."""
        sheet = next((sheet for sheet in sheets if _normalize(sheet.name) == _normalize(table.name)), None)
        if sheet is None:
            self.problems.append(_missing_sheet(table, sheets))
            return
        self.problems += [*sheet.problems, *(merged.problem for merged in sheet.merged)]
        header_row = _find_header_row(table, sheet)
        if header_row is None:
            headers = ", ".join(quote_text(header) for header in table.headers[: table.keys])
            self._report(sheet.location, "no-heads", f"has no row with the heads {headers}; put them back")
            return
        columns = self._match_columns(table, sheet, header_row)
        if len(columns) == len(table.columns):
            located = _LocatedTable(table, sheet, columns)
            self._read_lines(located, self._match_rows(located, header_row))

    def _match_columns(self, table: TemplateTable, sheet: Sheet, row: int) -> dict[int, int]:
        """Return the sheet column of each column of the table whose header is there."""
        positions = {_normalize(header): position for position, header in enumerate(table.headers)}
        columns: dict[int, int] = {}
        unknown = []
        for position, cell in enumerate(sheet.rows[row]):
            if not cell.clean_text:
                continue
            if _normalize(cell.clean_text) not in positions:
                unknown.append(cell)
            elif positions[_normalize(cell.clean_text)] in columns:
                message = f"repeats the column {quote_text(cell.clean_text)}; keep one"
                self._report(cell.location, "repeated-column", message)
            else:
                columns[positions[_normalize(cell.clean_text)]] = position
        missing = [header for position, header in enumerate(table.headers) if position not in columns]
        self.problems += [_unknown_column(cell, missing) for cell in unknown]
        if missing:
            listed = ", ".join(f"`{header}`" for header in missing)
            message = f"begins the heads, but there is no {listed}; put it back"
            self._report(sheet.cell_location(row, 0), "no-column", message)
        return columns

    def _match_rows(self, located: _LocatedTable, header_row: int) -> list[tuple[TemplateLine, int]]:
        """Return each line that is there with its sheet row."""
        table, sheet = located.table, located.sheet
        missing = {table.line_key(line): line for line in table.lines}
        # `missing` shrinks as rows are matched; `known` stays, to tell a repeated row from an unknown one.
        known, rows, unmatched, unreadable = dict(missing), [], [], False
        for row in range(header_row + 1, len(sheet.rows)):
            cells = [located.cell(row, position) for position in range(len(table.columns))]
            keys = cells[: table.keys]
            if any(cell.kind == "refused" for cell in keys):
                unreadable = True
            elif any(is_filled(cell) and cell.kind != "refused" for cell in cells):
                key = tuple(_cell_key(cell) for cell in keys)
                if key in missing:
                    rows.append((missing.pop(key), row))
                else:
                    unmatched.append((key, keys[0]))
        self.problems += [
            _unmatched_row(key, cell, missing, is_repeat=key in known) for key, cell in unmatched
        ]
        if not unreadable:  # an unreadable row may be any of the missing lines
            for key in missing:
                message = f"has no row for {quote_text(_join_key(key))}; put it back"
                self._report(sheet.location, "no-row", message)
        return rows

    def _read_lines(self, located: _LocatedTable, rows: Iterable[tuple[TemplateLine, int]]) -> None:
        """Read the judgements in the lines of a table."""
        joint = []
        for line, row in rows:
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
            self._report(field_cells.cells[0].location, "inherited", message)
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
        return not is_filled(cell)
    return cell.kind == "number" and _is_close(cell.number, template_value)


def _is_close(left: float, right: float) -> bool:
    return isclose(left, right, rel_tol=_NUMBER_TOLERANCE, abs_tol=0.0)


def _has_same_ids(field_cells: _FieldCells, data: Data) -> bool:
    """Return whether a list of sources is the same except for spaces and commas."""
    return field_cells.field.kind == "ids" and data == [
        source_id for source_id in str(field_cells.template_values[0] or "").split(", ") if source_id
    ]


def _check_locked_cells(
    located: _LocatedTable, line: TemplateLine, row: int, framework: str
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
            yield Problem(cell.location, "locked-cell", message)


def _format_values(values: Sequence[CellValue]) -> str:
    """Return the values of cells on one line."""
    texts = [
        format_digits(value) if isinstance(value, float) else str(value)
        for value in values
        if value is not None
    ]
    return " to ".join(texts) if len(texts) > 1 else "".join(texts)


def _normalize(name: str) -> str:
    return name.strip().casefold()


def _missing_sheet(table: TemplateTable, sheets: Sequence[Sheet]) -> Problem:
    names = [sheet.name for sheet in sheets]
    location = file_location(sheets[0].source.name if sheets else "")
    suggestion = nearest_word(table.name, names)
    hint = f" (is it {quote_text(suggestion)} now?)" if suggestion else ""
    message = f"there is no sheet `{table.name}`; it was renamed or deleted{hint}; put it back"
    return Problem(location, "no-sheet", message)


def _find_header_row(table: TemplateTable, sheet: Sheet) -> int | None:
    headers = {_normalize(header) for header in table.headers[: table.keys]}
    for row in range(min(_MOST_HEADER_ROWS, len(sheet.rows))):
        if headers <= {_normalize(cell.clean_text) for cell in sheet.rows[row]}:
            return row
    return None


def _unknown_column(cell: ReadCell, missing: Sequence[str]) -> Problem:
    """Return the problem of an unknown column: an extra one, or perhaps a missing one that was renamed."""
    if missing:
        ending = suggest_word(cell.clean_text, missing) or "; delete the column"
        message = f"is the head of an unknown column, {quote_text(cell.clean_text)}{ending}"
        return Problem(cell.location, "unknown-column", message)
    message = f"begins a column of your own, {quote_text(cell.clean_text)}, which is not read"
    return Problem(cell.location, "unknown-column", message, "warning")


def _cell_key(cell: ReadCell) -> str:
    """Return the key in a cell: a number as it was typed, if that is known, since an id may be `007`."""
    return (cell.text or format_digits(cell.number)) if cell.kind == "number" else cell.clean_text


def _unmatched_row(
    key: tuple[str, ...], cell: ReadCell, missing: dict[tuple[str, ...], TemplateLine], *, is_repeat: bool
) -> Problem:
    """Return the problem of a row that matches no line; the line it most likely was is no longer missing."""
    row_name = quote_text(_join_key(key))
    if not any(key):
        empty = "is empty, but there is something beside it; name what the row is about, or clear the row"
        return Problem(cell.location, "unknown-row", describe_non_name(cell, empty))
    if is_repeat:
        return Problem(
            cell.location, "repeated-row", f"begins a second row for {row_name}; keep one of the two"
        )
    lines = {_join_key(line_key): line_key for line_key in missing}
    suggestion = nearest_word(_join_key(key), lines)
    if suggestion:
        del missing[lines[suggestion]]
    advice = (
        f"did you mean {quote_text(suggestion)}?"
        if suggestion
        else "delete it, or add it to the scenario file first"
    )
    message = f"begins a row for {row_name}, which the scenario does not have; {advice}"
    return Problem(cell.location, "unknown-row", message)


def _join_key(key: tuple[str, ...]) -> str:
    return " ".join(name for name in key if name)
