"""Rank tallies along rays of weights: rank shares, pairwise wins and winners' weights of whole rays.

Two options change places at most once along a ray, at a point with a closed form. An option holds a rank on a
set of stretches of the ray, so the share of the rank is the sum of its right ends less its left ends: every
change of places adds its own share to the rank before it and takes it from the rank after it, without sorting
them. Ahead of all others, or behind all, an option is on one stretch at most.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.uncertainty.rank_tallies import Tally, stack_tallies, sum_parts, weigh
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.uncertainty.weight_space import Ray, RayLaw


_MOST_END_OPTIONS = 4
"""Most options whose rank shares along a ray all follow from the first, the last and the mean rank."""

_TINY = 1e-300  # less than any difference of values


def tally_rays(start: Floats, stop: Floats, ray: Ray, mass: Floats | None = None) -> Tally:
    """Return the tally of rays of weights.

    Args:
        start: values at the start of the ray, [option, sample], up to a factor common to the options.
        stop: values at its end.
        ray: the weights along it and the law by which to average.
        mass: how much each sample counts, [sample]; None for once each.
    """
    if not (_has_near_tie(start) and _has_near_tie(stop)):
        return _tally_strict_rays(start, stop, ray, mass, 1).part(0)
    first, *rest = (
        _share_ties_of_rays(
            _tally_strict_rays(
                start[:, chosen],
                stop[:, chosen],
                ray.select(chosen),
                None if mass is None else mass[chosen],
                1,
            ).part(0),
            group,
        )
        for group, chosen in _group_by_ties(start, stop)
    )
    for group_tally in rest:
        first = first + group_tally
    return first


def tally_ray_parts(start: Floats, stop: Floats, ray: Ray, mass: Floats | None, parts: int) -> Tally:
    """Return the same for each of several equal parts of the samples, in their order: [part, ...]."""
    if not (_has_near_tie(start) and _has_near_tie(stop)):
        return _tally_strict_rays(start, stop, ray, mass, parts)
    return stack_tallies(
        [
            tally_rays(
                start[:, chosen], stop[:, chosen], ray.select(chosen), None if mass is None else mass[chosen]
            )
            for chosen in np.arange(start.shape[1]).reshape(parts, -1)
        ]
    )


def first_ranks_of_rays(start: Floats, stop: Floats, ray: Ray, mass: Floats | None, parts: int) -> Floats:
    """Return in how many samples an option is first, [part, option]; the arguments are as for the tally."""
    if _has_near_tie(start) and _has_near_tie(stop):
        return tally_ray_parts(start, stop, ray, mass, parts).ranks[..., 0]
    begins, ends = _outer_stretches(*_crossing_points(start, stop), len(start), sides=1)
    return _sum_lengths(begins, ends, ray.law, mass, parts)[:, 0]


def _tally_strict_rays(start: Floats, stop: Floats, ray: Ray, mass: Floats | None, parts: int) -> Tally:
    """Return the tally of each part of the samples, where no two options are tied all along a ray."""
    options, samples = start.shape
    totals = sum_parts(np.ones(samples) if mass is None else mass, parts)
    crossings, ahead = _crossing_points(start, stop)
    begins, ends = _outer_stretches(crossings, ahead, options)
    share = ray.law.share(crossings)
    wins = _ray_wins(share, ahead, options, mass, totals)
    if options > _MOST_END_OPTIONS:
        ranks = _ray_ranks(share, ahead, options, mass, parts)
    else:
        ranks = _ranks_from_ends(_sum_lengths(begins, ends, ray.law, mass, parts), wins, totals)
    first, last = _stretch_moments(begins[0], ends[0], ray, mass)
    highest = sum_parts((first * start + last * stop).sum(axis=0), parts)
    whole = [weigh(moment, mass) for moment in ray.law.moments(np.ones(samples))]
    reached = sum_parts(start * whole[0] + stop * whole[1], parts)
    return Tally(
        ranks=ranks,
        wins=wins,
        weights=_sum_products(first, ray.start, parts) + _sum_products(last, ray.stop, parts),
        losses=np.maximum(highest[:, None] - reached, 0.0),
        ties=np.zeros((parts, options, options)),
    )


def _sum_products(by_option: Floats, by_criterion: Floats, parts: int) -> Floats:
    """Return the products of two arrays summed over each part of the samples, [part, option, criterion]."""
    left, right = (array.reshape(len(array), parts, -1).swapaxes(0, 1) for array in (by_option, by_criterion))
    return np.asarray(left @ right.swapaxes(1, 2))


def _crossing_points(start: Floats, stop: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Return where the options of a pair change places, and whether the first leads before, [pair, sample].

    The position is in 0–1, and 1 where they do not change places; options equal at one end only do not. Of
    two equal lines the earlier leads.
    """
    before, after = (_pair_gaps(values) for values in (start, stop))
    gap, other = np.abs(before), np.abs(after)
    if min(gap.min(initial=1.0), other.min(initial=1.0)) < _TINY:
        # A gap of nothing takes the sign of the other end, so that it is no change of places.
        before += np.copysign(_TINY, after)
        after += np.copysign(_TINY, before)
        gap, other = np.abs(before), np.abs(after)
    ahead = before > 0
    stays = ahead == (after > 0)
    other += gap
    # The share of the ray before the crossing: |before| / (|before| + |after|).
    gap /= other
    # The larger number is quicker than a copy where a flag is set.
    return np.maximum(gap, stays, out=gap), ahead


