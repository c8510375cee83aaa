"""The options that each rule over futures chooses, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import best_indices, tied_options
from dilemma.analysis.futures import rules
from dilemma.analysis.futures.rules_results import HurwiczInterval, Rules
from dilemma.analysis.futures.starr import _starr_shares
from dilemma.analysis.results import floats_by_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.analysis.central.decision import Decision


def rule_choices(decision: Decision, seed: int) -> Rules:
    """Return the options each rule chooses, with ties.

    Args:
        decision: the decision at central values.
        seed: for Starr's shares, where they must be sampled.
    """

    def ids(indices: Iterable[int]) -> tuple[str, ...]:
        return tuple(decision.options[index] for index in indices)

    return Rules(
        expected_value=ids(best_indices(decision.value)),
        maximin=ids(rules.maximin(decision.in_future)),
        minimax_regret=ids(rules.minimax_regret(decision.in_future)),
        laplace=ids(rules.laplace(decision.in_future)),
        hurwicz=tuple(
            HurwiczInterval(
                start=lead.start,
                stop=lead.stop,
                option=decision.options[lead.leaders[0]],
                ties=tied_options(decision.options, lead.leaders),
            )
            for lead in rules.hurwicz(decision.in_future)
        ),
        starr_shares=floats_by_name(decision.options, _starr_shares(decision.in_future, seed=seed)),
    )
