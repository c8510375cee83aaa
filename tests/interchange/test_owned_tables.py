"""Tables as people write them: the right values, or a refusal that says what to type."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dilemma
from dilemma.errors import FaultyFile
from dilemma.interchange.csv_reader import read_spreadsheet
from dilemma.interchange.import_new import import_matrix
from dilemma.interchange.table_answers import (
    BadTableAnswer,
    TableAnswers,
    parse_decimal,
    parse_directions,
    parse_levels,
    parse_points,
    parse_scales,
)
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from dilemma.interchange.import_new import NewScenario

CASES = Path(__file__).parent / "cases"
PILLAR = {"fund_the_pillar": 51.25, "wait_for_the_vote": 63.75, "join_the_club": 43.75}


def imported(name: str, answers: TableAnswers | None = None) -> NewScenario:
    """The scenario of a case."""
    decimal = answers.decimal if answers else None
    return import_matrix(read_spreadsheet(CASES / name, name, decimal), "case", name, answers)


def values(new: NewScenario, folder: Path) -> dict[str, float]:
    """The value of each option, and no error in the file that is written."""
    path = folder / "case.yaml"
    path.write_text(new.text, encoding="utf-8")
    new.problems(path, Library(()), kept=True)
    return {option.id: round(option.value, 2) for option in dilemma.assess(str(path)).options}


def refusal(name: str, answers: TableAnswers | None = None) -> list[str]:
    """The messages of a refused case, each with its cell and code."""
    with pytest.raises(FaultyFile) as caught:
        imported(name, answers)
    return [
        f"{problem.span.where.partition(', ')[2]}: {problem.code}: {problem.message}"
        for problem in caught.value.problems
    ]


@pytest.mark.parametrize(
    ("name", "expected", "is_open"),
    [
        # Means 3.05, 3.55 and 2.75 of 5; on a scale from 1 to 5 the value is 25 (mean - 1).
        ("criteria-in-rows.csv", PILLAR, True),
        ("weighted-total-row.csv", PILLAR, True),
        (
            "weighting-row.csv",
            {"wait": 52.0, "fund": 46.0},
            False,
        ),  # 0.8 · 60 + 0.2 · 20 and 0.8 · 40 + 0.2 · 70
        # Deterrence 40 and 45; the span of 5200 to 3100 is worth 0 to 100 until somebody says more.
        ("lower-without-ends.csv", {"fund": 20.0, "wait": 72.5}, True),
        ("direction-signs.csv", {"wait": 70.0, "fund": 35.0}, False),  # (60 + 80) / 2 and (40 + 30) / 2
        ("notes-column.csv", {"fund": 55.0, "wait": 40.0}, False),
        ("markdown-table.md", {"fund": 65.0, "wait": 55.0}, True),  # 3.6 and 3.2 of 5, less 1, of 4
        # 0.4 · 100 + 0.35 · 75 + 0.25 · 75 and 0.4 · 75 + 0.35 · 50 + 0.25 · 75
        ("five-point-scale.csv", {"fund": 85.0, "wait": 66.25}, True),
        # Ratings from 1 to 5; cost 100 (120 - c) / 100: build (100 + 100 + 30) / 3, wait (25 + 75 + 90) / 3.
        ("five-points-beside-money.csv", {"build": 76.67, "wait": 63.33, "buy": 60.0}, True),
    ],
)
def test_a_table_is_read_as_its_owner_means_it(
    name: str, expected: dict[str, float], is_open: bool, tmp_path: Path
) -> None:
    """Options, weights and directions are those of the sheet; a scale that is a guess is marked as one."""
    new = imported(name)
    assert values(new, tmp_path) == expected
    assert ("assumed: [scale]" in new.text) is is_open
    assert {doubt.code for doubt in new.doubts} == ({"scale-guess"} if is_open else set())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "total-column.csv",
            [
                "cell D1: weights-in-total: heads `Total`, which is 0.8 × Deterrence + 0.2 × Speed: weights "
                'that the table does not state; add --weights "Deterrence=80,Speed=20" if they are meant, or '
                "--weights equal if every criterion counts the same"
            ],
        ),
        (
            "cost-as-gain.csv",
            [
                "cell C1: no-direction: names the criterion `Cost (EUR m)` and not whether less of it is "
                'better; add --direction "Cost (EUR m)=lower" or "=higher", '
                "or a row `direction` with lower or higher"
            ],
        ),
        (
            "thousands.csv",
            [
                f"cell C{row}: unclear-number: holds `{number}`, with what may be a sign for thousands; "
                "write the number without one, or add --decimal point or --decimal comma"
                for row, number in ((5, "1.500"), (6, "1.250"))
            ],
        ),
        (
            "control-character.csv",
            ["cell B1: control-character: holds `Cost�` with a character that cannot be shown; retype it"],
        ),
    ],
)
def test_a_table_that_may_mean_two_things_is_refused_with_what_to_type(
    name: str, expected: list[str]
) -> None:
    """Each refusal names its cell and an option or a row that answers it."""
    assert refusal(name) == expected


def test_both_burdens_beside_a_total_are_asked_about() -> None:
    """The sum of a cost and a risk says nothing about which way is better."""
    assert [line.partition(": ")[0] for line in refusal("burdens-with-total.csv")] == ["cell B1", "cell C1"]


@pytest.mark.parametrize(
    ("name", "answers", "expected"),
    [
        # Totals 32, 40 and 39 are 0.8 of the first score and 0.2 of the second.
        (
            "total-column.csv",
            TableAnswers(weights=parse_points("Deterrence=80,Speed=20")),
            {"fund": 32, "wait": 40, "join": 39},
        ),
        ("total-column.csv", TableAnswers(equal_weights=True), {"fund": 35.0, "wait": 32.5, "join": 37.5}),
        (
            "cost-as-gain.csv",
            TableAnswers(directions=parse_directions(["Cost=lower"])),
            {"wait": 62.5, "fund": 25.0},
        ),
        # 1,500 and 1,250 of 2,000, more being better; a tenth of a percent where they are 1.5 and 1.25.
        (
            "thousands.csv",
            TableAnswers(decimal=parse_decimal("comma")),
            {"a": 45.0, "b": 75.0, "c": 62.5},
        ),
        ("thousands.csv", TableAnswers(decimal=parse_decimal("point")), {"a": 45.0, "b": 0.07, "c": 0.06}),
        ("five-point-scale.csv", TableAnswers(scales=parse_scales(["0:10"])), {"fund": 44.0, "wait": 36.5}),
    ],
)
def test_an_answer_settles_what_was_open(
    name: str, answers: TableAnswers, expected: dict[str, float], tmp_path: Path
) -> None:
    """The options that a refusal names are taken, and give the values worked out by hand."""
    assert values(imported(name, answers), tmp_path) == expected


def test_an_answer_about_nothing_in_the_table_is_refused() -> None:
    """A misspelt criterion would leave the question open in silence."""
    with pytest.raises(BadTableAnswer, match="no criterion `cots`; it has Deterrence, Cost"):
        imported("cost-as-gain.csv", TableAnswers(directions=parse_directions(["Cots=lower"])))
    with pytest.raises(
        BadTableAnswer, match='`Cost=1` is not read; write it as in --scale "Price=32700:22080"'
    ):
        parse_scales(["Cost=1"])
    for read, text in ((parse_levels, "H"), (parse_points, "a=-1"), (parse_decimal, "dot")):
        with pytest.raises(BadTableAnswer):
            read(text)
