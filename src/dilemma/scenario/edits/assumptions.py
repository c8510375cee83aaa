"""A key assumption taken to be wrong: what its author said that would do to the scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.edits.shifts import shifted
from dilemma.scenario.suggest import IDS, remedy

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario


def with_wrong(scenario: Scenario, assumption: str) -> Scenario:
    """The scenario as it is if an assumption does not hold.

    Raises:
        LookupError: the scenario makes no such assumption.
    """
    known = scenario.file.assumptions
    if assumption not in known:
        listed = remedy(assumption, known, most=IDS) if known else "; it makes none"
        raise LookupError(f"`{scenario.id}` makes no assumption `{assumption}`{listed}")
    return shifted(scenario, known[assumption].if_wrong)
