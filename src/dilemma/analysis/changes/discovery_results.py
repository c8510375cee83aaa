"""What scenario discovery finds, as frozen plain results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dilemma.analysis.changes.changes_results import LineKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Limits on one number; None where that side is free."""

    kind: LineKind
    of: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Where an option is best: the conditions, and how well they describe it (Bryant & Lempert 2010).

    Of `samples` points the option is best in `cases`; the conditions hold at `inside`, `covered` of them
    cases. `coverage` is covered over cases, `density` covered over inside.
    """

    option: str
    conditions: tuple[Condition, ...]
    coverage: float
    density: float
    samples: int
    cases: int
    inside: int
    covered: int
