"""Workbooks as people keep them: formats, merged and hidden cells, several sheets, and questions asked."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from dilemma.cli.table_session import read_table
from dilemma.errors import FaultyFile
from dilemma.interchange.csv_reader import read_csv
from dilemma.interchange.import_new import NewScenario, import_matrix
from dilemma.interchange.table_answers import BadTableAnswer, OpenTable, TableAnswers
from dilemma.interchange.xlsx_read import read_workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ROWS = (("Criterion", "Weight", "North", "South"), ("Reach", 0.6, 4, 2), ("Trust", 0.4, 3, 5))


def filled(
    book: Workbook, rows: tuple[tuple[str | float | None, ...], ...] = ROWS, title: str = "Towers"
) -> Worksheet:
    """A sheet with rows."""
    sheet: Worksheet = book.create_sheet(title)
    for row in rows:
        sheet.append(list(row))
    return sheet


def read(book: Workbook, answers: TableAnswers | None = None) -> NewScenario:
    """The scenario of a workbook."""
    out = BytesIO()
    book.save(out)
    return import_matrix(read_workbook(out.getvalue(), "t.xlsx"), "t", "t.xlsx", answers)


def test_weights_in_a_percent_format_are_percentages() -> None:
    """A cell that shows 60% holds 0.6."""
    book = Workbook()
    sheet = filled(book)
    for row in (2, 3):
        sheet.cell(row, 2).number_format = "0%"
    assert "weights: {reach: 60, trust: 40}" in read(book).text


def test_a_merged_title_and_merged_groups_are_read() -> None:
    """A title is no head, and a group stands for each of its rows."""
    book = Workbook()
    sheet = filled(
        book,
        (
            ("Which tower?", None, None, None, None),
            ("Group", "Criterion", "Weight", "North", "South"),
            ("Use", "Reach", 60, 4, 2),
            (None, "Trust", 40, 3, 5),
        ),
    )
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A3:A4")
    new = read(book)
    assert new.text.count("notes: Use") == 2
    assert "weights: {reach: 60, trust: 40}" in new.text


def test_a_number_merged_over_two_options_is_refused() -> None:
    """It may be one score for both, or one that was lost."""
    book = Workbook()
    filled(book).merge_cells("C2:D2")
    with pytest.raises(FaultyFile, match="is merged with the cells up to D2"):
        read(book)


def test_hidden_rows_and_columns_are_read_and_named() -> None:
    """They count like any other; whoever hid them may have meant otherwise."""
    book = Workbook()
    sheet = filled(book, (*ROWS[:1], *((*row, 3) for row in ROWS[1:])))
    sheet["E1"] = "East"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True
    notes = read(book).notes
    assert sum("is in a hidden row" in note for note in notes) == 1
    assert sum("is in a hidden column" in note for note in notes) == 1


def test_one_of_several_sheets_is_chosen_by_its_name() -> None:
    """Without a name, the sheets are listed."""
    book = Workbook()
    filled(book)
    filled(book, (("Option", "Calm"), ("A", 40), ("B", 50)), "Harbours")
    with pytest.raises(FaultyFile, match="`Towers`, `Harbours`; add --sheet Towers"):
        read(book)
    assert "calm:" in read(book, TableAnswers(sheet="harbours")).text
    with pytest.raises(BadTableAnswer, match="no sheet `Bridges`; it has Sheet, Towers, Harbours"):
        read(book, TableAnswers(sheet="Bridges"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"a": 1}', "JSON"),
        (b"<table><tr></tr></table>", "XML or HTML"),
        (b"| a | b |\n|---|---|\n", "rename it to end in .md"),
        (b"a,b\n1,2\n", "rename it to end in .csv"),
    ],
)
def test_a_text_under_the_ending_of_a_workbook_is_called_what_it_is(content: bytes, says: str) -> None:
    """Not every text becomes a table by another ending."""
    with pytest.raises(FaultyFile, match=says):
        read_workbook(content, "t.xlsx")


def test_a_terminal_is_asked_until_nothing_is_a_guess() -> None:
    """Each answer is also the option that would have given it; a wrong one is asked for again."""
    sheets = (read_csv(b"Item,Reach,Cost\nNorth,4,7\nSouth,2,5\n", "t.csv"),)
    typed = iter(["sideways", "options-in-rows", "lower", "1:5", "later"])
    prompts = []

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        return next(typed)

    new, options = read_table(sheets, "t", "t.csv", TableAnswers(), ask=ask)
    assert options == ("--layout options-in-rows", "--direction Cost=lower", "--scale Reach=1:5")
    assert prompts[2].startswith("Is a lower or a higher number better on Cost?")
    assert new.text.count("assumed: [scale]") == 1
    assert "scale: {worst: 1, best: 5}" in new.text


def test_where_nobody_can_be_asked_the_table_is_refused() -> None:
    """A script gets the error with the option to add."""
    sheets = (read_csv(b"Item,Reach,Cost\nNorth,4,7\nSouth,2,5\n", "t.csv"),)
    with pytest.raises(OpenTable, match="add --layout options-in-rows"):
        read_table(sheets, "t", "t.csv", TableAnswers(), ask=None)
