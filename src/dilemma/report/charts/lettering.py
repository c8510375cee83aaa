"""How much room a text takes, without knowing the font: widths on the safe side, and lines broken to fit."""

from __future__ import annotations

import unicodedata

from dilemma.report.hostile import harmless

LEADING = 1.25  # line height, in sizes of the letter
BOLD = 1.08
_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[] "), frozenset("mwMW%@+=→←↑−±–—…")


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is in a common sans-serif; rather too wide than too narrow."""
    return sum(_em(character) for character in text) * size * (BOLD if bold else 1.0)


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.34
    if character in _WIDE:
        return 0.9
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return 1.05
    return 0.7 if character.isupper() else 0.57


def wrapped(text: str, size: float, width: float, *, most: int = 6, bold: bool = False) -> list[str]:
    """A text in lines no wider than `width`, at most so many; what is left out ends in an ellipsis.

    Words that are too long for a line are broken.
    """
    lines = [""]
    for word in _pieces(harmless(text), size, width, bold):
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    lines = [line for line in lines if line] or [""]
    if len(lines) > most:
        return [*lines[: most - 1], fitted(" ".join(lines[most - 1 :]), size, width, bold=bold)]
    return lines


def _pieces(text: str, size: float, width: float, bold: bool) -> list[str]:
    """The words of a text, those wider than a line cut into pieces."""
    found: list[str] = []
    for word in text.split():
        piece = ""
        for character in word:
            if piece and width_of(piece + character, size, bold=bold) > width:
                found.append(piece)
                piece = ""
            piece += character
        found.append(piece)
    return found


def fitted(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width_of(text, size, bold=bold) <= width:
        return text
    kept = text
    while kept and width_of(f"{kept}…", size, bold=bold) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
