"""CSV in the dialects of spreadsheet programs: any delimiter, UTF-8 or UTF-16, points or decimal commas."""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

from dilemma.interchange.cells import ReadCell, Sheet, fault_at, file_location
from dilemma.interchange.typed_numbers import parse_plain_number, parse_typed_number
from dilemma.records import dataclass
from dilemma.report.text import escape_formula
from dilemma.scenario.problems import Problem, SourceText
from dilemma.scenario.yaml.parser import read_regular_file
from dilemma.scenario.yaml.text import quote_text, yaml_number

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.interchange.template import TemplateTable
    from dilemma.interchange.typed_numbers import Decimal


_MOST_CSV_BYTES = 4 * 1024 * 1024
_MOST_CELLS, _MOST_COLUMNS = 200_000, 600
"""Limits of a table; the scores of a large scenario have half as many cells, and eleven columns."""

_DELIMITERS = ("\t", ";", ",")
_DELIMITER_NAMES = {"\t": "a tab", ";": "`;`", ",": "`,`"}
_POINT_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?")
_COMMA_NUMBER = re.compile(r"[-+]?\d*,\d+")
# Three digits after the sign: `1,234` is a thousand in one country and a fraction in another.
_THOUSANDS_NUMBER = re.compile(r"[-+]?[1-9]\d{0,2}([.,]\d{3})+([.,]\d+)?")
# `1.200,50` and `1,200.50` can be read in one way only: the last sign is that before decimals.
_BOTH_SIGNS = re.compile(r"[-+]?[1-9]\d{0,2}(?:(?P<sign>[.,])\d{3})+(?!(?P=sign))(?P<decimal>[.,])\d+")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(content: bytes, name: str, decimal: Decimal | None = None) -> Sheet:
    """Return the only sheet of a CSV file, with numbers read as its dialect writes them.

    Args:
        content: the bytes of the file.
        name: the name of the file, for messages.
        decimal: the sign before decimals; None to tell it from the numbers.

    Raises:
        FaultyFile: the bytes are no text, or the text is no table.
    """
    text = _decode(content, name)
    declaration = _SEPARATOR_LINE.match(text)
    if declaration:  # a first line `sep=;` is how Excel itself names the delimiter
        text = text[declaration.end() :]
    empty = Sheet(name="", number=0, source=SourceText(name, ()), rows=())
    _refuse_long_cell(text, empty)
    delimiter = (
        declaration[1] if declaration and declaration[1] in _DELIMITERS else _detect_delimiter(text, name)
    )
    records = _parse_records(text, delimiter)
    if records is None:
        raise fault_at(file_location(name), "not-a-table", "a quotation mark is not closed; close it")
    _refuse_oversize(records, empty)
    # A comma that separates cells cannot be a decimal comma; otherwise one number with it is enough.
    texts = [cell.strip() for row in records for cell in row]
    # `1.500` between semicolons is a thousand and a half, unless another number shows what the point is.
    signs = {_shown_sign(text) for text in texts} - {None, delimiter}
    may_be_comma = "." not in signs and any(map(_has_comma, texts))
    decimal_comma = delimiter != "," and ("," in signs or may_be_comma)
    shown: Decimal | None = "," if signs == {","} else "." if signs == {"."} else None
    is_point = delimiter == "," or "." in signs
    style = _NumberStyle(chosen=decimal, decimal_comma=decimal_comma, is_point=is_point, shown=shown)
    rows, problems = [], []
    for row, record in enumerate(records):
        cells = []
        for column, field in enumerate(record):
            cell, problem = _parse_cell(
                ReadCell(location=empty.cell_location(row, column)), field.strip(), style
            )
            cells.append(cell)
            problems += [problem] if problem else []
        rows.append(tuple(cells))
    sign: Decimal | None = decimal or ("," if decimal_comma else None)
    return replace(empty, rows=tuple(rows), problems=tuple(problems), decimal=sign)


