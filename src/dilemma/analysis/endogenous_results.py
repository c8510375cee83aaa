"""What it makes that options move the chances, as a frozen plain result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.watch.watch_results import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Endogenous:
    """What it makes that choosing an option moves the chances.

    Attributes:
        probabilities: of the futures, by the option chosen.
        without: where the choice stands if no option moves any.
        withheld: the figures not given, as paths into the result, for they need chances that all share.
    """

    probabilities: Mapping[str, Mapping[str, float]]
    without: Standing
    withheld: tuple[str, ...]
