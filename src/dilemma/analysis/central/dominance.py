"""Dominance: options that another matches everywhere and beats somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.central.table import Floats


def dominating_options(scores: Floats) -> list[list[int]]:
    """Return, for each option, the options that dominate it.

    One option dominates another when it scores at least as high on every criterion in every future, and
    higher somewhere.

    Args:
        scores: central scores, [option, criterion, future].
    """
    flat = scores.reshape(len(scores), -1)
    gap = flat[None, :, :] - flat[:, None, :]  # lead of the other, [option, other, cell]
    stronger = np.all(gap >= -TIE, axis=-1) & np.any(gap > TIE, axis=-1)
    return [[int(other) for other in np.flatnonzero(row)] for row in stronger]
