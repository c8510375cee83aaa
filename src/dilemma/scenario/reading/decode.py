"""Decoding the bytes of a file into lines of text, numbered as an editor numbers them."""

from __future__ import annotations

import codecs
import re

from dilemma.scenario.problems import Problem, SourceText, Span

LARGEST_FILE = 1024 * 1024
"""Bytes a file may have: 1 MiB."""

_BREAK = re.compile(r"\r\n|\r|\n")
_BREAK_IN_BYTES = re.compile(_BREAK.pattern.encode())
_BLANK_LINE = re.compile(r"\s*(#.*)?|---|\.\.\.", re.DOTALL)


def decode(data: bytes, name: str) -> SourceText | Problem:
    """Decode a file, to be shown under `name`, or return the problem that prevents it.

    A byte order mark is dropped. Lines end at line feeds and carriage returns only, never at U+2028 or NEL,
    as in every editor.
    """
    if len(data) > LARGEST_FILE:
        return _fault(name, "too-large", f"the file is larger than 1 MiB ({LARGEST_FILE:,} bytes); split it")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        return _fault(name, "not-utf8", f"{_describe_undecodable(data, error)}; save the file as UTF-8")
    # UTF-16 without a byte order mark decodes as UTF-8 whenever it is plain ASCII, with zero bytes between.
    if "\0" in text:
        return _fault(name, "not-utf8", "the file holds zero bytes, as no text does; save the file as UTF-8")
    lines = tuple(_BREAK.split(text))
    if all(_BLANK_LINE.fullmatch(line) for line in lines):
        return _fault(name, "empty-file", _describe_empty(text))
    return SourceText(name, lines)


def _fault(name: str, code: str, message: str) -> Problem:
    """Return a problem of the file as a whole, reported at its first character and shown without a line."""
    return Problem(Span(SourceText(name, ()), 1, 1, 1), code, message)


def _describe_undecodable(data: bytes, error: UnicodeDecodeError) -> str:
    """Describe which byte cannot be decoded, and on which line, or that the file is UTF-16 or UTF-32."""
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "the file is UTF-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "the file is UTF-16"
    # The error counts from behind the byte order mark, which was cut off before decoding.
    offset = error.start + len(data) - len(data.removeprefix(codecs.BOM_UTF8))
    line = len(_BREAK_IN_BYTES.findall(data, 0, offset)) + 1
    return f"byte 0x{data[offset]:02X} on line {line} is not UTF-8"


def _describe_empty(text: str) -> str:
    """Describe why a file counts as empty."""
    content = "holds nothing but comments" if "#" in text else "is empty"
    return f"the file {content}; write `key: value` lines"
