"""Characters that do not show: found, named, and made visible."""

from __future__ import annotations

import re
import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

FORBIDDEN = re.compile(
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


def invisible(character: str) -> bool:
    """Whether a character leaves no mark of its own; the plain space does not count."""
    return not character.isprintable() or character in _FILLERS


def first_invisible(text: str) -> str | None:
    """The first character of a text that does not show, if there is one."""
    if text.isascii() and text.isprintable():
        return None
    return next(filter(invisible, text), None)


def visible(text: str) -> str:
    """The text with a replacement character for each one that does not show; its length stays."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(REPLACEMENT if invisible(character) else character for character in text)


def named(character: str) -> str:
    """Code point and name of a character, as in `U+200B (zero width space)`."""
    name = unicodedata.name(character, "a control character" if ord(character) < 0xA0 else "not a character")
    return f"U+{ord(character):04X} ({name.lower()})"


def quoted(text: str) -> str:
    """The author's words between backticks: on one line, made visible, cut when long."""
    shown = text if len(text) <= _LONGEST_QUOTATION else text[: _LONGEST_QUOTATION - 1] + "…"
    return f"`{visible(shown)}`"


def masked(text: str) -> str:
    """The text for a YAML 1.1 parser: what is forbidden or breaks lines there, replaced one for one."""
    if FORBIDDEN.search(text):  # looking is three times as quick as replacing, and hardly a file has any
        text = FORBIDDEN.sub(lambda run: REPLACEMENT * len(run[0]), text)
    return text.translate(_MASK)


def unmasked(text: str) -> str:
    """A text as the author wrote it, from one that a YAML 1.1 parser gave back."""
    return text if text.isascii() else text.translate(_UNMASK)
