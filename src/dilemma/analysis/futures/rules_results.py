"""What the rules over futures choose, as frozen plain numbers, texts and tuples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class HurwiczInterval:
    """The weights on the best case for which an option is chosen."""

    start: float
    stop: float
    option: str
    ties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What each rule over futures chooses; several ids are a tie, None where it would mean nothing."""

    expected_value: tuple[str, ...]
    maximin: tuple[str, ...]
    minimax_regret: tuple[str, ...] | None
    laplace: tuple[str, ...] | None
    hurwicz: tuple[HurwiczInterval, ...]
    starr_shares: Mapping[str, float] | None
