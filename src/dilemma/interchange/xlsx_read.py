"""Workbooks read as sheets of cells: only plain workbooks of a fair size, and nothing in them is run."""

from __future__ import annotations

import math
import re
import struct
import warnings
import zlib
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from lzma import LZMAError
from typing import TYPE_CHECKING, Any, TypeAlias
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import column_index_from_string

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import MergedCells, ReadCell, Sheet, fault_at, file_location
from dilemma.scenario.problems import Cell, Problem, SourceText, column_letters
from dilemma.scenario.yaml.text import make_visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.cell.cell import Cell as OpenCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

    from dilemma.interchange.cells import CellKind

    Refusal: TypeAlias = "tuple[str, str] | None"
    AnyCell: TypeAlias = "OpenCell | MergedCell"


_MOST_WORKBOOK_BYTES = 8 * 1024 * 1024
"""Most bytes of a workbook, packed or unpacked; that of a large scenario unpacks to half a million."""

_MOST_MEMBERS = 1000
_MOST_MERGED = 10_000
_MOST_TAGS = 1_000_000
"""Limit of the tags in all parts together; the table of a large scenario has half as many."""

_MOST_STYLES = 20_000
_MOST_ELEMENTS = {
    "c": 200_000,
    "row": 50_000,
    **dict.fromkeys(("si", "r"), 60_000),
    **dict.fromkeys(("font", "fill", "border", "xf", "dxf", "cellStyle", "numFmt", "col"), _MOST_STYLES),
    **dict.fromkeys(("definedName", "sheet", "dataValidation", "cfRule", "hyperlink", "comment"), 10_000),
}
"""Limits of the elements that openpyxl turns into an object each, so that none exhausts the memory."""