@dataclass(frozen=True, slots=True, kw_only=True)
class _NumberStyle:
    """How a file writes numbers.

    Attributes:
        chosen: the decimal sign that its owner names; None to tell it from the numbers.
        decimal_comma: whether a number shows that decimals follow a comma.
        is_point: whether the file shows that decimals follow a point.
        shown: the sign before decimals in numbers that can be read in one way only; None for none, or two.
    """

    chosen: Decimal | None
    decimal_comma: bool
    is_point: bool
    shown: Decimal | None

    def tells(self, text: str) -> bool:
        """Return whether the other numbers of the file, or the text itself, say what its signs mean."""
        both = _BOTH_SIGNS.fullmatch(text)
        return self.shown is not None and (both is None or both["decimal"] == self.shown)

    def parse(self, text: str) -> float | None:
        """Return the number that a text is in this style; None for none."""
        if self.chosen is not None:
            return parse_plain_number(text, self.chosen)
        if self.shown is not None and _THOUSANDS_NUMBER.fullmatch(text):
            return parse_plain_number(text, self.shown)
        if self.decimal_comma and _COMMA_NUMBER.fullmatch(text):
            return float(text.replace(",", "."))
        return float(text) if _POINT_NUMBER.fullmatch(text) else None


def _decode(content: bytes, name: str) -> str:
    if len(content) > _MOST_CSV_BYTES:
        message = f"the file is larger than {_MOST_CSV_BYTES // 1024**2} MiB; no decision needs that"
        raise fault_at(file_location(name), "too-large", message)
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        message = "the file is neither UTF-8 nor UTF-16; save it as `CSV UTF-8`"
        raise fault_at(file_location(name), "not-utf8", message) from None
    is_empty = not _SEPARATOR_LINE.sub("", text, count=1).strip()
    if is_empty or "\0" in text:
        reason = "is empty; write a table" if is_empty else "holds zero bytes; save it as `CSV UTF-8`"
        raise fault_at(file_location(name), "not-a-table", f"the file {reason}")
    return text


def _detect_delimiter(text: str, name: str) -> str:
    """Return the delimiter that divides every line into as many cells as the first, two at least."""
    widths = {}
    for delimiter in _DELIMITERS:
        records = [row for row in _parse_records(text, delimiter) or () if any(cell.strip() for cell in row)]
        if records and len(records[0]) > 1:
            widths[delimiter] = {len(row) for row in records}
    consistent = [delimiter for delimiter, counts in widths.items() if len(counts) == 1]
    if len(consistent) == 1:
        return consistent[0]
    if not widths:
        message = (
            "the first line has one cell; a table names its options in the first column and has a column for "
            "each criterion beside it, parted by commas, semicolons or tabs"
        )
        raise fault_at(file_location(name), "not-a-table", message)
    if len(widths) == 1:
        return next(iter(widths))
    signs = " and by ".join(_DELIMITER_NAMES[delimiter] for delimiter in (consistent or widths))
    message = f"the lines can be parted by {signs}; put text that holds such a sign in quotation marks"
    raise fault_at(file_location(name), "unclear-delimiter", message)


def _parse_records(text: str, delimiter: str) -> list[list[str]] | None:
    """Return the cells of each line; None if a quotation mark is not closed.

    Reading stops at the first line beyond the limits of a table, so a huge file costs no more than them.
    """
    records, cells = [], 0
    try:
        for record in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True):
            records.append(record)
            cells += max(1, len(record))
            if cells > _MOST_CELLS or len(record) > _MOST_COLUMNS:
                break
    except csv.Error:
        return None
    return records


def _refuse_oversize(records: list[list[str]], empty: Sheet) -> None:
    """Refuse a table beyond the limits, at the first cell beyond them."""
    last = len(records) - 1
    if len(records[last]) > _MOST_COLUMNS:
        message = (
            f"is in column {_MOST_COLUMNS + 1:,}, and a table has {_MOST_COLUMNS:,} at most; leave some out"
        )
        raise fault_at(empty.cell_location(last, _MOST_COLUMNS), "too-large", message)
    if sum(max(1, len(record)) for record in records) > _MOST_CELLS:
        message = f"is beyond {_MOST_CELLS:,} cells, the most a table has; delete the rows that are not used"
        raise fault_at(empty.cell_location(last, 0), "too-large", message)


def _parse_cell(empty: ReadCell, text: str, style: _NumberStyle) -> tuple[ReadCell, Problem | None]:
    """Return a cell, as a number if the dialect writes one so, and its problem if it is ambiguous."""
    if not text:
        return empty, None
    # `render_csv` puts an apostrophe before texts that a spreadsheet would run as formulas; undo that.
    if text[0] == "'" and escape_formula(text[1:]) == text:
        return replace(empty, kind="text", text=text[1:]), None
    ambiguity = _describe_ambiguity(text, style)
    if ambiguity:
        return replace(empty, kind="refused"), Problem(empty.location, "unclear-number", ambiguity)
    number = style.parse(text)
    return replace(empty, kind="text" if number is None else "number", number=number or 0.0, text=text), None


