"""One near word or silence."""

from __future__ import annotations

import pytest

from dilemma.scenario.suggest import LONGEST, MOST_KNOWN, did_you_mean, meant, nearest, one_of, remedy

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
    assert nearest(word, KEYS) == expected
    assert did_you_mean(word, KEYS) == (f"; did you mean `{expected}`?" if expected else "")


def test_nothing_is_looked_for_among_too_much() -> None:
    """Each of thousands of mistyped names is not compared with each of thousands of others."""
    many = [f"name-{number}" for number in range(MOST_KNOWN)]
    assert nearest("nmae-7", many) == "name-7"
    assert nearest("nmae-7", [*many, "one-more"]) is None
    long = "ab" * LONGEST
    assert nearest(long[1:], [long]) is None


def test_a_short_list_helps_and_a_long_one_does_not() -> None:
    """Up to nine names are listed; more would hide the message."""
    assert one_of("abc") == "; known: `a`, `b`, `c`"
    assert one_of("abcdefghij") == ""
    assert one_of([]) == ""
    assert remedy("titel", KEYS) == "; did you mean `title`?"
    assert remedy("zzz", ["a", "b"]) == "; known: `a`, `b`"


def test_mistyped_words_stand_for_known_ones() -> None:
    """Known words stand for themselves only, and far ones for nothing."""
    assert meant(["titel", "does", "zzz"], KEYS) == {"title"}
