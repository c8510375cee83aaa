"""Tables of people, a row or a sheet each, become members of a panel; what is unclear is refused by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dilemma.errors import FaultyFile
from dilemma.interchange.csv_reader import read_csv
from dilemma.interchange.people_tables import read_people
from dilemma.interchange.table_answers import TableAnswers

if TYPE_CHECKING:
    from dilemma.interchange.people_tables import TablePerson
    from dilemma.scenario.model import Scenario

TABLE = "Person,Norms,cost,time,Comment,Total\nAnna,50,30,20,in a hurry,100\nBen Ø,20%,20%,60%,,100%\n"
SCORES = "Who,Go along / Norms,counter cost\nAnna,40,30\nBen,,65\n"
GRID = ",Weight,accommodate,counter\nNorms,5,20,80\ncost,3,30,40\ntime,2,,50\n"


def people(table: str, scenario: Scenario) -> tuple[TablePerson, ...]:
    """The people of a table in CSV."""
    return read_people([read_csv(table.encode(), "p.csv")], scenario, "p.csv", TableAnswers())


def refusals(table: str, scenario: Scenario) -> list[str]:
    """The places and codes of what is refused."""
    with pytest.raises(FaultyFile) as caught:
        people(table, scenario)
    return [
        f"{problem.span.where.removeprefix('p.csv, ')} {problem.code}" for problem in caught.value.problems
    ]


def scores(person: TablePerson) -> dict[str, object]:
    """What a person gave in place of the file's scores, by path."""
    return {str(setting): setting.value for setting in person.scores}


def test_each_person_has_a_profile_with_their_weights(kinds: Scenario) -> None:
    """Heads are ids or titles in any case; sums and comments are no criteria."""
    anna, ben = people(TABLE, kinds)
    assert (anna.id, ben.id) == ("anna", "ben")
    text = "title: Anna\nkind: person\nweights:\n  kinds: {norms: 50, cost: 30, time: 20}\n"
    assert text in anna.profile_text("kinds", "p.csv")
    assert ben.weights == {"norms": 20, "cost": 20, "time": 60}


def test_a_column_of_scores_is_headed_by_an_option_and_a_criterion(kinds: Scenario) -> None:
    """An empty score leaves that of the file; nobody weighs here."""
    anna, ben = people(SCORES, kinds)
    assert scores(anna) == {"scores.accommodate.norms": 40, "scores.counter.cost": 30}
    assert scores(ben) == {"scores.counter.cost": 65}
    assert not anna.weights
    assert not ben.weights


@pytest.mark.parametrize("is_turned", [False, True])
def test_one_person_fills_a_table_of_options_and_criteria(is_turned: bool, kinds: Scenario) -> None:
    """Whichever way round; the name is that of the file."""
    rows = [line.split(",") for line in GRID.splitlines()]
    turned = [list(row) for row in zip(*rows, strict=True)]
    text = "\n".join(map(",".join, turned if is_turned else rows))
    (person,) = people(text, kinds)
    assert person.title == "p"
    assert person.weights == {"norms": 5, "cost": 3, "time": 2}
    assert scores(person) == {
        "scores.accommodate.norms": 20,
        "scores.counter.norms": 80,
        "scores.accommodate.cost": 30,
        "scores.counter.cost": 40,
        "scores.counter.time": 50,
    }


def test_people_may_stand_in_columns(kinds: Scenario) -> None:
    """Criteria in rows are found by their names."""
    anna, ben = people("criterion,Anna,Ben\nnorms,50,10\ncost,30,80\ntime,20,10\n", kinds)
    assert (anna.weights["cost"], ben.weights["cost"]) == (30, 80)


HEADS = st.sampled_from(["{o} {c}", "{c} - {o}", "{o}: {c}", "{o} ({c})", "scores.{o}.{c}", "{O}/{c}"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=HEADS, values=st.lists(st.integers(11, 100), min_size=4, max_size=4))
def test_every_way_to_head_a_score_is_one(head: str, values: list[int], kinds: Scenario) -> None:
    """Options go by id or title, and whatever parts them from the criterion is no part of a name."""
    titles = {"accommodate": "Go along", "counter": "=Act(1)"}
    pairs = [(option, criterion) for option in titles for criterion in ("norms", "time")]
    heads = [head.format(o=option, c=criterion, O=titles[option]) for option, criterion in pairs]
    (anna,) = people(f"Person,{','.join(heads)}\nAnna,{','.join(map(str, values))}\n", kinds)
    expected = {f"scores.{pair[0]}.{pair[1]}": value for pair, value in zip(pairs, values, strict=True)}
    assert scores(anna) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Anna", "Ben Ø", ["cell A3 repeated-row"]),
        ("Anna,50", "Anna,", ["cell B2 empty-cell"]),
        ("Anna,50", "Anna,-1", ["cell B2 empty-cell"]),
        ("Anna,50,30,20", "Anna,0,0,0", ["cell B2 no-weight"]),
        ("Norms", "Norm", ["p.csv no-column", "cell B1 unknown-column"]),
    ],
)
def test_what_is_no_weight_is_named_by_its_cell(
    old: str, new: str, expected: list[str], kinds: Scenario
) -> None:
    """A person without one weight would count another way."""
    assert refusals(TABLE.replace(old, new), kinds) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("40,30", "140,30", ["cell B2 out-of-bounds"]),
        ("40,30", "40,10", ["cell C2 out-of-bounds"]),
        ("40,30", "4/5,30", ["cell B2 out-of-bounds"]),
        ("40,30", "high,30", ["cell B2 level-without-number"]),
        ("counter cost", "counter costs", ["cell C1 unknown-column", "cell B3 no-weight"]),
        (",65", ",", ["cell B3 no-weight"]),
    ],
)
def test_what_is_no_score_is_named_by_its_cell(
    old: str, new: str, expected: list[str], kinds: Scenario
) -> None:
    """Cost runs from 80 to 20 euros, norms from 0 to 100."""
    assert refusals(SCORES.replace(old, new), kinds) == expected


def test_ratings_from_1_to_5_are_no_scores_from_0_to_100(kinds: Scenario) -> None:
    """Read as they are, all options would be among the worst there can be."""
    grid = ",accommodate,counter\nNorms,2,5\ntime,3,4\n"
    assert refusals(grid, kinds) == ["cell B2 out-of-bounds"]
    (person,) = people(grid.replace("5", "50"), kinds)
    assert scores(person)["scores.counter.norms"] == 50