def _pair_gaps(values: Floats) -> Floats:
    """Return the first option's value less the second's, [pair, sample]."""
    options, samples = values.shape
    out = np.empty((options * (options - 1) // 2, samples))
    done = 0
    for option in range(options - 1):
        rivals = options - 1 - option
        np.subtract(values[option], values[option + 1 :], out=out[done : done + rivals])
        done += rivals
    return out


def _outer_stretches(
    crossings: Floats, ahead: NDArray[np.bool_], options: int, sides: int = 2
) -> tuple[Floats, Floats]:
    """Return the starts and ends of the stretches on which each option is ahead of all others, or behind all.

    Both [2, option, sample], or [1, option, sample] where one side alone is wanted; an empty stretch ends
    where it begins.
    """
    shape = sides, options, crossings.shape[1]
    begins, ends = np.zeros(shape), np.ones(shape)
    lead = ahead.astype(np.float64)
    trail = 1.0 - lead
    # Until where, and from where on, the first of a pair is in front, and the second.
    limits = np.maximum(crossings, trail), crossings * trail, np.maximum(crossings, lead), crossings * lead
    # Rows are taken out once, as the calls here are short.
    stretches = [list(zip(*side, strict=True)) for side in zip(begins, ends, strict=True)]
    for (one, two), *row in zip(combinations(range(options), 2), *limits, strict=True):
        for pair, until, since in (((one, two), *row[:2]), ((two, one), *row[2:])):
            for option, side in zip(pair, stretches, strict=False):
                begin, end = side[option]
                np.minimum(end, until, out=end)
                np.maximum(begin, since, out=begin)
    return begins, np.maximum(begins, ends, out=ends)


def _ray_wins(
    share: Floats, ahead: NDArray[np.bool_], options: int, mass: Floats | None, totals: Floats
) -> Floats:
    """Return how often an option is ahead of another, from where the pairs change: [part, option, other].

    Args:
        share: where each pair changes places, in shares of the ray, [pair, sample].
        ahead: whether the first of the pair leads before.
        options: the number of options.
        mass: how much each sample counts, [sample]; None for once each.
        totals: how much the samples of each part count in all, [part].
    """
    parts = len(totals)
    wins = np.zeros((parts, options, options))
    one, two = np.triu_indices(options, 1)
    # Ahead before for `share`, or ahead after for the rest of the ray.
    held = sum_parts(weigh(np.abs(share - ~ahead), mass), parts)
    wins[:, one, two] = held
    wins[:, two, one] = totals[:, None] - held
    return wins


def _sum_lengths(begins: Floats, ends: Floats, law: RayLaw, mass: Floats | None, parts: int) -> Floats:
    """Return the lengths of the stretches in shares of the ray, summed over each part, [part, 2, option]."""
    return sum_parts(weigh(law.share(ends) - law.share(begins), mass), parts)


def _ranks_from_ends(lengths: Floats, wins: Floats, totals: Floats) -> Floats:
    """Return the rank shares of up to four options, [part, option, rank], from first and last ranks and wins.

    An option's rank shares sum to 1, and its mean rank is the wins of its rivals: two equations for the two
    ranks that are neither the first nor the last.
    """
    parts, options, _ = wins.shape
    ranks = np.zeros((parts, options, options))
    ranks[..., 0] = lengths[:, 0]
    if options > 1:
        ranks[..., -1] = lengths[:, 1]
    between = totals[:, None] - ranks[..., 0] - ranks[..., -1]
    if options == _MOST_END_OPTIONS:
        behind = wins.sum(axis=1) - (options - 1) * ranks[..., -1]
        ranks[..., 1] = 2.0 * between - behind
        ranks[..., 2] = behind - between
    elif options > 2:
        ranks[..., 1] = between
    return ranks


def _ray_ranks(
    share: Floats, ahead: NDArray[np.bool_], options: int, mass: Floats | None, parts: int
) -> Floats:
    """Return the summed lengths of the stretches on which each option holds each rank, [part, option, rank].

    A length is the right end of a stretch less its left end.

    Args:
        share: where each pair changes places, in shares of the ray, [pair, sample].
        ahead: whether the first of the pair leads before, and so falls behind.
        options: the number of options.
        mass: how much each sample counts, [sample]; None for once each.
        parts: of the samples.
    """
    pair, second = _rival_pairs(options)
    where, leads = share[pair], ahead[pair] ^ second[:, :, None]
    # An option that leads its rival falls one rank where they change places; one behind rises one.
    step = np.where(leads, 1, -1).astype(np.int8)
    first = (~leads).sum(axis=1, dtype=np.int8)
    rank = np.repeat(first[:, None], options - 1, axis=1)
    # `rank` becomes the rank just before each change of places: those earlier on the ray count.
    for one in range(options - 1):
        for two in range(one):
            later = where[:, one] >= where[:, two]
            rank[:, one] += step[:, two] * later
            rank[:, two] += step[:, one] * ~later
    cells = options**2
    part = np.repeat(np.arange(parts) * cells, share.shape[1] // parts)
    row = np.arange(0, cells, options)[:, None] + part
    last = np.bincount(
        (first + step.sum(axis=1, dtype=np.int8) + row).ravel(),
        None if mass is None else np.tile(mass, options),
        minlength=parts * cells,
    )
    # A change of places ends a stretch at the rank before it and starts one at the rank after it.
    code = 2 * (rank + row[:, None]) + leads
    held = np.bincount(code.ravel(), weights=weigh(where, mass).ravel(), minlength=2 * parts * cells)
    rises, falls = np.moveaxis(held.reshape(parts, options, options, 2), -1, 0)
    total = last.reshape(parts, options, options) + rises + falls
    total[..., 1:] -= falls[..., :-1]
    total[..., :-1] -= rises[..., 1:]
    return np.asarray(total)


@lru_cache(maxsize=16)
def _rival_pairs(options: int) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the index of the pair of each option and rival, and whether the option is its second."""
    number = np.zeros((options, options), np.intp)
    number[np.triu_indices(options, 1)] = np.arange(options * (options - 1) // 2)
    others = ~np.eye(options, dtype=bool)
    pair = (number + number.T)[others].reshape(options, options - 1)
    return pair, np.tri(options, options - 1, -1, dtype=bool)


def _stretch_moments(begins: Floats, ends: Floats, ray: Ray, mass: Floats | None) -> tuple[Floats, Floats]:
    """Return what the stretch where an option is first counts for either end of the ray, [option, sample]."""
    stretches = zip(ray.law.moments(ends), ray.law.moments(begins), strict=True)
    start, stop = (weigh(after - before, mass) for after, before in stretches)
    return start, stop


def _has_near_tie(values: Floats) -> bool:
    """Tell whether any two options have the same value in any sample."""
    return bool(np.abs(_pair_gaps(values)).min(initial=1.0) <= TIE)


def _group_by_ties(start: Floats, stop: Floats) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Group the samples by which options are tied with which.

    Returns:
        For each pattern the first option of the tie of every option, [option], and its samples.
    """
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


def _share_ties_of_rays(tally: Tally, group: NDArray[np.intp]) -> Tally:
    """Return a tally in which tied options share ranks and weights equally and half win over each other."""
    same = group[:, None] == group
    mean = same / same.sum(axis=1, keepdims=True)
    wins = mean @ tally.wins @ mean.T
    samples = float(tally.ranks[0].sum())
    wins[same] = samples / 2.0
    np.fill_diagonal(wins, 0.0)
    ties = np.where(same, samples, 0.0)
    np.fill_diagonal(ties, 0.0)
    return Tally(mean @ tally.ranks, wins, mean @ tally.weights, tally.losses, ties)
