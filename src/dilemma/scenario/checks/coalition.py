"""Check of a coalition's leverages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEVERAGE_TOLERANCE = 1e-6


def check_leverages(draft: Draft) -> Iterator[Finding]:
    """Check that the leverages of a coalition's members sum to 1."""
    coalition = draft.file.coalition
    if coalition is None or not coalition.members:
        return
    total = 0.0
    for member in coalition.members.values():
        total += member.leverage
    if abs(total - 1) > _LEVERAGE_TOLERANCE:
        message = f"the leverages of the members sum to {total:g}; make them sum to 1"
        yield Finding(("coalition", "members"), "leverage-sum", message, at_key=True)
