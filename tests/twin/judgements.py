"""The five ways to write a number: their means, ends, moments, and the mass and mean below a level."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PLAIN = NormalDist()
WORDS = {
    "icd203": {
        "almost no chance": (0.01, 0.05),
        "very unlikely": (0.05, 0.20),
        "unlikely": (0.20, 0.45),
        "roughly even chance": (0.45, 0.55),
        "likely": (0.55, 0.80),
        "very likely": (0.80, 0.95),
        "almost certain": (0.95, 0.99),
    },
    "phia": {
        "remote chance": (0.0, 0.05),
        "highly unlikely": (0.10, 0.20),
        "unlikely": (0.25, 0.35),
        "realistic possibility": (0.40, 0.50),
        "likely": (0.55, 0.75),
        "probable": (0.55, 0.75),
        "highly likely": (0.80, 0.90),
        "almost certain": (0.95, 1.0),
    },
}


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Return the share of a beta(a, b) that lies below x, by the continued fraction of Lentz."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - incomplete_beta(b, a, 1.0 - x)
    logs = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    tiny = 1e-300
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1.0)
    d = 1.0 / (d if abs(d) > tiny else tiny)
    total = d
    for m in range(1, 1000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1.0 + term * d
            d = 1.0 / (d if abs(d) > tiny else tiny)
            c = 1.0 + term / c
            c = c if abs(c) > tiny else tiny
            total *= c * d
        if abs(c * d - 1.0) < 1e-16:
            break
    return math.exp(logs) * total / a


@cache
def _beta_table(a: float, b: float) -> tuple[Floats, Floats]:
    """Return points of a beta(a, b) and the shares below them."""
    # Close at both ends, where a beta may be steep, and round its mean, where it may be narrow.
    half, spread = np.geomspace(1e-14, 0.5, 800), math.sqrt(a * b / (a + b + 1)) / (a + b)
    middle = np.clip(np.linspace(a / (a + b) - 9 * spread, a / (a + b) + 9 * spread, 1500), 0.0, 1.0)
    grid = np.unique(np.concatenate([[0.0], half, 1 - half, middle, [1.0]]))
    return grid, np.array([incomplete_beta(a, b, float(x)) for x in grid])


@dataclass(frozen=True, slots=True)
class Judgement:
    """A number as somebody judged it."""

    kind: str
    numbers: tuple[float, ...]
    placeholder: bool = False

    @property
    def point(self) -> bool:
        """Tell whether nothing is left open."""
        return self.kind == "exact" or self.ends[0] == self.ends[1]

    @property
    def ends(self) -> tuple[float, float]:
        """Return the least and the greatest level it can take."""
        if self.kind == "normal":
            return (-math.inf, math.inf) if self.numbers[1] > 0 else (self.numbers[0],) * 2
        if self.kind == "beta":
            return self.numbers[2], self.numbers[3]
        return self.numbers[0], self.numbers[-1]

    @property
    def mean(self) -> float:
        """Return the expected level."""
        if self.kind == "normal":
            return self.numbers[0]
        if self.kind == "beta":
            a, b, low, high = self.numbers
            return low + (high - low) * a / (a + b)
        return math.fsum(self.numbers) / len(self.numbers)

    @property
    def mode(self) -> float:
        """Return what the program once called central: the most likely of three, else the mean."""
        return self.numbers[1] if self.kind == "triangular" else self.mean

    def below(self, x: float) -> tuple[float, float]:
        """Return the probability of lying below x, and the part of the mean that lies there."""
        low, high = self.ends
        if x <= low:
            return 0.0, 0.0
        if x >= high:
            return 1.0, self.mean
        if self.kind == "uniform":
            return (x - low) / (high - low), (x * x - low * low) / (2 * (high - low))
        if self.kind == "triangular":
            return self._below_triangular(x)
        if self.kind == "normal":
            mu, sd = self.numbers
            z = (x - mu) / sd
            share = 0.5 * math.erfc(-z / math.sqrt(2))
            return share, mu * share - sd * math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        a, b = self.numbers[:2]
        z = (x - low) / (high - low)
        share = incomplete_beta(a, b, z)
        return share, low * share + (high - low) * a / (a + b) * incomplete_beta(a + 1, b, z)

    def _below_triangular(self, x: float) -> tuple[float, float]:
        low, peak, high = self.numbers
        if x <= peak:
            t = x - low
            share = t * t / ((high - low) * (peak - low))
            return share, share * (low + 2 * t / 3)
        t = high - x
        rest = t * t / ((high - low) * (high - peak))
        return 1 - rest, self.mean - rest * (high - 2 * t / 3)

    def levels(self, u: Floats) -> Floats:
        """Return the levels at the quantiles u."""
        if self.point:
            return np.full_like(u, self.mean)
        if self.kind == "uniform":
            low, high = self.ends
            return low + (high - low) * u
        if self.kind == "triangular":
            low, peak, high = self.numbers
            bend = (peak - low) / (high - low)
            rising = low + np.sqrt(u * (high - low) * (peak - low))
            falling = high - np.sqrt((1 - u) * (high - low) * (high - peak))
            return np.where(u < bend, rising, falling)
        if self.kind == "normal":
            mu, sd = self.numbers
            deviates = [PLAIN.inv_cdf(quantile) for quantile in u.ravel()]
            return np.asarray(mu + sd * np.array(deviates).reshape(u.shape))
        a, b, low, high = self.numbers
        grid, shares = _beta_table(a, b)
        return np.asarray(low + (high - low) * np.interp(u, shares, grid))

    def moment(self, n: int) -> float:
        """Return the mean of the n-th power."""
        if n == 0:
            return 1.0
        if self.point:
            return self.mean**n
        if self.kind == "beta":
            a, b, low, high = self.numbers
            raw = [1.0]
            for k in range(n):
                raw.append(raw[-1] * (a + k) / (a + b + k))
            spread = high - low
            return math.fsum(math.comb(n, k) * low ** (n - k) * spread**k * raw[k] for k in range(n + 1))
        if self.kind == "normal":
            mu, sd = self.numbers
            return mu if n == 1 else mu * self.moment(n - 1) + (n - 1) * sd * sd * self.moment(n - 2)
        low, high = self.ends
        if self.kind == "uniform":
            return float((high ** (n + 1) - low ** (n + 1)) / ((n + 1) * (high - low)))
        nodes, masses = np.polynomial.legendre.leggauss(n // 2 + 2)
        total = 0.0
        for start, end, slope in ((low, self.numbers[1], 1), (self.numbers[1], high, -1)):
            if end > start:
                x = (start + end) / 2 + (end - start) / 2 * nodes
                density = 2 * ((x - low) if slope > 0 else (high - x)) / ((high - low) * (end - start))
                total += float(np.sum(masses * density * x**n)) * (end - start) / 2
        return total


def judgement(raw: Any, lexicon: str = "icd203") -> Judgement:
    """Read a judgement as the language writes it."""
    if isinstance(raw, str):
        return Judgement("uniform", WORDS[lexicon][raw.lower()])
    if isinstance(raw, list):
        numbers = tuple(float(number) for number in raw)
        return Judgement("uniform" if len(numbers) == 2 else "triangular", numbers)
    if isinstance(raw, dict):
        return _from_mapping(raw, lexicon)
    return Judgement("exact", (float(raw),))


def _from_mapping(raw: Mapping[str, Any], lexicon: str) -> Judgement:
    for key in ("score", "range"):
        if key in raw:
            inner = judgement(raw[key], lexicon)
            return Judgement(inner.kind, inner.numbers, bool(raw.get("placeholder", False)))
    if "normal" in raw:
        mu, sd = raw["normal"]
        return Judgement("normal", (float(mu), float(sd)))
    a, b, *ends = raw["beta"]
    low, high = ends or (0.0, 1.0)
    return Judgement("beta", (float(a), float(b), float(low), float(high)))
