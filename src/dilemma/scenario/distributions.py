"""The ways to state an uncertain number: one class each, listed in `_DISTRIBUTIONS`.

To add one, write its class here and its quantile function in `analysis/uncertainty/quantiles.py`, where there
are arrays. Everything else asks the class: what a file may write, the mean, the ends, what a straight line
makes of it, and how far it reaches beyond a level.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

# With smaller parameters a beta is in effect a coin, and with larger ones a point.
_BETA_SHAPE_LIMITS = (0.001, 1e6)
_ROOT_OF_2, _ROOT_OF_TAU = math.sqrt(2.0), math.sqrt(math.tau)
_MOST_TERMS = 20_000  # of a continued fraction; it takes some 3,000 at the largest shapes allowed


class BadQuantity(ValueError):
    """A value is not a quantity; `path` leads from the value to the part at fault."""

    def __init__(self, code: str, message: str, path: tuple[str | int, ...] = ()) -> None:
        self.code, self.message, self.path = code, message, path
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Quantity(ABC):
    """A number with its uncertainty.

    Attributes:
        parameters: the numbers that state it, as its class says.
        family: its name, by which its quantile function is known.
        form: what a file writes after the name of the family; empty where it writes a number or a list alone.
        unbounded: whether it has no ends, so that any level is possible.
    """

    parameters: tuple[float, ...]

    family: ClassVar[str]
    form: ClassVar[str] = ""
    unbounded: ClassVar[bool] = False

    # As those of any record, but quicker: a large table compares and looks up every quantity a few times.
    def __eq__(self, other: object) -> bool:
        """Return whether the other is of the same family with the same numbers."""
        return isinstance(other, type(self)) and other.parameters == self.parameters

    def __hash__(self) -> int:
        """Return the hash of the numbers."""
        return hash(self.parameters)

    @property
    def plain(self) -> bool:
        """Whether a file writes it as a number or a list, without the name of its family."""
        return not self.form

    @property
    @abstractmethod
    def mean(self) -> float:
        """The expected level."""

    @property
    def central(self) -> float:
        """The one number its author would name: the most likely where one is stated, else the mean."""
        return self.mean

    @property
    def bounds(self) -> tuple[float, float]:
        """The ends of the range; where there are none, the mean twice."""
        return self.parameters[0], self.parameters[-1]

    @property
    def is_exact(self) -> bool:
        """Whether it is stated as one number."""
        return False

    @property
    def low_central_high(self) -> tuple[float, float, float]:
        """Low, central and high, as edits in value points need them."""
        low, high = self.bounds
        return low, self.central, high

    @abstractmethod
    def standardize(self) -> tuple[Quantity, float, float]:
        """Return the standard member of the family with this shape, a start and a width.

        The quantity is `start + width · standard`.
        """

    @abstractmethod
    def on_line(self, start: float, slope: float) -> Quantity:
        """Return the quantity `start + slope · level`, of the same family; the slope is not 0."""

    @abstractmethod
    def excess(self, level: float) -> float:
        """Return the mean of what lies beyond a level, `E max(0, X − level)`."""

    @abstractmethod
    def moment(self, power: int) -> float:
        """Return the mean of a power."""

    def to_yaml(self) -> Any:
        """Return the quantity as a file writes it."""
        return {self.family: list(self.parameters)} if self.form else list(self.parameters)

    @classmethod
    @abstractmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema of what a file writes, the inner list where the family is named."""

    @classmethod
    def from_numbers(cls, numbers: tuple[float, ...]) -> Quantity:
        """Return the quantity that a file states with these numbers.

        Raises:
            BadQuantity: they state none.
        """
        return cls(numbers)


class Exact(Quantity):
    """A number without uncertainty: `(x)`."""

    __slots__ = ()
    family = "exact"

    @property
    def mean(self) -> float:
        """The number."""
        return self.parameters[0]

    @property
    def is_exact(self) -> bool:
        """True."""
        return True

    def standardize(self) -> tuple[Quantity, float, float]:
        """Return 0, the number, and no width."""
        return _ZERO, self.mean, 0.0

    def on_line(self, start: float, slope: float) -> Quantity:
        """Return the number on the line."""
        return Exact((start + slope * self.mean,))

    def excess(self, level: float) -> float:
        """Return what the number lies beyond the level."""
        return max(0.0, self.mean - level)

    def moment(self, power: int) -> float:
        """Return the power of the number."""
        return float(self.mean**power)

    def to_yaml(self) -> Any:
        """Return the number."""
        return self.parameters[0]

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the schema of a number."""
        return {"type": "number"}


_ZERO = Exact((0.0,))


class _Range(Quantity):
    """A range between two ends."""

    __slots__ = ()

    @property
    def mean(self) -> float:
        """The mean of the numbers stated."""
        return sum_in_order(self.parameters) / len(self.parameters)

    @property
    def width(self) -> float:
        """The upper end less the lower."""
        return self.parameters[-1] - self.parameters[0]

    def on_line(self, start: float, slope: float) -> Quantity:
        """Return the range on the line; where it falls, the ends change places."""
        return type(self)(tuple(sorted(start + slope * number for number in self.parameters)))

    def moment(self, power: int) -> float:
        """Return the mean of a power: the mean of all products of that many of the numbers, repeats allowed.

        The densities are splines whose knots are the numbers (Curry & Schoenberg 1966).
        """
        sums = [1.0] + [0.0] * power  # sums[k]: the products of k factors among the numbers so far
        for number in self.parameters:
            for factors in range(1, power + 1):
                sums[factors] += number * sums[factors - 1]
        return sums[power] / math.comb(power + len(self.parameters) - 1, power)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the schema of two or three numbers."""
        return {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 3}

    @classmethod
    def from_numbers(cls, numbers: tuple[float, ...]) -> Quantity:
        """Return the range, after checking that its numbers rise."""
        if list(numbers) != sorted(numbers):
            raise BadQuantity("wrong-order", f"must rise from low to high, not {format_numbers(numbers)}")
        return cls(numbers)


