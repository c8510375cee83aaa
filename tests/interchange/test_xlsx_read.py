"""What is no plain workbook of a fair size is refused with a sentence, and nothing in it is run."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from dilemma.errors import FaultyFile
from dilemma.interchange.xlsx_read import _MOST_ELEMENTS, _MOST_WORKBOOK_BYTES, find_refusal, read_workbook


def plain() -> bytes:
    """A small workbook."""
    out = BytesIO()
    Workbook().save(out)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """The small workbook with one part replaced or added."""
    out = BytesIO()
    with ZipFile(BytesIO(plain())) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


def sheet(inside: str, head: str = '<?xml version="1.0"?>') -> bytes:
    """A sheet of a workbook with some XML in it."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{head}<worksheet xmlns="{space}">{inside}</worksheet>'.encode()


SHEET = "xl/worksheets/sheet1.xml"
OPEN_DOCUMENT = BytesIO()
with ZipFile(OPEN_DOCUMENT, "w") as archive:
    archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
ANOTHER = BytesIO()
with ZipFile(ANOTHER, "w") as archive:
    archive.writestr("word/document.xml", "<document/>")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MERGED = "<sheetData/><mergeCells><mergeCell ref={0}/></mergeCells>"


def flipped(name: str) -> bytes:
    """The small workbook with one byte of a packed part turned round."""
    content = bytearray(plain())
    with ZipFile(BytesIO(content)) as archive:
        start = archive.getinfo(name).header_offset + 30 + len(name)
    content[start + 5] ^= 0xFF
    return bytes(content)


def crowded(name: str, element: str) -> bytes:
    """A part with one element more than there may be."""
    return with_part(name, b"<a>" + f"<{element}/>".encode() * (_MOST_ELEMENTS[element] + 1) + b"</a>")


REFUSED = {
    "a byte flipped": (flipped("xl/workbook.xml"), "not-a-workbook", "damaged"),
    "fonts": (crowded("xl/styles.xml", "font"), "too-large", "20,000 `font`"),
    "names": (crowded("xl/workbook.xml", "definedName"), "too-large", "10,000 `definedName`"),
    "cells": (crowded(SHEET, "c"), "too-large", "200,000 `c`"),
    "rows": (crowded("xl/other.bin", "row"), "too-large", "50,000 `row`"),
    "elements": (with_part(SHEET, b"<a>" + b"<b/>" * 1_000_000), "too-large", "1,000,000 elements"),
    "many merged": (
        with_part(SHEET, sheet("<mergeCells>" + '<mergeCell ref="A1:J9"/>' * 112 + "</mergeCells>")),
        "too-large",
        "merges more than",
    ),
    "old": (OLD + b"\0" * 500, "not-a-workbook", "old format"),
    "password": (OLD + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
    "open document": (OPEN_DOCUMENT.getvalue(), "not-a-workbook", "OpenDocument"),
    "another document": (ANOTHER.getvalue(), "not-a-workbook", "format of Excel"),
    "text": (b"option,cost\na,1\n", "not-a-workbook", "no workbook"),
    "cut off": (plain()[:-300], "not-a-workbook", "damaged"),
    "bomb": (with_part(SHEET, sheet(" " * _MOST_WORKBOOK_BYTES)), "too-large", "unpacks to more"),
    "large": (b"PK" + b"\0" * _MOST_WORKBOOK_BYTES, "too-large", "is larger"),
    "entities": (
        with_part(SHEET, sheet("&a;", '<!DOCTYPE x [<!ENTITY a "aaaa">]>')),
        "not-a-workbook",
        "no spreadsheet program",
    ),
    "entities in UTF-16": (
        with_part(SHEET, sheet("").decode().encode("utf-16")),
        "not-a-workbook",
        "no spreadsheet program",
    ),
    "another encoding": (
        with_part(SHEET, sheet("", '<?xml version="1.0" encoding="UTF-7"?>')),
        "not-a-workbook",
        "no spreadsheet program",
    ),
    "everything merged": (
        with_part(SHEET, sheet(MERGED.format('"A1:XFD1048576"'))),
        "too-large",
        "merges more than",
    ),
    "merged in disguise": (
        with_part(SHEET, sheet(MERGED.format("'A1&#58;XFD1048576'"))),
        "too-large",
        "merges more than",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_before_it_is_opened(name: str) -> None:
    """One problem of the whole file, with what to do about it."""
    content, code, says = REFUSED[name]
    problem = find_refusal(content, "w.xlsx")
    assert problem
    assert (problem.code, problem.span.where) == (code, "w.xlsx")
    assert says in problem.message
    with pytest.raises(FaultyFile) as caught:
        read_workbook(content, "w.xlsx")
    assert caught.value.problems == (problem,)


def test_a_plain_workbook_is_not_refused() -> None:
    """The tests above refuse for their reasons."""
    assert find_refusal(plain(), "w.xlsx") is None
    assert find_refusal(with_part(SHEET, sheet(MERGED.format('"A1:B2"'))), "w.xlsx") is None


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", SHEET, "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"", b"<a>", b"\xff\xfe", b"<a/>"])
def test_a_damaged_part_is_a_problem_of_the_file(part: str, content: bytes) -> None:
    """Whatever the library stumbles over is said in one sentence, or overcome; nothing gets through."""
    with suppress(FaultyFile):
        assert read_workbook(with_part(part, content), "w.xlsx")


def test_a_workbook_that_cannot_be_read_says_why() -> None:
    """To save it again does not help where openpyxl knows less than the program that wrote it."""
    with pytest.raises(FaultyFile) as caught:
        read_workbook(with_part("xl/styles.xml", b"<a>"), "w.xlsx")
    (problem,) = caught.value.problems
    assert problem.message.startswith("the workbook cannot be read (")
    assert "line 1" in problem.message
    assert problem.message.endswith("); copy its sheets into a new one")


@pytest.mark.parametrize("drawn", [True, False])
def test_a_chart_is_passed_over(drawn: bool) -> None:
    """A sheet that is a chart holds nothing to read; without a drawing, openpyxl stumbles over it."""
    made = Workbook()
    made["Sheet"]["A1"] = 7
    chart = made.create_chartsheet("Chart", 0)
    if drawn:
        bars = BarChart()
        bars.add_data(Reference(made["Sheet"], min_col=1, min_row=1, max_row=1))
        chart.add_chart(bars)
    out = BytesIO()
    made.save(out)
    (found,) = read_workbook(out.getvalue(), "w.xlsx")
    assert (found.name, found.cell(0, 0).number) == ("Sheet", 7)


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_number_of_hundreds_of_digits_is_beyond_any_limit(sign: str) -> None:
    """It is a number all the same, which whoever reads the table refuses."""
    cell = f'<sheetData><row r="1"><c r="A1"><v>{sign}{"9" * 400}</v></c></row></sheetData>'
    (found,) = read_workbook(with_part(SHEET, sheet(cell)), "w.xlsx")
    assert (found.cell(0, 0).kind, found.cell(0, 0).number) == ("number", float(f"{sign}inf"))


def test_a_far_cell_is_named() -> None:
    """A sheet that reaches to its last corner is not walked through."""
    cell = '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with pytest.raises(FaultyFile) as caught:
        read_workbook(with_part(SHEET, sheet(cell)), "w.xlsx")
    assert [problem.span.where for problem in caught.value.problems] == [
        "w.xlsx, sheet Sheet, cell XFD1048576"
    ]
