"""A workbook is read back only into what it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.errors import FaultyFile
from dilemma.interchange.import_changes import import_changes
from dilemma.interchange.xlsx_read import read_workbook
from dilemma.interchange.xlsx_write import render_workbook
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from tests.interchange.conftest import Back, Book, FormOf, Saved, Write

    from dilemma.scenario.model import Scenario


def refusal(content: bytes, scenario: Scenario) -> str:
    """The one sentence with which a workbook is refused."""
    with pytest.raises(FaultyFile) as caught:
        import_changes(read_workbook(content, "w.xlsx"), scenario, scenario.path, Library(()))
    (problem,) = caught.value.problems
    assert problem.code == "wrong-origin"
    return problem.message


def test_a_scenario_that_changed_since_is_not_undone(
    kinds: Scenario, write: Write, form_of: FormOf, kinds_text: str
) -> None:
    """Values of an older version are not written over newer ones."""
    content = render_workbook(form_of(kinds))
    newer = write(kinds_text.replace("norms: 60", "norms: 61"))
    assert "has changed since the workbook was made" in refusal(content, newer)


def test_a_comment_or_another_layout_is_no_change(
    kinds: Scenario, write: Write, book: Book, saved: Saved, kinds_text: str
) -> None:
    """Only what a workbook shows ties it to a version."""
    content = saved(book(kinds, {("Scores", "G4"): 25}))
    newer = write(kinds_text.replace("norms: 60", "norms:   60.0   # points"))
    found = import_changes(read_workbook(content, "w.xlsx"), newer, newer.path, Library(()))
    assert b"norms:   60.0   # points" in found.content


def test_a_workbook_of_nobody_is_refused(kinds: Scenario, book: Book, saved: Saved) -> None:
    """One that does not say where it belongs might belong anywhere."""
    made = book(kinds, {})
    del made["Read me"]
    assert "does not say which scenario" in refusal(saved(made), kinds)


def test_weights_are_given_all_together(write: Write, book: Book, saved: Saved, kinds_text: str) -> None:
    """A file without weights gets them once every criterion has points, and not before."""
    head, _, rest = kinds_text.partition("weights:\n")
    scenario = write(f"{head}{rest[rest.index('futures:') :]}")
    points = {("Criteria and weights", f"G{row}"): row for row in (4, 5, 6)}
    content = saved(book(scenario, points))
    found = import_changes(read_workbook(content, "w.xlsx"), scenario, scenario.path, Library(()))
    assert found.content == scenario.path.read_bytes() + b"weights: {norms: 4, cost: 5, time: 6}\n"
    content = saved(book(scenario, {("Criteria and weights", "G4"): 4}))
    with pytest.raises(FaultyFile) as caught:
        import_changes(read_workbook(content, "w.xlsx"), scenario, scenario.path, Library(()))
    assert [problem.span.where for problem in caught.value.problems] == [
        "w.xlsx, sheet Criteria and weights, cell G5",
        "w.xlsx, sheet Criteria and weights, cell G6",
    ]


def test_a_ranking_is_filled_in_ranks(write: Write, book: Book, saved: Saved, kinds_text: str) -> None:
    """Equal ranks are a tie, and a rank without neighbours is one step like any other."""
    head, _, rest = kinds_text.partition("weights:\n")
    scenario = write(f"{head}weights: [norms, cost, time]\n{rest[rest.index('futures:') :]}")
    ranks = {
        ("Criteria and weights", "F4"): 5,
        ("Criteria and weights", "F5"): 1,
        ("Criteria and weights", "F6"): 5,
    }
    found = import_changes(
        read_workbook(saved(book(scenario, ranks)), "w.xlsx"), scenario, scenario.path, Library(())
    )
    assert b"weights: [cost, [norms, time]]\n" in found.content


def test_changes_are_told_in_the_order_of_the_sheets(back: Back) -> None:
    """Each with its cell, its judgement, and what stood there."""
    typed = {("Scores", "J12"): "Dear.", ("Futures", "E4"): 0.3, ("Criteria and weights", "G4"): 50}
    assert [(made.location.where, made.what, made.before, made.after) for made in back(typed).edits] == [
        ("kinds.xlsx, sheet Criteria and weights, cell G4", "the weight of `norms`", "60", "50"),
        (
            "kinds.xlsx, sheet Futures, cell E4",
            "`chance` of future `storm`",
            "0.1 to 0.2 to 0.4",
            "0.1 to 0.3 to 0.4",
        ),
        ("kinds.xlsx, sheet Scores, cell J12", "`why` of the score of `counter` on `cost`", "", "Dear."),
    ]
