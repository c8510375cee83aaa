"""Options that move the chances: each is then judged under the chances it makes itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario


def with_own_chances(scenario: Scenario) -> Scenario:
    """The scenario with every option moving the chances by the log-odds of its `shifts`.

    Raises:
        LookupError: no option moves any chance.
    """
    moves = {
        option: dict(given.shifts) for option, given in scenario.options.items() if any(given.shifts.values())
    }
    if not moves:
        raise LookupError(
            f"no option of `{scenario.id}` moves a chance; give one `shifts: {{FUTURE: LOG-ODDS}}`, "
            "or leave out --endogenous"
        )
    return replace(scenario, moves=moves)
