from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.scenario.excerpt import _WIDEST, render_problem, render_problems
from dilemma.scenario.problems import Cell, Problem, Severity, SourceText, Span, column_letters, sort_problems


def problem(
    line: str,
    column: int,
    end: int,
    *,
    number: int = 1,
    severity: Severity = "error",
    name: str = "file.yaml",
) -> Problem:
    """A problem on a line after empty ones."""
    lines = ("",) * (number - 1) + (line,)
    return Problem(Span(SourceText(name, lines), number, column, end), "code", "message", severity)


def excerpt(line: str, column: int, end: int, *, number: int = 1) -> list[str]:
    """The lines below the first of a problem."""
    return render_problem(problem(line, column, end, number=number)).split("\n")[1:]


def test_the_example_of_the_language() -> None:
    """Source: language, section 5, to the letter."""
    source = SourceText("scenarios/nato.yaml", ("",) * 23 + ("    wieght: 18",))
    message = "criterion `norms` has no key `wieght`; did you mean `weight`?"
    assert render_problem(Problem(Span(source, 24, 5, 11), "unknown-key", message)) == (
        "scenarios/nato.yaml:24:5: error[unknown-key]: "
        "criterion `norms` has no key `wieght`; did you mean `weight`?\n"
        "  24 |     wieght: 18\n"
        "     |     ^^^^^^"
    )


@pytest.mark.parametrize(
    ("number", "prefix", "below"),
    [(7, "   7 | ", "     | "), (1234, "1234 | ", "     | "), (123456, "123456 | ", "       | ")],
)
def test_line_numbers_stand_right(number: int, prefix: str, below: str) -> None:
    """The bars of short files stand below one another; a long file moves both lines."""
    assert excerpt("a: 1", 4, 5, number=number) == [f"{prefix}a: 1", f"{below}   ^"]


def test_brief_is_one_line() -> None:
    """The first line stands alone, for editors and for `grep`."""
    assert render_problem(problem("a: 1", 4, 5), brief=True) == "file.yaml:1:4: error[code]: message"
    assert (
        render_problem(problem("a", 1, 2, severity="warning"), brief=True)
        == "file.yaml:1:1: warning[code]: message"
    )


def test_a_cell_of_a_text_has_its_line_and_no_carets() -> None:
    """The second cell is not the second character, and a table as a whole has no line."""
    source = SourceText("record.md", ("", "| Option | Cost |"))
    cell = Problem(Cell(source, 2, 2, 3, "Choice", 1), "code", "message", "error")
    assert render_problem(cell).split("\n")[1:] == ["   2 | | Option | Cost |"]
    table = Problem(Cell(source, 0, 0, 0, "Choice", 1), "code", "message", "error")
    assert render_problem(table) == "record.md, sheet Choice: error[code]: message"


def test_a_fault_of_the_whole_file_has_no_excerpt() -> None:
    """A file that cannot be read has no line to show."""
    whole = Problem(Span(SourceText("file.yaml", ()), 1, 1, 1), "empty-file", "the file is empty")
    assert render_problem(whole) == "file.yaml:1:1: error[empty-file]: the file is empty"


@pytest.mark.parametrize(
    ("line", "column", "end", "shown", "carets"),
    [
        pytest.param("key:", 5, 5, "key:", "    ^", id="nothing is one caret wide"),
        pytest.param("", 1, 1, "", "^", id="empty line"),
        pytest.param("\tkey: 1", 2, 5, " key: 1", " ^^^", id="a tab is one space"),
        pytest.param("日本: x", 5, 6, "日本: x", "      ^", id="wide letters before"),
        pytest.param("a: 日本", 4, 6, "a: 日本", "   ^^^^", id="wide letters at fault"),
        pytest.param("e\u0301a: x", 5, 6, "e\u0301a: x", "   ^", id="an accent takes no column"),
        pytest.param("a: 👍 b", 6, 7, "a: 👍 b", "      ^", id="emoji"),
        pytest.param("a\u200bb: 1", 2, 3, "a�b: 1", " ^", id="what does not show is shown"),
        pytest.param("a: \x1b[2J\u202eb", 4, 5, "a: �[2J�b", "   ^", id="nothing commands the terminal"),
    ],
)
def test_carets_stand_under_the_fault(line: str, column: int, end: int, shown: str, carets: str) -> None:
    """Columns are counted as a terminal draws them, after everything dangerous has been replaced."""
    assert excerpt(line, column, end) == [f"   1 | {shown}".rstrip(), f"     | {carets}"]


def test_a_long_line_is_cut_round_the_fault() -> None:
    """What is left out on either side is marked, and the fault stays in sight."""
    start = excerpt("a" * 200, 3, 5)
    assert start == [f"   1 | {'a' * 91}…", "     |   ^^"]
    middle, carets = excerpt("a" * 500 + "FAULT" + "b" * 500, 501, 506)
    assert middle == f"   1 | …{'a' * 46}FAULT{'b' * 40}…"
    assert middle.index("FAULT") == carets.index("^^^^^")
    end = excerpt("a" * 200, 200, 201)
    assert end == [f"   1 | …{'a' * 91}", f"     | {' ' * 91}^"]


