"""Scenario discovery by PRIM: where among the unknowns the cases of interest lie.

The answer is one box, a few limits such as "unknown 3 above 0.31 and unknown 7 below 0.4", found by patient
rule induction: from the whole sample, again and again peel off the twentieth of it, at one end of one
unknown, whose loss leaves the densest box. Coverage is the share of all cases that the box holds, density
the share of the box that is cases. Every step is deterministic, and the box chosen is the one to quote in a
sentence: high coverage and density together, few unknowns, and no limit that chance could explain.

References:
    Friedman, J. H. & Fisher, N. I. (1999). Bump hunting in high-dimensional data. Statistics and Computing 9,
    123-143.
    Bryant, B. P. & Lempert, R. J. (2010). Thinking inside the box. Technological Forecasting and Social
    Change 77, 34-49.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from dilemma.analysis.core.scores import Floats


Flags: TypeAlias = "NDArray[np.bool_]"

_PEEL_SHARE = 0.05
"""Share of the box that one step takes off, the patience of Friedman & Fisher 1999."""

_LEAST_SUPPORT = 20
"""Fewest samples in a box."""


class _Cut(NamedTuple):
    """A cut at one end of one unknown: values below the limit, or above it at the upper end, are outside."""

    unknown: int
    upper: bool
    limit: float


class _Peel(NamedTuple):
    """One peel: its cut, and the samples and cases left in the box."""

    cut: _Cut
    inside: int
    covered: int


def _peeling_trajectory(unknowns: Floats, case: Flags, columns: Sequence[int]) -> list[_Peel]:
    """Peel the whole sample over the given unknowns for as long as it can shrink.

    The samples in the box are kept sorted by every unknown, as [column, rank], so that a step only filters.
    """
    values = np.ascontiguousarray(unknowns[:, columns].T)
    order = np.argsort(values, axis=1)  # of equal values all go or none
    values = np.take_along_axis(values, order, axis=1)
    steps: list[_Peel] = []
    covered = _count_set(case)
    while len(order) and covered < order.shape[1]:
        choice = _choose_peel(values, case[order])
        if choice is None:
            break
        column, upper, removed = choice
        kept = order[column, :-removed] if upper else order[column, removed:]
        limit = _midpoint(values[column], order.shape[1] - removed if upper else removed)
        covered = _count_set(case[kept])
        steps.append(_Peel(_Cut(columns[column], upper, limit), len(kept), covered))
        inside = np.zeros(len(case), bool)
        inside[kept] = True
        keep = inside[order]
        order, values = order[keep].reshape(-1, len(kept)), values[keep].reshape(-1, len(kept))
    return steps


def _midpoint(values: Floats, position: int) -> float:
    """Return the middle between the sorted values before and at a position."""
    return float(values[position - 1] / 2 + values[position] / 2)


def _choose_peel(values: Floats, hits: Flags) -> tuple[int, bool, int] | None:
    """Choose the peel that leaves the highest density; of equals the smallest, then the first.

    Args:
        values: array [column, rank], ascending.
        hits: array [column, rank], which of the samples in that order are cases.

    Returns:
        The column, whether its upper end goes, and how many samples go with it; None if every peel would
        leave fewer than `SUPPORT` samples.
    """
    inside = values.shape[1]
    patience = max(1, int(_PEEL_SHARE * inside))
    lost = np.stack(
        [values <= values[:, patience - 1, None], values >= values[:, inside - patience, None]], axis=1
    )
    removed = np.count_nonzero(lost, axis=2).ravel()
    covered = np.count_nonzero(hits[0]) - np.count_nonzero(lost & hits[:, None], axis=2).ravel()
    allowed = inside - removed >= _LEAST_SUPPORT
    if not allowed.any():
        return None
    density = np.where(allowed, covered / np.maximum(inside - removed, 1), -1)
    # `lexsort` sorts by its last key first: the density, then the fewest samples removed, then the order.
    choice = int(np.lexsort((removed, -density))[0])
    return choice // 2, bool(choice % 2), int(removed[choice])


def _count_set(flags: Flags) -> int:
    """Return how many flags are set, as a plain integer."""
    return int(np.count_nonzero(flags))


_MOST_UNKNOWNS = 3
"""Most unknowns a box restricts, so that one sentence can state it."""

_LEAST_DENSITY = 0.5
"""Least density of a box: its conditions must be right more often than wrong."""

_SIGNIFICANCE = 0.05
"""Largest probability, over all ends of all unknowns together, that chance explains a limit."""

_LEAST_GAIN = 0.01
"""Least harmonic mean of coverage and density that a limit must add to be worth saying."""


class BoxLimit(NamedTuple):
    """The range of one unknown, by index, inside a box; None where that end is free."""

    unknown: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimBox:
    """Limits on a few unknowns within which most of the cases of interest lie.

    Attributes:
        limits: one for each restricted unknown, by index. A limit lies midway between the last sample left
            out and the first kept.
        samples: all samples.
        cases: cases of interest among them.
        inside: samples in the box.
        covered: cases of interest in the box.
    """

    limits: tuple[BoxLimit, ...]
    samples: int
    cases: int
    inside: int
    covered: int

    @property
    def coverage(self) -> float:
        """The share of all cases that lie in the box."""
        return self.covered / self.cases

    @property
    def density(self) -> float:
        """The share of the box that is cases: how often the conditions are right."""
        return self.covered / self.inside

    def on(self, unknowns: Floats, case: Flags) -> PrimBox | None:
        """Return the same limits counted on points they were not chosen by, or None if too thin there.

        On the sample it was chosen by, a box looks better than it is: of many it fitted best.
        """
        inside = np.ones(len(case), bool)
        for unknown, low, high in self.limits:
            values = unknowns[:, unknown]
            inside &= (values > (-np.inf if low is None else low)) & (
                values < (np.inf if high is None else high)
            )
        inside_count, covered = _count_set(inside), _count_set(inside & case)
        if not covered or covered < _LEAST_DENSITY * inside_count:
            return None
        return replace(self, samples=len(case), cases=_count_set(case), inside=inside_count, covered=covered)


def find_box(unknowns: Floats, case: Flags) -> PrimBox | None:
    """Return the box of unknowns that best describes where the cases of interest are.

    The rule, without free choices: peel over all unknowns; take the box on the way with the highest harmonic
    mean of coverage and density among those with density at least `DENSITY`; keep its `UNKNOWNS` strongest
    unknowns; peel again over these alone and take the best box in the same way; then drop, weakest first,
    every limit that chance explains (see `CHANCE`) or that adds less than `WORTH` to the harmonic mean.
    Peeling stops when the box is all cases, would hold fewer than `_LEAST_SUPPORT` samples, or cannot
    shrink. Of equal steps the one that leaves more samples is taken, then the first unknown and its lower
    end.

    Args:
        unknowns: array [sample, unknown] of finite numbers; equal values are never separated.
        case: array [sample], whether each sample is of interest.

    Returns:
        The box, or None if nothing better than the whole sample can be said: no case, nothing but cases, no
        dense enough box, or no limit that survives. An option that is nearly always best has no box: ask
        where it is not.

    Raises:
        ValueError: if the lengths differ or an unknown is not finite.
    """
    _check_arrays(unknowns, case)
    total = _count_set(case)
    if total in (0, len(case)):
        return None
    ends = _best_ends(_peeling_trajectory(unknowns, case, range(unknowns.shape[1])), len(case), total)
    ends = _best_ends(
        _peeling_trajectory(unknowns, case, _strongest_unknowns(ends, unknowns, case)), len(case), total
    )
    return _build_box(_drop_idle_ends(ends, unknowns, case), unknowns, case)


def binomial_tail(hits: int, trials: int, chance: float) -> float:
    """Return the probability of at least `hits` successes in `trials` of the given chance.

    This is the quasi-p-value of Bryant & Lempert 2010 when `chance` is the density of a box without one of
    its limits. Where `hits` is no more than expected, 1 is returned instead: the limit does nothing.
    """
    if hits <= trials * chance:
        return 1.0
    if chance <= 0:
        return 0.0
    log_first = (
        math.lgamma(trials + 1)
        - math.lgamma(hits + 1)
        - math.lgamma(trials - hits + 1)
        + hits * math.log(chance)
        + (trials - hits) * math.log1p(-chance)
    )
    # The terms after the first follow by their ratios, which need no more factorials.
    more = np.arange(hits, trials)
    ratios = (trials - more) / (more + 1) * (chance / (1 - chance))
    return min(1.0, math.exp(log_first) * (1 + float(ratios.cumprod().sum())))


def _check_arrays(unknowns: Floats, case: Flags) -> None:
    """Refuse samples without a verdict, and values that have no order."""
    if unknowns.ndim != 2 or case.shape != unknowns.shape[:1]:
        raise ValueError(f"unknowns of shape {unknowns.shape} do not fit cases of shape {case.shape}")
    if not np.isfinite(unknowns).all():
        raise ValueError("unknowns are not all finite")


def _best_ends(steps: list[_Peel], samples: int, total: int) -> tuple[_Cut, ...]:
    """Return the ends of the best dense enough box on the way, the whole sample included (no ends).

    Best is the highest harmonic mean of coverage and density, the earliest of equals. No ends either if no
    box is dense enough.
    """
    counts = [(samples, total), *((step.inside, step.covered) for step in steps)]
    dense = [number for number, (inside, covered) in enumerate(counts) if covered >= _LEAST_DENSITY * inside]
    chosen = max(dense, key=lambda number: _harmonic_mean(*counts[number], total), default=0)
    # A later cut at the same end is the tighter one and replaces the earlier.
    return tuple({(step.cut.unknown, step.cut.upper): step.cut for step in steps[:chosen]}.values())


def _harmonic_mean(inside: int, covered: int, total: int) -> float:
    """Return the harmonic mean of coverage, covered / total, and density, covered / inside."""
    return 2 * covered / (inside + total)


def _strongest_unknowns(ends: tuple[_Cut, ...], unknowns: Floats, case: Flags) -> list[int]:
    """Return the unknowns, at most `UNKNOWNS`, without which the box would be least dense, by index.

    For one box the quasi-p-value rises with that density, so this is the order of significance.
    """

    def density_without(unknown: int) -> float:
        inside, covered = _count_within([end for end in ends if end.unknown != unknown], unknowns, case)
        return covered / inside

    return sorted(sorted(sorted({end.unknown for end in ends}), key=density_without)[:_MOST_UNKNOWNS])


def _drop_idle_ends(ends: tuple[_Cut, ...], unknowns: Floats, case: Flags) -> tuple[_Cut, ...]:
    """Drop every end that chance explains or that adds too little, the least significant first."""
    while idle := _idle_ends(ends, unknowns, case):
        _, position = max(idle)
        ends = _without_end(ends, position)
    return ends


def _idle_ends(ends: tuple[_Cut, ...], unknowns: Floats, case: Flags) -> list[tuple[float, int]]:
    """Return the position of each end that could go, after the density of the box without it.

    The chance of one end is judged at `CHANCE` divided by the number of ends there are to choose from. An end
    is not dropped as adding little if the box would then be too thin.
    """
    total, choices = _count_set(case), 2 * unknowns.shape[1]
    inside, covered = _count_within(ends, unknowns, case)
    idle = []
    for position in range(len(ends)):
        wider = _count_within(_without_end(ends, position), unknowns, case)
        density = wider[1] / wider[0]
        gain = _harmonic_mean(inside, covered, total) - _harmonic_mean(*wider, total)
        chance = binomial_tail(covered, inside, density)
        if chance * choices > _SIGNIFICANCE or (gain < _LEAST_GAIN and density >= _LEAST_DENSITY):
            idle.append((density, position))
    return idle


def _without_end(ends: tuple[_Cut, ...], position: int) -> tuple[_Cut, ...]:
    """Return all ends but the one at a position."""
    return ends[:position] + ends[position + 1 :]


def _count_within(ends: Iterable[_Cut], unknowns: Floats, case: Flags) -> tuple[int, int]:
    """Return how many samples, and how many cases, lie within the ends."""
    inside = np.ones(len(case), bool)
    for end in ends:
        values = unknowns[:, end.unknown]
        inside &= values < end.limit if end.upper else values > end.limit
    return _count_set(inside), _count_set(inside & case)


def _build_box(ends: tuple[_Cut, ...], unknowns: Floats, case: Flags) -> PrimBox | None:
    """Gather the ends into limits by unknown, or None if there are none or the box is too thin."""
    inside, covered = _count_within(ends, unknowns, case)
    if not ends or covered < _LEAST_DENSITY * inside:
        return None
    limit = {(end.unknown, end.upper): end.limit for end in ends}
    restricted = sorted({end.unknown for end in ends})
    return PrimBox(
        limits=tuple(
            BoxLimit(name, limit.get((name, False)), limit.get((name, True))) for name in restricted
        ),
        samples=len(case),
        cases=_count_set(case),
        inside=inside,
        covered=covered,
    )
