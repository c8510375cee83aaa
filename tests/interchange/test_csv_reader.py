"""CSV is read in every dialect that spreadsheets save, and what could be two numbers is neither."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

from dilemma.errors import FaultyFile
from dilemma.interchange.csv_reader import read_csv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PLAIN = "Option,Cost,Norms\nStay,3.5,40\nLeave,10,-2\n"
MANY = "Option{0}Cost{0}Norms\r\nStay{0}3,5{0}40\r\nLeave{0}10{0}-2\r\n"
EXPECTED = [["Option", "Cost", "Norms"], ["Stay", 3.5, 40.0], ["Leave", 10.0, -2.0]]


def held(content: bytes) -> list[list[float | str | None]]:
    """What the cells of a CSV file hold."""
    found = read_csv(content, "m.csv")
    assert found.problems == ()
    return [[cell.value for cell in row] for row in found.rows]


def refused(content: str | bytes) -> list[str]:
    """The problems of a CSV file, as place and code."""
    data = content.encode() if isinstance(content, str) else content
    try:
        problems = read_csv(data, "m.csv").problems
    except FaultyFile as faulty:
        problems = faulty.problems
    return [f"{problem.span.where}: {problem.code}" for problem in problems]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.replace("\n", "\r\n").encode("utf-8-sig"),
        PLAIN.replace("\n", "\r").encode(),
        MANY.format(";").encode("utf-8-sig"),
        MANY.format("\t").encode(),
        MANY.format("\t").encode("utf-16"),
        b"\xfe\xff" + MANY.format("\t").encode("utf-16-be"),
        ("sep=;\r\n" + MANY.format(";")).encode(),
        PLAIN.replace("Stay", '"Stay"').encode(),
    ],
    ids=[
        "plain",
        "Windows",
        "old Mac",
        "semicolons",
        "tabs",
        "Unicode text",
        "big-endian",
        "sep=",
        "quoted",
    ],
)
def test_a_dialect_is_recognised(content: bytes) -> None:
    """The same table, whatever program and country it was saved in."""
    assert held(content) == EXPECTED


def test_text_with_the_delimiter_in_quotation_marks_stays_whole() -> None:
    """Commas and line ends inside a cell part nothing."""
    assert held(b'a,b\n"x, y",1\n"two\nlines",2\n')[1:] == [["x, y", 1.0], ["two\nlines", 2.0]]


def test_what_was_kept_from_running_is_read_as_it_was() -> None:
    """The apostrophe before a formula is ours, and any other belongs to the text."""
    assert held(b"a,b\n'=1+1,'tis\n")[1] == ["=1+1", "'tis"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("1.234,5;980,25", [1234.5, 980.25]),
        ("1,234;3,5", [1.234, 3.5]),
        ("1.234;3,5", [1234, 3.5]),
        ("1,234.5;3", [1234.5, 3]),
        ("1,234;3.5", [1234, 3.5]),
        ("1.234.567;0,5", [1_234_567, 0.5]),
    ],
)
def test_one_number_decides_for_all(numbers: str, expected: list[float]) -> None:
    """What stands before its decimals is no sign for thousands elsewhere."""
    (_, *cells) = read_csv(f"a;b;c\nx;{numbers}\n".encode(), "m.csv").rows[1]
    assert [cell.number for cell in cells] == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a;b\nx;1.234\n", ["m.csv, cell B2: unclear-number"]),
        ("a;b;c\nx;1,234;3\n", ["m.csv, cell B2: unclear-number"]),
        ("a;b;c\nx;1.234,5;3.5\n", ["m.csv, cell B2: unclear-number", "m.csv, cell C2: unclear-number"]),
        ("a;b;c\nx;3.25;3,5\n", ["m.csv, cell B2: unclear-number"]),
        ('a,b\nx,"1,234"\n', ["m.csv, cell B2: unclear-number"]),
        ("a;b\nx;1.234.567\n", ["m.csv, cell B2: unclear-number"]),
        ("a;b,c\nx;y,z\n", ["m.csv: unclear-delimiter"]),
        ("option\nx\n", ["m.csv: not-a-table"]),
        ('a,b\n"x,1\n', ["m.csv: not-a-table"]),
        ("", ["m.csv: not-a-table"]),
        ("sep=;\r\n", ["m.csv: not-a-table"]),
        (b"a,b\n\xe9,1\n", ["m.csv: not-utf8"]),
        (b"a,b\n\0,1\n", ["m.csv: not-a-table"]),
        (b"a,b\n" + b"x,1\n" * 2_000_000, ["m.csv: too-large"]),
    ],
    ids=range(14),
)
def test_what_is_unclear_is_refused_where_it_stands(content: str | bytes, expected: list[str]) -> None:
    """A thousand in one country is a fraction in another; nobody guesses."""
    assert refused(content) == expected


def test_a_point_alone_is_a_decimal_point_beside_semicolons() -> None:
    """A file with semicolons need not have decimal commas."""
    assert held(b"a;b\nx;3.25\ny;1.5\n")[1:] == [["x", 3.25], ["y", 1.5]]


def test_uneven_lines_keep_the_one_delimiter_there_is() -> None:
    """A line that is too short is a matter for whoever reads the table."""
    assert held(b"a;b\nx\ny;2\n")[1:] == [["x"], ["y", 2.0]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a," * 700_000, "m.csv, cell WC1: too-large"),
        (b"a,b\n" + b"x," * 700_000, "m.csv, cell WC2: too-large"),
        (b"a,b,c\n" + b"x,1,2\n" * 70_000, "m.csv, cell A66667: too-large"),
        (b"a,b\n" + b"\n" * 300_000, "m.csv, cell A200000: too-large"),
    ],
    ids=["a wide head", "a wide line", "long", "empty lines"],
)
def test_a_table_beyond_any_decision_is_refused_where_that_is_seen(content: bytes, expected: str) -> None:
    """Bytes alone do not bound cells, and each of them takes time and memory."""
    assert refused(content) == [expected]


def test_no_more_lines_are_parsed_than_a_table_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the signs that may part the cells is tried on as many lines, not on the whole file."""
    parsed: list[int] = []

    def counted(lines: Iterable[str], **settings: Any) -> Iterator[list[str]]:
        for record in reader(lines, **settings):
            parsed.append(1)
            yield record

    reader = csv.reader
    monkeypatch.setattr(csv, "reader", counted)
    assert refused(b"a,b\n" + b"x,1\n" * 500_000) == ["m.csv, cell A100001: too-large"]
    assert len(parsed) < 700_000