def test_hostile_words_stay_on_their_line() -> None:
    """File names and messages may hold anything, too."""
    hostile = Problem(Span(SourceText("a\nb", ()), 1, 1, 1), "code", "key `\x1b]0;x\x07`\r")
    assert render_problem(hostile) == "a�b:1:1: error[code]: key `�]0;x�`�"


@given(st.text(alphabet="aé日👍\u0301\t\x1b\u202e ", max_size=300) | st.text(max_size=50), st.data())
def test_no_excerpt_is_wider_than_agreed(line: str, data: st.DataObject) -> None:
    """Whatever the line holds, it is shown in at most 100 printable characters, with carets below."""
    line = line.replace("\n", " ")
    column = data.draw(st.integers(1, len(line) + 1))
    end = data.draw(st.integers(column, len(line) + 1))
    text, carets = excerpt(line, column, end)
    assert len(text) <= _WIDEST
    assert len(carets) <= _WIDEST + 1
    assert text.isprintable()
    assert set(carets.partition("| ")[2].lstrip(" ")) == {"^"}


def test_the_listing_counts_what_it_shows() -> None:
    """Problems come in order of place, each once, and the last line says how many there are."""
    first, second = problem("a", 1, 2), problem("b", 1, 2, number=2)
    assert (
        render_problems([second, first, second])
        == f"{render_problem(first)}\n{render_problem(second)}\n2 errors in file.yaml"
    )
    assert (
        render_problems([first], brief=True) == f"{render_problem(first, brief=True)}\n1 error in file.yaml"
    )
    assert render_problems([]) == ""


@pytest.mark.parametrize(
    ("severities", "names", "summary"),
    [
        (["error"] * 4, ["scenarios/nato.yaml"], "4 errors in scenarios/nato.yaml"),
        (["error", "warning"], ["nato.yaml"], "1 error, 1 warning in nato.yaml"),
        (["error", "error", "warning", "warning"], ["a.yaml", "b.yaml"], "2 errors, 2 warnings in 2 files"),
        (["warning"], ["a.yaml"], "1 warning in a.yaml"),
    ],
)
def test_the_summary_tells_errors_from_warnings(
    severities: list[Severity], names: list[str], summary: str
) -> None:
    """Only errors stop a file from being used, so they are counted apart."""
    problems = [
        problem("a", 1, 2, number=number + 1, severity=severity, name=names[number % len(names)])
        for number, severity in enumerate(severities)
    ]
    assert render_problems(problems).split("\n")[-1] == summary


def test_a_long_listing_is_cut() -> None:
    """Fifty problems are shown, then a count, so that a wholly wrong file does not flood the terminal."""
    problems = [problem("a", 1, 2, number=number) for number in range(1, 63)]
    lines = render_problems(problems).split("\n")
    assert lines[-2:] == ["… and 12 more", "62 errors in file.yaml"]
    assert len(lines) == 50 * 3 + 2
    assert "more" not in render_problems(problems[:50])
    assert render_problems(problems, 2, brief=True).split("\n")[2] == "… and 60 more"


@pytest.mark.parametrize(
    ("cell", "where"),
    [
        (Cell(SourceText("a.xlsx", ()), 7, 4, 5, "Scores", 2), "a.xlsx, sheet Scores, cell D7"),
        (Cell(SourceText("a.xlsx", ()), 0, 0, 0, "Scores", 2), "a.xlsx, sheet Scores"),
        (Cell(SourceText("a.xlsx", ()), 0, 0, 0), "a.xlsx"),
        (Cell(SourceText("a.csv", ()), 7, 28, 29), "a.csv, cell AB7"),
    ],
)
def test_a_cell_is_named_as_spreadsheets_name_it(cell: Cell, where: str) -> None:
    """File, sheet and cell, or as much of that as there is."""
    assert render_problem(Problem(cell, "code", "message")) == f"{where}: error[code]: message"


def test_cells_come_in_the_order_of_their_sheets() -> None:
    """Sheets as they stand in the workbook, then rows, then columns."""
    source = SourceText("a.xlsx", ())
    cells = [(1, 9, 2, "Z"), (2, 3, 1, "A"), (2, 3, 2, "A"), (2, 10, 1, "A")]
    problems = [
        Problem(Cell(source, row, column, column, name, number), "code", "message")
        for number, row, column, name in cells
    ]
    assert sort_problems(reversed(problems)) == tuple(problems)


def test_columns_have_letters() -> None:
    """A to Z, then AA; the last column of a spreadsheet is XFD."""
    assert [column_letters(column) for column in (1, 26, 27, 52, 702, 703, 16384)] == [
        *("A", "Z", "AA", "AZ", "ZZ", "AAA", "XFD")
    ]
