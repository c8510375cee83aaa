"""Texts from files, made harmless for where they are shown."""

from __future__ import annotations

import unicodedata

# What turns the direction of text around, or hides in it, without being a control character.
UNSEEN = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")


def harmless(text: str) -> str:
    """The text with control and direction characters made visible; line breaks become spaces."""
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\r\t":
        return " "
    if character in UNSEEN or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return "\N{REPLACEMENT CHARACTER}"
    return character


def formula_safe(text: str) -> str:
    """A spreadsheet cell that is read as text: an apostrophe before what would run as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
