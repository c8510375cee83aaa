"""How a run is made: seed, samples, precision, the day it is read."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral, Real

from dilemma.errors import BadRequest

DEFAULT_SEED = 20241124
DEFAULT_SAMPLES = 16384
BOUNDS_OF_SAMPLES = (64, 1 << 24)  # fewer give no usable shares, more exhaust the memory
BOUNDS_OF_PRECISION = (0.0001, 0.1)  # largest standard error of a share


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What an assessment needs to know besides the scenario.

    >>> dilemma.Run(seed=7, samples=256).today is None
    True

    Attributes:
        seed: of every sample drawn.
        samples: points drawn of all unknowns together.
        precision: samples are doubled until every share has a standard error no larger; None for `samples`.
        today: the day windows and deadlines are seen from; None for the end of the evidence.
        everything: also what the first screen does not show.
    """

    seed: int = DEFAULT_SEED
    samples: int = DEFAULT_SAMPLES
    precision: float | None = None
    today: str | None = None
    everything: bool = True

    def __post_init__(self) -> None:
        """Refuse settings that no run can be made with.

        Raises:
            BadRequest: the seed, the samples, the precision or the day is out of bounds or unreadable.
        """
        _require_number("the seed", self.seed, Integral)
        _require_number("the samples", self.samples, Integral)
        if not isinstance(self.everything, bool):
            raise BadRequest(f"`everything` must be True or False, not {self.everything!r}")
        if self.seed < 0:
            raise BadRequest(f"the seed must be 0 or more, not {self.seed}")
        _within("the samples", self.samples, BOUNDS_OF_SAMPLES)
        if self.precision is not None:
            _require_number("the precision", self.precision, Real)
            _within("the precision", self.precision, BOUNDS_OF_PRECISION)
        if self.today is not None:
            if not isinstance(self.today, str):
                raise BadRequest(f"the day must be a text such as '2025-03-01', not {self.today!r}")
            from dilemma.scenario.dates import parse_day  # noqa: PLC0415  help needs no calendar

            parse_day(self.today)


def _require_number(name: str, value: object, kind: type) -> None:
    """Refuse what is no number of a kind; True is none, though Python counts with it."""
    if isinstance(value, bool) or not isinstance(value, kind):
        noun = "a whole number" if kind is Integral else "a number"
        raise BadRequest(f"{name} must be {noun}, not {value!r}")


def _within(name: str, number: float, bounds: tuple[float, float]) -> None:
    """Refuse a number outside its bounds."""
    low, high = bounds
    if not low <= number <= high:
        raise BadRequest(f"{name} must lie between {low} and {high}, not at {number}")
