"""The share at which acting together becomes the best course of a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.changes.crossings import ValueLine


def threshold_share(line: ValueLine, option: int) -> float | None:
    """Return the least share at which an option is best, a tie included.

    It is exact, as values are straight lines between the knots.

    Args:
        line: values along the share from 0 to 1, of which only the option's own move.
        option: its index.

    Returns:
        None when it is best at no share.
    """
    values = line.values[:, option]
    best_other = float(np.delete(line.values[0], option).max())
    enough = np.flatnonzero(values >= best_other - TIE)
    if not len(enough):
        return None
    right = int(enough[0])
    if right == 0:
        return float(line.at[0])
    left, gain = right - 1, values[right] - values[right - 1]
    fraction = min(1.0, float((best_other - values[left]) / gain))
    return float(line.at[left] + fraction * (line.at[right] - line.at[left]))


def falls_with_share(line: ValueLine, option: int) -> bool:
    """Tell whether the option is worth less somewhere as more partners act.

    The game is then not monotone, and a cascade could turn back.
    """
    return bool((np.diff(line.values[:, option]) < -TIE).any())
