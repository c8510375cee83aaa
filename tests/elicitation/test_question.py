"""Choices are meant by number, by name or by the start of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.elicitation.question import (
    AnswerChoice,
    BadAnswer,
    number_choices,
    parse_command,
    read_choice,
)

CHOICES = (
    AnswerChoice(1, "norms", "norms"),
    AnswerChoice(2, "us_engagement", "us engagement"),
    AnswerChoice(4, "us_bases", "us bases"),
)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("1", "norms"),
        ("4", "us_bases"),
        ("N", "norms"),
        ("us-engagement", "us_engagement"),
        (" US  Engagement ", "us_engagement"),
        ("us e", "us_engagement"),
    ],
)
def test_a_choice_is_recognised(typed: str, key: str) -> None:
    """Numbers, ids, names and unique beginnings all do, in any case."""
    assert read_choice(typed, CHOICES).key == key


@given(st.lists(st.from_regex(r"[a-b1-4_-]{1,3}", fullmatch=True), min_size=1, max_size=12, unique=True))
def test_an_id_is_that_choice_whatever_the_ids(keys: list[str]) -> None:
    """Ids of digits, or alike but for a hyphen, are read as themselves, each number as one choice's."""
    numbers = number_choices(keys)
    choices = list(map(AnswerChoice, numbers, keys, keys))
    assert [read_choice(key, choices).key for key in keys] == keys
    assert [read_choice(str(number), choices).key for number in numbers] == keys
    if not any(key.isdecimal() for key in keys):
        assert numbers == list(range(1, len(keys) + 1))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("us", "may be `us_engagement` or `us_bases`"),
        ("3", "type a number: 1, 2, 4"),
        ("-1", "type a number: 1, 2, 4"),
        ("nroms", "did you mean `norms`"),
        ("", "type a number"),
    ],
)
def test_an_unclear_choice_says_what_would_do(typed: str, words: str) -> None:
    """What fits several or none is answered with those there are."""
    with pytest.raises(BadAnswer, match=words):
        read_choice(typed, CHOICES)


def test_commands_work_in_any_case_and_by_their_letter() -> None:
    """`?`, `Q` and `Back` are commands; an answer is none."""
    assert [parse_command(typed) for typed in ("?", " Q ", "Back", "s", "80")] == [
        "help",
        "quit",
        "back",
        "skip",
        None,
    ]
