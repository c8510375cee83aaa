"""Sobol points with random scrambling, in any number of dimensions, and the errors that scrambles show.

A Sobol sequence fills the unit cube more evenly than independent draws, so that averages over it converge
faster (Sobol 1967). A random linear scramble followed by a digital shift keeps that evenness and makes every
point uniform, so that independent scrambles give an honest standard error (Matousek 1998). The direction
numbers are the set `new-joe-kuo-6` of Joe & Kuo 2008.

Reproducible: random bits come only from `numpy.random.PCG64` and `numpy.random.SeedSequence`, whose raw
streams numpy keeps fixed between versions (its policy, NEP 19), never from a distribution method, which may
change. All arithmetic is on integers until one exact conversion, so the same arguments give the same bytes on
every machine, and a point depends on its own index alone, however the work is cut.

Every scramble is an independent estimate, so their spread gives the error. Where a figure rests on a few hits
only, few scrambles have any part of it, and their spread says little: the error then grows as a quantile of
Student's law does with as few degrees of freedom.

References:
    Sobol, I. M. (1967). USSR Computational Mathematics and Mathematical Physics 7(4), 86-112.
    Matousek, J. (1998). On the L2-discrepancy for anchored boxes. Journal of Complexity 14, 527-556.
    Joe, S. & Kuo, F. Y. (2008). Constructing Sobol sequences with better two-dimensional projections.
    SIAM Journal on Scientific Computing 30(5), 2635-2654.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dilemma.records import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dilemma.analysis.core.scores import Floats

_Words: TypeAlias = "NDArray[np.uint32]"
_Digits: TypeAlias = "NDArray[np.uint64]"

SOBOL_DIMENSIONS = 64
"""Dimensions that get Sobol points; those beyond get seeded independent uniforms."""

_SOBOL_BLOCK = 2**14
"""Most points filled at once: 128 kB a column, a handful of which stay near the processor."""

_FIRST_POINTS = 2**8
"""Points of every dimension kept from one block to the next; the others follow by doubling."""

_DIGITS = 32
_FEW_DIGITS = 12  # of an index, which most runs do with: less is scrambled then
_HALF_AFTER_ONE = np.uint64(0x3FF << 52 | 1 << 51 - _DIGITS)  # a double: 1 + 1/2 of the last of its 32 digits

# One dimension a word, from the second on: the primitive polynomial with its coefficients read as binary
# digits, then the initial direction numbers m1, m2, ... of Joe & Kuo 2008.
_JOE_KUO = """
3:1 7:1,3 11:1,3,1 13:1,1,1 19:1,1,3,3 25:1,3,5,13 37:1,1,5,5,17 41:1,1,5,5,5 47:1,1,7,11,19
55:1,1,5,1,1 59:1,1,1,3,11 61:1,3,5,5,31 67:1,3,3,9,7,49 91:1,1,1,15,21,21 97:1,3,1,13,27,49
103:1,1,1,15,7,5 109:1,3,1,15,13,25 115:1,1,5,5,19,61 131:1,3,7,11,23,15,103 137:1,3,7,13,13,15,69
143:1,1,3,13,7,35,63 145:1,3,5,9,1,25,53 157:1,3,1,13,9,35,107 167:1,3,1,5,27,61,31
171:1,1,5,11,19,41,61 185:1,3,5,3,3,13,69 191:1,1,7,13,1,19,1 193:1,3,7,5,13,19,59
203:1,1,3,9,25,29,41 211:1,3,5,13,23,1,55 213:1,3,7,3,13,59,17 229:1,3,1,3,5,53,69
239:1,1,5,5,23,33,13 241:1,1,7,7,1,61,123 247:1,1,7,9,13,61,49 253:1,3,3,5,3,55,33
285:1,3,1,15,31,13,49,245 299:1,3,5,15,31,59,63,97 301:1,3,1,11,11,11,77,249 333:1,3,1,11,27,43,71,9
351:1,1,7,15,21,11,81,45 355:1,3,7,3,25,31,65,79 357:1,3,1,1,19,11,3,205 361:1,1,5,9,19,21,29,157
369:1,3,7,11,1,33,89,185 391:1,3,3,3,15,9,79,71 397:1,3,7,11,15,39,119,27 425:1,1,3,1,11,31,97,225
451:1,1,1,3,23,43,57,177 463:1,3,7,7,17,17,37,71 487:1,3,1,5,27,63,123,213 501:1,1,3,5,11,43,53,133
529:1,3,5,5,29,17,47,173,479 539:1,3,3,11,3,1,109,9,69 545:1,1,1,5,17,39,23,5,343
557:1,3,1,5,25,15,31,103,499 563:1,1,1,11,11,17,63,105,183 601:1,1,5,11,9,29,97,231,363
607:1,1,5,15,19,45,41,7,383 617:1,3,7,7,31,19,83,137,221 623:1,1,1,3,23,15,111,223,83
631:1,1,5,13,31,15,55,25,161 637:1,1,3,13,25,47,39,87,257
"""

NEGLIGIBLE_SHARE = 1e-12
"""A smaller share than this is roundoff: the option is never first."""
_LARGEST_ERROR = 0.5
"""The error of a share or a weight of which nothing is known but that it lies between 0 and 1."""
_LEAST_DEGREES = 0.5
"""The degrees of freedom where one scramble has all the hits: the error is then 33 times its spread."""


@dataclass(frozen=True, slots=True, eq=False)
class _Scramble:
    """One scramble, with its words shifted to be the digits of doubles.

    Attributes:
        steps: what the binary digits of an index add to its point, [dimension, digit].
        shift: the first point, [dimension].
        first: the first points without the shift, [dimension, FIRST].
    """

    steps: _Digits
    shift: _Digits
    first: _Digits


def sobol_points(count: int, dimensions: int, *, seed: int, scramble: int | None, start: int = 0) -> Floats:
    """Return points `start` to `start + count` of one scrambled Sobol sequence.

    Coordinates are the centres of 2**32 equal bins (2**52 beyond 64 dimensions), so never 0 or 1. The points
    are those of the usual Gray-code order; take a power of two of them for the full evenness. Adding a
    dimension changes none of the others.

    Args:
        count: how many points, 0 or more.
        dimensions: how many coordinates; beyond 64 they are seeded independent uniforms.
        seed: 0 or more; fixes every random bit.
        scramble: which of the independent scrambles of this seed, 0 or more. None leaves the Sobol
            dimensions unscrambled, for checking.
        start: index of the first point, so that a chunk can be made by itself.

    Returns:
        Array [count, dimensions], laid out with each dimension contiguous.

    Raises:
        ValueError: if an argument is negative or the sequence of 2**32 points is exhausted.
    """
    _check(count, dimensions, start)
    out = np.empty((dimensions, count))
    sobol_count = min(dimensions, SOBOL_DIMENSIONS)
    basis = _build_scramble(sobol_count, seed, scramble, _index_digits(start + count))
    _fill_sobol(out[:sobol_count], basis, start)
    for column in range(sobol_count, dimensions):
        out[column] = _uniforms(count, column, seed=seed, scramble=scramble, start=start)
    return out.T


def scramble_words(dimensions: int, points: int, *, seed: int, scramble: int) -> _Words:
    """Return the words from which others make the first points of a scramble, [dimension, digit + 1].

    A coordinate of point n is the XOR of the words at the binary digits of n and of the last, the shift; as a
    number it is (word + 1/2) / 2**32.

    Args:
        dimensions: how many coordinates, at most 64.
        points: how many points, a power of two.
        seed: 0 or more.
        scramble: which of the independent scrambles of this seed.
    """
    built = _build_scramble(dimensions, seed, scramble, _index_digits(points))
    digits = points.bit_length() - 1
    words = np.concatenate([built.steps[:, :digits], built.shift[:, None]], axis=1)
    return (words >> np.uint64(52 - _DIGITS)).astype(np.uint32)


def _check(count: int, dimensions: int, start: int) -> None:
    """Refuse negative sizes and indices beyond the 32 binary digits of the sequence."""
    if min(count, dimensions, start) < 0:
        raise ValueError(f"count {count}, dimensions {dimensions} and start {start} must not be negative")
    if start + count > 2**_DIGITS:
        raise ValueError(f"point {start + count} is beyond the 2**{_DIGITS} points of the sequence")


def _fill_sobol(out: Floats, basis: _Scramble, start: int) -> None:
    """Write coordinates [dimension, point] from `start` on, in blocks of a power of two points."""
    stop = start + out.shape[1]
    size = min(_SOBOL_BLOCK, 1 << (out.shape[1] - 1).bit_length())
    for block in range(start // size * size, stop, size):
        first, last = max(start, block), min(stop, block + size)
        target = out[:, first - start : last - start]
        whole = target if last - first == size else np.empty((len(out), size))
        _fill_block(whole, basis, block)
        if whole is not target:
            target[...] = whole[:, first - block : last - block]


def _fill_block(out: Floats, basis: _Scramble, start: int) -> None:
    """Write a block [dimension, point] of a power of two points, the first a multiple of it, by doubling.

    The centre of a bin is (word + 1/2) / 2**32. The word and the half stand in the leading binary digits of
    a number between 1 and 2, and taking 1 away is exact: no conversion is needed.
    """
    digits = out.view(np.uint64)
    done = min(_FIRST_POINTS, out.shape[1])
    first = _point(basis.steps, start) ^ basis.shift
    np.bitwise_xor(basis.first[:, :done], first[:, None], out=digits[:, :done])
    while done < out.shape[1]:
        step = basis.steps[:, done.bit_length() - 1, None]
        np.bitwise_xor(digits[:, :done], step, out=digits[:, done : 2 * done])
        done *= 2
    np.subtract(out, 1.0, out=out)


def _point(steps: _Digits, index: int) -> _Digits:
    """Return point `index`: the XOR of the steps at its binary digits."""
    digits = [bit for bit in range(_DIGITS) if index >> bit & 1]
    point: _Digits = np.bitwise_xor.reduce(steps[:, digits], axis=1)
    return point


def _index_digits(stop: int) -> int:
    """Return how many binary digits serve for all indices below one."""
    return _FEW_DIGITS if stop <= 1 << _FEW_DIGITS else _DIGITS


@lru_cache(maxsize=32)
def _build_scramble(dimensions: int, seed: int, scramble: int | None, digits: int) -> _Scramble:
    """Return the basis after scrambling, with the digital shift.

    Each dimension has its own random lower triangular binary matrix with ones on the diagonal: output digit i
    is input digit i plus, modulo 2, a random choice of the more significant ones.
    """
    basis = _basis(digits)[:dimensions]
    if scramble is None:
        return _place_digits(basis, np.zeros(dimensions, np.uint32))
    raw = _stream(seed, scramble).random_raw((dimensions, _DIGITS + 1))
    words = (raw >> np.uint64(32)).astype(np.uint32)
    diagonal = np.uint32(1) << np.arange(_DIGITS - 1, -1, -1, dtype=np.uint32)
    columns = words[:, :_DIGITS] & (diagonal - np.uint32(1)) | diagonal
    chosen = np.where(basis & diagonal[:, None, None], columns.T[:, :, None], np.uint32(0))
    return _place_digits(np.bitwise_xor.reduce(chosen, axis=0), words[:, _DIGITS])


def _place_digits(basis: _Words, shift: _Words) -> _Scramble:
    """Shift words to the 32 leading of the 52 binary digits that a double has after its first."""
    steps, start = (words.astype(np.uint64) << np.uint64(52 - _DIGITS) for words in (basis, shift))
    first = np.zeros((len(basis), _FIRST_POINTS), np.uint64)
    for bit in range(_FIRST_POINTS.bit_length() - 1):
        half = 1 << bit
        np.bitwise_xor(first[:, :half], steps[:, bit, None], out=first[:, half : 2 * half])
    built = _Scramble(steps, start | _HALF_AFTER_ONE, first)
    for array in (built.steps, built.shift, built.first):
        array.flags.writeable = False
    return built


@lru_cache(maxsize=2)
def _basis(digits: int) -> _Words:
    """Return words [dimension, digit] whose XOR over the binary digits of an index is that point.

    The direction numbers, each but the first XORed with the one before: that puts the points in Gray-code
    order, since the Gray code of n is n XOR (n >> 1).
    """
    first = [1 << (_DIGITS - 1 - digit) for digit in range(digits)]
    rows = [first, *(_direction_numbers(word, digits) for word in _JOE_KUO.split())]
    directions = np.array(rows, np.uint32)
    directions[:, 1:] ^= directions[:, :-1].copy()
    directions.flags.writeable = False
    return directions


def _direction_numbers(word: str, digits: int) -> list[int]:
    """Return the first direction numbers of one dimension, by the recurrence of its primitive polynomial.

    With degree s and coefficients a: m_k = 2 a_1 m_(k-1) ^ ... ^ 2**s m_(k-s) ^ m_(k-s), and the direction
    number is m_k / 2**k written as a binary fraction of 32 digits.
    """
    polynomial, initial = word.split(":")
    coefficients = int(polynomial)
    degree = coefficients.bit_length() - 1
    lags = [lag for lag in range(1, degree + 1) if coefficients >> (degree - lag) & 1]
    numbers = [int(number) for number in initial.split(",")]
    for k in range(degree, digits):
        number = numbers[k - degree]
        for lag in lags:
            number ^= numbers[k - lag] << lag
        numbers.append(number)
    return [number << (_DIGITS - 1 - digit) for digit, number in enumerate(numbers)]


def _uniforms(count: int, column: int, *, seed: int, scramble: int | None, start: int) -> Floats:
    """Return uniforms of one column beyond the Sobol dimensions, [point], at the centres of 2**52 bins.

    The column has its own stream, and point `start` is reached by jumping there: one raw integer a point.
    """
    stream = _stream(seed, scramble or 0, column)
    stream.advance(start)
    return ((stream.random_raw(count) >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52


def _stream(seed: int, *key: int) -> np.random.PCG64:
    """Return the stream of 64-bit integers of one key; different keys never share a stream."""
    return np.random.PCG64(np.random.SeedSequence(seed, spawn_key=key))


def standard_error(parts: Floats) -> Floats:
    """Return the standard error of the mean of independent estimates [scramble, ...]; 0 for a single one."""
    count = len(parts)
    if count == 1:
        return np.zeros(parts.shape[1:])
    return np.asarray(parts.std(axis=0, ddof=1) / np.sqrt(count))


def mean_ratio(sums: Floats, totals: Floats) -> tuple[Floats, Floats]:
    """Return sums [scramble, ...] over the totals of the samples, [scramble], and their standard errors.

    The error of a ratio to first order: after evidence the totals of the scrambles differ too (Cochran 1977).
    """
    mean_total = totals.mean()
    parts = sums / mean_total
    mean = parts.mean(axis=0)
    excess = (totals / mean_total - 1.0).reshape(-1, *(1,) * (parts.ndim - 1))
    return np.asarray(mean), standard_error(parts - mean * excess if excess.any() else parts)


def few_hits_factor(parts: Floats) -> Floats:
    """Return by how much an error grows where few scrambles have any part of a sum [scramble, ...].

    K scrambles that have it all leave K − 1 degrees of freedom, and two errors a normal takes are 2.1 of
    15 degrees, but 4.5 of 2, and few hits are skewed besides: about `1 + 8/(K − 1)²`, with K the effective
    number of parts (Kish 1965).
    """
    squares = np.square(parts).sum(axis=0)
    effective = np.divide(parts.sum(axis=0) ** 2, squares, out=np.full(squares.shape, 2.0), where=squares > 0)
    most = max(1, len(parts) - 1)
    return np.asarray(1.0 + 8.0 / np.clip(effective - 1.0, _LEAST_DEGREES, most) ** 2 - 8.0 / most**2)


def widen_errors(errors: Floats, factor: Floats) -> Floats:
    """Return errors of shares or weights times a factor, at most that of one that may be anything."""
    return np.minimum(errors * factor, _LARGEST_ERROR)


def mean_shares(sums: Floats, totals: Floats) -> tuple[Floats, Floats]:
    """Return shares over scrambles, cleared of roundoff at 0 and 1, and their standard errors."""
    # Rank sums along rays are differences of sums: an exact 0 or 1 may miss by roundoff.
    mean, error = mean_ratio(sums, totals)
    rarity = few_hits_factor(np.minimum(sums, totals.reshape(-1, *(1,) * (sums.ndim - 1)) - sums))
    shares = clear_roundoff(mean)
    return shares, np.where((shares == 0.0) | (shares == 1.0), 0.0, widen_errors(error, rarity))


def clear_roundoff(shares: Floats) -> Floats:
    """Return shares with those within roundoff of 0 or 1 set there."""
    shares[shares < NEGLIGIBLE_SHARE] = 0.0
    shares[shares > 1.0 - NEGLIGIBLE_SHARE] = 1.0
    return shares


def weights_error(weights: Floats, mean: Floats) -> Floats:
    """Return first-order standard errors of sums [scramble, option, criterion] divided by their total."""
    total = weights.sum(axis=-1, keepdims=True)
    return np.asarray(standard_error(weights - mean * total) / total.mean(axis=0))
