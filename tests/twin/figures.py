"""Exact figures on expected scores: values, rules over futures, poles, dominance, floors, groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .chances import shifted
from .evidence import likelihoods, posterior

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .judgements import Floats
    from .scenario import Decision

TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Exact:
    """Expected scores, weights and chances, with what follows from them."""

    scores: Floats
    weights: Floats
    chances: Floats
    by_option: Floats  # the chances that each option faces; all rows alike unless options move them

    @property
    def by_future(self) -> Floats:
        """Return the value of each option in each future."""
        return np.asarray(np.einsum("ocf,c->of", self.scores, self.weights))

    @property
    def by_criterion(self) -> Floats:
        """Return the expected score of each option on each criterion."""
        return np.asarray(np.einsum("ocf,of->oc", self.scores, self.by_option))

    @property
    def values(self) -> Floats:
        """Return what each option is worth."""
        return np.asarray(np.einsum("of,of->o", self.by_future, self.by_option))

    @property
    def regret(self) -> Floats:
        """Return what each option falls short of the best, in each future."""
        return np.asarray(self.by_future.max(axis=0) - self.by_future)

    @property
    def evpi_futures(self) -> float:
        """Return the points gained by knowing the future."""
        return float(self.chances @ self.by_future.max(axis=0) - self.values.max())


def exact(
    decision: Decision,
    observed: Mapping[str, bool] | None = None,
    *,
    modes: bool = False,
    endogenous: bool = False,
) -> Exact:
    """Work out expected scores, and chances after the evidence; or both at the old central numbers."""
    likelihood = likelihoods(decision.signposts, observed or {}, decision.dependence, len(decision.futures))
    prior = decision.chances.modes() if modes else decision.chances.means()
    chances = posterior(prior, likelihood)
    by_option = np.tile(chances, (len(decision.options), 1))
    if endogenous:
        by_option = np.array([shifted(chances, shifts) for shifts in decision.shifts])
    scores = decision.at_modes() if modes else decision.expected()
    return Exact(scores, decision.weights.central(), chances, by_option)


def best(numbers: Floats) -> list[int]:
    """Return who has the most, ties included."""
    return [int(k) for k in np.flatnonzero(numbers >= numbers.max() - TIE)]


def ranking(values: Floats) -> list[int]:
    """Return the options by value; of equals the first in the file comes first."""
    return sorted(range(len(values)), key=lambda o: (-round(float(values[o]) / TIE), o))


def envelope(starts: Floats, slopes: Floats, low: float, high: float) -> list[tuple[float, float, int]]:
    """Return which of several lines is highest from one end to the other."""
    stretches, x = [], low
    current = max(
        range(len(starts)), key=lambda o: (round(float(starts[o] + slopes[o] * x) / TIE), slopes[o], -o)
    )
    while True:
        after = [
            ((starts[current] - starts[o]) / (slopes[o] - slopes[current]), -slopes[o], o)
            for o in range(len(starts))
            if slopes[o] > slopes[current] + 1e-12
        ]
        after = [crossing for crossing in after if x - TIE < crossing[0] < high - TIE]
        if not after:
            stretches.append((x, high, current))
            return stretches
        crossing, _, challenger = min(after)
        if crossing > x + TIE:
            stretches.append((x, crossing, current))
        x, current = max(crossing, x), challenger


def hurwicz(by_future: Floats) -> list[tuple[float, float, int]]:
    """Return the intervals of hope over which each option is best."""
    worst, top = by_future.min(axis=1), by_future.max(axis=1)
    return envelope(worst, top - worst, 0.0, 1.0)


def starr(by_future: Floats, rng: np.random.Generator, n: int = 100_000) -> Floats:
    """Return the share of all probabilities under which each option is worth most; sampled."""
    values = rng.dirichlet(np.ones(by_future.shape[1]), n) @ by_future.T
    top = values >= values.max(axis=1, keepdims=True) - TIE
    return np.asarray((top / top.sum(axis=1, keepdims=True)).mean(axis=0))


def dominated_by(scores: Floats) -> list[list[int]]:
    """Return by which others each option is matched everywhere and beaten somewhere."""
    flat = scores.reshape(len(scores), -1)
    return [
        [
            a
            for a in range(len(flat))
            if a != b and np.all(flat[a] >= flat[b] - TIE) and np.any(flat[a] > flat[b] + TIE)
        ]
        for b in range(len(flat))
    ]


def pole_values(decision: Decision, outcome: Exact) -> dict[str, Floats]:
    """Return the plain mean of the expected scores of each pole's criteria."""
    poles = sorted({criterion.pole for criterion in decision.criteria if criterion.pole})
    columns = {
        pole: [c for c, criterion in enumerate(decision.criteria) if criterion.pole == pole] for pole in poles
    }
    return {pole: outcome.by_criterion[:, chosen].mean(axis=1) for pole, chosen in columns.items()}


