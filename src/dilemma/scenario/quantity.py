"""Uncertain numbers as authors write them: exact, a range with or without a mode, a distribution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

TIE = 1e-9  # closer than this is a tie, everywhere in the program
# Soon beyond it, neighbouring whole numbers are the same float.
LARGEST_NUMBER = 1e15
# With smaller parameters a beta is in effect a coin, and with larger ones a point.
_BETA_SHAPE_LIMITS = (0.001, 1e6)

Family = Literal["exact", "uniform", "triangular", "normal", "beta"]


class BadQuantity(ValueError):
    """A value is not a quantity; `path` leads from the value to the part at fault."""

    def __init__(self, code: str, message: str, path: tuple[str | int, ...] = ()) -> None:
        self.code, self.message, self.path = code, message, path
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its uncertainty.

    `parameters` by family: exact (x); uniform (low, high); triangular (low, most likely, high);
    normal (mean, standard deviation); beta (a, b, low, high).
    """

    family: Family
    parameters: tuple[float, ...]

    @property
    def central(self) -> float:
        """The number itself, the midpoint of two, the most likely of three, the mean of a distribution."""
        first, *rest = self.parameters
        if self.family == "uniform":
            return (first + rest[0]) / 2
        if self.family == "triangular":
            return rest[0]
        if self.family == "beta":
            # The mean of a beta is a / (a + b) of the way from low to high.
            b, low, high = rest
            return low + (high - low) * first / (first + b)
        return first

    @property
    def bounds(self) -> tuple[float, float]:
        """The stated ends of the range; for an exact number or a normal its central value twice."""
        if self.family == "beta":
            return self.parameters[2], self.parameters[3]
        if self.family == "normal":
            return self.parameters[0], self.parameters[0]
        return self.parameters[0], self.parameters[-1]

    @property
    def low_central_high(self) -> tuple[float, float, float]:
        """Low, central and high, as edits in value points need them."""
        low, high = self.bounds
        return low, self.central, high


def exact_quantity(value: float) -> Quantity:
    """Return a quantity without uncertainty."""
    return Quantity("exact", (float(value),))


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


def _range(raw: list[Any]) -> Quantity:
    numbers = _numbers(raw)
    if len(numbers) not in (2, 3):
        raise BadQuantity(
            "wrong-length",
            f"has {len(numbers)} numbers; write `[low, high]` or `[low, most likely, high]`",
        )
    if list(numbers) != sorted(numbers):
        raise BadQuantity("wrong-order", f"must rise from low to high, not {_format_numbers(numbers)}")
    return Quantity("uniform" if len(numbers) == 2 else "triangular", numbers)


def _distribution(raw: dict[str, Any]) -> Quantity:
    if set(raw) == {"normal"}:
        return _normal(raw["normal"])
    if set(raw) == {"beta"}:
        return _beta(raw["beta"])
    raise BadQuantity("wrong-type", "must be `{normal: [mean, sd]}` or `{beta: [a, b, low, high]}`")


def _normal(raw: Any) -> Quantity:
    numbers = _numbers(raw, ("normal",)) if isinstance(raw, list) else ()
    if len(numbers) != 2:
        raise BadQuantity("wrong-length", "needs `normal: [mean, standard deviation]`", ("normal",))
    if numbers[1] <= 0:
        raise BadQuantity("out-of-range", "needs a standard deviation above 0", ("normal", 1))
    return Quantity("normal", numbers)


def _beta(raw: Any) -> Quantity:
    numbers = _numbers(raw, ("beta",)) if isinstance(raw, list) else ()
    if len(numbers) not in (2, 4):
        raise BadQuantity("wrong-length", "needs `beta: [a, b]` or `beta: [a, b, low, high]`", ("beta",))
    if not all(_BETA_SHAPE_LIMITS[0] <= shape <= _BETA_SHAPE_LIMITS[1] for shape in numbers[:2]):
        raise BadQuantity(
            "out-of-range",
            f"needs `a` and `b` between {_BETA_SHAPE_LIMITS[0]:g} and {_BETA_SHAPE_LIMITS[1]:,.0f}",
            ("beta",),
        )
    if len(numbers) == 4 and numbers[2] >= numbers[3]:
        raise BadQuantity(
            "wrong-order", f"must rise from low to high, not {_format_numbers(numbers[2:])}", ("beta",)
        )
    # Without ends of its own, a beta runs from 0 to 1.
    return Quantity("beta", numbers if len(numbers) == 4 else (*numbers, 0.0, 1.0))


def _format_numbers(numbers: tuple[float, ...]) -> str:
    return "`[" + ", ".join(f"{number:g}" for number in numbers) + "]`"
