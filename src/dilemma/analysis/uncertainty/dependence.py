"""Dependence shown: first-rank shares if the errors of scores hang together, and the wins a verdict counts.

Rows of scores are drawn independently, which is an assumption. Over the same points two more patterns are
tried: all rows of an option share one quantile in value points, best with best, or all rows of a criterion
do. They are patterns, not limits.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.uncertainty.acceptability import estimate_first_rank_shares, estimate_rank_acceptability
from dilemma.analysis.uncertainty.from_scenario import loss_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.run import Run
    from dilemma.analysis.results.sensitivity import RankAcceptability
    from dilemma.analysis.uncertainty.inputs import Unknowns
    from dilemma.scenario.model import Scenario


def share_patterns(
    unknowns: Unknowns, independent: Mapping[str, float], run: Run
) -> dict[str, dict[str, float]]:
    """Return the first-rank shares at `ranges` by option, for each way in which errors may hang together.

    Args:
        unknowns: what may move, and how far.
        independent: the shares with every row by itself, which a run has already.
        run: seed and samples.
    """
    return {
        "independent": dict(independent),
        "by_option": estimate_first_rank_shares(
            replace(unknowns, dependence="by_option"), samples=run.samples, seed=run.seed
        ),
        "by_criterion": estimate_first_rank_shares(
            replace(unknowns, dependence="by_criterion"), samples=run.samples, seed=run.seed
        ),
    }


def deciding_wins(
    scenario: Scenario, unknowns: Unknowns, sampled: RankAcceptability, decision: Decision, run: Run
) -> RankAcceptability:
    """Return what a verdict is reached on: at `ranges` the pattern of errors that the rules name.

    Args:
        scenario: with its rules.
        unknowns: what may move, and how far.
        sampled: the levels with independent rows; returned as they are where the rules name no other.
        decision: the scenario decided at expected values.
        run: seed and samples.
    """
    if scenario.score_dependence == "independent" or sampled.losses is None:
        return sampled
    together = estimate_rank_acceptability(
        replace(unknowns, dependence=scenario.score_dependence),
        samples=run.samples,
        seed=run.seed,
        levels=("ranges",),
        settings=loss_settings(scenario, decision),
    )
    beaten = together.losses.beaten if together.losses else ()
    return replace(
        sampled,
        ladder=tuple(
            together.level("ranges") if level.rung == "ranges" else level for level in sampled.ladder
        ),
        losses=replace(sampled.losses, beaten=beaten),
    )