@dataclass(frozen=True, slots=True)
class Dilemma:
    """How many points the two poles cost one another, and between which options."""

    index: float
    for_order: int
    for_leadership: int


def dilemma(decision: Decision, outcome: Exact) -> Dilemma | None:
    """Compare the best for order with the best for leadership, weighted inside each, none dominated."""
    sides = {}
    for pole in ("order", "leadership"):
        columns = [c for c, criterion in enumerate(decision.criteria) if criterion.pole == pole]
        if not columns:
            return None
        inside = outcome.weights[columns]
        inside = inside / inside.sum() if inside.sum() > 0 else np.full(len(columns), 1 / len(columns))
        sides[pole] = outcome.by_criterion[:, columns] @ inside
    free = [o for o, others in enumerate(dominated_by(outcome.scores)) if not others]
    order, leadership = sides["order"], sides["leadership"]
    # Of equals on one pole, the better on the other: the pair then shows the conflict that cannot be avoided.
    for_order = max(free, key=lambda o: (round(float(order[o]) / TIE), leadership[o], -o))
    for_leadership = max(free, key=lambda o: (round(float(leadership[o]) / TIE), order[o], -o))
    lost = leadership[for_leadership] - leadership[for_order] + order[for_order] - order[for_leadership]
    return Dilemma(float(lost / 2), for_order, for_leadership)


def below_floor(decision: Decision, outcome: Exact, *, hard: bool = False) -> dict[int, list[str]]:
    """Return the floors under which each option's expected score lies."""
    lists: dict[int, list[str]] = {}
    for c, criterion in enumerate(decision.criteria):
        if criterion.floor is not None and (criterion.hard or not hard):
            for o in np.flatnonzero(outcome.by_criterion[:, c] < criterion.floor - TIE):
                lists.setdefault(int(o), []).append(criterion.name)
    return lists


def excluded(decision: Decision, observed: Mapping[str, bool] | None = None) -> dict[str, dict[str, Any]]:
    """Return each option and hard floor that it lies under, with its score and the floor."""
    outcome = exact(decision, observed)
    names = [criterion.name for criterion in decision.criteria]
    return {
        f"{decision.options[o]} {name}": {
            "score": float(outcome.by_criterion[o, names.index(name)]),
            "floor": decision.criteria[names.index(name)].floor,
        }
        for o, under in below_floor(decision, outcome, hard=True).items()
        for name in under
    }


def screened(
    decision: Decision, observed: Mapping[str, bool] | None = None, *, endogenous: bool = False
) -> Decision:
    """Leave out the options under a hard floor; refuse where none is left."""
    out = below_floor(decision, exact(decision, observed, endogenous=endogenous), hard=True)
    kept = [o for o in range(len(decision.options)) if o not in out]
    if not kept:
        raise ValueError("every option lies under a hard floor")
    return decision if not out else decision.only(kept)


def leave_one_out(decision: Decision, outcome: Exact) -> dict[str, list[int]]:
    """Return who is worth most with each criterion's weight at 0, ties included."""
    winners = {}
    for c, criterion in enumerate(decision.criteria):
        if outcome.weights[c] < 1 - TIE:
            winners[criterion.name] = best(outcome.by_criterion @ decision.weights.pushed(c, 0.0))
    return winners


def mean_of_values(members: Sequence[Decision]) -> Floats:
    """Return the group's value of each option as the mean of its members' values."""
    return np.asarray(np.mean([exact(member).values for member in members], axis=0))


def value_of_means(members: Sequence[Decision]) -> Floats:
    """Return the value of each option to the mean member: mean weights on mean scores."""
    outcomes = [exact(member) for member in members]
    scores = np.mean([outcome.by_criterion for outcome in outcomes], axis=0)
    return np.asarray(scores @ np.mean([outcome.weights for outcome in outcomes], axis=0))


def linear_pool(rows: Floats) -> Floats:
    """Return the plain mean of the members' probabilities."""
    return np.asarray(rows.mean(axis=0))


def log_pool(rows: Floats) -> Floats:
    """Return the geometric mean of the members' probabilities, with the sum 1."""
    with np.errstate(divide="ignore"):
        pooled = np.exp(np.log(rows).mean(axis=0))
    return np.asarray(pooled / pooled.sum())
