"""A table of people and their weights becomes one profile each, for a panel; what is unclear is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.errors import FaultyFile
from dilemma.interchange.csv_reader import read_csv
from dilemma.interchange.people_tables import read_people
from dilemma.interchange.table_answers import TableAnswers

if TYPE_CHECKING:
    from dilemma.interchange.people_tables import PersonProfile
    from dilemma.scenario.model import Scenario

TABLE = "Person,Norms,cost,time,Comment,Total\nAnna,50,30,20,in a hurry,100\nBen Ø,20%,20%,60%,,100%\n"


def people(table: str, scenario: Scenario) -> tuple[PersonProfile, ...]:
    """The profiles of a table in CSV."""
    return read_people(read_csv(table.encode(), "p.csv"), scenario, "p.csv", TableAnswers())


def test_each_person_has_a_profile_with_their_weights(kinds: Scenario) -> None:
    """Heads are ids or titles in any case; sums and comments are no criteria."""
    anna, ben = people(TABLE, kinds)
    assert (anna.id, ben.id) == ("anna", "ben")
    assert "title: Anna\nkind: person\nweights:\n  kinds: {norms: 50, cost: 30, time: 20}\n" in anna.text
    assert "kinds: {norms: 20, cost: 20, time: 60}" in ben.text


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Anna", "Ben Ø", ["cell A3 repeated-row"]),
        ("Anna,50", "Anna,", ["cell B2 empty-cell"]),
        ("Anna,50", "Anna,-1", ["cell B2 empty-cell"]),
        ("Anna,50,30,20", "Anna,0,0,0", ["cell A2 no-weight"]),
        ("Norms", "Norm", ["p.csv no-column", "cell B1 unknown-column"]),
    ],
)
def test_what_is_no_weight_is_named_by_its_cell(
    old: str, new: str, expected: list[str], kinds: Scenario
) -> None:
    """A person without one weight would count another way."""
    with pytest.raises(FaultyFile) as caught:
        people(TABLE.replace(old, new), kinds)
    problems = caught.value.problems
    assert [
        f"{problem.span.where.removeprefix('p.csv, ')} {problem.code}" for problem in problems
    ] == expected
