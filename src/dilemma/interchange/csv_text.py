"""CSV in the dialects that spreadsheets save: commas, semicolons or tabs, UTF-8 or UTF-16, decimal commas."""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import Raw, Sheet, fault, whole_file
from dilemma.report.hostile import formula_safe
from dilemma.scenario.problems import SourceText
from dilemma.scenario.reading.characters import quoted
from dilemma.scenario.yaml_text import number

if TYPE_CHECKING:
    from dilemma.interchange.form import Table
    from dilemma.scenario.problems import Problem

LARGEST = 4 * 1024 * 1024
MOST_CELLS, MOST_COLUMNS = 200_000, 600
"""What a table may have; the scores of a large scenario have half as many cells, and eleven columns."""

DELIMITERS = ("\t", ";", ",")
SPOKEN = {"\t": "a tab", ";": "`;`", ",": "`,`"}
POINT = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?")
COMMA = re.compile(r"[-+]?\d*,\d+")
# Three digits behind the sign: a thousand in one country and a fraction in another.
THOUSAND = re.compile(r"[-+]?[1-9]\d{0,2}([.,]\d{3})+([.,]\d+)?")
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def sheet(content: bytes, name: str) -> Sheet:
    """The one sheet of a CSV file, numbers read as its dialect writes them.

    Raises:
        FaultyFile: the bytes are no text, or the text is no table.
    """
    text = _decoded(content, name)
    stated = _SEPARATOR.match(text)
    if stated:  # Excel's own way to say it
        text = text[stated.end() :]
    delimiter = stated[1] if stated and stated[1] in DELIMITERS else _delimiter(text, name)
    records = _records(text, delimiter)
    if records is None:
        raise FaultyFile([fault(whole_file(name), "not-a-table", "a quotation mark is not closed; close it")])
    empty = Sheet(name="", number=0, source=SourceText(name, ()), rows=())
    _fitting(records, empty)
    comma = delimiter != "," and any(COMMA.fullmatch(cell.strip()) for row in records for cell in row)
    rows, problems = [], []
    for row, record in enumerate(records):
        cells = []
        for column, held in enumerate(record):
            cell, problem = _cell(
                Raw(place=empty.place(row, column)), held.strip(), comma=comma, delimiter=delimiter
            )
            cells.append(cell)
            problems += [problem] if problem else []
        rows.append(tuple(cells))
    return replace(empty, rows=tuple(rows), problems=tuple(problems))


def _decoded(content: bytes, name: str) -> str:
    if len(content) > LARGEST:
        message = f"the file is larger than {LARGEST // 1024**2} MiB; no decision needs that"
        raise FaultyFile([fault(whole_file(name), "too-large", message)])
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        message = "the file is neither UTF-8 nor UTF-16; save it as `CSV UTF-8`"
        raise FaultyFile([fault(whole_file(name), "not-utf8", message)]) from None
    if not text.strip() or "\0" in text:
        what = "is empty; write a table" if not text.strip() else "holds zero bytes; save it as `CSV UTF-8`"
        raise FaultyFile([fault(whole_file(name), "not-a-table", f"the file {what}")])
    return text


def _delimiter(text: str, name: str) -> str:
    """The sign that parts every line into as many cells as the first, of which there are two or more."""
    widths = {}
    for delimiter in DELIMITERS:
        records = [row for row in _records(text, delimiter) or () if any(cell.strip() for cell in row)]
        if records and len(records[0]) > 1:
            widths[delimiter] = {len(row) for row in records}
    even = [delimiter for delimiter, found in widths.items() if len(found) == 1]
    if len(even) == 1:
        return even[0]
    if not widths:
        message = "the first line is not parted by commas, semicolons or tabs; write one row of heads"
        raise FaultyFile([fault(whole_file(name), "not-a-table", message)])
    if len(widths) == 1:
        return next(iter(widths))
    signs = " and by ".join(SPOKEN[each] for each in (even or widths))
    message = f"the lines can be parted by {signs}; put text that holds such a sign in quotation marks"
    raise FaultyFile([fault(whole_file(name), "unclear-delimiter", message)])


def _records(text: str, delimiter: str) -> list[list[str]] | None:
    """The cells of each line, up to the first beyond any table; None where a quotation mark is not closed."""
    records, cells = [], 0
    try:
        for record in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True):
            records.append(record)
            cells += max(1, len(record))
            if cells > MOST_CELLS or len(record) > MOST_COLUMNS:
                break
    except csv.Error:
        return None
    return records


def _fitting(records: list[list[str]], empty: Sheet) -> None:
    """Refuses what is larger than any table, at the cell where that is seen.

    Raises:
        FaultyFile: saying how large it may be.
    """
    last = len(records) - 1
    if len(records[last]) > MOST_COLUMNS:
        message = (
            f"is in column {MOST_COLUMNS + 1:,}, and a table has {MOST_COLUMNS:,} at most; leave some out"
        )
        raise FaultyFile([fault(empty.place(last, MOST_COLUMNS), "too-large", message)])
    if sum(max(1, len(record)) for record in records) > MOST_CELLS:
        message = f"is beyond {MOST_CELLS:,} cells, the most a table has; delete the rows that are not used"
        raise FaultyFile([fault(empty.place(last, 0), "too-large", message)])


def _cell(empty: Raw, text: str, *, comma: bool, delimiter: str) -> tuple[Raw, Problem | None]:
    """A cell as a number where the dialect writes it so, else as a text; and what is unclear about it."""
    if not text:
        return empty, None
    if text[0] == "'" and formula_safe(text[1:]) == text:
        return replace(empty, found="text", text=text[1:]), None
    unclear = _unclear(text, comma=comma, delimiter=delimiter)
    if unclear:
        return replace(empty, found="refused"), fault(empty.place, "unclear-number", unclear)
    if comma and COMMA.fullmatch(text):
        return replace(empty, found="number", number=float(text.replace(",", ".")), text=text), None
    if POINT.fullmatch(text):
        return replace(empty, found="number", number=float(text), text=text), None
    return replace(empty, found="text", text=text), None


def _unclear(text: str, *, comma: bool, delimiter: str) -> str | None:
    """Why a number could be two numbers."""
    if THOUSAND.fullmatch(text) and (text.count(".") + text.count(",") > 1 or (comma or "," in text)):
        return f"holds {quoted(text)}, with what may be a sign for thousands; write the number without one"
    if comma and POINT.fullmatch(text) and "." in text:
        return f"holds {quoted(text)}, but other numbers have a decimal comma; write all the same way"
    return None


def text_of(table: Table) -> str:
    """A table as CSV with commas, which a spreadsheet opens and this program reads back."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.heads)
    for line in table.lines:
        writer.writerow([_written(value) for value in line.shown])
    return out.getvalue()


def _written(value: float | str | None) -> str:
    if value is None:
        return ""
    return formula_safe(value) if isinstance(value, str) else number(value)
