"""The recommendation: which option leads, by how much, and whether that is enough to say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision import best_indices, descending_order, tied_options
from dilemma.analysis.results.assessment import Recommendation, TieBreak
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.results.difference import Lead
    from dilemma.analysis.results.monitoring import ScenarioStatus
    from dilemma.analysis.results.sensitivity import RankAcceptability


# Shares of samples that make a lead clear: at least the first, more than the second.
_CLEAR_IN_RANGES, _CLEAR_IN_ORDER = 0.75, 0.5


def margin(values: Floats) -> float:
    """Return the lead of the highest value over the second highest, in points."""
    second, first = np.sort(values)[-2:]
    return float(first - second)


def is_close(margin: float, too_close: float) -> bool:
    """Tell whether a margin is too small to lean on.

    It is when it lies under the rule, roundoff apart, or is no more than a tie.

    Args:
        margin: lead of the best option, in points.
        too_close: the rule of the scenario, in points.
    """
    return margin < too_close - TIE or margin <= TIE


def recommend(
    decision: Decision, poles: Mapping[str, Floats], *, robust: bool, too_close: float, rule: str
) -> Recommendation:
    """Return the option of highest value, and how much that may be leaned on.

    The verdict is `too-close` when the margin is under the rule; else `clear` when the lead is robust, else
    `lean`.

    Args:
        decision: the scenario decided at central values.
        poles: mean expected score of each pole's criteria, [option], for the tie-break.
        robust: whether the leader is first often enough when the judgements vary.
        too_close: the margin under which options are too close to call, in points.
        rule: the tie-break: a pole, or the order of the file.
    """
    ranked = descending_order(decision.value)
    first, second = ranked[:2]
    lead = margin(decision.value)
    is_near = _close_to_leader(decision, too_close)
    close = is_close(lead, too_close)
    return Recommendation(
        option=decision.options[first],
        runner_up=decision.options[second],
        margin=lead,
        verdict="too-close" if close else "clear" if robust else "lean",
        too_close=too_close,
        ties=tied_options(decision.options, best_indices(decision.value)),
        tie_break=_tie_break(decision, poles, is_near, rule) if close else None,
        within_rule=tuple(decision.options[index] for index in ranked if is_near[index]),
    )


def loses_lead(choice: str, result: Lead | ScenarioStatus) -> bool:
    """Tell whether an option that led leads no more, not even in a tie."""
    return choice not in (result.option, *result.ties)


def is_robust(option: str, uncertainty: RankAcceptability) -> bool:
    """Tell whether an option is first in at least three of four samples within the stated ranges.

    It must also be first in more than half of them under any weights that keep the stated order.
    """
    shares = {level.rung: level.first_rank_shares[option] for level in uncertainty.ladder}
    return shares["ranges"] >= _CLEAR_IN_RANGES and shares["order"] > _CLEAR_IN_ORDER


def _close_to_leader(decision: Decision, too_close: float) -> Floats:
    """Tell which options are too close to the leader to call, [option]."""
    gaps = decision.value.max() - decision.value
    return np.array([is_close(gap, too_close) for gap in gaps.tolist()])


def _tie_break(decision: Decision, poles: Mapping[str, Floats], is_near: Floats, rule: str) -> TieBreak:
    """Return the option highest on the preferred pole, among all within the rule of the leader."""
    if rule not in poles:
        return TieBreak(rule="file-order", option=decision.options[int(np.argmax(is_near))])
    preferred = np.where(is_near, poles[rule], -np.inf)
    return TieBreak(rule=rule, option=decision.options[best_indices(preferred)[0]])
