"""Texts from files, made safe for where they are shown."""

from __future__ import annotations

import unicodedata

# Characters that turn the direction of a text around or hide in it. All are of category Cf as well;
# the list says which of that category do harm.
_INVISIBLE = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")


def sanitize(text: str) -> str:
    """Return a text with its control and direction characters made visible; line breaks become spaces."""
    # Nearly every text is printable, and then this one call is all that is needed.
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    """Return a character that can be seen in place of one that cannot."""
    if character in "\n\r\t":
        return " "
    if character in _INVISIBLE or unicodedata.category(character) in {
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
        "Zl",
        "Zp",
    }:
        return "\N{REPLACEMENT CHARACTER}"
    return character


def escape_formula(text: str) -> str:
    """Return a spreadsheet cell that is read as text: an apostrophe before what would run as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
