"""Uncertain numbers as authors write them: exact, a range with or without a mode, a distribution."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dilemma.scenario.distributions import NAMED, BadQuantity, Exact, Quantity, Triangular, Uniform

__all__ = [
    "LARGEST_NUMBER",
    "TIE",
    "BadQuantity",
    "Quantity",
    "describe_value",
    "exact_quantity",
    "parse_quantity",
    "rounded",
]

TIE = 1e-9  # closer than this is a tie, everywhere in the program
_TIE_DECIMALS = 9
# Soon beyond it, neighbouring whole numbers are the same float.
LARGEST_NUMBER = 1e15
_RANGES: dict[int, type[Quantity]] = {2: Uniform, 3: Triangular}  # by how many numbers the list has


def rounded(number: float) -> float:
    """Return a number to the tolerance, as orders compare it: the last digits differ between processors."""
    return round(number, _TIE_DECIMALS) + 0.0  # no negative zero


def exact_quantity(value: float) -> Quantity:
    """Return a quantity without uncertainty."""
    return Exact((float(value),))


def parse_quantity(raw: Any) -> Quantity:
    """Parse a number, `[low, high]`, `[low, most likely, high]`, `{normal: …}` or `{beta: …}`.

    Raises:
        BadQuantity: with the code, the sentence and the path of the part at fault.
    """
    if _is_number(raw):
        return exact_quantity(_require_within_limit(raw))
    if isinstance(raw, list):
        return _range(raw)
    if isinstance(raw, dict):
        return _distribution(raw)
    raise BadQuantity(
        "wrong-type", f"must be a number or a range such as `[30, 40, 55]`, not {describe_value(raw)}"
    )


def describe_value(raw: Any) -> str:
    """Describe a value in an author's words."""
    if raw is None:
        return "empty"
    if isinstance(raw, bool):
        return f"`{str(raw).lower()}`"
    if isinstance(raw, str):
        return f"the text `{raw if len(raw) <= 40 else raw[:39] + '…'}`"
    if isinstance(raw, list):
        return "a list"
    return "a mapping" if isinstance(raw, dict) else f"the number `{raw}`"


def _is_number(raw: Any) -> bool:
    # Python counts truth values as integers.
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def _numbers(raw: list[Any], path: tuple[str | int, ...] = ()) -> tuple[float, ...]:
    for index, item in enumerate(raw):
        if not _is_number(item):
            raise BadQuantity("wrong-type", f"must hold numbers, not {describe_value(item)}", (*path, index))
    return tuple(_require_within_limit(item) for item in raw)


def _require_within_limit(number: float) -> float:
    if abs(number) > LARGEST_NUMBER:
        raise BadQuantity(
            "out-of-range", f"must not be beyond {LARGEST_NUMBER:g}, as {number:g} is; use a larger unit"
        )
    return float(number)


_NUMBER_TYPES = frozenset((int, float))


def _range(raw: list[Any]) -> Quantity:
    if _NUMBER_TYPES.issuperset(map(type, raw)):
        return _range_of(tuple(raw))
    return _range_of(_numbers(raw))


@lru_cache(maxsize=4096)  # most ranges of a large table recur
def _range_of(raw: tuple[float, ...]) -> Quantity:
    numbers = tuple(_require_within_limit(number) for number in raw)
    if len(numbers) not in _RANGES:
        raise BadQuantity(
            "wrong-length", f"has {len(numbers)} numbers; write `[low, high]` or `[low, most likely, high]`"
        )
    return _RANGES[len(numbers)].from_numbers(numbers)


def _distribution(raw: dict[str, Any]) -> Quantity:
    if len(raw) != 1 or not set(raw) <= set(NAMED):
        forms = " or ".join(f"`{{{family}: {kind.form}}}`" for family, kind in NAMED.items())
        raise BadQuantity("wrong-type", f"must be {forms}")
    ((family, content),) = raw.items()
    numbers = _numbers(content, (family,)) if isinstance(content, list) else ()
    try:
        return NAMED[family].from_numbers(numbers)
    except BadQuantity as bad:
        raise BadQuantity(bad.code, bad.message, (family, *bad.path)) from None
