"""Numbers are understood as people type them, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.elicitation import question
from dilemma.elicitation.question import BadAnswer


@pytest.mark.parametrize(
    ("typed", "parameters"),
    [
        ("80", (80,)),
        (" 80 points ", (80,)),
        ("60-80", (60, 80)),
        ("60 to 80", (60, 80)),
        ("60 – 80", (60, 80)),
        ("60..80", (60, 80)),
        ("60 70 80", (60, 70, 80)),
        (".5", (0.5,)),
    ],
)
def test_points(typed: str, parameters: tuple[float, ...]) -> None:
    """One number is exact, two are a range, three have a most likely one."""
    assert question.read_points(typed, most=100).parameters == parameters


@pytest.mark.parametrize(
    ("typed", "parameters"),
    [("0.3", (0.3,)), ("30%", (0.3,)), ("29%", (0.29,)), ("10-30%", (0.1, 0.3)), ("5% to 7 %", (0.05, 0.07))],
)
def test_chances(typed: str, parameters: tuple[float, ...]) -> None:
    """Per cent are hundredths to the last bit, as if typed so."""
    assert question.read_chance(typed).parameters == parameters


@given(st.lists(st.floats(0, 1).map(lambda share: round(share, 12)), min_size=1, max_size=3).map(sorted))
def test_what_is_written_is_read_again(numbers: list[float]) -> None:
    """However small, a number is written as a person types it."""
    typed = " ".join(f"{number:.12f}" for number in numbers)
    found = question.read_chance(typed)
    assert list(found.parameters) == numbers
    assert question.read_chance(question.format_quantity(found)) == found


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "no number"),
        ("many", "not a number"),
        ("-5", "below 0"),
        ("101", "more than the 100"),
        ("80-60", "rise from low to high"),
        ("0,3", "comma"),
        ("1 2 3 4", "4 numbers"),
        ("nan", "not a number"),
        ("1e3", "not a number"),
        ("٣", "not a number"),
    ],
)
def test_what_is_no_number_of_points(typed: str, words: str) -> None:
    """Each refusal says what is wrong."""
    with pytest.raises(BadAnswer, match=words):
        question.read_points(typed, most=100)


def test_a_chance_above_one_is_asked_for_in_per_cent() -> None:
    """30 may be 30% or a slip; the person decides."""
    with pytest.raises(BadAnswer, match=r"write 0\.3 or 30%"):
        question.read_chance("30")
