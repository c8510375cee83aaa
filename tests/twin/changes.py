"""Where another option takes the lead: break-evens of weights, chances, probabilities and scores, exact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from .evidence import DEPENDENCE, likelihoods
from .figures import TIE, below_floor, best, exact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .figures import Exact
    from .judgements import Floats
    from .scenario import Decision


@dataclass(frozen=True, slots=True)
class Change:
    """The nearest change of leader on one side, along one number."""

    kind: str
    of: str
    now: float
    level: float
    winner: str


def nearest(
    starts: Floats, slopes: Floats, now: float, low: float, high: float
) -> Iterator[tuple[float, int]]:
    """Yield the nearest crossing on either side where another line passes the leader, the ends left out."""
    heights = starts + slopes * now
    leaders = best(heights)
    for side, end in ((-1.0, low), (1.0, high)):
        leader = max(leaders, key=lambda o: (side * slopes[o], -o))
        crossings = []
        for o in range(len(starts)):
            gain = side * (slopes[o] - slopes[leader])
            if gain > 1e-12:
                step = max((heights[leader] - heights[o]) / gain, 0.0)
                crossings.append((step, -side * slopes[o], o))
        if crossings:
            step, _, winner = min(crossings)
            if 0.0 < step < side * (end - now) - TIE:
                yield now + side * step, winner


def break_evens(decision: Decision, observed: Mapping[str, bool] | None = None) -> list[Change]:
    """Return the nearest changes along every weight, chance, probability and score."""
    outcome = exact(decision, observed)
    if any(criterion.hard for criterion in decision.criteria):
        return [*_beside_floors(decision, outcome, observed or {}), *_dependences(decision, observed or {})]
    names = decision.options
    changes = [
        Change(kind, of, now, level, names[winner])
        for kind, of, now, starts, slopes in _lines(decision, outcome, observed or {})
        for level, winner in nearest(starts, slopes, now, 0.0, 1.0)
    ]
    return [*changes, *_dependences(decision, observed or {}), *_scores(decision, outcome)]


def leader_above_floors(decision: Decision, outcome: Exact) -> int | None:
    """Return who is worth most of those that no hard floor excludes; the first of equals."""
    out = below_floor(decision, outcome, hard=True)
    values = np.where([o in out for o in range(len(decision.options))], -np.inf, outcome.values)
    return best(values)[0] if np.isfinite(values.max()) else None


def _beside_floors(decision: Decision, outcome: Exact, observed: Mapping[str, bool]) -> Iterator[Change]:
    """Yield the changes by steps and halving, every option being let in or left out anew at each point."""
    for kind, of, now, ends, at in _points(decision, outcome, observed):

        def leader(x: float, at: Callable[[float], Exact] = at) -> int | None:
            return leader_above_floors(decision, at(x))

        yield from _halve(decision.options, (kind, of), now, ends, leader)


def _halve(
    options: Sequence[str],
    line: tuple[str, str],
    now: float,
    ends: tuple[float, float],
    leader: Callable[[float], int | None],
) -> Iterator[Change]:
    as_now = (leader(now), None)
    for end in ends:
        grid = np.linspace(now, now + (end - now) * (1 - 1e-7), 300)
        crossed = next((k for k in range(1, len(grid)) if leader(grid[k]) not in as_now), None)
        if crossed is None:
            continue
        near, far = float(grid[crossed - 1]), float(grid[crossed])
        for _ in range(50):
            middle = (near + far) / 2
            near, far = (middle, far) if leader(middle) in as_now else (near, middle)
        yield Change(*line, now, far, options[leader(far) or 0])


def _points(
    decision: Decision, outcome: Exact, observed: Mapping[str, bool]
) -> Iterator[tuple[str, str, float, tuple[float, float], Callable[[float], Exact]]]:
    """Yield each number with its ends and the decision where it has another value."""
    size, p = len(decision.options), outcome.chances

    def with_chances(chances: Floats) -> Exact:
        chances = chances / chances.sum()
        return replace(outcome, chances=chances, by_option=np.tile(chances, (size, 1)))

    for c, criterion in enumerate(decision.criteria):
        if outcome.weights[c] < 1 - TIE:

            def weighed(x: float, c: int = c) -> Exact:
                return replace(outcome, weights=decision.weights.pushed(c, x))

            yield "weight", criterion.name, float(outcome.weights[c]), (0.0, 1.0), weighed
        for o, option in enumerate(decision.options):
            row, now = outcome.scores[o, c], float(outcome.by_criterion[o, c])

            def scored(x: float, o: int = o, c: int = c, now: float = now) -> Exact:
                scores = outcome.scores.copy()
                scores[o, c] += x - now
                return replace(outcome, scores=scores)

            ends = (now - float(row.min()), now + 100 - float(row.max()))
            if ends[0] < ends[1]:
                yield "score", f"scores.{option}.{criterion.name}", now, ends, scored
    for f, name in enumerate(decision.futures):
        if 1 - p[f] > TIE:
            one = np.arange(len(p)) == f
            others = np.where(one, 0.0, p) / (1 - p[f])

            def likelier(x: float, one: Floats = one, others: Floats = others) -> Exact:
                return with_chances(x * one + (1 - x) * others)

            yield "probability", name, float(p[f]), (0.0, 1.0), likelier
    if decision.chances.kind == "chain":
        likelihood = likelihoods(decision.signposts, observed, decision.dependence, len(p))
        for k, judged in enumerate(decision.chances.judged):
            if decision.chances.unknowns.count(decision.chances.unknowns[k]) == 1:

                def asked(x: float, k: int = k) -> Exact:
                    return with_chances(decision.chances.with_question(k, x) * likelihood)

                yield "chance", decision.futures[k], judged.mean, (0.0, 1.0), asked


def _lines(
    decision: Decision, outcome: Exact, observed: Mapping[str, bool]
) -> Iterator[tuple[str, str, float, Floats, Floats]]:
    for c, criterion in enumerate(decision.criteria):
        if outcome.weights[c] < 1 - TIE:
            ends = [outcome.by_criterion @ decision.weights.pushed(c, x) for x in (0.0, 1.0)]
            yield "weight", criterion.name, float(outcome.weights[c]), ends[0], ends[1] - ends[0]
    p = outcome.chances
    for f, name in enumerate(decision.futures):
        if 1 - p[f] > TIE:
            others = np.where(np.arange(len(p)) == f, 0.0, p) / (1 - p[f])
            start, end = outcome.by_future @ others, outcome.by_future[:, f]
            yield "probability", name, float(p[f]), start, end - start
    if decision.chances.kind == "chain":
        likelihood = likelihoods(decision.signposts, observed, decision.dependence, len(p))
        for k, judged in enumerate(decision.chances.judged):
            if decision.chances.unknowns.count(decision.chances.unknowns[k]) == 1:
                # Not normalised: the sum is a common factor of all options, and lines stay lines.
                ends = [
                    outcome.by_future @ (decision.chances.with_question(k, x) * likelihood)
                    for x in (0.0, 1.0)
                ]
                yield "chance", decision.futures[k], judged.mean, ends[0], ends[1] - ends[0]


def _dependences(decision: Decision, observed: Mapping[str, bool]) -> Iterator[Change]:
    """Yield the changes along the dependence of a group, by halving on posteriors worked out anew."""
    members = [decision.signposts[name].group for name in observed if name in decision.signposts]
    for group in {name for name in members if name and members.count(name) > 1}:
        now = decision.dependence.get(group, DEPENDENCE)

        def leader(rho: float, group: str = group) -> int | None:
            what_if = replace(decision, dependence={**decision.dependence, group: rho})
            return leader_above_floors(what_if, exact(what_if, observed))

        for end in (0.0, 0.95):
            near, far = now, end
            if leader(far) == leader(now):
                continue
            for _ in range(50):
                middle = (near + far) / 2
                near, far = (middle, far) if leader(middle) == leader(now) else (near, middle)
            yield Change("dependence", group, now, far, decision.options[leader(far) or 0])


def _scores(decision: Decision, outcome: Exact) -> Iterator[Change]:
    """Yield the changes along a score that moves by equal points in every future, inside the scale."""
    values = outcome.values
    leaders = best(values)
    for o, option in enumerate(decision.options):
        others = np.delete(values, o)
        if not len(others):
            return
        for c, criterion in enumerate(decision.criteria):
            weight = outcome.weights[c]
            move = (others.max() - values[o]) / weight if weight > 0 else np.inf
            reached = outcome.scores[o, c] + move
            if len(leaders) > 1 or not (reached.min() >= -TIE and reached.max() <= 100 + TIE):
                continue
            now = float(outcome.by_criterion[o, c])
            rival = best(np.where(np.arange(len(values)) == o, -np.inf, values))[0]
            winner = decision.options[rival] if o in leaders else option
            yield Change("score", f"scores.{option}.{criterion.name}", now, now + float(move), winner)


def share_change(
    decision: Decision, observed: Mapping[str, bool] | None = None, now: float | None = None
) -> list[Change]:
    """Return the nearest shares of partners at which the lead changes, by halving on expected values."""
    if decision.coalition is None:
        return []
    option, assumed, grown = decision.coalition
    here = assumed if now is None else now

    def leader(share: float) -> int | None:
        moved = decision.adding(np.zeros_like(decision.added) + (grown * (share - here))[..., None])
        return leader_above_floors(moved, exact(moved, observed))

    return list(_halve(decision.options, ("share", decision.options[option]), here, (0.0, 1.0), leader))
