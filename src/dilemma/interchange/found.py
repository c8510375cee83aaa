"""Tables of a template located in the sheets of a file, wherever their rows and columns have moved to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.interchange.cells import describe_non_name, file_location, format_digits, problem_at
from dilemma.scenario.suggest import nearest_word, suggest_word
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.cells import ReadCell, Sheet
    from dilemma.interchange.form import TemplateLine, TemplateTable
    from dilemma.scenario.problems import Problem

_MOST_HEADER_ROWS = 20  # rows searched for the headers


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedTable:
    """A table with the sheet column of each of its columns, and its lines with their sheet rows, from 0."""

    table: TemplateTable
    sheet: Sheet | None = None
    columns: Mapping[int, int]
    rows: tuple[tuple[TemplateLine, int], ...] = ()
    problems: tuple[Problem, ...] = ()

    def cell(self, row: int, column: int) -> ReadCell:
        """Return the cell of a sheet row under a column of the table, which may have moved."""
        assert self.sheet is not None  # a table without a sheet has no rows
        return self.sheet.cell(row, self.columns[column])


def locate_table(table: TemplateTable, sheets: Sequence[Sheet]) -> LocatedTable:
    """Return where a table stands, by the name of its sheet, the headers of its columns and its line keys."""
    sheet = next((sheet for sheet in sheets if _normalize(sheet.name) == _normalize(table.name)), None)
    if sheet is None:
        return LocatedTable(table=table, columns={}, problems=(_missing_sheet(table, sheets),))
    header_row = _find_header_row(table, sheet)
    if header_row is None:
        headers = ", ".join(quote_text(header) for header in table.headers[: table.keys])
        message = f"has no row with the heads {headers}; put them back"
        problem = problem_at(sheet.location, "no-heads", message)
        return LocatedTable(table=table, columns={}, problems=(*sheet.problems, problem))
    columns, problems = _match_columns(table, sheet, header_row)
    if len(columns) < len(table.columns):
        return LocatedTable(table=table, columns={}, problems=(*sheet.problems, *problems))
    rows, row_problems = _match_rows(table, sheet, header_row, columns)
    problems = (*sheet.problems, *problems, *row_problems)
    return LocatedTable(table=table, sheet=sheet, columns=columns, rows=rows, problems=problems)


def _normalize(name: str) -> str:
    return name.strip().casefold()


def _missing_sheet(table: TemplateTable, sheets: Sequence[Sheet]) -> Problem:
    names = [sheet.name for sheet in sheets]
    location = file_location(sheets[0].source.name if sheets else "")
    suggestion = nearest_word(table.name, names)
    hint = f" (is it {quote_text(suggestion)} now?)" if suggestion else ""
    message = f"there is no sheet `{table.name}`; it was renamed or deleted{hint}; put it back"
    return problem_at(location, "no-sheet", message)


def _find_header_row(table: TemplateTable, sheet: Sheet) -> int | None:
    headers = {_normalize(header) for header in table.headers[: table.keys]}
    for row in range(min(_MOST_HEADER_ROWS, len(sheet.rows))):
        if headers <= {_normalize(cell.clean_text) for cell in sheet.rows[row]}:
            return row
    return None


def _match_columns(
    table: TemplateTable, sheet: Sheet, row: int
) -> tuple[dict[int, int], tuple[Problem, ...]]:
    """Return the sheet column of each column of the table, and the problems of the headers."""
    positions = {_normalize(header): position for position, header in enumerate(table.headers)}
    columns: dict[int, int] = {}
    problems, unknown = [], []
    for position, cell in enumerate(sheet.rows[row]):
        if not cell.clean_text:
            continue
        if _normalize(cell.clean_text) not in positions:
            unknown.append(cell)
        elif positions[_normalize(cell.clean_text)] in columns:
            problems.append(
                problem_at(
                    cell.location,
                    "repeated-column",
                    f"repeats the column {quote_text(cell.clean_text)}; keep one",
                )
            )
        else:
            columns[positions[_normalize(cell.clean_text)]] = position
    missing = [header for position, header in enumerate(table.headers) if position not in columns]
    problems += [_unknown_column(cell, missing) for cell in unknown]
    if missing:
        listed = ", ".join(f"`{header}`" for header in missing)
        problems.append(
            problem_at(
                sheet.cell_location(row, 0),
                "no-column",
                f"begins the heads, but there is no {listed}; put it back",
            )
        )
    return columns, tuple(problems)


def _unknown_column(cell: ReadCell, missing: Sequence[str]) -> Problem:
    """Return the problem of an unknown column: an extra one, or perhaps a missing one that was renamed."""
    if missing:
        ending = suggest_word(cell.clean_text, missing) or "; delete the column"
        message = f"is the head of an unknown column, {quote_text(cell.clean_text)}{ending}"
        return problem_at(cell.location, "unknown-column", message)
    message = f"begins a column of your own, {quote_text(cell.clean_text)}, which is not read"
    return problem_at(cell.location, "unknown-column", message, "warning")


def _match_rows(
    table: TemplateTable, sheet: Sheet, header_row: int, columns: Mapping[int, int]
) -> tuple[tuple[tuple[TemplateLine, int], ...], tuple[Problem, ...]]:
    """Return each line with its sheet row, and the problems of rows and lines without a match."""
    missing = {table.line_key(line): line for line in table.lines}
    # `missing` shrinks as rows are matched; `known` stays, to tell a repeated row from an unknown one.
    known, rows, unmatched, unreadable = dict(missing), [], [], False
    for row in range(header_row + 1, len(sheet.rows)):
        cells = [sheet.cell(row, columns[position]) for position in range(len(table.columns))]
        keys = cells[: table.keys]
        if any(cell.kind == "refused" for cell in keys):
            unreadable = True
        elif any(map(_is_filled, cells)):
            key = tuple(_cell_key(cell) for cell in keys)
            if key in missing:
                rows.append((missing.pop(key), row))
            else:
                unmatched.append((key, keys[0]))
    problems = [_unmatched_row(key, cell, missing, is_repeat=key in known) for key, cell in unmatched]
    if not unreadable:  # an unreadable row may be any of the missing lines
        problems += [_missing_row(key, sheet) for key in missing]
    return tuple(rows), tuple(problems)


def _is_filled(cell: ReadCell) -> bool:
    return bool(cell.clean_text) if cell.kind == "text" else cell.kind not in ("empty", "refused")


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
        message = describe_non_name(cell, empty)
        return problem_at(cell.location, "unknown-row", message)
    if is_repeat:
        return problem_at(
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
    return problem_at(
        cell.location,
        "unknown-row",
        f"begins a row for {row_name}, which the scenario does not have; {advice}",
    )


def _missing_row(key: tuple[str, ...], sheet: Sheet) -> Problem:
    return problem_at(sheet.location, "no-row", f"has no row for {quote_text(_join_key(key))}; put it back")


def _join_key(key: tuple[str, ...]) -> str:
    return " ".join(name for name in key if name)
