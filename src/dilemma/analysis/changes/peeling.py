"""The peeling phase of PRIM: a box made smaller step by step, always where that leaves it densest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dilemma.analysis.central.table import Floats

Flags: TypeAlias = "NDArray[np.bool_]"

_PEEL_SHARE = 0.05
"""Share of the box that one step takes off, the patience of Friedman & Fisher 1999."""

_LEAST_SUPPORT = 20
"""Fewest samples in a box."""


class _Cut(NamedTuple):
    """A cut at one end of one unknown: values below the limit, or above it at the upper end, are outside."""

    unknown: int
    upper: bool
    limit: float


class _Peel(NamedTuple):
    """One peel: its cut, and the samples and cases left in the box."""

    cut: _Cut
    inside: int
    covered: int


def _peeling_trajectory(unknowns: Floats, case: Flags, columns: Sequence[int]) -> list[_Peel]:
    """Peel the whole sample over the given unknowns for as long as it can shrink.

    The samples in the box are kept sorted by every unknown, as [column, rank], so that a step only filters.
    """
    order = np.argsort(unknowns[:, columns], axis=0, kind="stable").T
    values = np.take_along_axis(unknowns[:, columns].T, order, axis=1)
    steps: list[_Peel] = []
    covered = _count_set(case)
    while len(order) and covered < order.shape[1]:
        choice = _choose_peel(values, case[order])
        if choice is None:
            break
        column, upper, removed = choice
        kept = order[column, :-removed] if upper else order[column, removed:]
        limit = _midpoint(values[column], order.shape[1] - removed if upper else removed)
        covered = _count_set(case[kept])
        steps.append(_Peel(_Cut(columns[column], upper, limit), len(kept), covered))
        keep = np.isin(np.arange(len(case)), kept)[order]
        order, values = order[keep].reshape(-1, len(kept)), values[keep].reshape(-1, len(kept))
    return steps


def _midpoint(values: Floats, position: int) -> float:
    """Return the middle between the sorted values before and at a position."""
    return float(values[position - 1] / 2 + values[position] / 2)


def _choose_peel(values: Floats, hits: Flags) -> tuple[int, bool, int] | None:
    """Choose the peel that leaves the highest density; of equals the smallest, then the first.

    Args:
        values: array [column, rank], ascending.
        hits: array [column, rank], which of the samples in that order are cases.

    Returns:
        The column, whether its upper end goes, and how many samples go with it; None if every peel would
        leave fewer than `SUPPORT` samples.
    """
    inside = values.shape[1]
    patience = max(1, int(_PEEL_SHARE * inside))
    lost = np.stack(
        [values <= values[:, patience - 1, None], values >= values[:, inside - patience, None]], axis=1
    )
    removed = np.count_nonzero(lost, axis=2).ravel()
    covered = np.count_nonzero(hits[0]) - np.count_nonzero(lost & hits[:, None], axis=2).ravel()
    allowed = inside - removed >= _LEAST_SUPPORT
    if not allowed.any():
        return None
    density = np.where(allowed, covered / np.maximum(inside - removed, 1), -1)
    # `lexsort` sorts by its last key first: the density, then the fewest samples removed, then the order.
    choice = int(np.lexsort((removed, -density))[0])
    return choice // 2, bool(choice % 2), int(removed[choice])


def _count_set(flags: Flags) -> int:
    """Return how many flags are set, as a plain integer."""
    return int(np.count_nonzero(flags))
