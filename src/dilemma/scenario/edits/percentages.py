"""Percentages as people type them in a what-if, `35%`; a file states the parts of 1 themselves."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

_PERCENTAGE = re.compile(r"\s*([-+]?(?:\d{1,300}\.?\d{0,300}|\.\d{1,300}))\s*%\s*")


def is_percentage(value: Any) -> bool:
    """Whether a value is a percentage, as typed."""
    return isinstance(value, str) and bool(_PERCENTAGE.fullmatch(value))


def part(value: Any) -> Any:
    """The part of 1 that a percentage is, in a list too; anything else as it is."""
    if isinstance(value, list):
        return [part(each) for each in value]
    found = _PERCENTAGE.fullmatch(value) if isinstance(value, str) else None
    return float(Fraction(found[1]) / 100) if found else value  # 0.29, not 0.29000000000000004
