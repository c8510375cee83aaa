"""Bytes of a file to lines of text, with the line numbers that an editor shows."""

from __future__ import annotations

import codecs
import re

from dilemma.scenario.problems import Problem, SourceText, Span

LARGEST_FILE = 1024 * 1024
"""Bytes a file may have: 1 MiB."""

_BREAK = re.compile(r"\r\n|\r|\n")
_BREAK_IN_BYTES = re.compile(_BREAK.pattern.encode())
_NOTHING = re.compile(r"\s*(#.*)?|---|\.\.\.", re.DOTALL)


def decode(data: bytes, name: str) -> SourceText | Problem:
    """The text of a file under the name to show for it, or why there is none; a byte order mark is dropped.

    Lines end at line feeds and carriage returns only, never at U+2028 or NEL, as in every editor.
    """
    if len(data) > LARGEST_FILE:
        return _fault(name, "too-large", f"the file is larger than 1 MiB ({LARGEST_FILE:,} bytes); split it")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        return _fault(name, "not-utf8", f"{_undecodable(data, error)}; save the file as UTF-8")
    if "\0" in text:
        return _fault(name, "not-utf8", "the file holds zero bytes, as no text does; save the file as UTF-8")
    lines = tuple(_BREAK.split(text))
    if all(_NOTHING.fullmatch(line) for line in lines):
        return _fault(name, "empty-file", _emptiness(text))
    return SourceText(name, lines)


def _fault(name: str, code: str, message: str) -> Problem:
    """A fault of the file as a whole, reported at its first character and shown without a line."""
    return Problem(Span(SourceText(name, ()), 1, 1, 1), code, message)


def _undecodable(data: bytes, error: UnicodeDecodeError) -> str:
    """Which byte cannot be read, and on which line; UTF-16 and UTF-32 are called by their names."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):  # the first begins as UTF-16 does
        return "the file is UTF-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "the file is UTF-16"
    place = error.start + len(data) - len(data.removeprefix(codecs.BOM_UTF8))
    line = len(_BREAK_IN_BYTES.findall(data, 0, place)) + 1
    return f"byte 0x{data[place]:02X} on line {line} is not UTF-8"


def _emptiness(text: str) -> str:
    """How a file comes to hold nothing."""
    found = "holds nothing but comments" if "#" in text else "is empty"
    return f"the file {found}; write `key: value` lines"
