"""The recommendation: which option leads, by how much, and whether that is enough to say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision import best_indices, descending_order, dominating_options, tied_options
from dilemma.analysis.results.verdict import (
    AHEAD,
    AHEAD_OF_NEAR,
    FILE_ORDER,
    ClosestRival,
    Recommendation,
    TieBreak,
    Verdict,
)
from dilemma.records import dataclass
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.results.difference import Lead
    from dilemma.analysis.results.monitoring import ScenarioStatus
    from dilemma.analysis.results.sensitivity import RankAcceptability


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wins:
    """How often the leader beats each option, and which options never get ahead of another."""

    at_ranges: Floats
    at_order: Floats
    beaten: Sequence[bool]

    @classmethod
    def of(
        cls, uncertainty: RankAcceptability, options: Sequence[str], leader: str, errors: float = 0.0
    ) -> _Wins:
        """Return the wins of the leader over each option, [option]; its own are 1.

        Args:
            uncertainty: how often options beat one another.
            options: in file order.
            leader: the option whose wins they are.
            errors: by how many standard errors each of them is moved.
        """
        levels = [uncertainty.level(name) for name in ("ranges", "order")]
        ranges, order = (
            np.array(
                [
                    level.pairwise_wins[leader].get(option, 1.0)
                    + errors * level.pairwise_wins_se.get(leader, {}).get(option, 0.0)
                    for option in options
                ]
            )
            for level in levels
        )
        beaten = uncertainty.losses.beaten if uncertainty.losses else ()
        return cls(at_ranges=ranges, at_order=order, beaten=[option in beaten for option in options])

    def level_rivals(self, leads: Floats, rivals: Sequence[int], *, too_close: float) -> list[int]:
        """Return the rivals level with the leader, in their order, given its leads, [option]."""
        return [rival for rival in rivals if self.is_level(rival, near=leads[rival] < too_close - TIE)]

    def is_level(self, rival: int, *, near: bool) -> bool:
        """Tell whether a rival is level with the leader, given whether its lead is under the rule."""
        return bool(self.at_ranges[rival] < _needed_share(near=near)) and not self.beaten[rival]

    def closest_rival(
        self, options: Sequence[str], leads: Floats, rivals: Sequence[int], *, too_close: float
    ) -> ClosestRival:
        """Return the rival that the leader beats least often; of equals the one of the smallest lead."""
        closest = min(
            rivals, key=lambda rival: (rounded(float(self.at_ranges[rival])), rounded(float(leads[rival])))
        )
        won, lead = float(self.at_ranges[closest]), float(leads[closest])
        needed = _needed_share(near=lead < too_close - TIE)
        return ClosestRival(
            option=options[closest], win_share=won, needed_share=needed, rival_share=1.0 - won, lead=lead
        )

    def verdict(self, level: Sequence[int]) -> Verdict:
        """Return the verdict, given the rivals level with the leader."""
        return Verdict.reached(
            level=bool(level), at_ranges=self.at_ranges.min(), at_order=self.at_order.min()
        )


def _needed_share(*, near: bool) -> float:
    """Return the share of samples in which a leader must beat a rival to be ahead of it."""
    return AHEAD_OF_NEAR if near else AHEAD


def recommend(
    decision: Decision,
    poles: Mapping[str, Floats],
    uncertainty: RankAcceptability,
    *,
    too_close: float,
    rule: str,
    no_verdict: Sequence[str] = (),
) -> Recommendation:
    """Return the option of highest value, and how much that may be leaned on.

    The verdict is `too-close` when some rival is level with the leader; `clear` when the leader beats every
    rival often enough at `ranges` and `order`; else `lean`. A rival is level when the leader beats it in
    too few samples, in more of them where it is near; one that another option beats or equals in every sample
    is never level. The shares stand in `results.verdict`.

    Args:
        decision: the scenario decided at expected values.
        poles: mean expected score of each pole's criteria, [option], for the tie-break.
        uncertainty: how often options beat one another at `ranges` and `order`.
        too_close: the lead under which options are near, in points.
        rule: the pole that breaks a tie.
        no_verdict: why no verdict is allowed; empty where one is.
    """
    options, ranked = decision.options, descending_order(decision.value)
    leader, *rivals = ranked
    leads = decision.value[leader] - decision.value
    wins = _Wins.of(uncertainty, options, options[leader])
    level = wins.level_rivals(leads, rivals, too_close=too_close)
    verdict = None if no_verdict else wins.verdict(level)
    near = [rival for rival in level if leads[rival] < too_close - TIE]
    unbeaten = [option for option in (leader, *near) if not wins.beaten[option]]
    preferred, is_chosen = _tie_break(decision, poles, unbeaten or [leader], rule)
    tie_break = None if verdict is None or verdict.names_one else preferred
    moved = (_Wins.of(uncertainty, options, options[leader], errors=errors) for errors in (-2.0, 2.0))
    others = [other.verdict(other.level_rivals(leads, rivals, too_close=too_close)) for other in moved]
    return Recommendation(
        option=options[leader],
        runner_up=options[rivals[0]],
        margin=margin(decision.value),
        verdict=verdict,
        no_verdict=tuple(no_verdict),
        within_error=tuple(other for other in others if verdict and other is not verdict),
        too_close=too_close,
        ties=tied_options(options, best_indices(decision.value)),
        tie_break=tie_break,
        advised=_advised(options[leader], verdict, tie_break, is_chosen=is_chosen),
        within_rule=tuple(options[index] for index in ranked if is_close(float(leads[index]), too_close)),
        level=tuple(options[index] for index in level),
        closest_rival=wins.closest_rival(options, leads, level or rivals, too_close=too_close),
        loss_share=uncertainty.losses.lost if uncertainty.losses else 0.0,
    )


def _advised(
    leader: str, verdict: Verdict | None, tie_break: TieBreak | None, *, is_chosen: bool
) -> str | None:
    """Return the option to take; None without a verdict, and among equals told apart by file order alone."""
    if verdict is None:
        return None
    if tie_break is None:
        return leader
    return tie_break.option if is_chosen else None


def loses_lead(choice: str, result: Lead | ScenarioStatus) -> bool:
    """Tell whether an option that led leads no more, not even in a tie."""
    return choice not in (result.option, *result.ties)


def _tie_break(
    decision: Decision, poles: Mapping[str, Floats], candidates: Sequence[int], rule: str
) -> tuple[TieBreak, bool]:
    """Return the candidate highest on the preferred pole, and whether more than file order tells it apart.

    Args:
        decision: the scenario decided at expected values.
        poles: mean expected score of each pole's criteria, [option].
        candidates: the leader and the near rivals level with it, by value, without those beaten in samples.
        rule: the preferred pole.
    """
    dominators = dominating_options(decision.scores)
    candidates = [option for option in candidates if not dominators[option]] or candidates[:1]
    heights = poles.get(rule, np.zeros(len(decision.options)))
    highest = [index for index in candidates if heights[index] >= heights[candidates].max() - TIE]
    # The candidates are in the order of their values: the first of the highest has the highest value.
    chosen = highest[0]
    equals = [index for index in highest if decision.value[index] >= decision.value[chosen] - TIE]
    name = rule if rule in poles else FILE_ORDER
    return TieBreak(rule=name, option=decision.options[chosen]), len(equals) == 1
