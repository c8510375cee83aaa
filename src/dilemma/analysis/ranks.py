"""Who ranks where: rank shares, pairwise wins and winners' weights of a chunk of samples.

Where every sample is a ray of weights, two options change places at most once along it, at a point with a
closed form. An option holds a rank on a set of stretches of the ray, so the share of the rank is the sum of
its right ends less its left ends: every change of places adds its own share to the rank before it and takes
it from the rank after it, with no need to sort them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.decision import TIE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dilemma.analysis.rays import Ray
    from dilemma.analysis.table import Floats


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over samples.

    Attributes:
        ranks: samples in which an option takes a rank, [option, rank]; ties share ranks equally.
        wins: samples in which an option beats another, [option, other]; a tie is half a win.
        weights: weights of the samples in which an option is first, [option, criterion].
    """

    ranks: Floats
    wins: Floats
    weights: Floats

    def __add__(self, other: Tally) -> Tally:
        """The tally of both sets of samples."""
        return Tally(self.ranks + other.ranks, self.wins + other.wins, self.weights + other.weights)


def tally_rays(start: Floats, stop: Floats, ray: Ray) -> Tally:
    """The tally of rays of weights.

    Args:
        start: values at the start of the ray, [option, sample], up to a factor common to the options.
        stop: values at its end.
        ray: the weights along it and the law by which to average.
    """
    tied = _near(start)
    if not tied.any() or not (tied := tied & _near(stop)).any():
        return _strict_rays(start, stop, ray)
    groups = _groups(start, stop, tied)
    parts = [
        _shared(_strict_rays(start[:, chosen], stop[:, chosen], ray.taken(chosen)), group)
        for group, chosen in groups
    ]
    return _total(parts)


def tally_points(values: Floats, weights: Floats) -> Tally:
    """The tally of values [option, sample] at weights [criterion, sample]."""
    tied = _near(values)
    if not tied.any():
        return _strict_points(values, weights)
    groups = _groups(values, values, tied)
    return _total(
        [_shared(_strict_points(values[:, chosen], weights[:, chosen]), group) for group, chosen in groups]
    )


def first_shares(values: Floats) -> Floats:
    """Whether an option is the first, shared equally in a tie; values [option, ..., sample] likewise."""
    leads = values >= values.max(axis=0) - TIE
    return np.asarray(leads / leads.sum(axis=0))


def _strict_points(values: Floats, weights: Floats) -> Tally:
    options = len(values)
    order = np.argsort(-values.T, axis=1, kind="stable")
    ranks = np.zeros((options, options))
    for rank in range(options):
        ranks[:, rank] = np.bincount(order[:, rank], minlength=options)
    wins = np.array([np.count_nonzero(own > values, axis=1) for own in values], dtype=np.float64)
    first = (order[:, 0] == np.arange(options)[:, None]).astype(np.float64)
    return Tally(ranks, wins, first @ weights.T)


def _strict_rays(start: Floats, stop: Floats, ray: Ray) -> Tally:
    """The tally where no two options are tied all along a ray."""
    meets, ahead = _meetings(start, stop)
    share = ray.law.share(meets)
    wins = _wins(share, ahead)
    return Tally(_ranks(share, ahead), wins, _winners(meets, ahead, ray))


