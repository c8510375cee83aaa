"""Plain Monte Carlo: draws of scores, weights and chances, and shares with the standard error of a ratio."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .evidence import likelihoods

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .judgements import Floats
    from .scenario import Decision

TIE = 1e-9
PATTERNS = ("independent", "by_option", "by_criterion")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A sampled number and its standard error."""

    value: float
    error: float


@dataclass(frozen=True, slots=True)
class Sample:
    """Draws, each with the chances after the evidence and with how well it foretold the evidence."""

    scores: Floats
    weights: Floats
    chances: Floats
    mass: Floats

    @property
    def by_future(self) -> Floats:
        """Return the value of each option in each future, draw by draw."""
        return np.asarray(np.einsum("nocf,nc->nof", self.scores, self.weights))

    @property
    def values(self) -> Floats:
        """Return what each option is worth, draw by draw."""
        return np.asarray(np.einsum("nof,nf->no", self.by_future, self.chances))

    def with_weights(self, weights: Floats) -> Sample:
        """Return the same draws with one set of weights for all."""
        fixed = np.broadcast_to(weights, self.weights.shape)
        return Sample(self.scores, fixed, self.chances, self.mass)


def quantiles(decision: Decision, rng: np.random.Generator, n: int, pattern: str) -> Floats:
    """Draw one quantile for each row, or one for all rows of an option or of a criterion."""
    options, criteria = len(decision.options), len(decision.criteria)
    shape = {
        "independent": (n, options, criteria),
        "by_option": (n, options, 1),
        "by_criterion": (n, 1, criteria),
    }[pattern]
    return np.broadcast_to(rng.random(shape), (n, options, criteria))


def draw(
    decision: Decision,
    rng: np.random.Generator,
    n: int,
    rung: str = "ranges",
    *,
    observed: Mapping[str, bool] | None = None,
    pattern: str = "independent",
) -> Sample:
    """Draw what a rung of the ladder leaves open."""
    scores = decision.sample(quantiles(decision, rng, n, pattern))
    if rung == "open":
        return Sample(scores, decision.weights.free(rng, n), decision.chances.free(rng, n), np.ones(n))
    weights = (
        decision.weights.in_order(rng, n)
        if rung == "order"
        else decision.weights.in_ranges(rng, n, decision.rules.weight_spread)
    )
    likelihood = likelihoods(decision.signposts, observed or {}, decision.dependence, len(decision.futures))
    joint = decision.chances.draws(rng, n) * likelihood
    mass = joint.sum(axis=1)
    chances = joint / np.where(mass > 0, mass, 1.0)[:, None]
    return Sample(scores, weights, chances, mass)


def mean(numbers: Floats, mass: Floats) -> Estimate:
    """Return a mean in which draws count by their mass, with the standard error of a ratio."""
    total = mass.sum()
    average = float((mass * numbers).sum() / total)
    error = float(np.sqrt(((mass * (numbers - average)) ** 2).sum()) / total)
    return Estimate(average, error)


def share(hits: Floats, mass: Floats) -> Estimate:
    """Return a share; one of nearly nothing or all keeps the error of a single case."""
    estimate = mean(hits, mass)
    size = mass.sum() ** 2 / (mass**2).sum()
    spread = max(estimate.value * (1 - estimate.value), 1 / size)
    return Estimate(estimate.value, max(estimate.error, float(np.sqrt(spread / size))))


def rank_hits(values: Floats) -> Floats:
    """Return for each draw, option and rank how much of the rank it takes; a tie shares its ranks."""
    gaps = values[:, :, None] - values[:, None, :]
    better = (gaps < -TIE).sum(axis=2)
    tied = (np.abs(gaps) <= TIE).sum(axis=2)
    ranks = np.arange(values.shape[1])
    inside = (ranks >= better[:, :, None]) & (ranks < (better + tied)[:, :, None])
    return np.asarray(inside / tied[:, :, None])


def rank_shares(values: Floats, mass: Floats) -> list[list[Estimate]]:
    """Return the share of each rank for each option."""
    hits = rank_hits(values)
    n = values.shape[1]
    return [[share(hits[:, o, r], mass) for r in range(n)] for o in range(n)]


def first_shares(values: Floats, mass: Floats) -> list[Estimate]:
    """Return how often each option is first."""
    return [ranks[0] for ranks in rank_shares(values, mass)]


