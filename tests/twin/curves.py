"""Value functions in straight pieces: exact means, ends and draws of what a judgement is worth."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .judgements import Floats, Judgement


@dataclass(frozen=True, slots=True)
class Piece:
    """A straight line from one level to another."""

    start: float
    end: float
    slope: float
    height: float

    def value(self, x: float) -> float:
        """Return the height of the line over x; a flat line has one everywhere."""
        return self.height if self.slope == 0.0 else self.slope * x + self.height


@dataclass(frozen=True, slots=True)
class Curve:
    """A value function: levels in rising order, and their values."""

    levels: tuple[float, ...]
    values: tuple[float, ...]

    @property
    def rising(self) -> bool:
        """Tell whether more of it is better."""
        return self.values[-1] > self.values[0]

    def pieces(self, added: float) -> list[Piece]:
        """Return the lines of value plus what is added; end lines go on, and are cut if anything is added."""
        lines = []
        last = len(self.levels) - 2
        for k in range(last + 1):
            (a, b), (va, vb) = self.levels[k : k + 2], self.values[k : k + 2]
            slope = (vb - va) / (b - a)
            start, end = -math.inf if k == 0 else a, math.inf if k == last else b
            lines.append(Piece(start, end, slope, va - slope * a + added))
        if added == 0.0:
            return lines
        return [part for line in lines for part in _cut(line)]

    def value(self, x: float, added: float) -> float:
        """Return the value of one level."""
        for line in self.pieces(added):
            if x <= line.end:
                return line.value(x)
        raise AssertionError(x)

    def draws(self, levels: Floats, added: float) -> Floats:
        """Return the values of many levels."""
        xs, vs = np.array(self.levels), np.array(self.values)
        inside: Floats = np.interp(levels, xs, vs)
        first, last = (vs[1] - vs[0]) / (xs[1] - xs[0]), (vs[-1] - vs[-2]) / (xs[-1] - xs[-2])
        inside = inside + np.minimum(levels - xs[0], 0) * first + np.maximum(levels - xs[-1], 0) * last
        return inside if added == 0.0 else np.asarray(np.clip(inside + added, 0.0, 100.0))

    def sample(self, judged: Judgement, u: Floats, added: float) -> Floats:
        """Return values at quantiles of value, the best at 1 whichever way the scale runs."""
        return self.draws(judged.levels(u if self.rising else 1.0 - u), added)

    def mean(self, judged: Judgement, added: float) -> float:
        """Return the expected value, exact by pieces."""
        if judged.point:
            return self.value(judged.mean, added)
        terms = []
        for line in self.pieces(added):
            share_a, part_a = judged.below(line.start)
            share_b, part_b = judged.below(line.end)
            terms += [line.slope * (part_b - part_a), line.height * (share_b - share_a)]
        return math.fsum(terms)

    def ends(self, judged: Judgement, added: float) -> tuple[float, float]:
        """Return the least and the greatest value of the judgement; infinite where it has no end."""
        low, high = (self.value(x, added) for x in judged.ends)
        return (low, high) if low <= high else (high, low)


def _cut(line: Piece) -> list[Piece]:
    """Return the line with what lies under 0 or over 100 made flat."""
    if line.slope == 0.0:
        return [Piece(line.start, line.end, 0.0, min(max(line.height, 0.0), 100.0))]
    crossings = sorted((bound - line.height) / line.slope for bound in (0.0, 100.0))
    stops = [line.start, *(x for x in crossings if line.start < x < line.end), line.end]
    parts = []
    for start, end in pairwise(stops):
        middle = line.slope * _between(start, end) + line.height
        if 0.0 <= middle <= 100.0:
            parts.append(Piece(start, end, line.slope, line.height))
        else:
            parts.append(Piece(start, end, 0.0, 0.0 if middle < 0 else 100.0))
    return parts


def _between(start: float, end: float) -> float:
    if math.isinf(start):
        return end - 1.0 if math.isfinite(end) else 0.0
    return start + 1.0 if math.isinf(end) else (start + end) / 2
