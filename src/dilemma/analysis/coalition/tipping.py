"""The share at which acting together becomes a member's best course."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from dilemma.analysis.changes.crossings import Line


def tipping_share(line: Line, option: int) -> float | None:
    """The least share at which an option is best, a tie included; exact, as lines are straight between knots.

    Args:
        line: values along the share from 0 to 1, of which only the option's own move.
        option: its place.

    Returns:
        None when it is best at no share.
    """
    own = line.values[:, option]
    best_other = float(np.delete(line.values[0], option).max())
    enough = np.flatnonzero(own >= best_other - TIE)
    if not len(enough):
        return None
    after = int(enough[0])
    if after == 0:
        return float(line.at[0])
    before, rise = after - 1, own[after] - own[after - 1]
    part = min(1.0, float((best_other - own[before]) / rise))
    return float(line.at[before] + part * (line.at[after] - line.at[before]))


def falls(line: Line, option: int) -> bool:
    """Whether the option is worth less somewhere as more partners act; the game is then not monotone."""
    return bool((np.diff(line.values[:, option]) < -TIE).any())