def least_regret_shares(sample: Sample) -> list[Estimate]:
    """Return how often the largest regret of each option over the futures is the smallest.

    The program draws 4,096 points for it and states no error, so that the error here is theirs.
    """
    by_future = sample.by_future
    worst = (by_future.max(axis=1, keepdims=True) - by_future).max(axis=2)
    shares = [estimate.value for estimate in first_shares(-worst, sample.mass)]
    return [Estimate(value, float(np.sqrt(max(value * (1 - value), 1 / 4096) / 4096))) for value in shares]


def pairwise_wins(values: Floats, mass: Floats) -> list[list[Estimate]]:
    """Return how often each option beats each other one; a tie is half a win."""
    n = values.shape[1]
    gaps = values[:, :, None] - values[:, None, :]
    wins = np.where(np.abs(gaps) <= TIE, 0.5, gaps > 0)
    return [[share(wins[:, a, b], mass) for b in range(n)] for a in range(n)]


def beaten_in_draws(values: Floats) -> list[bool]:
    """Tell of each option whether another beats or equals it in every draw, and beats it in one."""
    n = values.shape[1]
    gaps = values[:, :, None] - values[:, None, :]
    never_behind, once_ahead = np.all(gaps >= -TIE, axis=0), np.any(gaps > TIE, axis=0)
    return [any(never_behind[a, b] and once_ahead[a, b] for a in range(n) if a != b) for b in range(n)]


def losses(values: Floats, mass: Floats, too_close: float) -> tuple[list[Estimate], list[Estimate]]:
    """Return what each option falls short of the best on average, and how often by more than the rule."""
    short = values.max(axis=1, keepdims=True) - values
    options = range(values.shape[1])
    expected = [mean(short[:, o], mass) for o in options]
    return expected, [share((short[:, o] > too_close + TIE).astype(float), mass) for o in options]


def below_floor_shares(decision: Decision, sample: Sample) -> list[dict[str, Estimate]]:
    """Return how often the score of each option over the futures lies under each floor."""
    scores = np.einsum("nocf,nf->noc", sample.scores, sample.chances)
    return [
        {
            criterion.name: share((scores[:, o, c] < criterion.floor - TIE).astype(float), sample.mass)
            for c, criterion in enumerate(decision.criteria)
            if criterion.floor is not None
        }
        for o in range(len(decision.options))
    ]


def central_weights(sample: Sample) -> list[list[Estimate] | None]:
    """Return the mean weights of the draws that put each option first; nothing where it never is."""
    hits = rank_hits(sample.values)[:, :, 0]
    rows: list[list[Estimate] | None] = []
    for o in range(hits.shape[1]):
        mass = sample.mass * hits[:, o]
        never = mass.sum() <= 0
        rows.append(None if never else [mean(column, mass) for column in sample.weights.T])
    return rows


def confidence_factor(sample: Sample, option: int, weights: Floats) -> Estimate:
    """Return how often an option is first to those who hold these weights."""
    return first_shares(sample.with_weights(weights).values, sample.mass)[option]


def judgement_information(sample: Sample, weights: Floats) -> tuple[Estimate, Estimate]:
    """Return the worth of settling scores and chances, and that of knowing the future as well."""
    fixed = sample.with_weights(weights)
    values = fixed.values
    averages = (sample.mass[:, None] * values).sum(axis=0) / sample.mass.sum()
    leader = values[:, int(averages.argmax())]
    known = np.einsum("nf,nf->n", fixed.chances, fixed.by_future.max(axis=1))
    return mean(values.max(axis=1) - leader, sample.mass), mean(known - leader, sample.mass)


def pattern_shares(
    decision: Decision, rng: np.random.Generator, n: int, observed: Mapping[str, bool] | None = None
) -> dict[str, list[Estimate]]:
    """Return the first-rank shares at `ranges` with rows apart, by option, and by criterion."""
    samples = {pattern: draw(decision, rng, n, observed=observed, pattern=pattern) for pattern in PATTERNS}
    return {pattern: first_shares(sample.values, sample.mass) for pattern, sample in samples.items()}


def weights_alone(
    decision: Decision, by_criterion: Floats, rng: np.random.Generator, n: int
) -> list[Estimate]:
    """Return the first-rank shares over any weights in order, scores and chances at their means."""
    return first_shares(decision.weights.in_order(rng, n) @ by_criterion.T, np.ones(n))
