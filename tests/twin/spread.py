"""What the uncertainty of the lead comes from, and what settling one judgement is worth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from .chances import from_chain
from .evidence import likelihoods, posterior
from .figures import exact
from .judgements import PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .judgements import Floats
    from .scenario import Decision

STEPS = 20_001
FARTHEST = 8.2  # standard deviations; nothing that counts lies beyond


@dataclass(frozen=True, slots=True)
class Spread:
    """Variance of the lead of one option over another: in all, and from each kind of judgement alone.

    What scores do together with weights and chances is told besides, for some would count it to the scores.
    """

    total: float
    scores: float
    weights: float
    chances: float
    scores_with_others: float

    @property
    def shares(self) -> dict[str, float]:
        """Return the share of each kind alone, and of what they do together."""
        alone = {"scores": self.scores, "weights": self.weights, "chances": self.chances}
        parts = {name: part / self.total if self.total > 0 else 0.0 for name, part in alone.items()}
        return {**parts, "together": 1 - sum(parts.values()) if self.total > 0 else 0.0}


def row_moments(decision: Decision, points: int = 4096) -> tuple[Floats, Floats]:
    """Return the mean of each cell and the covariance of the futures within each row, by its one quantile."""
    u = (np.arange(points) + 0.5) / points
    shape = (len(decision.options), len(decision.criteria), len(decision.futures))
    means, covariances = np.zeros(shape), np.zeros((*shape, shape[2]))
    rows = decision.sample(np.broadcast_to(u[:, None, None], (points, *shape[:2])))
    means = rows.mean(axis=0)
    covariances = np.einsum("nocf,nocg->ocfg", rows - means, rows - means) / points
    return means, covariances


def spread_of_lead(
    decision: Decision,
    leader: int,
    other: int,
    rng: np.random.Generator,
    *,
    n: int = 100_000,
    observed: Mapping[str, bool] | None = None,
) -> Spread:
    """Split the variance of a lead at `ranges`; only weights and chances are drawn, for their moments."""
    likelihood = likelihoods(decision.signposts, observed or {}, decision.dependence, len(decision.futures))
    joint = decision.chances.draws(rng, n) * likelihood
    mass = joint.sum(axis=1)
    share = mass / mass.sum()
    chances = joint / mass[:, None]
    weights = decision.weights.in_ranges(rng, n, decision.rules.weight_spread)
    means, covariances = row_moments(decision)
    gaps = means[leader] - means[other]
    noise = covariances[leader] + covariances[other]
    w, ww = weights.mean(axis=0), weights.T @ weights / n
    p, pp = share @ chances, np.einsum("n,nf,ng->fg", share, chances, chances)
    lead = float(w @ gaps @ p)
    square = float(np.einsum("cd,cf,dg,fg->", ww, gaps, gaps, pp))
    from_scores = float(np.einsum("c,cfg,fg->", np.diag(ww), noise, pp))
    return Spread(
        total=square + from_scores - lead**2,
        scores=float(np.einsum("c,cfg,f,g->", w**2, noise, p, p)),
        weights=float(np.einsum("cd,c,d->", ww - np.outer(w, w), gaps @ p, gaps @ p)),
        chances=float(np.einsum("fg,f,g->", pp - np.outer(p, p), w @ gaps, w @ gaps)),
        scores_with_others=from_scores,
    )


@dataclass(frozen=True, slots=True)
class Swing:
    """How far the lead moves when one input goes through its own range, the others at their means."""

    kind: str
    name: str
    low: float
    high: float

    @property
    def width(self) -> float:
        """Return the width of the bar."""
        return abs(self.high - self.low)


def tornado(
    decision: Decision, leader: int, other: int, observed: Mapping[str, bool] | None = None
) -> list[Swing]:
    """Return the bars of a tornado, the widest first; an input without ends has none."""
    likelihood = likelihoods(decision.signposts, observed or {}, decision.dependence, len(decision.futures))
    p, w = posterior(decision.chances.means(), likelihood), decision.weights.central()
    scores = decision.expected()
    gaps = scores[leader] - scores[other]
    lead = float(w @ gaps @ p)
    low, high = decision.ends()
    bars = []
    for o, sign in ((leader, 1.0), (other, -1.0)):
        for c, criterion in enumerate(decision.criteria):
            moves = [sign * w[c] * float((ends[o, c] - scores[o, c]) @ p) for ends in (low, high)]
            if all(judged.kind != "normal" for judged in decision.cells[o][c]):
                name = f"{decision.options[o]}.{criterion.name}"
                bars.append(Swing("score", name, lead + moves[0], lead + moves[1]))
    if decision.chances.kind == "chain":
        for k, judged in enumerate(decision.chances.judged):
            sides = [posterior(decision.chances.with_question(k, x), likelihood) for x in judged.ends]
            bars.append(Swing("chance", decision.futures[k], *(float(w @ gaps @ side) for side in sides)))
    if decision.weights.points is not None:
        spread = decision.rules.weight_spread
        middles = np.array([judged.mode for judged in decision.weights.points])
        for c, judged in enumerate(decision.weights.points):
            plain = (judged.mean * (1 - spread), judged.mean * (1 + spread))
            sides = [
                np.where(np.arange(len(middles)) == c, x, middles)
                for x in (plain if judged.kind == "exact" else judged.ends)
            ]
            bars.append(
                Swing(
                    "weight",
                    decision.criteria[c].name,
                    *(float(side / side.sum() @ gaps @ p) for side in sides),
                )
            )
    return sorted((bar for bar in bars if bar.width > 0), key=lambda bar: -bar.width)


def settling_one(decision: Decision, observed: Mapping[str, bool] | None = None) -> dict[str, float]:
    """Return the points gained by knowing each score and each chance before choosing (EVPPI)."""
    return {**_scores(decision, observed), **_chances(decision, observed)}


@cache
def _nodes() -> tuple[Floats, Floats]:
    """Return quantiles that crowd at both ends, for tails without end, and what each counts for."""
    z = np.linspace(-FARTHEST, FARTHEST, STEPS)
    density = np.exp(-z * z / 2)
    return np.array([PLAIN.cdf(point) for point in z]), density / density.sum()


def _scores(decision: Decision, observed: Mapping[str, bool] | None) -> dict[str, float]:
    outcome = exact(decision, observed)
    values, (u, masses) = outcome.values, _nodes()
    worths = {}
    for o, option in enumerate(decision.options):
        others = np.delete(values, o)
        for c, criterion in enumerate(decision.criteria):
            judged = decision.cells[o][c]
            if len(others) and not all(cell.point for cell in judged):
                levels = np.stack(
                    [
                        criterion.curve.sample(cell, u, float(a))
                        for cell, a in zip(judged, decision.added[o, c], strict=True)
                    ],
                    axis=1,
                )
                moves = (levels - masses @ levels) @ outcome.by_option[o] * outcome.weights[c]
                known = float(masses @ np.maximum(values[o] + moves, others.max()))
                worths[f"scores.{option}.{criterion.name}"] = known - float(values.max())
    return worths


def _chances(decision: Decision, observed: Mapping[str, bool] | None) -> dict[str, float]:
    chances = decision.chances
    if chances.kind != "chain":
        return {}
    likelihood = likelihoods(decision.signposts, observed or {}, decision.dependence, len(decision.futures))
    by_future = exact(decision, observed).by_future
    means = [law.mean for law in chances.judged]
    worths = {}
    for k, judged in enumerate(chances.judged):
        alone = chances.unknowns.count(chances.unknowns[k]) == 1
        if judged.point or not alone:
            continue
        u, masses = _nodes()
        rows = np.tile(np.array(means), (len(u), 1))
        rows[:, k] = judged.levels(u)
        joint = from_chain(rows) * likelihood
        values = joint @ by_future.T / float(masses @ joint.sum(axis=1))
        known = float(masses @ values.max(axis=1))
        worths[f"futures.{decision.futures[k]}.chance"] = known - float((masses @ values).max())
    return worths
