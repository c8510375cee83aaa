"""Numbers to positions on the paper: straight scales, round ends and ticks, and labels moved apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.report.charts.model import Point

_MOST_INTERVALS = 5  # parts of an axis
_ROUNDOFF = 1e-9  # 0.3 / 0.1 is not quite 3; without this a tick at an end would be missed


@dataclass(frozen=True, slots=True)
class LinearScale:
    """A straight scale from the numbers low to high onto the positions start to stop."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, value: float) -> float:
        """Return the position of a number."""
        span = self.high - self.low
        # All numbers the same: the middle is as good a position as any, and nothing is divided by zero.
        share = (value - self.low) / span if span else 0.5
        return self.start + share * (self.stop - self.start)


def round_steps(span: float, most: int = _MOST_INTERVALS) -> list[float]:
    """Return the three smallest of 1, 2, 5, 10 … that divide a span into at most so many parts."""
    if span <= 0:
        return [1.0]
    power = 10.0 ** floor(log10(span / most))
    candidates = [power * factor for factor in (1, 2, 5, 10, 20, 50)]
    return [size for size in candidates if size * most >= span * (1 - _ROUNDOFF)][:3]


def axis_ticks(low: float, high: float) -> list[float]:
    """Return round numbers from low to high, in steps that reach both ends if any of a few steps do."""
    sizes = round_steps(high - low)
    size = next((size for size in sizes if _is_whole(low / size) and _is_whole(high / size)), sizes[0])
    first, last = ceil(low / size - _ROUNDOFF), floor(high / size + _ROUNDOFF)
    return [multiple * size for multiple in range(first, last + 1)]


def _is_whole(value: float) -> bool:
    """Return whether a number is whole but for roundoff."""
    return abs(value - round(value)) < _ROUNDOFF


def round_range(values: Iterable[float], *, least: float = 1.0) -> Point:
    """Return round ends that hold all values and are at least so far apart."""
    numbers = list(values)
    low, high = min(numbers), max(numbers)
    padding = max(least - (high - low), 0.0) / 2
    low, high = low - padding, high + padding
    size = round_steps(high - low, _MOST_INTERVALS - 1)[
        0
    ]  # one part less, for rounding the ends outwards adds one
    return floor(low / size + _ROUNDOFF) * size, ceil(high / size - _ROUNDOFF) * size


def extend_range(ends: Point, values: Iterable[float]) -> Point:
    """Return ends moved outwards as far as the values need."""
    numbers = (*ends, *values)
    return min(numbers), max(numbers)


def spread_labels(targets: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Return centres without overlap, in the order wanted, with the least sum of squared moves.

    With the room of the labels before it subtracted, each centre must be no lower than the last: an isotonic
    regression.

    Args:
        targets: where each label would be without the others.
        sizes: the room each label takes.
        low: where the first label may begin.
        high: where the last label must end; if there is no room for all, they begin at `low` and go beyond.
    """
    order = sorted(range(len(targets)), key=lambda index: targets[index])
    offsets, room_before = [], 0.0
    for index in order:
        offsets.append(room_before + sizes[index] / 2)
        room_before += sizes[index]
    free_centres = isotonic_fit(
        [targets[index] - offset for index, offset in zip(order, offsets, strict=True)]
    )
    centres = list(targets)
    for index, offset, free_centre in zip(order, offsets, free_centres, strict=True):
        # Clipping all to one span keeps their order; `low` wins where there is no room for all.
        centres[index] = max(low, min(free_centre, high - room_before)) + offset
    return centres


def isotonic_fit(values: Iterable[float]) -> list[float]:
    """Return the nearest numbers that never fall, by pooling those that do (Ayer et al. 1955)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, count = value, 1
        while pools and pools[-1][0] > mean:
            last_mean, last_count = pools.pop()
            mean = (last_mean * last_count + mean * count) / (last_count + count)
            count += last_count
        pools.append((mean, count))
    return [mean for mean, count in pools for _ in range(count)]
