"""Political capital as somebody states it for one run: what there is, and what options take of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.errors import BadRequest, UnknownId
from dilemma.scenario.quantities import LARGEST
from dilemma.scenario.suggest import remedy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dilemma.scenario.model import Scenario


def known_costs(given: Mapping[str, float], issues: Iterable[Scenario]) -> Mapping[str, float]:
    """What options or stances take, once it is clear that some issue has them and that it can be counted.

    Raises:
        BadRequest: no issue has an option or a stance of that name, or it takes no such amount.
    """
    named = ((option, each.stance(option)) for each in issues for option in each.options)
    known = dict.fromkeys(name for names in named for name in names)
    for name, amount in given.items():
        if name not in known:
            raise UnknownId(f"there is no option `{name}`{remedy(name, known)}", kind="option", id=name)
        amount_of(f"the cost of `{name}`", amount)
    return given


def amount_of(what: str, amount: float) -> float:
    """An amount of capital within the bounds that a file has to keep too.

    Raises:
        BadRequest: it is below 0, too large to be counted, or not a number.
    """
    if not 0 <= amount <= LARGEST:
        raise BadRequest(f"{what} must be a number from 0 to {LARGEST:g}, not {amount:g}")
    return amount
