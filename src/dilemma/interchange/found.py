"""A table found again in a sheet, wherever its rows and columns have moved to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.interchange.cells import digits, fault, nameless, whole_file
from dilemma.scenario.reading.characters import quoted
from dilemma.scenario.suggest import nearest, remedy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.cells import Raw, Sheet
    from dilemma.interchange.form import Line, Table
    from dilemma.scenario.problems import Problem

DEEPEST_HEAD = 20  # rows in which the heads of the columns are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The lines of a table with the rows they stand on, and where its columns are."""

    table: Table
    sheet: Sheet | None = None
    columns: Mapping[int, int]
    rows: tuple[tuple[Line, int], ...] = ()
    problems: tuple[Problem, ...] = ()

    def cell(self, row: int, column: int) -> Raw:
        """The cell of a row under a column of the table, which may have moved."""
        assert self.sheet is not None  # a table without a sheet has no rows
        return self.sheet.cell(row, self.columns[column])


def locate(table: Table, sheets: Sequence[Sheet]) -> Located:
    """Looks for a table by the name of its sheet, the heads of its columns and the keys of its lines."""
    sheet = next((each for each in sheets if _plain(each.name) == _plain(table.name)), None)
    if sheet is None:
        return Located(table=table, columns={}, problems=(_no_sheet(table, sheets),))
    start = _head_row(table, sheet)
    if start is None:
        heads = ", ".join(quoted(head) for head in table.heads[: table.keys])
        message = f"has no row with the heads {heads}; put them back"
        problem = fault(sheet.whole, "no-heads", message)
        return Located(table=table, columns={}, problems=(*sheet.problems, problem))
    columns, problems = _columns(table, sheet, start)
    if len(columns) < len(table.columns):
        return Located(table=table, columns={}, problems=(*sheet.problems, *problems))
    rows, wrong = _rows(table, sheet, start, columns)
    problems = (*sheet.problems, *problems, *wrong)
    return Located(table=table, sheet=sheet, columns=columns, rows=rows, problems=problems)


def _plain(name: str) -> str:
    return name.strip().casefold()


def _no_sheet(table: Table, sheets: Sequence[Sheet]) -> Problem:
    names = [sheet.name for sheet in sheets]
    place = whole_file(sheets[0].source.name if sheets else "")
    near = nearest(table.name, names)
    maybe = f" (is it {quoted(near)} now?)" if near else ""
    message = f"there is no sheet `{table.name}`; it was renamed or deleted{maybe}; put it back"
    return fault(place, "no-sheet", message)


def _head_row(table: Table, sheet: Sheet) -> int | None:
    wanted = {_plain(head) for head in table.heads[: table.keys]}
    for row in range(min(DEEPEST_HEAD, len(sheet.rows))):
        if wanted <= {_plain(cell.said) for cell in sheet.rows[row]}:
            return row
    return None


def _columns(table: Table, sheet: Sheet, row: int) -> tuple[dict[int, int], tuple[Problem, ...]]:
    """Where each column of the table stands in the sheet, and the heads that are wrong."""
    known = {_plain(head): place for place, head in enumerate(table.heads)}
    columns: dict[int, int] = {}
    problems, strange = [], []
    for place, cell in enumerate(sheet.rows[row]):
        if not cell.said:
            continue
        if _plain(cell.said) not in known:
            strange.append(cell)
        elif known[_plain(cell.said)] in columns:
            problems.append(
                fault(cell.place, "repeated-column", f"repeats the column {quoted(cell.said)}; keep one")
            )
        else:
            columns[known[_plain(cell.said)]] = place
    gone = [head for place, head in enumerate(table.heads) if place not in columns]
    problems += [_unknown(cell, gone) for cell in strange]
    if gone:
        listed = ", ".join(f"`{head}`" for head in gone)
        problems.append(
            fault(
                sheet.place(row, 0), "no-column", f"begins the heads, but there is no {listed}; put it back"
            )
        )
    return columns, tuple(problems)


def _unknown(cell: Raw, gone: Sequence[str]) -> Problem:
    """A column of somebody's own, which is not read; where one is missing, it may be that one renamed."""
    if gone:
        near = remedy(cell.said, gone) or "; delete the column"
        message = f"is the head of an unknown column, {quoted(cell.said)}{near}"
        return fault(cell.place, "unknown-column", message)
    message = f"begins a column of your own, {quoted(cell.said)}, which is not read"
    return fault(cell.place, "unknown-column", message, "warning")


def _rows(
    table: Table, sheet: Sheet, start: int, columns: Mapping[int, int]
) -> tuple[tuple[tuple[Line, int], ...], tuple[Problem, ...]]:
    """The row of each line, and the rows and lines without a partner."""
    waiting = {table.key(line): line for line in table.lines}
    known, rows, strange, unreadable = dict(waiting), [], [], False
    for row in range(start + 1, len(sheet.rows)):
        cells = [sheet.cell(row, columns[place]) for place in range(len(table.columns))]
        keys = cells[: table.keys]
        if any(cell.found == "refused" for cell in keys):
            unreadable = True
        elif any(map(_filled, cells)):
            key = tuple(_key(cell) for cell in keys)
            if key in waiting:
                rows.append((waiting.pop(key), row))
            else:
                strange.append((key, keys[0]))
    problems = [_strange(key, cell, waiting, again=key in known) for key, cell in strange]
    if not unreadable:  # whose line such a row is, nobody can say
        problems += [_missing(key, sheet) for key in waiting]
    return tuple(rows), tuple(problems)


def _filled(cell: Raw) -> bool:
    return bool(cell.said) if cell.found == "text" else cell.found not in ("empty", "refused")


def _key(cell: Raw) -> str:
    """What a cell names: a number as it was typed, if that is known, for an id may be `007`."""
    return (cell.text or digits(cell.number)) if cell.found == "number" else cell.said


def _strange(
    key: tuple[str, ...], cell: Raw, waiting: dict[tuple[str, ...], Line], *, again: bool
) -> Problem:
    """What is wrong with a row that is no line; the line it most likely was is not waited for any more."""
    called = quoted(_spoken(key))
    if not any(key):
        empty = "is empty, but there is something beside it; name what the row is about, or clear the row"
        message = nameless(cell, empty)
        return fault(cell.place, "unknown-row", message)
    if again:
        return fault(cell.place, "repeated-row", f"begins a second row for {called}; keep one of the two")
    lines = {_spoken(each): each for each in waiting}
    near = nearest(_spoken(key), lines)
    if near:
        del waiting[lines[near]]
    mend = f"did you mean {quoted(near)}?" if near else "delete it, or add it to the scenario file first"
    return fault(
        cell.place, "unknown-row", f"begins a row for {called}, which the scenario does not have; {mend}"
    )


def _missing(key: tuple[str, ...], sheet: Sheet) -> Problem:
    return fault(sheet.whole, "no-row", f"has no row for {quoted(_spoken(key))}; put it back")


def _spoken(key: tuple[str, ...]) -> str:
    return " ".join(part for part in key if part)
