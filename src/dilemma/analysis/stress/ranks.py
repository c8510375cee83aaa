"""Who ranks where: rank shares, pairwise wins and winners' weights of a chunk of samples.

Where every sample is a ray of weights, two options change places at most once along it, at a point with a
closed form. An option holds a rank on a set of stretches of the ray, so the share of the rank is the sum of
its right ends less its left ends: every change of places adds its own share to the rank before it and takes
it from the rank after it, with no need to sort them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dilemma.analysis.central.decision import TIE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.stress.rays import Ray


FEW = 8
"""Up to this many options are counted rank by rank, more all at once."""

ENDS = 4
"""Up to this many options all rank shares along a ray follow from the first, the last and the mean rank."""


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
    if not (_some_near(start) and _some_near(stop)):
        return _strict_rays(start, stop, ray)
    groups = _groups(start, stop)
    parts = [
        _shared(_strict_rays(start[:, chosen], stop[:, chosen], ray.taken(chosen)), group)
        for group, chosen in groups
    ]
    return _total(parts)


def tally_points(values: Floats, weights: Floats) -> Tally:
    """The tally of values [option, sample] at weights [criterion, sample]."""
    tally, near = _strict_points(values, weights)
    if not near:
        return tally
    groups = _groups(values, values)
    return _total(
        [_shared(_strict_points(values[:, chosen], weights[:, chosen])[0], group) for group, chosen in groups]
    )


def first_shares(values: Floats, options: NDArray[np.intp]) -> Floats:
    """Whether each of some options is first at weights of its own, shared equally in a tie, [case, sample].

    Args:
        values: values of all options at the weights of each case, [option, case, sample].
        options: the option asked about in each case.
    """
    least = values.max(axis=0) - TIE
    own = values[options, np.arange(len(options))] >= least
    level = values >= least
    if np.count_nonzero(level) == least.size:
        return np.asarray(own, np.float64)
    return np.asarray(own / np.count_nonzero(level, axis=0))


def _strict_points(values: Floats, weights: Floats) -> tuple[Tally, bool]:
    """The tally where no two options are tied, a rank being the number of rivals ahead; whether some are."""
    options, samples = values.shape
    rank = np.zeros((options, samples), np.min_scalar_type(options))
    wins = np.zeros((options, options))
    near = False
    for option, own in enumerate(values[:-1]):
        gap = own - values[option + 1 :]
        ahead = gap >= 0
        near = near or bool(np.abs(gap, out=gap).min() <= TIE)
        rank[option + 1 :] += ahead.view(np.uint8)
        rank[option] += np.add.reduce((~ahead).view(np.uint8), axis=0, dtype=rank.dtype)
        wins[option, option + 1 :] = [np.count_nonzero(each) for each in ahead]
        wins[option + 1 :, option] = samples - wins[option, option + 1 :]
    return Tally(_counts(rank), wins, (rank == 0).astype(np.float64) @ weights.T), near


def _counts(rank: NDArray[Any]) -> Floats:
    """How often an option takes a rank, [option, rank], from its rank by sample."""
    options = len(rank)
    if options <= FEW:
        counts = [[np.count_nonzero(own == place) for place in range(options)] for own in rank]
        return np.array(counts, np.float64)
    row = np.arange(0, options * options, options)[:, None]
    counted = np.bincount((rank + row).ravel(), minlength=options**2)
    return counted.reshape(options, options).astype(np.float64)


def _strict_rays(start: Floats, stop: Floats, ray: Ray) -> Tally:
    """The tally where no two options are tied all along a ray."""
    options, samples = start.shape
    meets, ahead = _meetings(start, stop)
    share = ray.law.share(meets)
    pair, second = _rivals(options)
    leads = ahead[pair] ^ second[:, :, None]
    wins = _wins(np.where(ahead, share, 1.0 - share).sum(axis=-1), options, samples)
    where = share[pair]
    return Tally(
        ranks=_ranks(where, leads) if options > ENDS else _ranks_from_ends(where, leads, wins, samples),
        wins=wins,
        weights=_winners(meets[pair], leads, ray),
    )


def _meetings(start: Floats, stop: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Where the two options of a pair change places, and whether the first is ahead before: [pair, sample].

    The place is in 0–1, and 1 where they do not; options equal at one end only do not. Of two equal lines
    the earlier is ahead.
    """
    one, two = np.triu_indices(len(start), 1)
    before, after = start[one] - start[two], stop[one] - stop[two]
    ahead = (before > 0) | ((before == 0) & (after >= 0))
    finishes = (after > 0) | ((after == 0) & ahead)
    gap, other = np.abs(before, out=before), np.abs(after, out=after)
    other += gap
    other += 1e-300  # two equal lines never change places, and must not divide by nothing
    gap /= other
    gap[ahead == finishes] = 1.0
    return gap, ahead


