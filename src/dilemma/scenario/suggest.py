"""Did-you-mean: one near word or silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

IDS = 40  # ids of a scenario's parts listed at most: they are short, and nobody knows them by heart


LONGEST = 100
"""Characters of a mistyped word that stands for another; what is longer is no slip of the finger."""

MOST_KNOWN = 300
"""Known words among which a near one is looked for; among more, the time it takes would be felt."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to a mistyped one, ignoring case; None when none is near or too many known."""
    from difflib import get_close_matches  # noqa: PLC0415  only a fault needs it

    spelled = {known_word.lower(): known_word for known_word in known}
    if len(word) > LONGEST or len(spelled) > MOST_KNOWN:
        return None
    found = get_close_matches(word.lower(), spelled, n=1, cutoff=0.65)
    return spelled[found[0]] if found else None


def meant(given: Iterable[str], known: Collection[str]) -> set[str]:
    """The known words that mistyped ones stand for: reported where they are mistyped, and not as missing."""
    return {near for word in given if word not in known and (near := nearest(word, known))}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The remedy `; did you mean …?`, or nothing when unsure."""
    near = nearest(word, known)
    return f"; did you mean `{near}`?" if near else ""


def one_of(known: Iterable[str], *, most: int = 9) -> str:
    """The remedy `; known are …`, or nothing when the list is too long to help."""
    names = list(known)
    return "; known: " + ", ".join(f"`{name}`" for name in names) if 0 < len(names) <= most else ""


def remedy(word: str, known: Iterable[str], *, most: int = 9) -> str:
    """The nearest known word, else the short list of all of them, else nothing."""
    names = list(known)
    return did_you_mean(word, names) or one_of(names, most=most)
