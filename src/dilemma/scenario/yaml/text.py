"""Text of a file: its bytes decoded, its invisible characters named, and values written as YAML.

What is written is read back as the same values by this program and by tools of YAML 1.1.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from dilemma.scenario.problems import Problem, SourceText, Span
from dilemma.scenario.yaml.nodes import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.yaml.nodes import Data

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Controls but tab, line ends and NEL; half characters; noncharacters.
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]+"


def find_forbidden(text: str) -> Iterator[re.Match[str]]:
    """Return the runs of characters that no text may hold."""
    return iter(()) if _is_clean(text) else re.finditer(_FORBIDDEN, text)


def _is_clean(text: str) -> bool:
    """Return whether all but the line ends of a text prints, as of most files; a search takes longer."""
    return text.replace("\n", "").isprintable()


# Printable by category, yet drawn as nothing: joiners, fillers and variation selectors.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0") | {
    chr(code) for block in (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)) for code in block
}

_LONGEST_QUOTATION = 40

# YAML 1.1 breaks lines at these three and 1.2 does not, so a YAML 1.1 parser is shown stand-ins for them.
# The stand-ins are noncharacters, which are kept out of every file.
_MASK = {"\x85": "\ufdd0", "\u2028": "\ufdd1", "\u2029": "\ufdd2"}
_UNMASK = {stand_in: character for character, stand_in in _MASK.items()}

LARGEST_FILE = 1024 * 1024
"""Bytes a file may have: 1 MiB."""
# Letters first, and nothing that ends a scalar in a list or mapping, opens a comment or looks like a date.
_BARE = r"[^\W\d_](?:[\w .()%/+;–-]*[\w.)%])?"
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_LARGEST_EXACT = 1e15  # whole numbers below it are themselves as floats
_YAML_1_1_BOOLEANS = frozenset({"y", "n"})  # by the letter of YAML 1.1, `y` and `n` are yes and no


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


@lru_cache(maxsize=4096)
def comparable_text(text: str) -> str:
    """Return a text as readers compare it: neither case, gaps nor how an accent is typed tell two apart."""
    return unicodedata.normalize("NFC", " ".join(text.split()).casefold())


def mask_text(text: str) -> str:
    """Return the text for a YAML 1.1 parser, with forbidden characters and its extra line breaks replaced.

    Each character is replaced by exactly one other, so that offsets stay the same.
    """
    if not _is_clean(text):
        text = re.sub(_FORBIDDEN, lambda run: _REPLACEMENT * len(run[0]), text)
    return _replace_all(text, _MASK)


def unmask_text(text: str) -> str:
    """Return a text as the author wrote it, from one that a YAML 1.1 parser gave back."""
    return text if text.isascii() else _replace_all(text, _UNMASK)


def _replace_all(text: str, replacements: dict[str, str]) -> str:
    # Hardly any text has one of them: three searches take less time than a look at every character.
    for old, new in replacements.items():
        text = text.replace(old, new)
    return text


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
    lines = tuple((text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text).split("\n"))
    if all(re.fullmatch(r"\s*(#.*)?|---|\.\.\.", line, re.DOTALL) for line in lines):
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
    line = len(re.findall(rb"\r\n|\r|\n", data[:offset])) + 1
    return f"byte 0x{data[offset]:02X} on line {line} is not UTF-8"


def _describe_empty(text: str) -> str:
    """Describe why a file counts as empty."""
    content = "holds nothing but comments" if "#" in text else "is empty"
    return f"the file {content}; write `key: value` lines"


def yaml_scalar(text: str) -> str:
    """Return a text on one line: bare where every reader takes it for that text, else in double quotes."""
    bare = re.fullmatch(_BARE, text) and text.lower() not in _YAML_1_1_BOOLEANS
    return text if bare and read_plain(text) == (text, None) else yaml_quoted(text)


def yaml_quoted(text: str) -> str:
    """Return a text in double quotes, with characters that do not print written as escapes."""
    return f'"{"".join(_escape(character) for character in text)}"'


def yaml_number(value: float) -> str:
    """Return a number to the last bit, whole ones without a point."""
    if value == int(value) and abs(value) < _LARGEST_EXACT:
        return str(int(value))
    # Tools of YAML 1.1 take `1e-05` for a text and `1.0e-05` for a number.
    mantissa, exponent, power = repr(float(value)).partition("e")
    return f"{mantissa if '.' in mantissa else f'{mantissa}.0'}{exponent}{power}"


def yaml_flow(data: Data) -> str:
    """Return data on one line: `{norms: 80, cost: [10, 20]}`."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{yaml_scalar(key)}: {yaml_flow(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(yaml_flow(item) for item in data) + "]"
    if data is None or isinstance(data, bool):
        return {None: "null", True: "true", False: "false"}[data]
    return yaml_scalar(data) if isinstance(data, str) else yaml_number(data)


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    point = ord(character)
    return f"\\x{point:02x}" if point < 256 else f"\\u{point:04x}" if point < 65536 else f"\\U{point:08x}"
