"""Probabilities of the futures: exact means and second moments, old central numbers, draws, shifts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .judgements import Judgement, judgement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .judgements import Floats


@dataclass(frozen=True, slots=True)
class Chances:
    """A chain of questions, free probabilities, or futures that count alike."""

    count: int
    kind: str
    judged: tuple[Judgement, ...] = ()
    unknowns: tuple[str, ...] = ()
    fixed: int | None = None

    def means(self) -> Floats:
        """Return the expected probabilities; free ones are means renormalised."""
        if self.kind == "chain":
            return np.array([self._expected([f]) for f in range(self.count)])
        return self._normalised([law.mean for law in self.judged])

    def modes(self) -> Floats:
        """Return the probabilities at the old central numbers."""
        if self.kind == "chain":
            return chained([law.mode for law in self.judged])
        return self._normalised([law.mode for law in self.judged])

    def products(self) -> Floats:
        """Return the means of p[f]·p[g] of a chain."""
        n = range(self.count)
        return np.array([[self._expected([f, g]) for g in n] for f in n])

    def _normalised(self, numbers: Sequence[float]) -> Floats:
        if self.kind == "alike":
            return np.full(self.count, 1 / self.count)
        shares = np.array(numbers)
        return np.asarray(_scaled(shares[None, :], self.fixed)[0])

    def _expected(self, futures: Sequence[int]) -> float:
        """Return the mean of a product of probabilities, by the joint moments of what the chain shares."""
        lines: dict[str, list[np.polynomial.Polynomial]] = {}
        for f in futures:
            for k in range(min(f + 1, len(self.judged))):
                factor = np.polynomial.Polynomial([0.0, 1.0] if k == f else [1.0, -1.0])
                lines.setdefault(self.unknowns[k], []).append(factor)
        total = 1.0
        for name, factors in lines.items():
            product = math.prod(factors[1:], start=factors[0])
            law = self.judged[self.unknowns.index(name)]
            total *= math.fsum(float(c) * law.moment(n) for n, c in enumerate(product.coef))
        return total

    def draws(self, rng: np.random.Generator, n: int) -> Floats:
        """Draw probabilities within their ranges; what is shared is drawn once."""
        if self.kind == "alike":
            return np.full((n, self.count), 1 / self.count)
        columns: dict[str, Floats] = {}
        for name, law in zip(self.unknowns, self.judged, strict=True):
            if name not in columns:
                columns[name] = law.levels(rng.random(n))
        levels = np.stack([columns[name] for name in self.unknowns], axis=1)
        return from_chain(levels) if self.kind == "chain" else _scaled(levels, self.fixed)

    def free(self, rng: np.random.Generator, n: int) -> Floats:
        """Draw any probabilities at all."""
        return rng.dirichlet(np.ones(self.count), n)

    def with_question(self, k: int, level: float) -> Floats:
        """Return the probabilities with one question of the chain answered so, the others at their means."""
        parts = [Judgement("exact", (level,)) if i == k else law for i, law in enumerate(self.judged)]
        return Chances(self.count, "chain", tuple(parts), self.unknowns).means()


def _scaled(shares: Floats, fixed: int | None) -> Floats:
    """Return rows with the sum 1; one that was set stays as it is."""
    if fixed is None:
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))
    rest = np.delete(shares, fixed, axis=1).sum(axis=1, keepdims=True)
    scaled = shares * (1 - shares[:, [fixed]]) / np.where(rest > 0, rest, 1.0)
    scaled[:, fixed] = shares[:, fixed]
    return np.asarray(scaled)


def from_chain(levels: Floats) -> Floats:
    """Return probabilities from answers in a row; the last future takes the rest."""
    left = np.cumprod(1 - levels, axis=1)
    before = np.concatenate([np.ones((len(levels), 1)), left[:, :-1]], axis=1)
    return np.concatenate([before * levels, left[:, -1:]], axis=1)


def chained(questions: Sequence[float]) -> Floats:
    """Return the probabilities of one chain."""
    return np.asarray(from_chain(np.array([questions]))[0])


def shifted(probabilities: Floats, shifts: Floats) -> Floats:
    """Return the probabilities after an option has moved the odds of each question of the chain."""
    left, questions = 1.0, []
    for p in probabilities[:-1]:
        questions.append(p / left if left > 0 else 0.0)
        left -= p
    moved = []
    for q, shift in zip(questions, shifts[:-1], strict=True):
        grown = q * math.exp(shift)
        moved.append(grown / (grown + 1 - q))
    return chained(moved)


def read_chances(futures: Mapping[str, Any], lexicon: str, fixed: str | None) -> Chances:
    """Read a chain, probabilities, or futures without numbers."""
    names = list(futures)
    if not names or not any("chance" in futures[f] or "probability" in futures[f] for f in names):
        return Chances(max(len(names), 1), "alike")
    if any("probability" in futures[f] for f in names):
        laws = tuple(judgement(futures[f]["probability"], lexicon) for f in names)
        number = names.index(fixed) if fixed else None
        return Chances(len(names), "free", laws, tuple(names), number)
    chain: list[Judgement] = []
    unknowns: list[str] = []
    for f in names[:-1]:
        raw = futures[f]["chance"]
        chain.append(judgement(raw, lexicon))
        shared = raw.get("shared") if isinstance(raw, dict) else None
        unknowns.append(f"shared {shared}" if shared else f)
    return Chances(len(names), "chain", tuple(chain), tuple(unknowns))
