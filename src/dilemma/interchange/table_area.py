"""The table on a sheet: what stands above, below and beside it is told apart, and two tables are refused."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import ReadCell, fault_at, format_digits, holds_number, is_filled
from dilemma.interchange.table_words import is_weight_label, strip_emphasis
from dilemma.records import dataclass
from dilemma.scenario.problems import Problem, column_letters
from dilemma.scenario.yaml.text import find_forbidden, make_visible, quote_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dilemma.interchange.cells import CellKind, MergedCells, Sheet

    _Rows: TypeAlias = "list[tuple[ReadCell, ...]]"


_LONGEST_QUOTE = 60
_PAIR = 2  # of a number and its word in a legend


@dataclass(frozen=True, slots=True, kw_only=True)
class TableArea:
    """The cells of one table, every row as wide as the others; rows and columns count from 0.

    Attributes:
        sheet: the sheet it stands on.
        rows: its cells, each of which knows its own place on the sheet.
        is_turned: whether rows and columns were exchanged.
        remarks: what was left out or looks odd, as warnings.
        texts: what stands beside the table, such as a legend.
    """

    sheet: Sheet
    rows: tuple[tuple[ReadCell, ...], ...]
    is_turned: bool = False
    remarks: tuple[Problem, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0])

    @property
    def height(self) -> int:
        """The number of rows, heads included."""
        return len(self.rows)

    def cell(self, row: int, column: int) -> ReadCell:
        """Return a cell."""
        return self.rows[row][column]

    def column(self, column: int) -> tuple[ReadCell, ...]:
        """Return the cells of a column below its head."""
        return tuple(row[column] for row in self.rows[1:])

    def turned(self) -> TableArea:
        """Return the table with rows for columns; every cell keeps its place on the sheet."""
        rows = tuple(zip(*self.rows, strict=True))
        return replace(self, rows=rows, is_turned=not self.is_turned)


def cell_title(cell: ReadCell) -> str:
    """Return the text of a header or label, which may be a number such as a year."""
    return format_digits(cell.number) if cell.kind == "number" else strip_emphasis(cell.clean_text)


def find_table(sheet: Sheet) -> TableArea:
    """Return the only table on a sheet.

    Raises:
        FaultyFile: there is none, or more than one, or a cell of it cannot be shown.
    """
    sheet = _part_merged(sheet)
    _refuse_control_characters(sheet)
    width = max((len(row) for row in sheet.rows), default=0)
    rows = [tuple(sheet.cell(row, column) for column in range(width)) for row in range(len(sheet.rows))]
    if not any(is_filled(cell) for row in rows for cell in row):
        message = "is empty; write options in rows, criteria in columns"
        raise fault_at(sheet.location, "not-a-matrix", message)
    remarks: list[Problem] = []
    blocks = _split_rows(rows)
    lines = _join_blocks(_drop_titles(blocks, remarks), remarks)
    lines = _drop_columns(lines, remarks)
    remarks += _hidden_remarks(lines)
    notes = (cell.note for row in lines for cell in (row if row is lines[0] else row[:1]) if cell.note)
    texts = (sheet.name, *sheet.texts, *_texts_beside(rows, lines), *notes)
    lines = _join_heads(lines)
    return TableArea(sheet=sheet, rows=tuple(lines), remarks=tuple(remarks), texts=texts)


def _texts_beside(rows: Iterable[Sequence[ReadCell]], lines: Iterable[Sequence[ReadCell]]) -> Iterator[str]:
    """Yield what stands in the rows and not in the lines of the table; a number and a word as `5 = good`."""
    kept = {cell.location for line in lines for cell in line}
    for row in rows:
        beside = [cell_title(cell) for cell in row if is_filled(cell) and cell.location not in kept]
        yield from [" = ".join(beside)] if len(beside) == _PAIR else beside


def _part_merged(sheet: Sheet) -> Sheet:
    """Return a sheet whose merged texts stand in their first cell, or in every row of a merged column."""
    weights = [merged for merged in sheet.merged if _weighs_group(sheet, merged)]
    contents = [merged for merged in sheet.merged if merged.cell.kind not in ("text", "empty")]
    numbers = [merged for merged in contents if merged not in weights]
    problems = list(sheet.problems)
    if numbers:
        first = min((merged.cell.location for merged in numbers), key=lambda cell: (cell.line, cell.column))
        lines = " and ".join(map(str, sorted({merged.cell.location.line for merged in numbers})))
        message = (
            f"is one of {len(numbers)} merged cells that hold a number; write it into each of its cells, "
            f"or delete what is merged in row {lines}"
        )
        problems.append(numbers[0].problem if len(numbers) == 1 else Problem(first, "merged-cells", message))
    if problems:
        raise FaultyFile(problems)
    rows = [list(row) for row in sheet.rows]
    for merged in sheet.merged:
        top, left = merged.cell.location.line - 1, merged.cell.location.column - 1
        for row in range(top, merged.bottom + 1):
            for column in range(left, merged.right + 1):
                is_shown = column == left and (row == top or left == merged.right)
                content = merged.cell if is_shown else ReadCell(location=merged.cell.location)
                if merged in weights:
                    content = replace(merged.cell, shared=merged.cell.location)
                rows[row][column] = replace(content, location=rows[row][column].location)
    return replace(sheet, rows=tuple(map(tuple, rows)), problems=())


def _weighs_group(sheet: Sheet, merged: MergedCells) -> bool:
    """Return whether merged cells hold the weight of a group: a number in a line of weights."""
    row, column = merged.cell.location.line - 1, merged.cell.location.column - 1
    beside = [sheet.cell(row, left) for left in range(column)] + [
        sheet.cell(top, column) for top in range(row)
    ]
    is_line = (merged.bottom == row) is not (merged.right == column)
    return merged.cell.kind == "number" and is_line and any(is_weight_label(cell_title(c)) for c in beside)


def _refuse_control_characters(sheet: Sheet) -> None:
    """Refuse characters that no YAML text can hold as they are, at the cells that hold them."""
    problems = [
        Problem(
            cell.location,
            "control-character",
            f"holds {quote_text(make_visible(cell.text))} with a character that cannot be shown; retype it",
        )
        for row in sheet.rows
        for cell in row
        if cell.kind == "text" and any(find_forbidden(cell.text))
    ]
    if problems:
        raise FaultyFile(problems)


def _split_rows(rows: _Rows) -> list[_Rows]:
    """Return the runs of rows that hold anything, without the blank rows between them."""
    runs = groupby(rows, key=lambda row: any(map(is_filled, row)))
    return [list(run) for holds_anything, run in runs if holds_anything]


def _count(row: Iterable[ReadCell]) -> int:
    return sum(map(is_filled, row))


def _has_number(rows: Iterable[Sequence[ReadCell]]) -> bool:
    return any(cell.kind == "number" for row in rows for cell in row)


def _drop_titles(blocks: list[_Rows], remarks: list[Problem]) -> list[_Rows]:
    """Return the blocks without the lines of one text above the heads, each of which is remarked on."""
    widest = max(_count(row) for block in blocks for row in block)
    kept = [list(block) for block in blocks]
    while kept and widest > 1:
        first = kept[0][0]
        is_preamble = (
            len(kept) > 1
            and not _has_number(kept[0])
            and len(kept[0]) <= 2 < widest
            and all(_count(row) <= 2 for row in kept[0])
        )
        if _count(first) > 1 and not is_preamble:
            break
        remarks.append(_left_out(first, "above the heads"))
        kept[0].pop(0)
        kept = [block for block in kept if block]
    return kept


def _left_out(row: Iterable[ReadCell], where: str) -> Problem:
    cell = next(cell for cell in row if is_filled(cell))
    return Problem(
        cell.location, "left-out", f"holds {_quote(cell)} {where}; it is not part of the table", "warning"
    )


def _quote(cell: ReadCell) -> str:
    text = cell_title(cell)
    return quote_text(text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…")


def _join_blocks(blocks: list[_Rows], remarks: list[Problem]) -> _Rows:
    """Return the rows of the table; what follows a blank row belongs to it, is a note, or a second table."""
    lines = list(blocks[0])
    for index, block in enumerate(blocks[1:], start=1):
        numeric = {
            column for row in lines for column, cell in enumerate(row) if cell.kind == "number" and column
        }
        if all(_count(row) == 1 and not _has_number([row]) for row in block):
            remarks += [_left_out(row, "below the table") for row in block]
        elif _is_legend(block) and (len(numeric) > 1 or _explains(block, lines)):
            remarks.append(_left_out(block[0], "in a legend below the table"))
        elif len(lines) > 1 and _begins_table(block, numeric):
            raise FaultyFile([_two_tables(lines, *blocks[index:])])
        else:
            lines += block
    return lines


def _begins_table(block: Sequence[Sequence[ReadCell]], numeric: set[int]) -> bool:
    """Return whether a block begins with heads of its own: texts over columns that hold numbers."""
    heads = [
        cell.kind == "text" for column, cell in enumerate(block[0]) if column in numeric and is_filled(cell)
    ]
    return len(block) > 1 and len(heads) > 0 and all(heads) and _has_number(block[1:])


def _is_legend(block: Sequence[Sequence[ReadCell]]) -> bool:
    """Return whether each row is a number or short code with the words that explain it."""
    pairs = [[cell for cell in row if is_filled(cell)] for row in block]
    if len(pairs[0]) <= 2 and not _has_number([pairs[0]]) and len(pairs) > 1:
        pairs = pairs[1:]  # a legend may have heads
    return all(len(pair) == 2 and {cell.kind for cell in pair} == {"number", "text"} for pair in pairs)


def _explains(block: Sequence[Sequence[ReadCell]], lines: Sequence[Sequence[ReadCell]]) -> bool:
    """Return whether a legend is about words that stand in the table, such as H, M and L."""
    used = {cell_title(cell).casefold() for row in lines for cell in row[1:] if cell.kind == "text"}
    return any(cell_title(cell).casefold() in used for row in block for cell in row if cell.kind == "text")


def _two_tables(*tables: Sequence[Sequence[ReadCell]]) -> Problem:
    """Return the problem of tables below or beside one another, with what to keep: the largest of them."""
    largest = max(tables, key=lambda rows: sum(map(_count, rows)))
    return Problem(
        next(cell for cell in tables[1][0] if is_filled(cell)).location,
        "two-tables",
        f"begins a second table, {_extent(tables[1])}; the sheet holds {', '.join(map(_extent, tables))}. "
        f"Keep the one you mean, such as {_extent(largest)}, and delete the others, or add --sheet "
        f"{_extent(largest)} to read it alone",
    )


def _extent(rows: Sequence[Sequence[ReadCell]]) -> str:
    """Return the range of the filled cells, as `A1:C5`."""
    cells = [cell.location for row in rows for cell in row if is_filled(cell)]
    columns, lines = [cell.column for cell in cells], [cell.line for cell in cells]
    return f"{column_letters(min(columns))}{min(lines)}:{column_letters(max(columns))}{max(lines)}"


def _drop_columns(lines: _Rows, remarks: list[Problem]) -> _Rows:
    """Return the rows without empty columns; beside one, a legend is left out and a table refused."""
    runs = groupby(range(len(lines[0])), key=lambda column: any(is_filled(row[column]) for row in lines))
    kept, *groups = (list(run) for holds_anything, run in runs if holds_anything)
    heads = {cell_title(lines[0][column]) for column in kept if is_filled(lines[0][column])}
    for group in groups:
        part = [[row[column] for column in group] for row in lines]
        filled = [row for row in part if any(map(is_filled, row))]
        is_text_alone = len(group) == 1 and not _has_number(filled)
        if len(group) <= 2 and _is_legend(filled) and len(kept) > 2:
            remarks.append(_left_out(filled[0], "in a legend beside the table"))
        elif is_text_alone and not is_filled(part[0][0]):
            remarks += [_left_out(row, "beside the table") for row in filled]
        elif len(kept) > 1 and len(group) > 1 and (_is_label_column(part) or cell_title(part[0][0]) in heads):
            raise FaultyFile([_two_tables([[row[column] for column in kept] for row in lines], filled)])
        else:
            kept = [*kept, *group]
    return [tuple(row[column] for column in kept) for row in lines]


def _join_heads(lines: _Rows) -> _Rows:
    """Return the rows with two lines of heads made one: `Fund` over `Score` and `Weighted` heads both."""
    if len(lines) <= 2:
        return lines
    if is_weight_label(cell_title(lines[1][0])) and any(cell.shared for cell in lines[1]):
        lines = [lines[0], lines[2], lines[1], *lines[3:]]  # weights of groups right below their names
    top, below = lines[0], lines[1]
    pairs = list(zip(top, below, strict=True))
    has_gaps = any(not is_filled(cell) and is_filled(sub) for cell, sub in pairs[1:])
    labels = {cell_title(cell) for cell in (top[0], below[0]) if is_filled(cell)}
    is_heads = all(cell.kind in ("text", "empty") for cell in below) and _count(below) > 1
    subs = [cell_title(sub) for sub in below if is_filled(sub)]
    has_gaps = has_gaps or (not is_filled(below[0]) and len(subs) > 1 and len(set(subs)) == 1)
    has_scores = any(holds_number(cell) for row in lines[2:] for cell in row[1:])
    if not has_gaps or not is_heads or len(labels) > 1 or not has_scores:
        return lines
    heads, group = [], ""
    for cell, sub in pairs:
        group = cell_title(cell) if is_filled(cell) else group if is_filled(sub) else ""
        words = [group, cell_title(sub) if cell_title(sub) != group else ""]
        holder = cell if is_filled(cell) else sub
        text = " ".join(filter(None, words))
        kind: CellKind = "text" if text else "empty"
        heads.append(
            replace(holder, kind=kind, text=text, group=group if len(words) > 1 and words[1] else "")
        )
    return [tuple(heads), *lines[2:]]


def _is_label_column(part: Sequence[Sequence[ReadCell]]) -> bool:
    """Return whether the first column of a block holds names, with numbers to their right."""
    below = [row for row in part[1:] if any(map(is_filled, row))]
    return (
        bool(below) and all(row[0].kind == "text" for row in below) and _has_number(row[1:] for row in below)
    )


def _hidden_remarks(lines: Sequence[Sequence[ReadCell]]) -> list[Problem]:
    """Return a remark for each hidden row or column of the table, at its first cell that holds anything."""
    remarks = []
    for kind, sequences in (("row", lines), ("column", list(zip(*lines, strict=True)))):
        for cells in sequences:
            filled = [cell for cell in cells if is_filled(cell)]
            if filled and all(cell.hidden if kind == "row" else cell.hidden_column for cell in filled):
                message = f"is in a hidden {kind}, which is read like any other"
                remarks.append(Problem(filled[0].location, "hidden", message, "warning"))
    return remarks
