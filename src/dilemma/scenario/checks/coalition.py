"""The members of a coalition weigh it up between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

LEVERAGE_TOLERANCE = 1e-6


def leverage(draft: Draft) -> Iterator[Finding]:
    """The leverages of a coalition's members sum to 1."""
    given = draft.file.coalition
    if given is None or not given.members:
        return
    total = 0.0
    for member in given.members.values():
        total += member.leverage
    if abs(total - 1) > LEVERAGE_TOLERANCE:
        message = f"the leverages of the members sum to {total:g}; make them sum to 1"
        yield Finding(("coalition", "members"), "leverage-sum", message, at_key=True)