class Uniform(_Range):
    """Any level between two, all equally likely: `(low, high)`."""

    __slots__ = ()
    family = "uniform"

    def standardize(self) -> tuple[Quantity, float, float]:
        """Return the uniform on 0–1, the low end and the width; a range of one level is exact."""
        if self.width == 0.0:
            return _ZERO, self.parameters[0], 0.0
        return _STANDARD_UNIFORM, self.parameters[0], self.width

    def excess(self, level: float) -> float:
        """Return `(high − level)² / 2·width` inside the range."""
        low, high = self.parameters
        if level <= low:
            return self.mean - level
        return 0.0 if level >= high else (high - level) ** 2 / (2.0 * self.width)


_STANDARD_UNIFORM = Uniform((0.0, 1.0))


class Triangular(_Range):
    """A range with a most likely level: `(low, most likely, high)`."""

    __slots__ = ()
    family = "triangular"

    @property
    def central(self) -> float:
        """The most likely level."""
        return self.parameters[1]

    def standardize(self) -> tuple[Quantity, float, float]:
        """Return the triangular on 0–1, the low end and the width; a range of one level is exact."""
        low, mode, _ = self.parameters
        if self.width == 0.0:
            return _ZERO, low, 0.0
        # Rounded, so that futures with the same shape share a draw in spite of roundoff.
        return Triangular((0.0, round((mode - low) / self.width, 12), 1.0)), low, self.width

    def excess(self, level: float) -> float:
        """Return the third power of the distance to the end beyond, over the areas it leaves."""
        low, mode, high = self.parameters
        if level <= low:
            return self.mean - level
        if level >= high:
            return 0.0
        if level < mode:
            return float(self.mean - level + (level - low) ** 3 / (3.0 * self.width * (mode - low)))
        return float((high - level) ** 3 / (3.0 * self.width * (high - mode)))


