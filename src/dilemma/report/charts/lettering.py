"""The room a text takes, estimated without knowing the font, and lines broken to fit."""

from __future__ import annotations

import unicodedata

from dilemma.report.hostile import sanitize

LINE_HEIGHT = 1.25  # line height, in sizes of the letter
_BOLD_WIDTH = 1.08  # of bold letters, in widths of plain ones
_NARROW_LETTERS, _WIDE_LETTERS = frozenset("iljtfrI.,:;'|!()[] "), frozenset("mwMW%@+=→←↑−±–—…")


def measure_text(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text is in a common sans-serif font; rather too wide than too narrow."""
    return sum(_em(character) for character in text) * size * (_BOLD_WIDTH if bold else 1.0)


def _em(character: str) -> float:
    """Return the width of a character, in sizes of the letter."""
    if character in _NARROW_LETTERS:
        return 0.34
    if character in _WIDE_LETTERS:
        return 0.9
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return 1.05
    return 0.7 if character.isupper() else 0.57


def wrap_text(text: str, size: float, width: float, *, most: int = 6, bold: bool = False) -> list[str]:
    """Return a text in lines no wider than `width`; the last of `most` lines ends in an ellipsis if it must.

    Words that are too long for a line are broken.
    """
    lines = [""]
    for word in _break_words(sanitize(text), size, width, bold):
        longer_line = f"{lines[-1]} {word}".strip()
        if measure_text(longer_line, size, bold=bold) <= width:
            lines[-1] = longer_line
        else:
            lines.append(word)
    lines = [line for line in lines if line] or [""]
    if len(lines) > most:
        return [*lines[: most - 1], truncate_text(" ".join(lines[most - 1 :]), size, width, bold=bold)]
    return lines


def _break_words(text: str, size: float, width: float, bold: bool) -> list[str]:
    """Return the words of a text, those wider than a line cut into pieces."""
    pieces: list[str] = []
    for word in text.split():
        piece = ""
        for character in word:
            if piece and measure_text(piece + character, size, bold=bold) > width:
                pieces.append(piece)
                piece = ""
            piece += character
        pieces.append(piece)
    return pieces


def truncate_text(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Return a text, or as much of it as fits with an ellipsis."""
    if measure_text(text, size, bold=bold) <= width:
        return text
    kept = text
    while kept and measure_text(f"{kept}…", size, bold=bold) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
