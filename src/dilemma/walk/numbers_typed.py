"""Numbers as people type them: `80`, `60-80`, `60 to 80`, `30%`, `0.1 0.2 0.3`."""

from __future__ import annotations

import re

from dilemma.scenario.quantities import BadQuantity, Quantity, exact, quantity
from dilemma.walk.question import BadAnswer

NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{0,12})?|\.[0-9]{1,12}")
BETWEEN = re.compile(r"\s*(?:\bto\b|[-–—]|\.\.|\s)\s*")
DECIMALS = 12
DECIMAL_COMMA = re.compile(r"[0-9]*,[0-9]+")


def points(typed: str, *, most: float) -> Quantity:
    """Points from 0 up, one number or a range.

    Raises:
        BadAnswer: it is none, or above `most`.
    """
    found = _quantity(typed.strip().removesuffix("points").strip(), scale=1.0)
    if found.bounds[1] > most:
        raise BadAnswer(f"`{typed.strip()}` is more than the {most:g} points that can be meant; give fewer")
    return found


def chance(typed: str) -> Quantity:
    """A chance between 0 and 1, one number or a range; also as per cent.

    Raises:
        BadAnswer: it is none, or outside 0 to 1.
    """
    text = typed.strip()
    percent = "%" in text
    found = _quantity(text.replace("%", " ").strip(), scale=0.01 if percent else 1.0)
    if found.bounds[1] > 1:
        raise BadAnswer(f"a chance lies between 0 and 1; write 0.3 or 30% instead of `{text}`")
    return found


def written(given: Quantity) -> str:
    """A quantity as one would type it, read back as the same."""
    return "-".join(_plain(value) for value in given.parameters)


def _plain(value: float) -> str:
    return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")


def _quantity(text: str, *, scale: float) -> Quantity:
    if text.startswith(("-", "–", "—")):
        raise BadAnswer(f"`{text}` is below 0, where nothing can be meant")
    numbers = [_number(part) * scale for part in BETWEEN.split(text)]
    rounded = [round(number, DECIMALS) for number in numbers]  # 0.29, not 0.29000000000000004
    if len(rounded) == 1:
        return exact(rounded[0])
    try:
        return quantity(rounded)
    except BadQuantity as bad:
        raise BadAnswer(f"`{text}` {bad.message}") from None


def _number(text: str) -> float:
    if DECIMAL_COMMA.fullmatch(text):
        raise BadAnswer(f"`{text}` has a comma; write a point for decimals, and `10-20` for a range")
    if not NUMBER.fullmatch(text):
        raise BadAnswer(f"`{text}` is not a number" if text else "there is no number in this")
    return float(text)
