"""Percentages as people type them in a what-if, `35%`; a file states the same as a fraction of 1."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

# At most 300 digits on either side, so that the number stays within the range of a float.
_PERCENTAGE = re.compile(r"\s*([-+]?(?:\d{1,300}\.?\d{0,300}|\.\d{1,300}))\s*%\s*")


def _is_percentage(value: Any) -> bool:
    """Return whether a value is a percentage, as typed."""
    return isinstance(value, str) and bool(_PERCENTAGE.fullmatch(value))


def percentage_to_fraction(value: Any) -> Any:
    """Return the fraction of 1 that a percentage is, in a list too; any other value unchanged."""
    if isinstance(value, list):
        return [percentage_to_fraction(item) for item in value]
    match = _PERCENTAGE.fullmatch(value) if isinstance(value, str) else None
    # The exact fraction: 29 / 100 gives 0.29, where 29 * 0.01 gives 0.29000000000000004.
    return float(Fraction(match[1]) / 100) if match else value