def _describe_ambiguity(text: str, style: _NumberStyle) -> str | None:
    """Return why a text could mean two different numbers; None if it could not."""
    if style.chosen is not None:
        return None
    advice = "write the number without one, or add --decimal point or --decimal comma"
    is_grouped = _THOUSANDS_NUMBER.fullmatch(text) is not None
    is_open = (
        text.count(".") + text.count(",") > 1 or style.decimal_comma or "," in text or not style.is_point
    )
    if is_grouped and style.tells(text):
        return None
    if is_grouped and is_open:
        return f"holds {quote_text(text)}, with what may be a sign for thousands; {advice}"
    if style.decimal_comma and _POINT_NUMBER.fullmatch(text) and "." in text:
        return f"holds {quote_text(text)}, but other numbers have a decimal comma; write all the same way"
    return None


def _shown_sign(text: str) -> Decimal | None:
    """Return the sign before the decimals of a number that can be read in one way only; None for others."""
    both = _BOTH_SIGNS.fullmatch(text)
    if both or _THOUSANDS_NUMBER.fullmatch(text):
        return None if both is None else "," if both["decimal"] == "," else "."
    if _has_comma(text):
        return ","
    return "." if "." in text and _POINT_NUMBER.fullmatch(text) else None


def _has_comma(text: str) -> bool:
    """Return whether a text is a number with a decimal comma, bold or with a note behind it or not."""
    if _COMMA_NUMBER.fullmatch(text):
        return True
    number = re.search(r"\d+,\d{1,2}(?!\d)", text)
    return number is not None and parse_typed_number(text, ",", {}) is not None


def _refuse_long_cell(text: str, empty: Sheet) -> None:
    """Refuse a cell beyond what the reader of CSV takes, at its row."""
    limit = csv.field_size_limit()
    for row, line in enumerate(text.split("\n") if len(text) > limit else ()):
        if len(line) > limit and max(map(len, re.split(r"[,;\t]", line))) > limit:
            message = f"begins a row with a cell of more than {limit:,} characters; shorten it"
            raise fault_at(empty.cell_location(row, 0), "too-long", message)


def render_csv(table: TemplateTable, scenario: str) -> str:
    """Return a table as CSV with commas; the last column names the scenario, for when it is read back."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*table.headers, SCENARIO_COLUMN])
    for line in table.lines:
        writer.writerow([*map(_format_value, line.values), _format_value(scenario)])
    return out.getvalue()


def _format_value(value: float | str | None) -> str:
    if value is None:
        return ""
    return escape_formula(value) if isinstance(value, str) else yaml_number(value)


_MOST_FILE_BYTES = 8 * 1024 * 1024 + 1
SCENARIO_COLUMN = "scenario"
TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
MARKDOWN_SUFFIXES = (".md", ".markdown")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
_ZIP_START, _OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # first bytes of workbooks, new and old format


def read_spreadsheet(path: Path, name: str, decimal: Decimal | None = None) -> tuple[Sheet, ...]:
    """Return the sheets of a CSV file, a record in Markdown or a workbook, which messages call `name`.

    Args:
        path: the file.
        name: what messages call it.
        decimal: the sign before decimals in a text; None to tell it from the numbers.

    Raises:
        FaultyFile: the file is none of them, or too large, or damaged, or encrypted.
        OSError: the file cannot be read.
    """
    content = read_regular_file(path, _MOST_FILE_BYTES)
    if path.suffix.lower() in MARKDOWN_SUFFIXES:
        from dilemma.interchange.markdown_tables import read_markdown  # noqa: PLC0415  most files are no records

        return read_markdown(_decode(content, name), name, decimal)
    if path.suffix.lower() in TEXT_SUFFIXES:
        if content.startswith((_ZIP_START, _OLE_START)):
            message = (
                "the file is no text but a workbook, or something else packed; rename it to end in .xlsx"
            )
            raise fault_at(file_location(name), "not-a-table", message)
        return (read_csv(content, name, decimal),)
    from dilemma.interchange.xlsx_read import read_workbook  # noqa: PLC0415  openpyxl is an extra

    return read_workbook(content, name)
