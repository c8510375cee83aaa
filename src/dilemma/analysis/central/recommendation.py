"""The recommendation: who leads, by how much, and whether that is enough to say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.decision import best, order, tied
from dilemma.analysis.results import Recommendation, TieBreak
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.difference.difference_results import Lead
    from dilemma.analysis.stress.stress_results import Stress
    from dilemma.analysis.watch.watch_results import Standing


IN_RANGES, IN_ORDER = 0.75, 0.5  # shares of samples that make a lead clear


def margin(values: Floats) -> float:
    """The lead of the highest value over the second highest."""
    second, first = np.sort(values)[-2:]
    return float(first - second)


def is_close(margin: float, too_close: float) -> bool:
    """Whether a margin is too small to lean on: under the rule, roundoff apart, or no more than a tie."""
    return margin < too_close - TIE or margin <= TIE


def recommend(
    decision: Decision, poles: Mapping[str, Floats], *, firm: bool, too_close: float, rule: str
) -> Recommendation:
    """The option of highest value, and how much that may be leaned on.

    `too-close` when the margin is under the rule; else `clear` when the lead is firm, else `lean`.
    """
    ranked = order(decision.value)
    first, second = ranked[:2]
    lead = margin(decision.value)
    near = _near(decision, too_close)
    close = is_close(lead, too_close)
    return Recommendation(
        option=decision.options[first],
        runner_up=decision.options[second],
        margin=lead,
        verdict="too-close" if close else "clear" if firm else "lean",
        too_close=too_close,
        ties=tied(decision.options, best(decision.value)),
        tie_break=_tie_break(decision, poles, near, rule) if close else None,
        within_rule=tuple(decision.options[place] for place in ranked if near[place]),
    )


def moved(choice: str, then: Lead | Standing) -> bool:
    """Whether an option that led leads no more, not even in a tie."""
    return choice not in (then.option, *then.ties)


def is_firm(option: str, stress: Stress) -> bool:
    """Whether an option is first in at least three of four samples within the stated ranges.

    And in more than half of them under any weights that keep the stated order.
    """
    shares = {rung.rung: rung.first_rank_shares[option] for rung in stress.ladder}
    return shares["ranges"] >= IN_RANGES and shares["order"] > IN_ORDER


def _near(decision: Decision, too_close: float) -> Floats:
    """Which options are too close to the leader to tell, [option]."""
    gaps = decision.value.max() - decision.value
    return np.array([is_close(gap, too_close) for gap in gaps.tolist()])


def _tie_break(decision: Decision, poles: Mapping[str, Floats], near: Floats, rule: str) -> TieBreak:
    """Among all options within the rule of the leader, the highest on the preferred pole."""
    if rule not in poles:
        return TieBreak(rule="file-order", option=decision.options[int(np.argmax(near))])
    preferred = np.where(near, poles[rule], -np.inf)
    return TieBreak(rule=rule, option=decision.options[best(preferred)[0]])
