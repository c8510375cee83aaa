"""Value of information on the judgements: on all of them by sampling, on each by an integral.

Weights are held at their central values: a preference is not learnt. The value of an option in a sample is
averaged over the futures, so that knowing every judgement still leaves the future unknown (Raiffa & Schlaifer
1961). Learning one judgement is worth what choosing anew at each of its values gains on average,
`E[max_o E(U_o | judgement)] − max_o E(U_o)`, where U_o, the value of an option, is already averaged over the
futures.

The judgements are independent, so the inner mean needs no sampling. A score row moves its own option alone
and adds its weight times its own deviation from its mean, at the expected probabilities. A chance moves the
expected probabilities, which with a chain are those of the mean chances of the other questions; where chances
are normalised or pinned the mean is taken over evenly spread draws of the others. After evidence a value of
a chance counts by how well it foretold the evidence, `Σ_f p_f·L_f`. What is left is an
integral over one judgement, on `GRID` equally likely values: it has no sampling error, is never negative, and
clips, value transforms and distributions of any shape need no special case.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision import descending_order
from dilemma.analysis.core.probabilities import chain_probabilities
from dilemma.analysis.core.run import DEFAULT_SAMPLES, DEFAULT_SEED
from dilemma.analysis.results.sensitivity import JudgementInformation, Worth
from dilemma.analysis.uncertainty import sobol
from dilemma.analysis.uncertainty.quantiles import standard_quantile
from dilemma.analysis.uncertainty.sampling import BLOCK_POINTS, SCRAMBLES, Ensemble
from dilemma.analysis.uncertainty.sobol import mean_ratio
from dilemma.records import dataclass
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.uncertainty.inputs import FutureProbabilities, RowShape, Unknowns
    from dilemma.scenario.distributions import Quantity

_GRID = 4096
"""Equally likely values of a judgement: the middles of equal parts of its distribution."""

_COARSE_GRID = 256
"""Values of a chance whose conditional probabilities are themselves averages."""

_CHANCE_DRAWS = 2048
"""Draws of the other chances in such an average."""

_NOTABLE_COUNT = 5
"""How many of the most valuable judgements are marked."""

_FINE_GRID = (np.arange(_GRID) + 0.5) / _GRID


def partial_information_values(unknowns: Unknowns) -> tuple[Worth, ...]:
    """Return the value of knowing each judgement, without those worth nothing, the most valuable first."""
    expected = _ExpectedValues(unknowns)
    valuable = [judgement for judgement in (*expected.chances(), *expected.rows()) if judgement.value > TIE]
    ranked = sorted(valuable, key=lambda judgement: -rounded(judgement.value))
    return tuple(judgement.worth(notable=rank < _NOTABLE_COUNT) for rank, judgement in enumerate(ranked))


@dataclass(frozen=True, slots=True)
class _JudgementValue:
    """The value of knowing one judgement, and who leads at its lowest and highest value."""

    of: str
    value: float
    if_low: str
    if_high: str

    def worth(self, *, notable: bool) -> Worth:
        """Return the same as a result."""
        return Worth(of=self.of, value=self.value, if_low=self.if_low, if_high=self.if_high, notable=notable)


class _ExpectedValues:
    """The expected value of every option, and how knowing one judgement changes it."""

    def __init__(self, unknowns: Unknowns) -> None:
        self.unknowns = unknowns
        self.weights = unknowns.weighing.central
        self.probabilities = unknowns.future_probabilities.central
        self.in_future = np.einsum("ocf,c->of", unknowns.central, self.weights)
        self.value = self.in_future @ self.probabilities

    def chances(self) -> Iterator[_JudgementValue]:
        """Yield the value of knowing each chance that is not exact."""
        beliefs = self.unknowns.future_probabilities
        for chance, quantity in enumerate(beliefs.chance_inputs):
            if not quantity.is_exact and beliefs.draw_index(chance) == chance:
                values = self.in_future @ _conditional_probabilities(beliefs, chance).T
                yield _judgement_value(
                    f"futures.{self.unknowns.futures[chance]}.chance", values, self.unknowns.options
                )

    def rows(self) -> Iterator[_JudgementValue]:
        """Yield the value of knowing each score row that could change the choice."""
        shapes: dict[int, list[RowShape]] = {}
        for shape in self.unknowns.shapes:
            shapes.setdefault(shape.row, []).append(shape)
        best = descending_order(self.value)[:2]
        for row, row_shapes in sorted(shapes.items()):
            option, criterion = divmod(row, len(self.weights))
            widths = [
                self.weights[criterion] * float(shape.widths @ self.probabilities) for shape in row_shapes
            ]
            # Only this option moves, so only it and its best rival can lead.
            rival = next((other for other in best if other != option), None)
            if rival is not None and self._could_change_lead(option, rival, row_shapes, widths):
                values = np.repeat(self.value[[option, rival], None], _GRID, axis=1)
                for shape, width in zip(row_shapes, widths, strict=True):
                    values[0] += width * _deviations(shape)
                names = self.unknowns.options[option], self.unknowns.options[rival]
                yield _judgement_value(self.unknowns.row_name(row), values, names)

    def _could_change_lead(
        self, option: int, rival: int, shapes: list[RowShape], widths: list[float]
    ) -> bool:
        """Tell whether the option could lose or take the lead, which the ends of its row decide."""
        low = high = ahead = float(self.value[option] - self.value[rival])
        for shape, width in zip(shapes, widths, strict=True):
            (least, most), mean = _extreme_draws(shape), _mean_draw(shape)
            low, high = low + width * (least - mean), high + width * (most - mean)
        return low < 0.0 if ahead >= 0.0 else high > 0.0


def _judgement_value(of: str, values: Floats, options: Sequence[str]) -> _JudgementValue:
    """Return the value of a judgement from the expected values once it is known, [option, its value]."""
    gain = values.max(axis=0).mean() - values.mean(axis=1).max()
    # The grid rises with the judgement: its first and last values are the lowest and the highest.
    low, high = (options[int(np.argmax(values[:, end]))] for end in (0, -1))
    return _JudgementValue(of, float(gain), low, high)


def _deviations(shape: RowShape) -> Floats:
    """Return the standard draws of the grid less their mean."""
    if shape.transform is None:
        return _standard_deviations(shape.standard)
    draws = shape.draw(_FINE_GRID)
    return np.asarray(draws - draws.mean())


# Many rows of a table have ranges of one shape.
@lru_cache(maxsize=64)
def _standard_deviations(standard: Quantity) -> Floats:
    draws = standard_quantile(standard, _FINE_GRID)
    return np.asarray(draws - draws.mean())


def _mean_draw(shape: RowShape) -> float:
    """Return the mean of a standard draw."""
    if shape.transform is None and shape.standard.plain:
        return shape.standard.mean
    return float(shape.draw(_FINE_GRID).mean())


def _extreme_draws(shape: RowShape) -> tuple[float, float]:
    """Return the least and the greatest standard draw of the grid, or bounds just beyond them."""
    if shape.transform is None and shape.standard.plain:
        return shape.standard.bounds
    least, most = shape.draw(_FINE_GRID[[0, -1]])
    return float(least), float(most)


def _conditional_probabilities(beliefs: FutureProbabilities, chance: int) -> Floats:
    """Return the expected probabilities once one chance is known, each row by its weight after evidence.

    Returns:
        [value of the chance, future]; the rows sum to 1 on average.
    """
    prior = _conditional_priors(replace(beliefs, likelihoods=None), chance)
    if beliefs.likelihoods is None:
        return prior
    joint = prior * beliefs.likelihoods
    return np.asarray(joint / joint.sum(axis=1).mean())


def _conditional_priors(beliefs: FutureProbabilities, chance: int) -> Floats:
    """Return the expected prior probabilities once one chance is known, [value of the chance, future]."""
    if _is_multilinear(beliefs):
        means = [beliefs.chance(other, _FINE_GRID).mean() for other in range(len(beliefs.chance_inputs))]
        chances = np.tile(np.array(means), (_GRID, 1))
        chances[:, chance] = beliefs.chance(chance, _FINE_GRID)
        return chain_probabilities(chances)
    # Chances that share a draw are one judgement and are known together.
    others = beliefs.chances(
        sobol.sobol_points(_CHANCE_DRAWS, len(beliefs.chance_inputs), seed=0, scramble=None).T
    )
    same_draw = [other for other in range(len(beliefs.chance_inputs)) if beliefs.draw_index(other) == chance]
    coarse = (np.arange(_COARSE_GRID) + 0.5) / _COARSE_GRID
    known = np.stack([beliefs.chance(other, coarse) for other in same_draw], axis=-1)
    probabilities = np.empty((_COARSE_GRID, len(beliefs.central)))
    for row, values in zip(probabilities, known, strict=True):
        others[:, same_draw] = values
        row[:] = beliefs.probabilities(others).mean(axis=0)
    return probabilities


def _is_multilinear(beliefs: FutureProbabilities) -> bool:
    """Tell whether every probability is a product of independent chances and their complements."""
    alone = all(beliefs.draw_index(chance) == chance for chance in range(len(beliefs.chance_inputs)))
    return beliefs.form == "chain" and alone and not beliefs.pins


def judgement_information(
    unknowns: Unknowns,
    *,
    samples: int = DEFAULT_SAMPLES,
    seed: int = DEFAULT_SEED,
    sums: Floats | None = None,
) -> JudgementInformation:
    """Return the value of knowing all judgements, the future as well, or one judgement, in value points.

    Args:
        unknowns: what may move, and how far.
        samples: how many; split evenly over the scrambles and rounded up to fill them.
        seed: 0 or more.
        sums: those of `information_of_samples` over each scramble of a run that is made already.
    """
    if sums is None:
        count = -(-samples // SCRAMBLES)
        ensemble = Ensemble(unknowns, weights=0, seed=seed)
        sums = np.array([_sum_scramble(ensemble, scramble, count) for scramble in range(SCRAMBLES)])
    totals, best_informed, best_foreseen, value = sums[:, 0], sums[:, 1], sums[:, 2], sums[:, 3:]
    best = int(np.argmax(value.sum(axis=0)))
    informed, informed_se = mean_ratio(best_informed - value[:, best], totals)
    foreseen, foreseen_se = mean_ratio(best_foreseen - value[:, best], totals)
    worth = partial_information_values(unknowns)
    # Knowing all is worth no less than knowing the most valuable one, whatever a small sample says.
    least = max((judgement.value for judgement in worth), default=0.0)
    judgements = max(least, float(informed))
    return JudgementInformation(
        evpi_judgements=judgements,
        evpi_judgements_se=float(informed_se),
        evpi_total=max(judgements, float(foreseen)),
        evpi_total_se=float(foreseen_se),
        evppi=worth,
    )


def _sum_scramble(ensemble: Ensemble, scramble: int, count: int) -> Floats:
    """Return what `information_of_samples` returns, summed over the first `count` points of a scramble."""
    total = np.zeros(3 + len(ensemble.unknowns.options))
    for start in range(0, count, BLOCK_POINTS):
        for draws in ensemble.block(scramble, start, min(BLOCK_POINTS, count - start)):
            in_future = ensemble.values_in_futures(draws, ensemble.unknowns.weighing.central)
            judged, mass = ensemble.probabilities(draws), ensemble.evidence_weights(draws)
            total += information_of_samples(in_future, judged, mass).sum(axis=1)
    return total


def information_of_samples(in_future: Floats, probabilities: Floats, mass: Floats | None) -> Floats:
    """Return what counts for the value of information, sample by sample.

    Args:
        in_future: the values at the central weights, [option, future, sample].
        probabilities: of the futures, [future, sample].
        mass: how well each sample foretold the evidence, by which it counts, [sample]; None without evidence.

    Returns:
        How much a sample counts; the best value with every judgement known; the best with the future known
        too; and the value of each option; [3 and option, sample].
    """
    if mass is not None:
        probabilities = probabilities * mass
    values = np.einsum("ofn,fn->on", in_future, probabilities)
    foreseen = (in_future.max(axis=0) * probabilities).sum(axis=0)
    counts = np.ones(len(foreseen)) if mass is None else mass
    return np.stack([counts, values.max(axis=0), foreseen, *values])
