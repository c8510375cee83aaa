"""What each rule over futures chooses, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import best, tied
from dilemma.analysis.futures import rules
from dilemma.analysis.futures.rules_results import HurwiczInterval, Rules
from dilemma.analysis.futures.starr import starr_shares
from dilemma.analysis.results import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.analysis.central.decision import Decision


def chosen_by_rule(at: Decision, seed: int) -> Rules:
    """The options each rule chooses, ties listed; `seed` serves where Starr's shares must be sampled."""

    def ids(places: Iterable[int]) -> tuple[str, ...]:
        return tuple(at.options[place] for place in places)

    return Rules(
        expected_value=ids(best(at.value)),
        maximin=ids(rules.maximin(at.in_future)),
        minimax_regret=ids(rules.minimax_regret(at.in_future)),
        laplace=ids(rules.laplace(at.in_future)),
        hurwicz=tuple(
            HurwiczInterval(
                start=lead.start,
                stop=lead.stop,
                option=at.options[lead.leaders[0]],
                ties=tied(at.options, lead.leaders),
            )
            for lead in rules.hurwicz(at.in_future)
        ),
        starr_shares=named(at.options, starr_shares(at.in_future, seed=seed)),
    )
