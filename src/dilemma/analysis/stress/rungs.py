"""Shares from tallies, with standard errors from the spread of independent scrambles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.results import floats_by_name
from dilemma.analysis.stress.stress_results import Rung

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.stress.ranks import Tally
    from dilemma.analysis.stress.stress_results import LevelName
    from dilemma.analysis.stress.unknowns import Unknowns

_NEGLIGIBLE_SHARE = 1e-12
"""A smaller share than this is roundoff: the option is never first."""


@dataclass(frozen=True, slots=True, eq=False)
class _ScrambleTallies:
    """The tallies of the scrambles: the arrays of `Tally` with a leading axis for the scramble."""

    ranks: Floats
    wins: Floats
    weights: Floats

    def __add__(self, other: _ScrambleTallies) -> _ScrambleTallies:
        """Return the tallies of both sets of samples."""
        return _ScrambleTallies(
            self.ranks + other.ranks, self.wins + other.wins, self.weights + other.weights
        )

    @property
    def samples(self) -> float:
        """The number of samples of a scramble."""
        return float(np.rint(self.ranks[0, 0].sum()))


def _stack_tallies(tallies: Sequence[Tally]) -> _ScrambleTallies:
    """Return the tallies of the scrambles as one, in order."""
    return _ScrambleTallies(
        np.stack([tally.ranks for tally in tallies]),
        np.stack([tally.wins for tally in tallies]),
        np.stack([tally.weights for tally in tallies]),
    )


def _largest_error(tallies: Mapping[LevelName, _ScrambleTallies]) -> float:
    """Return the largest standard error of a first-rank share at any level."""
    return max(float(standard_error(tally.ranks[..., 0] / tally.samples).max()) for tally in tallies.values())


def standard_error(parts: Floats) -> Floats:
    """Return the standard error of the mean of independent estimates [scramble, ...]; 0 for a single one."""
    count = len(parts)
    if count == 1:
        return np.zeros(parts.shape[1:])
    return np.asarray(parts.std(axis=0, ddof=1) / np.sqrt(count))


def _central_weight_vectors(tallies: _ScrambleTallies) -> tuple[NDArray[np.intp], Floats]:
    """Return the options that are ever first, and their central weights [option, criterion]."""
    weights = tallies.weights.sum(axis=0)
    ever_first = np.flatnonzero(weights.sum(axis=1) > _NEGLIGIBLE_SHARE * tallies.samples)
    return ever_first, weights[ever_first] / weights[ever_first].sum(axis=1, keepdims=True)


def _level_result(name: LevelName, unknowns: Unknowns, tallies: _ScrambleTallies, confident: Floats) -> Rung:
    """Return the shares of one level.

    Args:
        name: the name of the level.
        unknowns: those with the options and criteria.
        tallies: the sums of each scramble.
        confident: how often each option is first at its central weights, [scramble, option].
    """
    options, criteria = unknowns.options, unknowns.criteria
    ranks, ranks_se = _mean_shares(tallies.ranks / tallies.samples)
    wins, wins_se = _mean_shares(tallies.wins / tallies.samples)
    confidence, confidence_se = _mean_shares(confident)
    ever_first, weights = _central_weight_vectors(tallies)
    names = [options[index] for index in ever_first]
    weights_se = _ratio_error(tallies.weights[:, ever_first], weights)
    return Rung(
        rung=name,
        first_rank_shares=floats_by_name(options, ranks[:, 0]),
        first_rank_shares_se=floats_by_name(options, ranks_se[:, 0]),
        rank_shares=_rows_by_name(options, ranks),
        rank_shares_se=_rows_by_name(options, ranks_se),
        pairwise_wins=_pairs_by_name(options, wins),
        pairwise_wins_se=_pairs_by_name(options, wins_se),
        central_weights={
            option: floats_by_name(criteria, row) for option, row in zip(names, weights, strict=True)
        },
        central_weights_se={
            option: floats_by_name(criteria, row) for option, row in zip(names, weights_se, strict=True)
        },
        confidence_factor=floats_by_name(names, confidence[ever_first]),
        confidence_factor_se=floats_by_name(names, confidence_se[ever_first]),
    )


def _mean_shares(parts: Floats) -> tuple[Floats, Floats]:
    """Return means over scrambles, cleared of roundoff at 0 and 1, and their standard errors."""
    # Rank sums along rays are differences of sums: an exact 0 or 1 may miss by roundoff.
    mean = parts.mean(axis=0)
    mean[mean < _NEGLIGIBLE_SHARE] = 0.0
    mean[mean > 1.0 - _NEGLIGIBLE_SHARE] = 1.0
    return mean, standard_error(parts)


def _ratio_error(weights: Floats, mean: Floats) -> Floats:
    """Return first-order standard errors of sums [scramble, option, criterion] divided by their total."""
    total = weights.sum(axis=-1, keepdims=True)
    return np.asarray(standard_error(weights - mean * total) / total.mean(axis=0))


def _rows_by_name(names: Sequence[str], numbers: Floats) -> dict[str, tuple[float, ...]]:
    return {name: tuple(row) for name, row in zip(names, numbers.tolist(), strict=True)}


def _pairs_by_name(names: Sequence[str], numbers: Floats) -> dict[str, dict[str, float]]:
    return {
        name: {other: value for other, value in zip(names, row, strict=True) if other != name}
        for name, row in zip(names, numbers.tolist(), strict=True)
    }
