"""A file that a spreadsheet program saved, as sheets of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange import csv_text
from dilemma.interchange.cells import fault, whole_file
from dilemma.scenario.reading.read import regular

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.interchange.cells import Sheet

MOST = 8 * 1024 * 1024 + 1
TEXTS = (".csv", ".tsv", ".txt")
PACKED, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how workbooks begin, and those of old


def opened(path: Path, name: str) -> tuple[Sheet, ...]:
    """The sheets of a CSV file or a workbook, which is shown under `name`.

    Raises:
        FaultyFile: it is neither, or too large, or damaged, or locked.
        OSError: it cannot be read.
    """
    content = regular(path, MOST)
    if path.suffix.lower() in TEXTS:
        if content.startswith((PACKED, OLD)):
            message = (
                "the file is no text but a workbook, or something else packed; rename it to end in .xlsx"
            )
            raise FaultyFile([fault(whole_file(name), "not-a-table", message)])
        return (csv_text.sheet(content, name),)
    from dilemma.interchange.workbook.reading import sheets  # noqa: PLC0415  openpyxl is an extra

    return sheets(content, name)
