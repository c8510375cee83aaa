"""What it would be worth to resolve a judgement before choosing: value of partial perfect information.

Weights are held at their central values: a preference is not found out. The value of an option in a sample is
averaged over the futures, so knowing every judgement still leaves the future unknown. Learning one judgement
is worth what choosing anew at each of its values gains on average, `E[max_o E(U_o | judgement)] − max_o
E(U_o)`, with the inner mean taken in bins of equally many samples (Strong, Oakley & Brennan 2014; for one
unknown Sadatsafavi et al. 2013, Value in Health 16, 438-448).

Means of finitely many samples differ by chance, and choosing the largest turns that into a gain. How much is
seen from inputs that cannot matter: the same values in bins at random, as if an input were permuted. One such
null serves all inputs, for it depends on the values and the bins alone. An input is reported when it is worth
more than the best of `PERMUTED` of them, which one without bearing would be once in `PERMUTED` + 1 times. The
best, and not a mean, because a few dozen inputs are asked at once; not a higher bar, because a judgement that
is worth a little is not wrong to report, only unimportant, and the list is sorted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.run import SAMPLES, SEED
from dilemma.analysis.stress.ensemble import BLOCK, SCRAMBLES, Ensemble
from dilemma.analysis.stress.rungs import error
from dilemma.analysis.stress.stress_results import JudgementInformation, Worth

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.stress.ensemble import Draws
    from dilemma.analysis.stress.unknowns import Unknowns

BINS = 16
"""Equally wide bins of an input's evenly spread numbers: equally many samples if these are a power of two."""

PERMUTED = 32
"""Inputs without bearing that make the null; a multiple of 16."""

INPUTS = 128
"""Most score rows asked; those beyond have the least reach over the values."""

LEAST_SAMPLES = 16384
"""Fewest samples: fewer evenly spread points have patterns between coordinates that permuting has not."""

NOTABLE = 5
"""How many of the most valuable judgements are marked."""

_NULL = 1  # spawn key of the random bins


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """Sums over the samples of one scramble.

    Attributes:
        value: values of the options, [option].
        informed: the best value with every judgement known; foreseen: with the future known too.
        binned: values by bin, [input, option, bin], permuted inputs last; counts: samples, [input, bin].
    """

    value: Floats
    informed: float
    foreseen: float
    binned: Floats
    counts: Floats

    def __add__(self, other: _Sums) -> _Sums:
        return _Sums(
            self.value + other.value,
            self.informed + other.informed,
            self.foreseen + other.foreseen,
            self.binned + other.binned,
            self.counts + other.counts,
        )


