"""The tables of a CSV besides that of the options: one thing a row, with the result's own numbers."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess
from dilemma.report.formats import csv as csv_csv
from dilemma.report.formats.csv import _OPTIONS, _TABLES, write

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment

FEW = Run(samples=64)


@cache
def results() -> list[Assessment]:
    """Two scenarios, one after something was seen and one through nobody's eyes."""
    seen = {"N6": True, "N1": False}
    return [assess("nato", seen=seen, run=FEW), assess("climate", profile="none", run=FEW)]


def rows(table: str, found: list[Assessment] | None = None) -> list[dict[str, str]]:
    """The rows of a table by column."""
    return list(csv.DictReader(StringIO(write(found or results(), table))))


def number(cell: str) -> float | None:
    """A cell as a number; an empty one is none."""
    return float(cell) if cell else None


def test_options_are_the_table_of_the_contract() -> None:
    """Without a name, and by the name of options, nothing changes."""
    assert write(results()) == write(results(), _OPTIONS) == csv_csv.write_options(results())


@pytest.mark.parametrize("table", _TABLES)
def test_every_table_is_tidy(table: str) -> None:
    """Every row names its scenario and eyes, and heads are unique; an empty result leaves the heads alone."""
    heads = write([], table).strip().split(",")
    assert heads[:2] == ["scenario", "profile"]
    assert len(set(heads)) == len(heads)
    assert {(row["scenario"], row["profile"]) for row in rows(table)} <= {
        ("nato", "middle-power"),
        ("climate", "none"),
    }


def test_signposts_have_a_row_for_each_answer() -> None:
    """Both answers of every signpost not yet looked for, to the last bit; a tie is all its options."""
    wanted = [each for result in results() for each in result.signposts or ()]
    read = rows("signposts")
    assert [(row["signpost"], row["answer"]) for row in read] == [
        (each.id, answer) for each in wanted for answer in ("seen", "not-seen")
    ]
    for each, seen, not_seen in zip(wanted, read[::2], read[1::2], strict=True):
        assert seen["event"] == not_seen["event"] == each.event
        assert number(seen["probability"]) == each.chance
        assert number(seen["margin"]) == each.margin_if_seen
        assert number(not_seen["margin"]) == each.margin_if_not_seen
        assert seen["choice"].split() == list(each.ties_if_seen or filter(None, [each.if_seen]))
        assert not_seen["choice"].split() == list(each.ties_if_not_seen or filter(None, [each.if_not_seen]))
        assert number(seen["share"]) == each.share_if_seen
        assert seen["changes_choice"] == str(each.changes_choice).lower()
        assert number(seen["worth"]) == number(not_seen["worth"]) == each.worth
        if each.chance is not None:
            assert float(seen["probability"]) + float(not_seen["probability"]) == pytest.approx(1)
    assert {row["signpost"] for row in read if row["scenario"] == "nato"}.isdisjoint({"N6", "N1"})


def test_odds_are_those_of_the_future_named() -> None:
    """The ratio of a row multiplies the odds of the future in the same row."""
    for each in results()[0].signposts or ():
        row = next(row for row in rows("signposts") if row["signpost"] == each.id and row["answer"] == "seen")
        wanted = (each.ratios_if_seen or {}).get(each.future or "")
        assert number(row["odds_ratio"]) == wanted
        assert number(row["tipping_ratio"]) == each.tipping_ratio_if_seen


def test_assumptions_and_the_pairs_that_matter() -> None:
    """A row an assumption, then one a pair; a pair has a second id."""
    (found, _) = results()
    read = [row for row in rows("assumptions") if row["scenario"] == "nato"]
    alone, pairs = found.assumptions or (), found.assumption_pairs or ()
    assert [row["assumption"] for row in read if not row["and_assumption"]] == [each.id for each in alone]
    assert [(row["assumption"], row["and_assumption"]) for row in read if row["and_assumption"]] == [
        each.assumptions for each in pairs
    ]
    margins = [each.margin_if_wrong for each in alone] + [each.margin_if_wrong for each in pairs]
    assert [float(row["margin"]) for row in read] == margins
    both = rows("assumptions", [assess("nato", run=FEW)])
    assert [row["changes_choice"] for row in both if row["and_assumption"]] == ["true", "true"]


def test_break_evens_are_all_there() -> None:
    """Every change of leader along every line, with the range that was stated for it."""
    wanted = [each for result in results() for each in result.break_evens or ()]
    read = rows("break-evens")
    assert [(row["kind"], row["of"], float(row["at"])) for row in read] == [
        (each.kind, each.of, each.at) for each in wanted
    ]
    assert [(number(row["low"]), number(row["high"])) for row in read] == [
        each.range or (None, None) for each in wanted
    ]


def test_what_was_seen_is_before_and_after() -> None:
    """A row a future at each moment; the probabilities of a moment sum to one; nothing seen, no row."""
    read = rows("observed")
    assert {row["scenario"] for row in read} == {"nato"}
    assert {(row["seen"], row["not_seen"]) for row in read} == {("N6", "N1")}
    found = results()[0].observed
    assert found is not None
    for moment, standing in (("before", found.before), ("after", found.after)):
        own = [row for row in read if row["moment"] == moment]
        assert {row["future"]: float(row["probability"]) for row in own} == standing.probabilities
        assert sum(float(row["probability"]) for row in own) == pytest.approx(1)
        assert {row["choice"] for row in own} == {standing.option}


def test_an_event_that_a_spreadsheet_would_run_is_text() -> None:
    """Words of a file that begin as a formula does get an apostrophe."""
    found = results()[0]
    (first, *_) = found.signposts or ()
    hostile = replace(found, signposts=(replace(first, event="=HYPERLINK(1)"),))
    assert rows("signposts", [hostile])[0]["event"] == "'=HYPERLINK(1)"
