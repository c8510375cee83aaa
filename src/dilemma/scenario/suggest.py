"""Suggestions for mistyped words: one near word, a short list, or silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

# Ids of a scenario's parts listed at most: they are short, and nobody knows them by heart.
MOST_LISTED_IDS = 40

_LONGEST_WORD = 100
"""Characters of a mistyped word that stands for another; what is longer is no slip of the finger."""

_MOST_KNOWN_WORDS = 300
"""Known words among which a near one is looked for; among more, the time it takes would be felt."""


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """Return the known word closest to a mistyped one, ignoring case, if there is one.

    None is returned as well when there are too many known words to look through.
    """
    from difflib import get_close_matches  # noqa: PLC0415  only a fault needs it

    by_lower_case = {known_word.lower(): known_word for known_word in known}
    if len(word) > _LONGEST_WORD or len(by_lower_case) > _MOST_KNOWN_WORDS:
        return None
    matches = get_close_matches(word.lower(), by_lower_case, n=1, cutoff=0.65)
    return by_lower_case[matches[0]] if matches else None


def intended_words(words: Iterable[str], known: Collection[str]) -> set[str]:
    """Return the known words that mistyped ones stand for, so that those are not reported missing as well."""
    return {near for word in words if word not in known and (near := nearest_word(word, known))}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the suggestion `; did you mean …?`, or nothing when unsure."""
    near = nearest_word(word, known)
    return f"; did you mean `{near}`?" if near else ""


def list_known(known: Iterable[str], *, most: int = 9) -> str:
    """Return the suggestion `; known: …`, or nothing when the list is too long to help."""
    names = list(known)
    return "; known: " + ", ".join(f"`{name}`" for name in names) if 0 < len(names) <= most else ""


def suggest_word(word: str, known: Iterable[str], *, most: int = 9) -> str:
    """Suggest the nearest known word, else the short list of all of them, else nothing."""
    names = list(known)
    return did_you_mean(word, names) or list_known(names, most=most)
