"""Edit: a key assumption is wrong, with the effect on the scores that its author stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.errors import UnknownId
from dilemma.scenario.edits.shifts import add_value_points
from dilemma.scenario.suggest import MOST_LISTED_IDS, suggest_word

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario


def apply_wrong_assumption(scenario: Scenario, assumption: str) -> Scenario:
    """Return the scenario as it is if an assumption does not hold.

    Raises:
        UnknownId: the scenario makes no such assumption.
    """
    known = scenario.file.assumptions
    if assumption not in known:
        listed = suggest_word(assumption, known, most=MOST_LISTED_IDS) if known else "; it makes none"
        raise UnknownId(
            f"`{scenario.id}` makes no assumption `{assumption}`{listed}", kind="assumption", id=assumption
        )
    return add_value_points(scenario, known[assumption].if_wrong)
