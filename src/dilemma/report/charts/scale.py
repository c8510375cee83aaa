"""Numbers to places on the paper: straight scales, round ends and ticks, and labels moved apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.report.charts.model import Point

MOST = 5  # parts of an axis
_ROUNDOFF = 1e-9


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from the numbers low to high onto the places start to stop."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, value: float) -> float:
        """The place of a number."""
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.5
        return self.start + share * (self.stop - self.start)


def steps(span: float, most: int = MOST) -> list[float]:
    """The three smallest of 1, 2, 5, 10 … that divide a span into at most so many parts."""
    if span <= 0:
        return [1.0]
    power = 10.0 ** floor(log10(span / most))
    round_ones = [power * times for times in (1, 2, 5, 10, 20, 50)]
    return [size for size in round_ones if size * most >= span * (1 - _ROUNDOFF)][:3]


def ticks(low: float, high: float) -> list[float]:
    """Round numbers from low to high, in steps that reach both ends if any few do."""
    sizes = steps(high - low)
    size = next((size for size in sizes if _whole(low / size) and _whole(high / size)), sizes[0])
    first, last = ceil(low / size - _ROUNDOFF), floor(high / size + _ROUNDOFF)
    return [place * size for place in range(first, last + 1)]


def _whole(value: float) -> bool:
    return abs(value - round(value)) < _ROUNDOFF


def around(values: Iterable[float], *, least: float = 1.0) -> Point:
    """Round ends that hold all values and are at least so far apart."""
    found = list(values)
    low, high = min(found), max(found)
    short = max(least - (high - low), 0.0) / 2
    low, high = low - short, high + short
    size = steps(high - low, MOST - 1)[0]  # one part less, for rounding the ends outwards adds one
    return floor(low / size + _ROUNDOFF) * size, ceil(high / size - _ROUNDOFF) * size


def holding(ends: Point, values: Iterable[float]) -> Point:
    """Ends moved outwards as far as the values need."""
    found = (*ends, *values)
    return min(found), max(found)


def apart(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Centres without overlap, in the order wanted, with the least sum of squared moves.

    They stay between low and high if there is room for all, else they begin at low. Less the room of those
    before it, each centre must be no lower than the last: an isotonic regression.
    """
    places = sorted(range(len(wanted)), key=lambda place: wanted[place])
    offsets, used = [], 0.0
    for place in places:
        offsets.append(used + sizes[place] / 2)
        used += sizes[place]
    free = rising([wanted[place] - offset for place, offset in zip(places, offsets, strict=True)])
    centres = list(wanted)
    for place, offset, start in zip(places, offsets, free, strict=True):
        centres[place] = max(low, min(start, high - used)) + offset
    return centres


def rising(values: Iterable[float]) -> list[float]:
    """The nearest numbers that never fall, by pooling those that do (Ayer et al. 1955)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, count = value, 1
        while pools and pools[-1][0] > mean:
            before, more = pools.pop()
            mean = (before * more + mean * count) / (more + count)
            count += more
        pools.append((mean, count))
    return [mean for mean, count in pools for _ in range(count)]
