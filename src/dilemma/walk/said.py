"""What a person has said so far: the whole state of a walk, as a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.scenario.files.elicited import How
    from dilemma.scenario.quantities import Quantity
    from dilemma.scenario.reading.nodes import Data

FRESH = "fresh"  # nobody's eyes to start from
Method = Literal["swing", "ranking", "keep"]
Pair = tuple[str, str]  # the criterion gained on, the criterion given up on


@dataclass(frozen=True, slots=True)
class Points:
    """The swing points of a criterion, and which question they come from."""

    value: Quantity
    how: How


@dataclass(frozen=True, slots=True)
class Doubt:
    """A trade-off against the weights: `offered` points of the second for `amount` of the first."""

    pair: Pair
    amount: float
    offered: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Everything answered so far; what is None or missing has not been asked yet.

    Attributes:
        eyes: the profile started from, or `fresh`.
        method: how weights are given.
        order: criteria ranked so far, the most wanted swing first; ties stand together.
        points: swing points given so far.
        checked: pairs whose trade-off was put to the person.
        doubt: a trade-off that waits for a repair.
        chances: by future, as a scenario file would write it; None where the file's own is kept.
    """

    eyes: str | None = None
    method: Method | None = None
    order: tuple[tuple[str, ...], ...] = ()
    points: Mapping[str, Points] = field(default_factory=dict)
    checked: tuple[Pair, ...] = ()
    doubt: Doubt | None = None
    chances: Mapping[str, Data] = field(default_factory=dict)

    @property
    def ranked(self) -> tuple[str, ...]:
        """The criteria ranked so far, in order."""
        return tuple(name for tie in self.order for name in tie)