def information(unknowns: Unknowns, *, samples: int = SAMPLES, seed: int = SEED) -> JudgementInformation:
    """What resolving all judgements, the future as well, or one judgement would be worth, in points of value.

    Args:
        unknowns: what may move, and how far.
        samples: how many, but at least `LEAST_SAMPLES`; split evenly over the scrambles.
        seed: 0 or more.
    """
    ensemble = Ensemble(unknowns, weights=0, seed=seed)
    inputs = _inputs(ensemble)
    each = -(-max(samples, LEAST_SAMPLES) // SCRAMBLES)
    sums = [_scramble(ensemble, scramble, each, list(inputs.values())) for scramble in range(SCRAMBLES)]
    value = np.array([part.value for part in sums]) / each
    best = int(np.argmax(value.mean(axis=0)))
    informed = np.array([part.informed for part in sums]) / each - value[:, best]
    foreseen = np.array([part.foreseen for part in sums]) / each - value[:, best]
    bound = max(0.0, float(informed.mean()))
    worth, null = _worth(unknowns, list(inputs), sums, best, bound)
    return JudgementInformation(
        evpi_judgements=bound,
        evpi_judgements_se=float(error(informed)),
        evpi_total=max(bound, float(foreseen.mean())),
        evpi_total_se=float(error(foreseen)),
        evppi=worth,
        null=null,
    )


def _inputs(ensemble: Ensemble) -> dict[str, int]:
    """The unknowns asked, as coordinates of a point: chances, then the score rows of most reach."""
    unknowns = ensemble.unknowns
    chances = {
        f"futures.{unknowns.futures[place]}.chance": place
        for place, quantity in enumerate(unknowns.outlooks.asked)
        if quantity.bounds[0] < quantity.bounds[1] or quantity.family == "normal"
    }
    reach = unknowns.reaches
    weight = np.tile(unknowns.weighing.central, len(unknowns.options))
    rows = sorted(ensemble.rows, key=lambda row: (-reach[row] * weight[row], row))[:INPUTS]
    place = {row: ensemble.chances + index for index, row in enumerate(ensemble.rows)}
    return chances | {unknowns.row_name(row): place[row] for row in sorted(rows)}


def _scramble(ensemble: Ensemble, scramble: int, count: int, inputs: Sequence[int]) -> _Sums:
    """The sums of the first `count` points of a scramble."""
    stream = np.random.PCG64(np.random.SeedSequence(ensemble.seed, spawn_key=(scramble, _NULL)))
    starts = range(0, count, BLOCK)
    first, *rest = (
        _block(ensemble, ensemble.block(scramble, start, min(BLOCK, count - start)), inputs, stream)
        for start in starts
    )
    for part in rest:
        first = first + part
    return first


def _block(
    ensemble: Ensemble, chunks: Iterable[Draws], inputs: Sequence[int], stream: np.random.PCG64
) -> _Sums:
    """The sums of a block of points; its inputs and values fit in memory, if not in the cache."""
    foreseen, values, numbers = 0.0, [], []
    for draws in chunks:
        probabilities = ensemble.probabilities(draws)
        in_future = ensemble.values_in_futures(draws, ensemble.unknowns.weighing.central)
        foreseen += float((in_future.max(axis=0) * probabilities).sum())
        values.append(np.einsum("ofn,fn->on", in_future, probabilities))
        numbers.append(np.concatenate([draws.chances, draws.rows])[inputs])
    value = np.concatenate(values, axis=1)
    own = (np.concatenate(numbers, axis=1) * BINS).astype(np.intp)
    bins = np.concatenate([own, _random_bins(stream, value.shape[1])])
    return _Sums(
        value=value.sum(axis=1),
        informed=float(value.max(axis=0).sum()),
        foreseen=foreseen,
        binned=np.array([[np.bincount(each, row, BINS) for row in value] for each in bins]),
        counts=np.array([np.bincount(each, minlength=BINS) for each in bins], dtype=np.float64),
    )


def _random_bins(stream: np.random.PCG64, count: int) -> NDArray[np.intp]:
    """Bins without bearing, [permuted input, sample]: four random binary digits each."""
    raw = stream.random_raw((PERMUTED // 16, count))
    digits = np.arange(0, 64, 4, dtype=np.uint64)[:, None]
    bins = raw[:, None] >> digits & np.uint64(BINS - 1)
    return bins.reshape(-1, count).astype(np.intp)


def _worth(
    unknowns: Unknowns, names: Sequence[str], sums: Sequence[_Sums], best: int, bound: float
) -> tuple[tuple[Worth, ...], float]:
    """What each input is worth, if more than the null, the most valuable first; and the null."""
    binned = np.array([part.binned for part in sums])
    counts = np.array([part.counts for part in sums])
    leads = np.argmax(binned.sum(axis=0), axis=1)
    # Choosing anew in every bin, against the best of all: [scramble, input].
    anew = np.take_along_axis(binned, leads[None, :, None], axis=2)[:, :, 0] - binned[:, :, best]
    gains = anew.sum(axis=-1) / counts.sum(axis=-1)
    value = np.clip(gains.mean(axis=0), 0.0, bound)
    null = float(value[len(names) :].max())
    order = [place for place in np.argsort(-value[: len(names)], kind="stable") if value[place] > null]
    errors = error(gains)
    worth = tuple(
        Worth(
            of=names[place],
            value=float(value[place]),
            value_se=float(errors[place]),
            if_low=unknowns.options[leads[place, 0]],
            if_high=unknowns.options[leads[place, -1]],
            notable=number < NOTABLE,
        )
        for number, place in enumerate(order)
    )
    return worth, null