def _rivals(options: int) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """By option and rival: the number of their pair, and whether the option is its second."""
    number = np.zeros((options, options), np.intp)
    number[np.triu_indices(options, 1)] = np.arange(options * (options - 1) // 2)
    others = ~np.eye(options, dtype=bool)
    pair = (number + number.T)[others].reshape(options, options - 1)
    return pair, np.tri(options, options - 1, -1, dtype=bool)


def _wins(first: Floats, options: int, samples: int) -> Floats:
    """Samples in which an option is ahead of another, from those in which the first of each pair is."""
    wins = np.zeros((options, options))
    one, two = np.triu_indices(options, 1)
    wins[one, two] = first
    wins[two, one] = samples - first
    return wins


def _ranks(where: Floats, leads: NDArray[np.bool_]) -> Floats:
    """The sum of right ends less left ends of the stretches on which each option holds each rank.

    Args:
        where: an option's changes of place, in shares of the ray, [option, rival, sample], in any order.
        leads: whether it is ahead of the rival before, and so falls behind.
    """
    options, rivals, _ = where.shape
    step = np.where(leads, 1, -1).astype(np.int8)
    first = (~leads).sum(axis=1, dtype=np.int8)
    rank = np.repeat(first[:, None], rivals, axis=1)
    for one in range(rivals):
        for two in range(one):
            later = where[:, one] >= where[:, two]
            rank[:, one] += step[:, two] * later
            rank[:, two] += step[:, one] * ~later
    row = np.arange(0, options * options, options)[:, None]
    last = np.bincount((first + step.sum(axis=1, dtype=np.int8) + row).ravel(), minlength=options**2)
    code = 2 * (rank + row[:, None]) + leads
    held = np.bincount(code.ravel(), weights=where.ravel(), minlength=2 * options**2)
    rises, falls = np.moveaxis(held.reshape(options, options, 2), -1, 0)
    total = last.reshape(options, options) + rises + falls
    total[:, 1:] -= falls[:, :-1]
    total[:, :-1] -= rises[:, 1:]
    return np.asarray(total)


def _ranks_from_ends(where: Floats, leads: NDArray[np.bool_], wins: Floats, samples: int) -> Floats:
    """As `_ranks`, for up to four options, from first ranks, last ranks and wins.

    An option's rank shares sum to 1, and its mean rank is the wins of its rivals: two equations for the two
    ranks that are neither the first nor the last.
    """
    options = len(where)
    total = np.zeros((options, options))
    total[:, 0] = _lengths(where, leads)
    if options > 1:
        total[:, -1] = _lengths(where, ~leads)
    between = samples - total[:, 0] - total[:, -1]
    if options == ENDS:
        behind = wins.sum(axis=0) - (options - 1) * total[:, -1]
        total[:, 1] = 2.0 * between - behind
        total[:, 2] = behind - between
    elif options > 2:
        total[:, 1] = between
    return total


def _stretch(where: Floats, before: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Where the one stretch begins and ends that is before some places and after the others; may be empty.

    Args:
        where: the places, [option, rival, sample].
        before: whether the stretch lies before the place.
    """
    begins = np.where(before, 0.0, where).max(axis=1, initial=0.0)
    ends = np.where(before, where, 1.0).min(axis=1, initial=1.0)
    return begins, np.maximum(begins, ends, out=ends)


def _lengths(where: Floats, before: NDArray[np.bool_]) -> Floats:
    """The lengths of the stretches, summed over samples, [option]."""
    begins, ends = _stretch(where, before)
    return np.asarray((ends - begins).sum(axis=1))


def _winners(meets: Floats, leads: NDArray[np.bool_], ray: Ray) -> Floats:
    """The weights of the stretch on which an option is first, summed over samples, [option, criterion].

    An option is ahead of each rival on one side of their meeting, so it is first on one stretch at most.
    """
    begins, ends = _stretch(meets, leads)
    stretches = zip(ray.law.moments(ends), ray.law.moments(begins), strict=True)
    start, stop = (after - before for after, before in stretches)
    return np.asarray(start @ ray.start.T + stop @ ray.stop.T)


def _some_near(values: Floats) -> bool:
    """Whether some two options have the same value in some sample."""
    gaps = (np.abs(own - values[place + 1 :]) for place, own in enumerate(values[:-1]))
    return any(bool(gap.min() <= TIE) for gap in gaps)


def _groups(start: Floats, stop: Floats) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Samples by who is tied with whom: by pattern, the first of its group by option and its samples."""
    options, samples = start.shape
    leader = np.repeat(np.arange(options)[:, None], samples, axis=1)
    for option in range(options):
        for other in range(option):
            near = (leader[other] == other) & (leader[option] == option)
            near &= np.abs(start[option] - start[other]) <= TIE
            near &= np.abs(stop[option] - stop[other]) <= TIE
            leader[option, near] = other
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
