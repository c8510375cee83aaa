from __future__ import annotations

import pytest

from dilemma.scenario.problems import Problem, SourceText
from dilemma.scenario.yaml.text import LARGEST_FILE, decode


def lines(data: bytes) -> tuple[str, ...]:
    """The lines of a file that can be read."""
    source = decode(data, "file.yaml")
    assert isinstance(source, SourceText)
    return source.lines


def fault(data: bytes) -> Problem:
    """Why a file cannot be read."""
    problem = decode(data, "file.yaml")
    assert isinstance(problem, Problem)
    return problem


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_an_editor(end: str) -> None:
    """Unix, Windows and old Macintosh files have the same lines."""
    assert lines(f"a: 1{end}{end}b: 2{end}".encode()) == ("a: 1", "", "b: 2", "")


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\v", "\f", "\x1c"])
def test_other_separators_end_no_line(separator: str) -> None:
    """What `str.splitlines` and YAML 1.1 break at is text in an editor, so the line numbers stay."""
    assert lines(f"a: 1{separator}2\nb: 3".encode()) == (f"a: 1{separator}2", "b: 3")


def test_a_byte_order_mark_is_dropped() -> None:
    """Windows editors begin UTF-8 files with a mark that is no part of the first key."""
    assert lines(b"\xef\xbb\xbfa: 1") == ("a: 1",)


def test_the_name_is_kept() -> None:
    """Problems show the file under the name it was read by."""
    source = decode(b"a: 1", "scenarios/nato.yaml")
    assert isinstance(source, SourceText)
    assert source.name == "scenarios/nato.yaml"


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        pytest.param(
            b"a: 1\nb: caf\xe9\n",
            "not-utf8",
            "byte 0xE9 on line 2 is not UTF-8; save the file as UTF-8",
            id="latin-1",
        ),
        pytest.param(
            b"\xef\xbb\xbfa\r\nb\r\n\xff",
            "not-utf8",
            "byte 0xFF on line 3 is not UTF-8; save the file as UTF-8",
            id="behind a mark and Windows line ends",
        ),
        pytest.param(
            "a: 1".encode("utf-16"),
            "not-utf8",
            "the file is UTF-16; save the file as UTF-8",
            id="utf-16 with a mark",
        ),
        pytest.param(
            "a: 1".encode("utf-32"),
            "not-utf8",
            "the file is UTF-32; save the file as UTF-8",
            id="utf-32, which begins as utf-16 does",
        ),
        pytest.param(
            b"\0\0\xfe\xff" + "a: 1".encode("utf-32-be"),
            "not-utf8",
            "the file is UTF-32; save the file as UTF-8",
            id="utf-32 the other way round",
        ),
        pytest.param(
            "a: 1".encode("utf-16-le"),
            "not-utf8",
            "the file holds zero bytes, as no text does; save the file as UTF-8",
            id="utf-16 without one",
        ),
        pytest.param(b"", "empty-file", "the file is empty; write `key: value` lines", id="no byte"),
        pytest.param(
            b"\xef\xbb\xbf \t\r\n\n", "empty-file", "the file is empty; write `key: value` lines", id="blank"
        ),
        pytest.param(
            b"# title\n\n  # author\n---\n...\n",
            "empty-file",
            "the file holds nothing but comments; write `key: value` lines",
            id="comments",
        ),
        pytest.param(
            b"#" * (LARGEST_FILE + 1),
            "too-large",
            "the file is larger than 1 MiB (1,048,576 bytes); split it",
            id="a byte too many",
        ),
    ],
)
def test_a_file_without_text_is_at_fault_as_a_whole(data: bytes, code: str, message: str) -> None:
    """What cannot be read has no lines to show, so the fault stands at 1:1, and its message says why."""
    problem = fault(data)
    assert (problem.code, problem.message, problem.severity) == (code, message, "error")
    assert problem.location == ("file.yaml", 1, 1)
    assert problem.span.source.lines == ()


def test_the_largest_file_is_read() -> None:
    """One MiB is allowed; the limit is the last size that is."""
    assert len(lines(b"a".ljust(LARGEST_FILE, b"#"))[0]) == LARGEST_FILE
