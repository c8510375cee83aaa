"""Weights as they stand, drawn in their ranges, in their order or freely, and the corners of their order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .judgements import Judgement, judgement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .judgements import Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """Points by criterion, or nothing but an order."""

    points: tuple[Judgement, ...] | None
    blocks: tuple[tuple[int, ...], ...]

    @property
    def count(self) -> int:
        """Return the number of criteria."""
        return sum(len(block) for block in self.blocks)

    def central(self) -> Floats:
        """Return the weights as they stand, with the sum 1."""
        if self.points is not None:
            middles = np.array([judged.mode for judged in self.points])
            return np.asarray(middles / middles.sum())
        n = self.count
        by_rank = [sum(1 / i for i in range(k, n + 1)) / n for k in range(1, n + 1)]
        shares, first = np.zeros(n), 0
        for block in self.blocks:
            shares[list(block)] = np.mean(by_rank[first : first + len(block)])
            first += len(block)
        return shares

    def in_ranges(self, rng: np.random.Generator, n: int, spread: float) -> Floats:
        """Draw weights in their ranges, a plain point within `spread` of itself; an order keeps itself."""
        if self.points is None:
            return self.in_order(rng, n)
        columns = []
        for judged in self.points:
            u = rng.random(n)
            plain = judged.kind == "exact"
            columns.append(judged.mean * (1 + spread * (2 * u - 1)) if plain else judged.levels(u))
        drawn = np.stack(columns, axis=1)
        return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))

    def in_order(self, rng: np.random.Generator, n: int) -> Floats:
        """Draw any weights that keep the order; among equals any order is as likely."""
        drawn = -np.sort(-self.free(rng, n), axis=1)
        placed, first = np.empty_like(drawn), 0
        for block in self.blocks:
            size = len(block)
            placed[:, list(block)] = rng.permuted(drawn[:, first : first + size], axis=1)
            first += size
        return placed

    def free(self, rng: np.random.Generator, n: int) -> Floats:
        """Draw any weights at all, all alike."""
        return rng.dirichlet(np.ones(self.count), n)

    def corners(self) -> Floats:
        """Return the corners (1,0,…), (½,½,0,…), … of every order that the ties allow."""
        rows: list[Floats] = []
        above: list[int] = []
        for block in self.blocks:
            for size in range(1, len(block) + 1):
                for chosen in itertools.combinations(block, size):
                    row = np.zeros(self.count)
                    row[[*above, *chosen]] = 1 / (len(above) + size)
                    rows.append(row)
            above.extend(block)
        return np.array(rows)

    def pushed(self, criterion: int, share: float) -> Floats:
        """Return the weights with one at a share and the others in proportion."""
        base = self.central()
        rest = np.delete(base, criterion).sum()
        moved = base * ((1 - share) / rest if rest > 0 else 0.0)
        moved[criterion] = share
        return np.asarray(moved)


def read_weights(raw: Any, criteria: Sequence[str]) -> Weights:
    """Read points, a ranking, or nothing."""
    number = {name: k for k, name in enumerate(criteria)}
    if raw is None:
        return Weights(None, (tuple(range(len(criteria))),))
    if isinstance(raw, list):
        ties = [[entry] if isinstance(entry, str) else entry for entry in raw]
        return Weights(None, tuple(tuple(number[name] for name in block) for block in ties))
    points = tuple(judgement(raw[name]) for name in criteria)
    middles = [judged.mode for judged in points]
    ordered = sorted(set(middles), reverse=True)
    blocks = [[k for k, middle in enumerate(middles) if middle == level] for level in ordered]
    return Weights(points, tuple(tuple(block) for block in blocks))
