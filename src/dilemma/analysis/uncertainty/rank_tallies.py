"""Rank tallies at sampled weights: ranks, pairwise wins and winners' weights of a chunk of samples.

A few options are compared pair by pair: the outcomes of a sample are the binary digits of a number, so that
counting the numbers counts everything. Many options are sorted, in time that grows little faster than their
number; what still grows with its square is counting the wins of every pair, a few bytes at a time.
"""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from dilemma.records import dataclass
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dilemma.analysis.core.scores import Floats

    Order = NDArray[np.intp]


_MOST_PAIRWISE_OPTIONS = 4
"""Most options compared pair by pair: six comparisons, 64 outcomes."""

_LANE_CAPACITY = 8 * 255
"""Most flags that eight adjacent byte counters can count without overflow."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over samples, each counting once, or with the mass it is given.

    The sums of several parts of the samples stand one after the other: every array has an axis for the part
    before the others.

    Attributes:
        ranks: samples in which an option takes a rank, [option, rank]; ties share ranks equally.
        wins: samples in which an option beats another, [option, other]; a tie is half a win.
        weights: weights of the samples in which an option is first, [option, criterion].
        losses: what an option falls short of the best of a sample, [option].
        ties: samples in which an option is worth the same as another, [option, other].
    """

    ranks: Floats
    wins: Floats
    weights: Floats
    losses: Floats
    ties: Floats

    def __add__(self, other: Tally) -> Tally:
        """Return the tally of both sets of samples."""
        return Tally(
            self.ranks + other.ranks,
            self.wins + other.wins,
            self.weights + other.weights,
            self.losses + other.losses,
            self.ties + other.ties,
        )

    @property
    def counts(self) -> Floats:
        """How much the samples of each part count in all: their number, or their mass, [part]."""
        sums = self.ranks[:, 0].sum(axis=1)
        # Rank shares of whole samples add up to a whole number but for roundoff.
        whole = np.rint(sums)
        return np.asarray(whole if (np.abs(sums - whole) <= 1e-9 * whole).all() else sums)

    def part(self, index: int) -> Tally:
        """Return the tally of one of its parts."""
        return Tally(*(getattr(self, field.name)[index] for field in fields(self)))


def stack_tallies(tallies: Sequence[Tally]) -> Tally:
    """Return tallies as the parts of one, in order."""
    return Tally(*(np.stack([getattr(tally, field.name) for tally in tallies]) for field in fields(Tally)))


def join_tallies(tallies: Sequence[Tally]) -> Tally:
    """Return tallies of several parts each as one of all of them, in order."""
    if len(tallies) == 1:
        return tallies[0]
    return Tally(
        *(np.concatenate([getattr(tally, field.name) for tally in tallies]) for field in fields(Tally))
    )