class Normal(Quantity):
    """A normal distribution: `(mean, standard deviation)`."""

    __slots__ = ()
    family, form, unbounded = "normal", "[mean, sd]", True

    @property
    def mean(self) -> float:
        """The mean stated."""
        return self.parameters[0]

    @property
    def bounds(self) -> tuple[float, float]:
        """The mean twice, for it has no ends."""
        return self.parameters[0], self.parameters[0]

    def standardize(self) -> tuple[Quantity, float, float]:
        """Return the standard normal, the mean and the standard deviation."""
        return _STANDARD_NORMAL_QUANTITY, *self.parameters  # type: ignore[return-value]  # two numbers

    def on_line(self, start: float, slope: float) -> Quantity:
        """Return the normal on the line."""
        mean, deviation = self.parameters
        return Normal((start + slope * mean, abs(slope) * deviation))

    def excess(self, level: float) -> float:
        """Return `(mean − level)·Φ(z) + deviation·φ(z)` with `z = (mean − level) / deviation`."""
        mean, deviation = self.parameters
        z = (mean - level) / deviation
        # Of the complement, which keeps its digits far out in the tail.
        below = math.erfc(-z / _ROOT_OF_2) / 2.0
        return (mean - level) * below + deviation * math.exp(-z * z / 2.0) / _ROOT_OF_TAU

    def moment(self, power: int) -> float:
        """Return the mean of a power, by Stein's recursion."""
        mean, deviation = self.parameters
        before, current = 0.0, 1.0
        for lower in range(power):
            before, current = current, mean * current + lower * deviation * deviation * before
        return current

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the schema of two numbers."""
        return {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}

    @classmethod
    def from_numbers(cls, numbers: tuple[float, ...]) -> Quantity:
        """Return the normal, after checking that its deviation is above 0."""
        if len(numbers) != 2:
            raise BadQuantity("wrong-length", "needs `normal: [mean, standard deviation]`")
        if numbers[1] <= 0:
            raise BadQuantity("out-of-range", "needs a standard deviation above 0", (1,))
        return cls(numbers)


_STANDARD_NORMAL_QUANTITY = Normal((0.0, 1.0))


class Beta(Quantity):
    """A beta distribution stretched between two ends: `(a, b, low, high)`."""

    __slots__ = ()
    family, form = "beta", "[a, b, low, high]"

    @property
    def mean(self) -> float:
        """The level `a / (a + b)` of the way from low to high."""
        a, b, low, high = self.parameters
        return low + (high - low) * a / (a + b)

    @property
    def bounds(self) -> tuple[float, float]:
        """The ends stated."""
        return self.parameters[2], self.parameters[3]

    def standardize(self) -> tuple[Quantity, float, float]:
        """Return the beta on 0–1, the low end and the width."""
        a, b, low, high = self.parameters
        return Beta((a, b, 0.0, 1.0)), low, high - low

    def on_line(self, start: float, slope: float) -> Quantity:
        """Return the beta on the line; where it falls, the distribution is turned round."""
        a, b, *ends = self.parameters
        low, high = (start + slope * end for end in ends)
        return Beta((a, b, low, high) if high > low else (b, a, high, low))

    def excess(self, level: float) -> float:
        """Return the part of the mean beyond the level less the level's share of it."""
        a, b, low, high = self.parameters
        width = high - low
        below = (high - level) / width  # counted from the upper end, where the tail is small
        if below >= 1.0:
            return self.mean - level
        if below <= 0.0:
            return 0.0
        part = a / (a + b) * incomplete_beta(b, a + 1.0, below)
        return width * (part - (1.0 - below) * incomplete_beta(b, a, below))

    def moment(self, power: int) -> float:
        """Return the mean of a power, by the binomial theorem from the moments on 0–1."""
        a, b, low, high = self.parameters
        total, standard = 0.0, 1.0
        for factor in range(power + 1):
            total += math.comb(power, factor) * low ** (power - factor) * (high - low) ** factor * standard
            standard *= (a + factor) / (a + b + factor)
        return total

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the schema of two to four numbers."""
        return {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 4}

    @classmethod
    def from_numbers(cls, numbers: tuple[float, ...]) -> Quantity:
        """Return the beta, after checking its shape and its ends; without ends it runs from 0 to 1."""
        if len(numbers) not in (2, 4):
            raise BadQuantity("wrong-length", "needs `beta: [a, b]` or `beta: [a, b, low, high]`")
        if not all(_BETA_SHAPE_LIMITS[0] <= shape <= _BETA_SHAPE_LIMITS[1] for shape in numbers[:2]):
            limits = f"{_BETA_SHAPE_LIMITS[0]:g} and {_BETA_SHAPE_LIMITS[1]:,.0f}"
            raise BadQuantity("out-of-range", f"needs `a` and `b` between {limits}")
        if len(numbers) == 4 and numbers[2] >= numbers[3]:
            raise BadQuantity("wrong-order", f"must rise from low to high, not {format_numbers(numbers[2:])}")
        return cls(numbers if len(numbers) == 4 else (*numbers, 0.0, 1.0))


_DISTRIBUTIONS: tuple[type[Quantity], ...] = (Exact, Uniform, Triangular, Normal, Beta)
NAMED: dict[str, type[Quantity]] = {kind.family: kind for kind in _DISTRIBUTIONS if kind.form}
"""Those that a file writes as a mapping with the name of the family, such as `{beta: [2, 5]}`."""


def format_numbers(numbers: tuple[float, ...]) -> str:
    """Return numbers as a list in a message."""
    return "`[" + ", ".join(f"{number:g}" for number in numbers) + "]`"


def sum_in_order(numbers: Iterable[float]) -> float:
    """Return a plain left-to-right sum, the same on every Python and in the report's script.

    Python 3.12 made `sum` of floats compensated, which can differ in the last bit.
    """
    total = 0.0
    for number in numbers:
        total += number
    return total


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Return the probability that a beta on 0–1 lies below `x`.

    By the continued fraction with the method of Lentz (Abramowitz & Stegun 1964, 26.5.8), taken on the side
    of the mean where it converges fast.
    """
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - incomplete_beta(b, a, 1.0 - x)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    least = 1e-300  # stands for a denominator of 0
    numerator, denominator = 1.0, 1.0 / _away_from_zero(1.0 - (a + b) * x / (a + 1.0), least)
    fraction = denominator
    for term in range(1, _MOST_TERMS):
        even = term * (b - term) * x / ((a + 2 * term - 1) * (a + 2 * term))
        odd = -(a + term) * (a + b + term) * x / ((a + 2 * term) * (a + 2 * term + 1))
        for coefficient in (even, odd):
            denominator = 1.0 / _away_from_zero(1.0 + coefficient * denominator, least)
            numerator = _away_from_zero(1.0 + coefficient / numerator, least)
            fraction *= numerator * denominator
        if abs(numerator * denominator - 1.0) < 1e-15:
            break
    return math.exp(log_front) * fraction / a


def _away_from_zero(number: float, least: float) -> float:
    return number if abs(number) > least else least
