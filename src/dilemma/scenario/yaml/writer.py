"""Values written as YAML that this program, and tools of YAML 1.1, read back as the same values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dilemma.scenario.yaml.nodes import parse_scalar, yaml_1_1_reading

if TYPE_CHECKING:
    from dilemma.scenario.yaml.nodes import Data

# Letters first, and nothing that ends a scalar in a list or mapping, opens a comment or looks like a date.
_BARE = re.compile(r"[^\W\d_](?:[\w .()%/+;–-]*[\w.)%])?")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_LARGEST_EXACT = 1e15  # whole numbers below it are themselves as floats
_YAML_1_1_BOOLEANS = frozenset({"y", "n"})  # by the letter of YAML 1.1, `y` and `n` are yes and no


def yaml_scalar(text: str) -> str:
    """Return a text on one line: bare where every reader takes it for that text, else in double quotes."""
    bare = _BARE.fullmatch(text) and isinstance(parse_scalar(text), str) and yaml_1_1_reading(text) is None
    return text if bare and text.lower() not in _YAML_1_1_BOOLEANS else yaml_quoted(text)


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