def sum_parts(numbers: Floats, parts: int) -> Floats:
    """Return numbers [..., sample] summed over each of several equal parts of the samples, [part, ...]."""
    sums = numbers.reshape(*numbers.shape[:-1], parts, numbers.shape[-1] // parts).sum(axis=-1)
    return np.asarray(np.moveaxis(sums, -1, 0))


def tally_points(values: Floats, weights: Floats, mass: Floats | None = None) -> Tally:
    """Return the tally of values [option, sample] at weights [criterion, sample], of mass [sample] or 1."""
    if len(values) <= _MOST_PAIRWISE_OPTIONS:
        tally = _tally_pairs(values, weights, mass)
        if tally is not None:
            return tally
    return _tally_sorted(values, weights, mass)


def first_rank_shares(values: Floats, options: NDArray[np.intp]) -> Floats:
    """Return 1 where an option is first at weights of its own, a share of 1 in a tie, else 0, [case, sample].

    Args:
        values: values of all options at the weights of each case, [option, case, sample].
        options: the option of each case.
    """
    least = values.max(axis=0) - TIE
    is_first = values[options, np.arange(len(options))] >= least
    level = values >= least
    # Exactly one leader in every sample: there is no tie to share.
    if np.count_nonzero(level) == least.size:
        return np.asarray(is_first, np.float64)
    return np.asarray(is_first / np.count_nonzero(level, axis=0))


def count_firsts(values: Floats, mass: Floats | None) -> Floats:
    """Return in how many samples each option is first, [option], those that tie sharing, or the mass of them.

    Args:
        values: [option, sample].
        mass: how much each sample counts, [sample]; None for once each.
    """
    first = values >= values.max(axis=0) - TIE
    tied = np.count_nonzero(first, axis=0)
    counted = (1.0 if mass is None else mass) / tied
    return np.asarray(first @ counted)


def weigh(numbers: Floats, mass: Floats | None) -> Floats:
    """Return numbers [..., sample] times the mass of their sample; the same array without masses."""
    return numbers if mass is None else np.asarray(numbers * mass)


def _tally_pairs(values: Floats, weights: Floats, mass: Floats | None) -> Tally | None:
    """Return the tally of a few options, or None if any two are tied in any sample."""
    options, samples = values.shape
    outcomes = np.zeros(samples, np.uint8)
    apart = 0
    for option in range(options - 1):
        gaps = values[option] - values[option + 1 :]
        ahead = gaps > TIE
        apart += int(np.count_nonzero(ahead)) + int(np.count_nonzero(gaps < -TIE))
        for digit in ahead.view(np.uint8):
            outcomes += outcomes  # one binary digit up
            outcomes |= digit
    # Every pair must be apart in every sample, or a tie would have to be split.
    if apart < samples * (options * (options - 1) // 2):
        return None
    ranks, wins = _outcome_tables(options)
    counts = np.bincount(outcomes, mass, minlength=len(ranks))
    firsts = np.take(ranks[:, :, 0], outcomes, axis=0)
    return Tally(
        ranks=(counts @ ranks.reshape(len(ranks), -1)).reshape(options, options),
        wins=(counts @ wins.reshape(len(wins), -1)).reshape(options, options),
        weights=np.asarray((weigh(weights, mass) @ firsts).T),
        losses=_sum_losses(values, mass),
        ties=np.zeros((options, options)),
    )


def _sum_losses(values: Floats, mass: Floats | None) -> Floats:
    """Return what each option falls short of the best, summed over samples, [option]."""
    if mass is not None:
        return np.asarray((values.max(axis=0) - values) @ mass)
    return np.asarray(values.max(axis=0).sum() - values.sum(axis=1))


@lru_cache(maxsize=_MOST_PAIRWISE_OPTIONS)
def _outcome_tables(options: int) -> tuple[Floats, Floats]:
    """Return what each outcome of all comparisons means.

    Returns:
        Ranks [outcome, option, rank] and wins [outcome, option, other].
    """
    pairs = list(combinations(range(options), 2))
    numbers = np.arange(2 ** len(pairs))
    wins = np.zeros((len(numbers), options, options))
    for digit, (one, other) in enumerate(reversed(pairs)):
        wins[:, one, other] = numbers >> digit & 1
        wins[:, other, one] = 1.0 - wins[:, one, other]
    behind = options - 1 - wins.sum(axis=2)
    return (behind[:, :, None] == np.arange(options)).astype(np.float64), wins


def _tally_sorted(values: Floats, weights: Floats, mass: Floats | None) -> Tally:
    """Return the tally of any number of options, with ties."""
    order, starts = _sort_options(values)
    tied = np.flatnonzero((starts[:, 1:] == starts[:, :-1]).any(axis=1))
    is_tied = len(tied) > 0
    wins, ties = _count_wins(order, starts, tied=is_tied) if mass is None else _sum_wins(order, starts, mass)
    losses, weighed = _sum_losses(values, mass), weigh(weights, mass)
    if not is_tied:
        winner_weights = _sum_winner_weights(order[:, 0], weighed, len(values))
        return Tally(_count_ranks(order, mass), wins, winner_weights, losses, ties)
    clear = np.setdiff1d(np.arange(len(order)), tied)
    mass_tied, mass_clear = (None, None) if mass is None else (mass[tied], mass[clear])
    ranks, winners = _split_ties(order[tied], starts[tied], weighed[:, tied], mass_tied)
    ranks += _count_ranks(order[clear], mass_clear)
    winners += _sum_winner_weights(order[clear, 0], weighed[:, clear], len(values))
    return Tally(ranks, wins, winners, losses, ties)


def _sort_options(values: Floats) -> tuple[Order, Order]:
    """Return the options from the highest value to the lowest, and the position where the tie of each starts.

    Both are [sample, position]. The index of an option replaces the last binary digits of its value, so that
    the sort carries it along; what that takes from the value is far less than a tie.
    """
    options, samples = values.shape
    digits = np.uint64((1 << (options - 1).bit_length()) - 1)
    marked = np.empty((samples, options))
    # Negated, so that the ascending sort puts the highest value first.
    np.negative(values.T, out=marked)
    numbers = marked.view(np.uint64)
    numbers &= ~digits
    numbers |= np.arange(options, dtype=np.uint64)
    marked.sort(axis=1)
    order = (numbers & digits).astype(np.intp)
    numbers &= ~digits
    starts = np.repeat(np.arange(options)[None], samples, axis=0)
    starts[:, 1:][np.diff(marked, axis=1) <= TIE] = 0
    return order, np.maximum.accumulate(starts, axis=1, out=starts)


def _count_ranks(order: Order, mass: Floats | None) -> Floats:
    """Return how often an option takes a rank, [option, rank], where none are tied."""
    options = order.shape[1]
    masses = None if mass is None else np.repeat(mass, options)
    counted = np.bincount((order * options + np.arange(options)).ravel(), masses, minlength=options**2)
    return counted.reshape(options, options).astype(np.float64)


def _sum_winner_weights(first: Order, weights: Floats, options: int) -> Floats:
    """Return the weights summed by the option that is first, [option, criterion]."""
    return np.stack([np.bincount(first, criterion_weights, options) for criterion_weights in weights], axis=1)


def _split_ties(order: Order, starts: Order, weights: Floats, mass: Floats | None) -> tuple[Floats, Floats]:
    """Return ranks and winners' weights of samples with ties, which are shared equally among the tied.

    The weights are times the mass of their sample already.
    """
    samples, options = order.shape
    lengths = (starts[:, :, None] == starts[:, None, :]).sum(axis=2)
    # Each tied option holds an equal share of the ranks from the start of its tie to its end: the share
    # enters at the start and leaves at the end, and the running sum over ranks is what it holds.
    begins = order * (options + 1) + starts
    share = (1.0 / lengths if mass is None else mass[:, None] / lengths).ravel()
    rises = np.bincount(begins.ravel(), share, options * (options + 1))
    falls = np.bincount((begins + lengths).ravel(), share, options * (options + 1))
    ranks = np.cumsum((rises - falls).reshape(options, -1), axis=1)[:, :-1]
    firsts = np.zeros((samples, options))
    np.put_along_axis(firsts, order, (starts == 0) / lengths, axis=1)
    return np.maximum(ranks, 0.0), np.asarray((weights @ firsts).T)


def _count_wins(order: Order, starts: Order, *, tied: bool) -> tuple[Floats, Floats]:
    """Return how often an option is before another, a tie counting half, and the ties, [option, other]."""
    samples, options = order.shape
    # Padded to a multiple of eight samples for `_count_true`; padding compares equal and counts as no win.
    position = np.zeros((samples + -samples % 8, options), np.min_scalar_type(options))
    np.put_along_axis(position[:samples], order, starts.astype(position.dtype), axis=1)
    positions = np.ascontiguousarray(position.T)
    wins, ties = np.zeros((2, options, options))
    for option, option_positions in enumerate(positions[:-1]):
        rivals = positions[option + 1 :]
        ahead = _count_true(option_positions < rivals)
        behind = _count_true(rivals < option_positions) if tied else samples - ahead
        level = samples - ahead - behind
        wins[option, option + 1 :] = ahead + level / 2.0
        wins[option + 1 :, option] = behind + level / 2.0
        ties[option, option + 1 :] = ties[option + 1 :, option] = level
    return wins, ties


def _sum_wins(order: Order, starts: Order, mass: Floats) -> tuple[Floats, Floats]:
    """Return the mass of the samples with an option before another, and that of ties, [option, other]."""
    options = order.shape[1]
    position = np.empty_like(starts)
    np.put_along_axis(position, order, starts, axis=1)
    wins, ties = np.zeros((2, options, options))
    for option, option_positions in enumerate(position.T):
        wins[option] = mass @ (option_positions[:, None] < position)
        ties[option] = mass @ (option_positions[:, None] == position)
    np.fill_diagonal(ties, 0.0)
    return wins + ties / 2.0, ties


def _count_true(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many flags of each row are set, given [row, a multiple of eight]."""
    # Eight flags are added in one 64-bit addition; each byte is a counter of its own.
    total = np.zeros(len(flags), np.int64)
    for first in range(0, flags.shape[1], _LANE_CAPACITY):
        lanes = flags[:, first : first + _LANE_CAPACITY].view(np.uint64).sum(axis=1, dtype=np.uint64)
        total += lanes.view(np.uint8).reshape(len(flags), 8).sum(axis=1, dtype=np.int64)
    return total
