"""The least movement of weights under which an option comes first, or two people choose alike.

The distance is the sum of absolute differences (L1): what goes onto one criterion comes off others, and both
count. A person moves only as far as the option ties for the lead; any movement further makes it lead.

For two people the least total movement is the least over options of what the one and the other need for it,
since neither's weights constrain the other's: one small linear program for each person and option.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.table import Floats

_INFEASIBLE = 2  # status of scipy for a program that no weights satisfy
# The solver's own tolerance, 1e-7, is larger than what counts as a tie here.
_TOLERANCES = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


@dataclass(frozen=True, slots=True)
class Compromise:
    """The options on which two people can agree at least total movement, and that movement."""

    options: tuple[int, ...]
    distance: float


def has_solver() -> bool:
    """Tell whether the solver of the programs is installed; it comes with the extra `solve`."""
    return importlib.util.find_spec("scipy") is not None


def nearest_weights(weights: Floats, scores: Floats, option: int) -> Floats | None:
    """Return the nearest weights, of those that sum to 1, under which an option has the highest value.

    Minimises `Σ_c |v[c] − w[c]|` over weights v with `Σ_c v[c]·(score[option,c] − score[other,c]) ≥ 0` for
    every other option, by ups and downs that are not negative.

    Args:
        weights: as they stand, [criterion].
        scores: expected scores, [option, criterion].
        option: the one that is to lead.

    Returns:
        The moved weights, [criterion]; None when it leads under no weights at all.

    Raises:
        ArithmeticError: the solver gave up.
    """
    from scipy.optimize import linprog  # type: ignore[import-untyped]  # noqa: PLC0415  an extra, slow to import

    count = len(weights)
    leads = np.delete(scores[option] - scores, option, axis=0)
    solution = linprog(
        np.ones(2 * count),
        A_ub=np.hstack([-leads, leads]),
        b_ub=leads @ weights,
        A_eq=np.concatenate([np.ones(count), -np.ones(count)])[None],
        b_eq=[0.0],
        bounds=[(0.0, None)] * count + [(0.0, weight) for weight in weights],
        method="highs",
        options=_TOLERANCES,
    )
    if solution.status == _INFEASIBLE:
        return None
    if not solution.success:
        raise ArithmeticError(f"the least movement was not found: {solution.message}")
    return np.asarray(weights + solution.x[:count] - solution.x[count:])


def nearest_weights_by_option(weights: Floats, scores: Floats) -> list[Floats | None]:
    """Return, for each option, the nearest weights under which it leads; None for one that never does."""
    return [nearest_weights(weights, scores, option) for option in range(len(scores))]


def weight_distance(weights: Floats, target: Floats | None) -> float:
    """Return the total movement from some weights to others; infinite where there are no others."""
    return float("inf") if target is None else float(np.abs(target - weights).sum())


def least_compromise(first: Sequence[float], second: Sequence[float]) -> Compromise | None:
    """Return where two people meet at least total movement; None when no option can be the choice of both.

    Args:
        first: what the first must move for each option, [option].
        second: the same for the second.
    """
    total = np.add(first, second)
    smallest = float(total.min())
    if not np.isfinite(smallest):
        return None
    return Compromise(tuple(int(option) for option in np.flatnonzero(total <= smallest + TIE)), smallest)
