"""Values of plain scalars: in the core schema of YAML 1.2, and as a YAML 1.1 tool would read them."""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dilemma.scenario.reading.nodes import Scalar

LONGEST_NUMBER = 64
"""Characters a number may have; what is longer is text."""

_WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_PREFIXED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")

# The same number under all versions of YAML: the common case, decided without trying the patterns below.
_UNAMBIGUOUS = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?")

# Only the readings of YAML 1.1 that differ from those above; `y` and `n` are left out, as hardly a tool reads
# them as the 1.1 specification does, and dates, as writing them plainly is the custom here.
_OLD_WORDS = {
    **dict.fromkeys(("yes", "Yes", "YES", "on", "On", "ON"), "true"),
    **dict.fromkeys(("no", "No", "NO", "off", "Off", "OFF"), "false"),
}
_OLD_BINARY = re.compile(r"[-+]?0b[01_]*[01][01_]*")
_OLD_OCTAL = re.compile(r"[-+]?0[0-7_]*")
_OLD_DECIMAL = re.compile(r"[-+]?[1-9][0-9_]*")
_OLD_HEXADECIMAL = re.compile(r"[-+]?0x[0-9a-fA-F_]*[0-9a-fA-F][0-9a-fA-F_]*")
_OLD_FLOAT = re.compile(r"[-+]?[0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?")
_OLD_SIXTIES = re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?")


def parse_scalar(text: str) -> Scalar:
    """Return the value of a plain scalar under the core schema of YAML 1.2.

    Infinities and NaN are left for the caller to refuse; numbers longer than 64 characters stay text.
    Source: YAML 1.2.2, section 10.3.2.
    """
    if text in _WORDS:
        return _WORDS[text]
    # Python takes quadratic time to convert long digits, and refuses thousands of them.
    if len(text) > LONGEST_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _PREFIXED.fullmatch(text):
        return int(text, base=0)
    return float(text) if _FLOAT.fullmatch(text) else text


def yaml_1_1_reading(text: str) -> str | None:
    """Return what a YAML 1.1 tool reads in a plain scalar, when that differs from its value here.

    Returns:
        A number or truth value as it would be printed, `text`, or None when both readings agree.

    Source: the YAML 1.1 type repository (bool, int, float), with the resolver patterns of common tools.
    """
    if text in _OLD_WORDS:
        return _OLD_WORDS[text]
    # A YAML 1.1 number has a digit among its first three characters: after a sign, a point, or both.
    if len(text) > LONGEST_NUMBER or not any(map(str.isdigit, text[:3])) or _UNAMBIGUOUS.fullmatch(text):
        return None
    value, old_value = parse_scalar(text), _parse_old_number(text)
    if old_value is None:
        return None if isinstance(value, str) else "text"
    return None if old_value == value else f"{old_value}"


def _parse_old_number(text: str) -> int | float | None:
    """Return the number that YAML 1.1 reads in a plain scalar, if it reads one."""
    plain = text.replace("_", "")
    if _OLD_BINARY.fullmatch(text):
        return int(plain, base=2)
    if _OLD_OCTAL.fullmatch(text):
        return int(plain, base=8)
    if _OLD_DECIMAL.fullmatch(text):
        return int(plain)
    if _OLD_HEXADECIMAL.fullmatch(text):
        return int(plain, base=16)
    if _OLD_FLOAT.fullmatch(text):
        return float(plain)
    return _parse_sexagesimal(plain) if _OLD_SIXTIES.fullmatch(text) else None


def _parse_sexagesimal(text: str) -> int | float | None:
    """Return the value of digits to base sixty, as in `1:30` for ninety.

    A whole number with a leading zero is not one of these.
    """
    sign = -1 if text.startswith("-") else 1
    *digits, last = text.lstrip("-+").split(":")
    if "." not in last and digits[0].startswith("0"):
        return None
    whole = reduce(lambda total, digit: 60 * total + int(digit), digits, 0)
    return sign * (60 * whole + (float(last) if "." in last else int(last)))
