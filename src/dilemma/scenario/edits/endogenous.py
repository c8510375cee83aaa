"""Edit: options move the chances, so that each is judged under the chances it brings about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.errors import BadRequest

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario


def apply_option_shifts(scenario: Scenario) -> Scenario:
    """Return the scenario with every option moving the chances by the log-odds of its `shifts`.

    Raises:
        BadRequest: no option moves any chance.
    """
    moves = {
        key: dict(option.shifts) for key, option in scenario.options.items() if any(option.shifts.values())
    }
    if not moves:
        raise BadRequest(
            f"no option of `{scenario.id}` moves a chance; give one `shifts: {{FUTURE: LOG-ODDS}}`, "
            "or leave out --endogenous"
        )
    return replace(scenario, moves=moves)
