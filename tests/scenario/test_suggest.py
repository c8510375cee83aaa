"""One near word or silence."""

from __future__ import annotations

import pytest

from dilemma.scenario.suggest import (
    _LONGEST_WORD,
    _MOST_KNOWN_WORDS,
    did_you_mean,
    intended_words,
    list_known,
    nearest_word,
    suggest_word,
)

KEYS = ["title", "stance", "does", "does_not"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("titel", "title"),
        ("TITLE", "title"),
        ("doesnt", "does_not"),
        ("zzz", None),
        ("", None),
        ("x" * 500, None),
    ],
)
def test_only_a_near_word_is_suggested(word: str, expected: str | None) -> None:
    """Case does not count, and nothing far is guessed."""
    assert nearest_word(word, KEYS) == expected
    assert did_you_mean(word, KEYS) == (f"; did you mean `{expected}`?" if expected else "")


def test_nothing_is_looked_for_among_too_much() -> None:
    """Each of thousands of mistyped names is not compared with each of thousands of others."""
    many = [f"name-{number}" for number in range(_MOST_KNOWN_WORDS)]
    assert nearest_word("nmae-7", many) == "name-7"
    assert nearest_word("nmae-7", [*many, "one-more"]) is None
    long = "ab" * _LONGEST_WORD
    assert nearest_word(long[1:], [long]) is None


def test_a_short_list_helps_and_a_long_one_does_not() -> None:
    """Up to nine names are listed; more would hide the message."""
    assert list_known("abc") == "; known: `a`, `b`, `c`"
    assert list_known("abcdefghij") == ""
    assert list_known([]) == ""
    assert suggest_word("titel", KEYS) == "; did you mean `title`?"
    assert suggest_word("zzz", ["a", "b"]) == "; known: `a`, `b`"


def test_mistyped_words_stand_for_known_ones() -> None:
    """Known words stand for themselves only, and far ones for nothing."""
    assert intended_words(["titel", "does", "zzz"], KEYS) == {"title"}
