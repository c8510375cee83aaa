"""The least movement of weights under which an option comes first, or two people choose alike.

The distance is the sum of absolute differences (L1): what goes onto one criterion comes off others, and both
count. A person moves only as far as the option ties for the lead, and anything beyond that makes it lead.

For two people the least total movement is the least over options of what the one and the other need for it,
since neither's weights constrain the other's: one small linear program for each person and option.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.table import Floats

INFEASIBLE = 2  # the status of a program that no weights satisfy
STRICT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where two people can meet: the options that cost least in total movement, and that movement."""

    options: tuple[int, ...]
    distance: float


def solvable() -> bool:
    """Whether what solves the programs is installed; it comes with the extra `solve`."""
    return importlib.util.find_spec("scipy") is not None


def nearest(weights: Floats, scores: Floats, option: int) -> Floats | None:
    """The nearest weights, of those that sum to 1, under which an option has the highest value.

    Minimises `Σ_c |v[c] − w[c]|` over weights v with `Σ_c v[c]·(score[option,c] − score[other,c]) ≥ 0` for
    every other option, by ups and downs that are not negative.

    Args:
        weights: as they stand, [criterion].
        scores: expected scores, [option, criterion].
        option: the one that is to lead.

    Returns:
        The moved weights, [criterion]; None when it leads under no weights at all.
    """
    from scipy.optimize import linprog  # type: ignore[import-untyped]  # noqa: PLC0415  an extra, slow to import

    count = len(weights)
    lead = np.delete(scores[option] - scores, option, axis=0)
    solved = linprog(
        np.ones(2 * count),
        A_ub=np.hstack([-lead, lead]),
        b_ub=lead @ weights,
        A_eq=np.concatenate([np.ones(count), -np.ones(count)])[None],
        b_eq=[0.0],
        bounds=[(0.0, None)] * count + [(0.0, weight) for weight in weights],
        method="highs",
        options=STRICT,
    )
    if solved.status == INFEASIBLE:
        return None
    if not solved.success:
        raise ArithmeticError(f"the least movement was not found: {solved.message}")
    return np.asarray(weights + solved.x[:count] - solved.x[count:])


def reach(weights: Floats, scores: Floats) -> list[Floats | None]:
    """For each option the nearest weights under which it leads; None for one that never does."""
    return [nearest(weights, scores, option) for option in range(len(scores))]


def distance(weights: Floats, moved: Floats | None) -> float:
    """The total movement from some weights to others; infinite to where there are none."""
    return float("inf") if moved is None else float(np.abs(moved - weights).sum())


def meeting(first: Sequence[float], second: Sequence[float]) -> Meeting | None:
    """Where two people meet, from what each must move for each option; None when no option can be both's."""
    total = np.add(first, second)
    least = float(total.min())
    if not np.isfinite(least):
        return None
    return Meeting(tuple(int(option) for option in np.flatnonzero(total <= least + TIE)), least)
