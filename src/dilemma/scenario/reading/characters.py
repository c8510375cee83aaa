"""Invisible and forbidden characters: finding them, naming them and making them visible."""

from __future__ import annotations

import re
import unicodedata

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

FORBIDDEN_CHARACTERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]+"
)
"""Runs of what no text may hold: controls but tab, line ends and NEL; half characters; noncharacters."""

# Printable by category, yet drawn as nothing: joiners, fillers and variation selectors.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0") | {
    chr(code) for block in (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)) for code in block
}

_LONGEST_QUOTATION = 40

# YAML 1.1 breaks lines at these three and 1.2 does not, so a YAML 1.1 parser is shown stand-ins for them.
# The stand-ins are noncharacters, which FORBIDDEN keeps out of every file.
_MASK = {0x85: 0xFDD0, 0x2028: 0xFDD1, 0x2029: 0xFDD2}
_UNMASK = {stand_in: character for character, stand_in in _MASK.items()}


def _is_invisible(character: str) -> bool:
    """Return whether a character leaves no mark of its own; the plain space does not count."""
    return not character.isprintable() or character in _FILLERS


def first_invisible(text: str) -> str | None:
    """Return the first invisible character of a text, if there is one."""
    if text.isascii() and text.isprintable():
        return None
    return next(filter(_is_invisible, text), None)


def make_visible(text: str) -> str:
    """Return the text with a replacement character for each invisible one; its length stays the same."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_REPLACEMENT if _is_invisible(character) else character for character in text)


def name_character(character: str) -> str:
    """Return the code point and the name of a character, as in `U+200B (zero width space)`."""
    # Controls and noncharacters have no name in Unicode; controls end at U+009F.
    name = unicodedata.name(character, "a control character" if ord(character) < 0xA0 else "not a character")
    return f"U+{ord(character):04X} ({name.lower()})"


def quote_text(text: str) -> str:
    """Quote the author's words in backticks: on one line, made visible, cut when long."""
    shown = text if len(text) <= _LONGEST_QUOTATION else text[: _LONGEST_QUOTATION - 1] + "…"
    return f"`{make_visible(shown)}`"


def mask_text(text: str) -> str:
    """Return the text for a YAML 1.1 parser, with forbidden characters and its extra line breaks replaced.

    Each character is replaced by exactly one other, so that offsets stay the same.
    """
    # Searching is three times as quick as replacing, and hardly any file has one.
    if FORBIDDEN_CHARACTERS.search(text):
        text = FORBIDDEN_CHARACTERS.sub(lambda run: _REPLACEMENT * len(run[0]), text)
    return text.translate(_MASK)


def unmask_text(text: str) -> str:
    """Return a text as the author wrote it, from one that a YAML 1.1 parser gave back."""
    return text if text.isascii() else text.translate(_UNMASK)
