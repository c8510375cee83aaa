"""Choices are meant by number, by name or by the start of it."""

from __future__ import annotations

import pytest

from dilemma.elicitation.question import AnswerChoice, BadAnswer, parse_command, read_choice

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


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("us", "may be `us_engagement` or `us_bases`"),
        ("3", "type a number: 1, 2, 4"),
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
