"""Political capital stated for one run: the budget, and the costs of options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.errors import BadRequest, UnknownId
from dilemma.scenario.quantity import LARGEST_NUMBER
from dilemma.scenario.suggest import suggest_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dilemma.scenario.model import Scenario


def check_costs(costs: Mapping[str, float], issues: Iterable[Scenario]) -> Mapping[str, float]:
    """Return the costs of options or stances after checking their names and amounts.

    Raises:
        BadRequest: no issue has an option or a stance of that name, or an amount is out of bounds.
    """
    name_pairs = ((option, scenario.stance(option)) for scenario in issues for option in scenario.options)
    known = dict.fromkeys(name for names in name_pairs for name in names)
    for name, amount in costs.items():
        if name not in known:
            raise UnknownId(f"there is no option `{name}`{suggest_word(name, known)}", kind="option", id=name)
        check_amount(f"the cost of `{name}`", amount)
    return costs


def check_amount(what: str, amount: float) -> float:
    """Return an amount of capital after checking it against the bounds that also hold in files.

    Raises:
        BadRequest: it is below 0, too large, or not a number.
    """
    # Written so that NaN, which compares false with everything, is refused too.
    if not 0 <= amount <= LARGEST_NUMBER:
        raise BadRequest(f"{what} must be a number from 0 to {LARGEST_NUMBER:g}, not {amount:g}")
    return amount
