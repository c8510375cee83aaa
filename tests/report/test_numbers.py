"""Numbers are rounded in one room, with a true minus, and never claim more than they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.report.numbers import (
    format_distinct,
    format_lead,
    format_level,
    format_likelihood,
    format_likelihoods,
    format_percent,
    format_plain,
    format_points,
    format_ratio,
    format_share,
    format_signed,
    format_whole_points,
)

MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("value", "written"),
    [(50.13, "50.1"), (-1.25, f"{MINUS}1.3"), (0.0, "0.0"), (-0.0, "0.0"), (-0.04, "0.0"), (100, "100.0")],
)
def test_points(value: float, written: str) -> None:
    """Value points have one decimal, and no zero has a sign."""
    assert format_points(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.5, "1"),
        (2.5, "3"),
        (44.5, "45"),
        (-0.5, f"{MINUS}1"),
        (2.4999999999999996, "3"),  # another processor has 2.5 here
        (2.49999999, "2"),
        (1e300, str(int(1e300))),
    ],
)
def test_halves_go_away_from_zero(value: float, written: str) -> None:
    """A half but for roundoff is rounded as at school and as by a page's script; what is less is not."""
    assert format_whole_points(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(3.44, "+3.4"), (-0.31, f"{MINUS}0.3"), (0.0, "0.0"), (-0.0, "0.0"), (0.04, "0.0"), (-0.04, "0.0")],
)
def test_signed(value: float, written: str) -> None:
    """A difference has a sign unless it is shown as none."""
    assert format_signed(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0%"),
        (1e-9, "<1%"),
        (0.00499, "<1%"),
        (0.005, "1%"),
        (0.0051, "1%"),
        (0.123, "12%"),
        (0.995, ">99%"),
        (0.9949, "99%"),
        (0.9951, ">99%"),
        (1 - 1e-9, ">99%"),
        (1.0, "100%"),
    ],
)
def test_percent(value: float, written: str) -> None:
    """Only what never happens is 0%, and only what always does is 100%."""
    assert format_percent(value) == written


def test_only_none_and_all_are_written_as_such() -> None:
    """No share strictly between 0 and 1 is written as 0% or 100%."""
    shares = [n / 20_000 for n in range(1, 20_000)]
    assert {format_percent(each) for each in shares} & {"0%", "100%"} == set()


@pytest.mark.parametrize(
    ("value", "written"), [(0.314, "0.31"), (1.0, "1.00"), (-0.001, "0.00"), (-0.25, f"{MINUS}0.25")]
)
def test_share(value: float, written: str) -> None:
    """A weight or chance on its line has two decimals."""
    assert format_share(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (30.0, "30"),
        (0.25, "0.25"),
        (-5.0, f"{MINUS}5"),
        (1e6, "1000000"),
        (2.5e-5, "0.000025"),
        (12345678.5, "12345678.5"),
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
    ],
)
def test_plain(value: float, written: str) -> None:
    """An author's number comes back as an author would write it."""
    assert format_plain(value) == written


@pytest.mark.parametrize(
    ("probability", "lexicon", "written"),
    [(0.12, "icd203", "12%, very unlikely"), (0.5, "icd203", "50%, roughly even chance")],
)
def test_likelihood(probability: float, lexicon: str, written: str) -> None:
    """A probability is followed by its word in the scenario's lexicon (ICD 203)."""
    assert format_likelihood(probability, lexicon) == written  # type: ignore[arg-type]  # a parameter is any text


def test_what_odds_are_multiplied_by() -> None:
    """One decimal from 1 up, two below, where a tenth is much."""
    assert [format_ratio(ratio) for ratio in (21.2157, 5.07, 1.0, 0.4878, 0.0)] == [
        "×21.2",
        "×5.1",
        "×1.0",
        "×0.49",
        "×0.00",
    ]


def test_two_numbers_are_told_apart() -> None:
    """Different numbers get as many decimals as it takes to differ; equal ones are written as ever."""
    assert format_distinct(50.0, 53.0, format_points) == ("50.0", "53.0")
    assert format_distinct(50.02, 49.98, format_points) == ("50.02", "49.98")
    assert format_distinct(0.3001, 0.3004, format_share) == ("0.3001", "0.3004")
    assert format_distinct(50.0, 50.0, format_points) == ("50.0", "50.0")
    assert format_distinct(50.2, 49.8, format_whole_points) == ("50.2", "49.8")
    assert format_distinct(0.376, 0.384, format_percent) == ("37.6%", "38.4%")
    assert format_distinct(0.002, 0.004, format_percent) == ("0.2%", "0.4%")
    assert format_distinct(0.38, 0.39, format_percent) == ("38%", "39%")


def test_two_likelihoods_are_told_apart() -> None:
    """Each keeps its word, and a move that whole percents hide is seen."""
    assert format_likelihoods(0.376, 0.384, "icd203") == ("37.6%, unlikely", "38.4%, unlikely")
    assert format_likelihoods(0.1, 0.3, "icd203") == ("10%, very unlikely", "30%, unlikely")


@pytest.mark.parametrize(
    ("lead", "rule", "written"),
    [(1.97, 2.0, "1.97"), (2.0, 2.0, "2.0"), (2.03, 2.0, "2.0"), (1.9, 2.0, "1.9"), (0.0, 2.0, "0.0")],
)
def test_a_lead_beside_its_rule(lead: float, rule: float, written: str) -> None:
    """A lead is shown to as many decimals as it takes to see that it misses the rule, and no more."""
    assert format_lead(lead, rule) == written


@given(st.floats(1e-5, 100.0), st.floats(0.01, 20.0))
def test_a_lead_never_seems_to_reach_a_rule_that_it_misses(lead: float, rule: float) -> None:
    """Who misses it by a thousandth or more is shown below it; some lead is never shown as none."""
    shown = format_lead(lead, rule)
    assert shown != "0.0"
    if lead <= rule - 1e-3 and shown != "less than 0.1":
        assert float(shown) < rule
    if lead >= rule and shown != "less than 0.1":
        assert float(shown) >= float(format_points(rule))


@pytest.mark.parametrize(
    ("level", "written"),
    [
        (19.24, "19.2"),
        (999.94, "999.9"),
        (1066.7, "1,067"),
        (196666.7, "196,667"),
        (-21378, f"{MINUS}21,378"),
    ],
)
def test_a_level_in_its_own_unit(level: float, written: str) -> None:
    """From a thousand on a level is whole, with a comma: no reader needs a tenth of a euro."""
    assert format_level(level) == written
