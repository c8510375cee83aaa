"""Files saved by a spreadsheet program, read as sheets of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange import csv_text
from dilemma.interchange.cells import file_location, problem_at
from dilemma.scenario.yaml.parser import read_regular_file

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.interchange.cells import Sheet

_MOST_FILE_BYTES = 8 * 1024 * 1024 + 1
TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
_ZIP_START, _OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # first bytes of workbooks, new and old format


def read_spreadsheet(path: Path, name: str) -> tuple[Sheet, ...]:
    """Return the sheets of a CSV file or a workbook, which messages call `name`.

    Raises:
        FaultyFile: the file is neither, or too large, or damaged, or encrypted.
        OSError: the file cannot be read.
    """
    content = read_regular_file(path, _MOST_FILE_BYTES)
    if path.suffix.lower() in TEXT_SUFFIXES:
        if content.startswith((_ZIP_START, _OLE_START)):
            message = (
                "the file is no text but a workbook, or something else packed; rename it to end in .xlsx"
            )
            raise FaultyFile([problem_at(file_location(name), "not-a-table", message)])
        return (csv_text.read_csv(content, name),)
    from dilemma.interchange.workbook.reading import read_workbook  # noqa: PLC0415  openpyxl is an extra

    return read_workbook(content, name)
