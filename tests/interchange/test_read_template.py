"""Everything that can be wrong with a filled workbook is named by its cell, and all of it at once."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest

from dilemma.errors import FaultyFile

if TYPE_CHECKING:
    from tests.interchange.conftest import Back, Book, Refused

    from dilemma.scenario.model import Scenario


SCORES = "Scores"  # its first line is row 4: accommodate, norms, storm, exactly 20


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({(SCORES, "G4"): "3,5"}, "sheet Scores, cell G4: decimal-comma"),
        ({(SCORES, "G4"): "about 30"}, "sheet Scores, cell G4: not-a-number"),
        ({(SCORES, "G4"): "=20+5"}, "sheet Scores, cell G4: formula-without-result"),
        ({(SCORES, "G4"): "#N/A"}, "sheet Scores, cell G4: cell-error"),
        ({(SCORES, "G4"): "#DIV/0!"}, "sheet Scores, cell G4: cell-error"),
        ({(SCORES, "G4"): datetime.date(2025, 3, 4)}, "sheet Scores, cell G4: date-for-number"),
        ({(SCORES, "G4"): True}, "sheet Scores, cell G4: not-a-number"),
        ({(SCORES, "G4"): None}, "sheet Scores, cell G4: empty-cell"),
        ({(SCORES, "G4"): 101}, "sheet Scores, cell G4: out-of-bounds"),
        ({(SCORES, "G7"): 10}, "sheet Scores, cell G7: out-of-bounds"),  # on a scale from 80 to 20
        ({(SCORES, "F4"): 10}, "sheet Scores, cell H4: half-a-range"),
        ({(SCORES, "H4"): 30}, "sheet Scores, cell F4: half-a-range"),
        ({(SCORES, "F9"): 48}, "sheet Scores, cell G9: wrong-order"),
        ({(SCORES, "I4"): "certain"}, "sheet Scores, cell I4: not-in-list"),
        ({(SCORES, "I4"): None}, "sheet Scores, cell I4: inherited"),
        ({(SCORES, "K4"): None}, "sheet Scores, cell K4: inherited"),
        ({(SCORES, "K4"): "N9"}, "sheet Scores, cell K4: unknown-source"),
        ({(SCORES, "D4"): "Better."}, "sheet Scores, cell D4: locked-cell"),
        ({("Options", "B5"): "Act"}, "sheet Options, cell B5: locked-cell"),
        ({(SCORES, "C4"): "strom"}, "sheet Scores, cell A4: unknown-row"),
        ({(SCORES, "A20"): "counter"}, "sheet Scores, cell A20: unknown-row"),
        ({(SCORES, "L3"): "why"}, "sheet Scores, cell L3: repeated-column"),
        ({(SCORES, "J3"): None}, "sheet Scores, cell A3: no-column"),
        ({(SCORES, "A3"): None}, "sheet Scores: no-heads"),
        ({("Futures", "G4"): "likely"}, "sheet Futures, cell G4: word-and-number"),
        ({("Futures", "G5"): "lkely"}, "sheet Futures, cell G5: not-in-list"),
        ({("Futures", "E4"): 30}, "sheet Futures, cell E4: out-of-bounds"),
        ({("Criteria and weights", "G4"): -1}, "sheet Criteria and weights, cell G4: out-of-bounds"),
        ({("Coalition", "D6"): 0.7}, "sheet Coalition, cell D6: leverage-sum"),
        ({("Signposts", "E4"): None}, "sheet Signposts, cell E4: empty-cell"),
    ],
    ids=str,
)
def test_a_fault_names_its_cell(typed: Any, expected: str, refused: Refused) -> None:
    """One cell typed over wrongly is one problem, at that cell or at the one that should say more."""
    assert refused(typed) == [expected]


def test_merged_cells_are_named_once(kinds: Scenario, refused: Refused, book: Book) -> None:
    """Cells merged into one lose what they held, so they are refused where they begin."""
    made = book(kinds, {})
    made[SCORES].merge_cells("F9:H10")
    assert refused(made=made) == ["sheet Scores, cell F9: merged-cells"]


def test_merged_names_are_named_once(kinds: Scenario, refused: Refused, book: Book) -> None:
    """Whose line a row is cannot be told, and that is said once, not for every row."""
    made = book(kinds, {})
    made[SCORES].merge_cells("A4:A8")
    assert refused(made=made) == ["sheet Scores, cell A4: merged-cells"]


def test_a_percentage_is_refused_for_a_score_and_taken_for_a_chance(
    kinds: Scenario, back: Back, refused: Refused, book: Book
) -> None:
    """30 % of a chance is 0.3; 30 % as a score would be 0.3 points where 30 is meant."""
    made = book(kinds, {(SCORES, "G4"): 0.3})
    made[SCORES]["G4"].number_format = "0%"
    assert refused(made=made) == ["sheet Scores, cell G4: percentage"]
    made = book(kinds, {("Futures", "E4"): 0.3})
    made["Futures"]["E4"].number_format = "0%"
    assert [change.after for change in back(made=made).edits] == ["0.1 to 0.3 to 0.4"]


def test_a_percentage_typed_as_text_is_a_chance_too(kinds: Scenario, back: Back, refused: Refused) -> None:
    """A locale that does not know `30%` leaves it as text; for a score it stays unclear."""
    assert b"[0.1, 0.3, 0.4]" in back({("Futures", "E4"): "30%"}).content
    assert refused({(SCORES, "G4"): "30%"}) == ["sheet Scores, cell G4: percentage"]
    assert refused({("Futures", "E4"): "130 %"}) == ["sheet Futures, cell E4: out-of-bounds"]


def test_a_renamed_column_is_missed(kinds: Scenario, refused: Refused) -> None:
    """Where one is missing, an unknown head may be that one under another name."""
    said = refused({(SCORES, "J3"): "reason"})
    assert said == ["sheet Scores, cell A3: no-column", "sheet Scores, cell J3: unknown-column"]


def test_a_column_of_ones_own_is_passed_over(kinds: Scenario, back: Back) -> None:
    """A meeting may add remarks beside the table; that nobody reads them is said."""
    found = back({(SCORES, "L3"): "remarks", (SCORES, "L4"): "Ask Anna."})
    assert found.edits == ()
    assert [(each.code, each.severity) for each in found.doubts] == [("unknown-column", "warning")]


def test_a_sheet_that_went_is_missed(kinds: Scenario, refused: Refused, book: Book) -> None:
    """Renamed or deleted, it is asked for by its name."""
    made = book(kinds, {})
    made[SCORES].title = "Points"
    del made["Signposts"]
    assert refused(made=made) == [": no-sheet", ": no-sheet"]


def test_a_row_that_went_is_missed(kinds: Scenario, refused: Refused, book: Book) -> None:
    """No score is lost without a word."""
    made = book(kinds, {})
    made[SCORES].delete_rows(5)
    assert refused(made=made) == ["sheet Scores: no-row"]


def test_a_row_given_twice_is_refused(kinds: Scenario, refused: Refused, book: Book) -> None:
    """Two rows for one score could say two things."""
    typed = {(SCORES, f"{column}30"): book(kinds, {})[SCORES][f"{column}4"].value for column in "ABC"}
    assert refused(typed) == ["sheet Scores, cell A30: repeated-row"]


def test_all_faults_are_found_at_once_in_the_order_of_the_sheets(refused: Refused) -> None:
    """Nobody mends a workbook one cell at a time."""
    typed = {
        ("Signposts", "E4"): 2,
        (SCORES, "G10"): "x",
        (SCORES, "G4"): "y",
        ("Criteria and weights", "G4"): "z",
    }
    assert [line.rpartition(":")[0] for line in refused(typed)] == [
        "sheet Criteria and weights, cell G4",
        "sheet Scores, cell G4",
        "sheet Scores, cell G10",
        "sheet Signposts, cell E4",
    ]


def test_rows_may_be_sorted_and_columns_moved(kinds: Scenario, back: Back, book: Book) -> None:
    """Lines are known by what they are about, and columns by their heads."""
    made = book(kinds, {})
    sheet = made[SCORES]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    for number, row in enumerate(reversed(rows), start=4):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place).value = value
    made["Futures"].move_range("H3:H6", cols=4)
    assert back(made=made).edits == ()


def test_a_hidden_row_is_read_and_said_to_be_hidden(kinds: Scenario, back: Back, book: Book) -> None:
    """A filter hides rows, and their values still count."""
    made = book(kinds, {(SCORES, "G4"): 25})
    made[SCORES].row_dimensions[4].hidden = True
    (change,) = back(made=made).edits
    assert change.hidden
    assert (change.before, change.after) == ("20", "25")


def test_emptied_words_are_removed(back: Back) -> None:
    """A reason, a rating or a list of sources of a score's own may be emptied."""
    typed = {(SCORES, "J7"): None, (SCORES, "K7"): "", (SCORES, "J10"): " "}
    text = back(typed).content.decode()
    assert "      why: null\n      from:\n        []\n" in text
    assert "why: null\n      fog: 55" in text