def _meetings(start: Floats, stop: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Where two options change places, and who is ahead before: [option, other, sample].

    The place is in 0–1, and 1 where they do not; options equal at one end only do not. Of two equal lines
    the earlier is ahead.
    """
    before, after = start[:, None] - start, stop[:, None] - stop
    earlier = np.triu(np.ones((len(start), len(start)), bool), 1)[:, :, None]
    ahead = (before > 0) | ((before == 0) & ((after > 0) | ((after == 0) & earlier)))
    finishes = (after > 0) | ((after == 0) & ahead)
    gap, other = np.abs(before, out=before), np.abs(after, out=after)
    other += gap
    other += 1e-300  # two equal lines never change places, and must not divide by nothing
    gap /= other
    gap[ahead == finishes] = 1.0
    return gap, ahead


def _wins(share: Floats, ahead: NDArray[np.bool_]) -> Floats:
    """Shares of the ray on which an option is ahead of another, summed over samples."""
    before = np.where(ahead, share, 1.0 - share)
    wins = before.sum(axis=-1)
    np.fill_diagonal(wins, 0.0)
    return np.asarray(wins)


def _ranks(share: Floats, ahead: NDArray[np.bool_]) -> Floats:
    """Shares of the ray on which an option holds a rank, summed over samples, [option, rank]."""
    options, _, samples = share.shape
    others = ~np.eye(options, dtype=bool)
    where = share[others].reshape(options, options - 1, samples)
    behind = ~ahead[others].reshape(options, options - 1, samples)
    step = np.where(behind, -1, 1).astype(np.int8)  # a rival ahead falls back, one behind overtakes
    first = behind.sum(axis=1, dtype=np.int8)
    return np.stack([_stretches(*each) for each in zip(where, step, first, strict=True)])


def _stretches(where: Floats, step: NDArray[np.int8], first: NDArray[np.int8]) -> Floats:
    """The sum of right ends less left ends of the stretches on which one option holds each rank.

    Args:
        where: the changes of rank, in shares of the ray, [change, sample], in any order.
        step: how each changes the rank, [change, sample].
        first: the rank at the start of the ray, [sample].
    """
    changes = len(where)
    rank = np.repeat(first[None], changes, axis=0)
    for one in range(changes):
        for two in range(one):
            later = where[one] >= where[two]
            rank[one] += step[two] * later
            rank[two] += step[one] * ~later
    last = first + step.sum(axis=0, dtype=np.int8)
    total = np.bincount(last, minlength=changes + 1).astype(np.float64)
    for ranks, ends in ((rank, where), (rank + step, -where)):
        total += np.bincount(ranks.ravel(), weights=ends.ravel(), minlength=changes + 1)
    return total


def _winners(meets: Floats, ahead: NDArray[np.bool_], ray: Ray) -> Floats:
    """The weights of the stretch on which an option is first, summed over samples, [option, criterion].

    An option is ahead of each rival on one side of their meeting, so it is first on one stretch at most.
    """
    own = np.eye(len(meets), dtype=bool)[:, :, None]
    begins = np.where(ahead | own, 0.0, meets).max(axis=1)
    ends = np.where(ahead & ~own, meets, 1.0).min(axis=1)
    ends = np.maximum(begins, ends)
    stretches = zip(ray.law.moments(ends), ray.law.moments(begins), strict=True)
    start, stop = (after - before for after, before in stretches)
    return np.asarray(start @ ray.start.T + stop @ ray.stop.T)


def _near(values: Floats) -> NDArray[np.bool_]:
    """Samples in which some two options have the same value."""
    gaps = np.diff(np.sort(values, axis=0), axis=0)
    return np.asarray((gaps <= TIE).any(axis=0))


def _groups(
    start: Floats, stop: Floats, tied: NDArray[np.bool_]
) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Samples by who is tied with whom: for each pattern the first of its group by option, and its samples."""
    options = np.arange(len(start))
    leader = np.repeat(options[:, None], start.shape[1], axis=1)
    some = np.flatnonzero(tied)
    part = leader[:, some]
    for option in options:
        for other in options[:option]:
            near = np.abs(start[option, some] - start[other, some]) <= TIE
            near &= np.abs(stop[option, some] - stop[other, some]) <= TIE
            near &= (part[other] == other) & (part[option] == option)
            part[option, near] = other
    leader[:, some] = part
    patterns, kind = np.unique(leader, axis=1, return_inverse=True)
    return [(pattern, np.flatnonzero(kind.ravel() == number)) for number, pattern in enumerate(patterns.T)]


def _shared(tally: Tally, group: NDArray[np.intp]) -> Tally:
    """A tally in which tied options share ranks and weights equally and half win over each other."""
    same = group[:, None] == group
    mean = same / same.sum(axis=1, keepdims=True)
    wins = mean @ tally.wins @ mean.T
    samples = float(tally.ranks[0].sum())
    wins[same] = samples / 2.0
    np.fill_diagonal(wins, 0.0)
    return Tally(mean @ tally.ranks, wins, mean @ tally.weights)


def _total(tallies: list[Tally]) -> Tally:
    first, *rest = tallies
    for other in rest:
        first = first + other
    return first