_UNPACKING_ERRORS = (
    BadZipFile,
    EOFError,
    LZMAError,
    NotImplementedError,
    OSError,  # of bzip2
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""Exceptions that unpacking a damaged archive raises."""

_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of workbooks with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_ELEMENT = re.compile(rb"<(?:[^\s<>/:]*:)?(" + "|".join(_MOST_ELEMENTS).encode() + rb")(?=[\s/>])")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
_MERGED = re.compile(rb"mergeCell\s[^>]*?ref\s*=\s*[\"']([^\"']*)")
# Of the formats `[$€-407] #,##0`, `"$"#,##0` and `[$-409]0.00` the last is a language and no currency.
_CURRENCY_SIGN = re.compile(r"\[\$([^\]\-]+)|(?<!\[)[$\u20ac\u00a3\u00a5\u20b9]")
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")


def find_refusal(content: bytes, name: str) -> Problem | None:
    """Return the problem for which a file is not opened as a workbook; None if it may be opened."""
    refusal = _check_content(content)
    return Problem(file_location(name), *refusal) if refusal else None


def _check_content(content: bytes) -> Refusal:
    if len(content) > _MOST_WORKBOOK_BYTES:
        return _too_large("is larger")
    if content.startswith(_OLE_START):
        if _ENCRYPTED in content:
            return "encrypted", "the workbook has a password; save it without one"
        return (
            "not-a-workbook",
            "the file is in the old format of Excel; save it as an Excel workbook (.xlsx)",
        )
    if _is_text(content):
        return "not-a-workbook", f"the file is no workbook but {_kind_of_text(content)}"
    try:
        with _open_archive(content) as archive:
            return _check_archive(archive)
    except _Damaged:
        return "not-a-workbook", "the file is no workbook, or a damaged one; save it as .xlsx again"


def _kind_of_text(content: bytes) -> str:
    """Return what a text is, and under which ending it may be read."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        return "XML or HTML; a table of it has to be saved as a workbook (.xlsx) or as CSV first"
    if start.startswith((b"{", b"[")):
        return "JSON; a table of it has to be saved as CSV first, unless another program wrote it as .json"
    if re.search(rb"^\s*\|.*\|\s*$", start, re.MULTILINE):
        return "Markdown; rename it to end in .md"
    return "text; rename it to end in .csv if it is a table"


class _Damaged(Exception):
    """A damaged archive."""


def _open_archive(content: bytes) -> ZipFile:
    try:
        return ZipFile(BytesIO(content))
    except _UNPACKING_ERRORS:
        raise _Damaged from None


def _read_member(archive: ZipFile, member: ZipInfo | str) -> bytes:
    try:
        return archive.read(member)
    except _UNPACKING_ERRORS:
        raise _Damaged from None


def _is_text(content: bytes) -> bool:
    # Text begins with a mark of UTF-16, or holds no control characters; a ZIP archive begins with `PK`.
    start = content[:4096]
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or not (
        start.startswith(b"PK") or _CONTROL.search(start) or not start.strip()
    )


def _too_large(excess: str) -> Refusal:
    return (
        "too-large",
        f"the workbook {excess} than {_MOST_WORKBOOK_BYTES // 1024**2} MiB; "
        "take out pictures and other sheets",
    )


def _check_archive(archive: ZipFile) -> Refusal:
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_WORKBOOK_BYTES:
        return _too_large("unpacks to more")
    names = {member.filename for member in members}
    if "mimetype" in names and _read_member(archive, "mimetype").startswith(_OPEN_DOCUMENT):
        return "not-a-workbook", "the file is an OpenDocument one; save it as an Excel workbook (.xlsx)"
    if "xl/workbook.xml" not in names:
        return "not-a-workbook", "the file is no workbook in the format of Excel (.xlsx)"
    # zipfile unpacks no member to more than the size it states, so the sum above makes reading them safe.
    excess = _check_element_counts(
        _read_member(archive, member) for member in members
    )  # a part may have any suffix
    if excess:
        return excess
    parts = (_read_member(archive, member) for member in members if _XML.search(member.filename))
    return next((refusal for part in parts if (refusal := _check_part(part))), None)


def _check_element_counts(parts: Iterable[bytes]) -> Refusal:
    """Return the refusal of parts with more elements than any scenario needs.

    The limit in bytes does not catch them: an empty element takes four bytes, and many times that in memory.
    """
    tags, elements = 0, Counter[bytes]()
    for part in parts:
        tags += part.count(b"<")
        # Checked part by part, so that the search below never runs over a huge number of tags.
        if tags > _MOST_TAGS:
            return _too_many(_MOST_TAGS, "elements")
        elements.update(_ELEMENT.findall(part))
    counts = {name.decode(): count for name, count in elements.items()}
    return next(
        (
            _too_many(_MOST_ELEMENTS[element], f"`{element}`")
            for element in counts
            if counts[element] > _MOST_ELEMENTS[element]
        ),
        None,
    )


def _too_many(most: int, elements: str) -> Refusal:
    message = f"the workbook holds more than {most:,} {elements}; copy the table into a new workbook"
    return "too-large", message


def _check_part(content: bytes) -> Refusal:
    """Return the refusal of a part that no spreadsheet program writes, or that grows when it is opened."""
    # An entity of a DOCTYPE can expand without limit, and another encoding hides tags from the counts above.
    declaration = _ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    is_plain = not declaration or declaration[1].lower() in (b"utf-8", b"us-ascii")
    if b"<!DOCTYPE" in content or b"\0" in content or not is_plain:
        return "not-a-workbook", "the workbook holds what no spreadsheet program writes; save it again"
    if sum(_range_area(reference.decode("latin-1")) for reference in _MERGED.findall(content)) > _MOST_MERGED:
        return "too-large", f"the workbook merges more than {_MOST_MERGED:,} cells; unmerge them"
    return None


def _range_area(reference: str) -> int:
    """Return the number of cells of a range; a number above the limit if its notation is unusual."""
    # Only the plain notation is counted; `A1&#58;B2` would be expanded by the XML parser of openpyxl.
    match = _RANGE.fullmatch(reference)
    if not match:
        return _MOST_MERGED + 1
    if not match[3]:
        return 1
    width = column_index_from_string(match[3]) - column_index_from_string(match[1]) + 1
    return width * (int(match[4]) - int(match[2]) + 1)


_MOST_SHEET_CELLS = _MOST_ELEMENTS["c"]
_LONGEST_REASON = 120


def read_workbook(content: bytes, name: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, in order.

    Raises:
        FaultyFile: the file is no workbook, is encrypted, or is larger than any scenario needs.
    """
    refusal = find_refusal(content, name)
    if refusal:
        raise FaultyFile([refusal])
    try:
        values, formulas = _load_workbook(content, data_only=True), _load_workbook(content, data_only=False)
        pairs = list(zip(values.worksheets, formulas.worksheets, strict=True))
    except Exception as error:  # openpyxl lets through whatever a damaged part makes it stumble over
        raise _unreadable_workbook(name, _describe_error(error)) from None
    if not pairs:
        raise _unreadable_workbook(name, "no sheet of cells is in it")
    source = SourceText(name, ())
    return tuple(_read_sheet(*pair, number, source) for number, pair in enumerate(pairs, start=1))


def _load_workbook(content: bytes, *, data_only: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # openpyxl warns of parts it drops on saving, which never happens here
        reader = _CellSheetReader(BytesIO(content), data_only=data_only, keep_links=False)
        reader.read()
    return reader.wb


class _CellSheetReader(ExcelReader):
    """A reader of sheets of cells alone: a sheet that is a chart holds no cells, and may crash openpyxl."""

    def read_chartsheet(self, sheet: Any, rel: Any) -> None:
        """Skip a chart."""


def _unreadable_workbook(name: str, reason: str) -> FaultyFile:
    message = f"the workbook cannot be read ({reason}); copy its sheets into a new one"
    return fault_at(file_location(name), "not-a-workbook", message)


def _describe_error(error: Exception) -> str:
    """Return the root cause of an exception of openpyxl, on one line."""
    while isinstance(error.__cause__, Exception):
        error = error.__cause__
    description = " ".join(f"{type(error).__name__}: {error}".split())
    return make_visible(
        description if len(description) <= _LONGEST_REASON else f"{description[: _LONGEST_REASON - 1]}…"
    )


def _read_sheet(values: Worksheet, formulas: Worksheet, number: int, source: SourceText) -> Sheet:
    name, rows, columns = str(values.title), values.max_row, values.max_column
    # One cell in the far corner makes openpyxl report a sheet of billions of cells.
    if rows * columns > _MOST_SHEET_CELLS:
        location = Cell(source, rows, columns, columns + 1, name, number)
        message = "holds something far from the table; delete the rows and columns that are not used"
        raise fault_at(location, "too-large", message)
    merged = _merged_positions(values)
    empty = Sheet(name=name, number=number, source=source, rows=())
    cells = []
    hidden_columns = _hidden_columns(values)
    for row in range(1, rows + 1):
        hidden = bool(values.row_dimensions[row].hidden)
        cells.append(
            tuple(
                replace(
                    _read_cell(
                        values.cell(row, column), formulas.cell(row, column), empty, merged, hidden=hidden
                    ),
                    hidden_column=column in hidden_columns,
                )
                for column in range(1, columns + 1)
            )
        )
    joined = tuple(
        _read_merged(merged_range, values, formulas, empty) for merged_range in values.merged_cells.ranges
    )
    return replace(empty, rows=tuple(cells), merged=joined)


def _read_merged(merged: CellRange, values: Worksheet, formulas: Worksheet, sheet: Sheet) -> MergedCells:
    """Return merged cells with what they show, which is the content of their first one."""
    row, column = merged.min_row, merged.min_col
    cell = _read_cell(
        values.cell(row, column),
        formulas.cell(row, column),
        sheet,
        frozenset(),
        hidden=bool(values.row_dimensions[row].hidden),
    )
    return MergedCells(
        cell=cell,
        bottom=merged.max_row - 1,
        right=merged.max_col - 1,
        problem=_merged_cells_problem(merged, sheet),
    )


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    """Return the hidden columns, from 1; openpyxl keeps a run of them under the letters of the first."""
    runs = (dimension for dimension in sheet.column_dimensions.values() if dimension.hidden)
    return frozenset(column for run in runs for column in range(run.min or 0, (run.max or 0) + 1))


def _merged_positions(sheet: Worksheet) -> frozenset[tuple[int, int]]:
    """Return the positions (row, column), from 1, of all merged cells."""
    return frozenset(
        position
        for merged_range in sheet.merged_cells.ranges
        for row in merged_range.rows
        for position in row
    )


def _merged_cells_problem(merged: CellRange, sheet: Sheet) -> Problem:
    location = sheet.cell_location(merged.min_row - 1, merged.min_col - 1)
    end = f"{column_letters(merged.max_col)}{merged.max_row}"
    message = f"is merged with the cells up to {end}, which then hold nothing; unmerge them"
    return Problem(location, "merged-cells", message)


def _read_cell(
    value: AnyCell, formula: AnyCell, sheet: Sheet, merged: frozenset[tuple[int, int]], *, hidden: bool
) -> ReadCell:
    """Return a cell, with the result that was saved for its formula if it holds one."""
    row, column = value.row or 0, value.column or 0
    location = sheet.cell_location(row - 1, column - 1)
    if (row, column) in merged:
        return ReadCell(location=location, kind="refused")
    if formula.data_type == "f" and value.value is None:
        return ReadCell(location=location, kind="uncounted", text=str(formula.value))
    kind, number, text = _cell_content(value)
    form = str(value.number_format) if kind == "number" else ""
    sign = _CURRENCY_SIGN.search(form)
    unit = (sign[1] or sign[0]) if sign else ""
    note = formula.comment.text if kind == "text" and formula.comment else ""
    cell = ReadCell(
        location=location, kind=kind, number=number, text=text, unit=unit, hidden=hidden, note=note
    )
    return replace(cell, percent="%" in form)


def _cell_content(cell: AnyCell) -> tuple[CellKind, float, str]:
    """Return the kind, the number and the text of a cell."""
    value = cell.value
    if value is None:
        return "empty", 0.0, ""
    if cell.data_type == "e":
        return "error", 0.0, str(value)
    if isinstance(value, bool):  # before int, of which bool is a subclass
        return "truth", 0.0, str(value).upper()
    if isinstance(value, int | float):
        return "number", _to_float(value), ""
    if isinstance(value, date | datetime | time | timedelta):
        return "date", 0.0, str(value).removesuffix(" 00:00:00")
    return "text", 0.0, str(value)


def _to_float(number: float) -> float:
    """Return a number as a float; infinity for an integer of hundreds of digits."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf  # not even copysign takes it