def test_sources_are_the_same_however_they_are_parted(back: Back) -> None:
    """Commas, semicolons and spaces part ids."""
    assert back({(SCORES, "K7"): "AJ ;N1"}).edits == ()
    assert [change.after for change in back({(SCORES, "K7"): "N1"}).edits] == ["N1"]


def test_a_remark_among_sources_is_one_problem(back: Back, refused: Refused) -> None:
    """Each of its words is no source, and what is wrong is that none was meant to be one."""
    assert refused({(SCORES, "K4"): "Ministry paper"}) == ["sheet Scores, cell K4: unknown-source"]
    with pytest.raises(FaultyFile, match=r"holds `Ministry paper`, .* write ids parted by commas, or AJ"):
        back({(SCORES, "K4"): "Ministry paper"})


@pytest.mark.parametrize(
    ("held", "says"), [(True, "holds `TRUE`"), (datetime.date(2025, 3, 4), "holds a date, `2025-03-04`")]
)
def test_what_is_no_key_is_said_to_be_there(held: Any, says: str, back: Back) -> None:
    """A cell that names nothing is not called empty while it holds something."""
    typed = {(SCORES, "A20"): held, (SCORES, "G20"): 4}
    with pytest.raises(FaultyFile, match=says):
        back(typed)


def test_a_distribution_stays_until_numbers_take_its_place(back: Back) -> None:
    """It is shown in the words of the file."""
    (change,) = back({(SCORES, "G8"): 55}).edits
    assert change.before == "{normal: [50, 8]}"
    assert "time: {score: 55, from: [AJ]" in back({(SCORES, "G8"): 55}).content.decode()
