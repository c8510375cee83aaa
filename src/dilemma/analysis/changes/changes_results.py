"""Results about a line along which one number moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LineKind = Literal["probability", "chance", "weight", "score", "share"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a line on which the same options lead."""

    start: float
    stop: float
    options: tuple[str, ...]
