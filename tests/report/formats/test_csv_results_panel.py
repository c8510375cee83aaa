"""A panel as CSV: one figure a row, every figure of the result, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

from tests.builders import LIBRARY

import dilemma
from dilemma.analysis.results.panel import Movement, Panel
from dilemma.report.formats import csv_results as as_csv
from dilemma.report.formats import json

FOUND = dilemma.panel("nato", ("frontline", "realist", "order-first"), library=LIBRARY)
MOVEMENTS: tuple[Movement, ...] = FOUND.movements or ()


def read(found: Panel = FOUND) -> list[dict[str, str]]:
    """The rows as a spreadsheet reads them."""
    return list(csv.DictReader(StringIO(as_csv.write_by_kind([found]))))


def value(figure: str, **where: str) -> float:
    """The one value of a figure at some place."""
    (row,) = (
        row for row in read() if row["figure"] == figure and all(row[key] == of for key, of in where.items())
    )
    return float(row["value"])


def test_the_head() -> None:
    """The columns are these, in this order."""
    head = as_csv.write_by_kind([FOUND]).partition("\n")[0]
    assert head == "scenario,figure,profile,against,option,criterion,value,judgement"


def test_figures_keep_their_full_precision() -> None:
    """Members' values, the group's, W and movements read back as the very numbers of the result."""
    member = FOUND.members[2]
    assert value("value", profile="order-first", option="counter") == member.values["counter"]
    assert value("weight", profile="order-first", criterion="norms") == member.weights["norms"]
    assert value("group_value", option="enmesh") == FOUND.group.values["enmesh"]
    assert value("kendalls_w") == FOUND.agreement.kendalls_w
    assert value("movement", profile="frontline", against="order-first") == MOVEMENTS[0].points
    moved = value("move", profile="frontline", against="order-first", criterion="standing")
    assert moved == MOVEMENTS[0].moves[1].stop - MOVEMENTS[0].moves[1].start


def test_no_two_rows_are_of_the_same_figure() -> None:
    """Figure, profile, against, option and criterion together name a row."""
    rows = read()
    keys = {tuple(row[key] for key in row if key != "value") for row in rows}
    assert len(keys) == len(rows)


def test_a_movement_that_never_is_has_no_value() -> None:
    """The pair stands in the table with an empty value and no option."""
    never = Movement(
        profiles=("frontline", "realist"),
        possible=False,
        points=None,
        option=None,
        ties=(),
        moves=(),
        alone={},
    )
    rows = [row for row in read(replace(FOUND, movements=(never,))) if row["figure"].startswith("movement")]
    assert [(row["figure"], row["option"], row["value"]) for row in rows] == [
        ("movement", "", ""),
        ("movement_alone", "", ""),
        ("movement_alone", "", ""),
    ]


def test_a_name_is_no_formula() -> None:
    """A profile whose name starts like a formula is read as text."""
    (first, *others) = FOUND.members
    found = replace(FOUND, members=(replace(first, profile="-frontline"), *others))
    assert {row["profile"] for row in read(found)} >= {"'-frontline"}


def test_json_has_the_names_of_the_result() -> None:
    """The generic writer spells a panel; what is impossible has no points, option or moves to follow."""
    shown = json.to_json_object(FOUND)
    assert list(shown) == [
        "schema_version",
        "dilemma_version",
        "scenario",
        "members",
        "agreement",
        "group",
        "mean_values",
        "pooled_chances",
        "least_worst_regret",
        "costs_most",
        "split",
        "movements",
        "warnings",
        "wrong",
    ]
    assert shown["movements"][0]["moves"][0].keys() == {"profile", "criterion", "from", "to", "change"}
    assert shown["movements"][0]["points"] == MOVEMENTS[0].points
