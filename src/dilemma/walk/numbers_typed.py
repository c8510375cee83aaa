"""Numbers as people type them: `80`, `60-80`, `60 to 80`, `30%`, `0.1 0.2 0.3`."""

from __future__ import annotations

import re

from dilemma.scenario.quantity import BadQuantity, Quantity, exact_quantity, parse_quantity
from dilemma.walk.question import BadAnswer

_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{0,12})?|\.[0-9]{1,12}")
_BETWEEN = re.compile(r"\s*(?:\bto\b|[-–—]|\.\.|\s)\s*")
# Enough for any judgement, and few enough to round off what binary fractions add.
TYPED_DECIMALS = 12
_DECIMAL_COMMA = re.compile(r"[0-9]*,[0-9]+")


def read_points(typed: str, *, most: float) -> Quantity:
    """Read points from 0 up, one number or a range.

    Raises:
        BadAnswer: it is none, or above `most`.
    """
    result = _read_quantity(typed.strip().removesuffix("points").strip(), scale=1.0)
    if result.bounds[1] > most:
        raise BadAnswer(f"`{typed.strip()}` is more than the {most:g} points that can be meant; give fewer")
    return result


def read_chance(typed: str) -> Quantity:
    """Read a chance between 0 and 1, one number or a range; also in per cent.

    Raises:
        BadAnswer: it is none, or outside 0 to 1.
    """
    text = typed.strip()
    percent = "%" in text
    result = _read_quantity(text.replace("%", " ").strip(), scale=0.01 if percent else 1.0)
    if result.bounds[1] > 1:
        raise BadAnswer(f"a chance lies between 0 and 1; write 0.3 or 30% instead of `{text}`")
    return result


def format_quantity(quantity: Quantity) -> str:
    """Return a quantity as one would type it; it reads back as the same."""
    return "-".join(_format_decimal(value) for value in quantity.parameters)


def _format_decimal(value: float) -> str:
    return f"{value:.{TYPED_DECIMALS}f}".rstrip("0").rstrip(".")


def _read_quantity(text: str, *, scale: float) -> Quantity:
    """Read one number, or the two or three numbers of a range, and scale them."""
    if text.startswith(("-", "–", "—")):
        raise BadAnswer(f"`{text}` is below 0, where nothing can be meant")
    numbers = [_read_number(part) * scale for part in _BETWEEN.split(text)]
    rounded = [round(number, TYPED_DECIMALS) for number in numbers]  # 0.29, not 0.29000000000000004
    if len(rounded) == 1:
        return exact_quantity(rounded[0])
    try:
        return parse_quantity(rounded)
    except BadQuantity as bad:
        raise BadAnswer(f"`{text}` {bad.message}") from None


def _read_number(text: str) -> float:
    if _DECIMAL_COMMA.fullmatch(text):
        raise BadAnswer(f"`{text}` has a comma; write a point for decimals, and `10-20` for a range")
    if not _NUMBER.fullmatch(text):
        raise BadAnswer(f"`{text}` is not a number" if text else "there is no number in this")
    return float(text)
