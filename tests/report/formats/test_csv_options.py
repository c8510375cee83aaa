"""Results as CSV: long and tidy, with full precision, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

from tests.builders import shipped_result

from dilemma.report.formats.csv import _OPTION_COLUMNS, write_options


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text by column."""
    return list(csv.DictReader(StringIO(text)))


def test_one_row_an_option_with_the_results_own_numbers() -> None:
    """Each option of each result has a row, whose numbers are those of the result to the last bit."""
    results = [shipped_result("nato"), shipped_result("climate", "none")]
    read = rows(write_options(results))
    assert [row["option"] for row in read] == [option.id for each in results for option in each.options]
    pairs = [(each, option) for each in results for option in each.options]
    for row, (result, option) in zip(read, pairs, strict=True):
        assert row["scenario"] == result.scenario.id
        assert row["profile"] == (result.profile.id if result.profile else "none")
        assert int(row["rank"]) == option.rank
        assert float(row["value"]) == option.value
        assert float(row["max_regret"]) == option.max_regret
        assert float(row["margin"]) == result.recommendation.margin
        broken = result.recommendation.tie_break
        assert row["tie_break"] == (broken.option if broken else "")
        assert row["below_floor"].split() == list(option.below_floor)


def test_heads_are_pinned() -> None:
    """Columns that a spreadsheet refers to keep their names and their order; new ones are added."""
    kept = ("scenario", "profile", "option", "stance", "rank", "value", "worst_value", "max_regret")
    assert _OPTION_COLUMNS[: len(kept)] == kept
    assert {"expected_regret", "below_floor", "dominated_by", "recommended", "margin", "verdict"} <= set(
        _OPTION_COLUMNS
    )
    assert {"dilemma_index", "evpi_futures", "tie_break"} <= set(_OPTION_COLUMNS)
    assert len(set(_OPTION_COLUMNS)) == len(_OPTION_COLUMNS)


def test_text_that_a_spreadsheet_would_run_is_text() -> None:
    """A cell that begins as a formula does gets an apostrophe; a negative number is none."""
    result = shipped_result("nato")
    hostile = replace(
        result,
        scenario=replace(result.scenario, id="=HYPERLINK(1)"),
        options=tuple(replace(option, id=f"-{option.id}", worst_value=-5.5) for option in result.options),
    )
    (first, *_) = rows(write_options([hostile]))
    assert first["scenario"] == "'=HYPERLINK(1)"
    assert first["option"] == "'-enmesh"
    assert first["worst_value"] == "-5.5"


def test_what_is_withheld_is_an_empty_cell() -> None:
    """Where options move the chances, regret, dominance and EVPI have no number, and a column says why."""
    first, *_ = rows(write_options([shipped_result("nato", endogenous=True)]))
    empty = ("max_regret", "expected_regret", "dominated_by", "evpi_futures")
    assert [first[head] for head in empty] == [""] * 4
    plain, *_ = rows(write_options([shipped_result("nato")]))
    assert (first["endogenous"], plain["endogenous"]) == ("true", "false")
    assert all(plain[head] for head in empty if head != "dominated_by")


def test_no_poles_no_index() -> None:
    """Where there is no number, the cell is empty."""
    result = replace(shipped_result("nato"), dilemma_index=None)
    assert {row["dilemma_index"] for row in rows(write_options([result]))} == {""}
