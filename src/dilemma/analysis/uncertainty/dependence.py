"""Dependence shown: first-rank shares if the errors of scores hang together, and the wins a verdict counts.

Rows of scores are drawn independently, which is an assumption. Over the same points two more patterns are
tried: all rows of an option share one quantile in value points, best with best, or all rows of a criterion
do. They are patterns, not limits.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.uncertainty.acceptability import estimate_rank_acceptability
from dilemma.analysis.uncertainty.from_scenario import loss_settings, unspread

if TYPE_CHECKING:
    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.run import Run
    from dilemma.analysis.results.sensitivity import RankAcceptability
    from dilemma.analysis.uncertainty.inputs import Unknowns
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import ErrorPattern


PATTERNS: tuple[ErrorPattern, ...] = ("by_option", "by_criterion")


def variants_of_run(scenario: Scenario, unknowns: Unknowns, run: Run) -> dict[str, Unknowns]:
    """Return what else first ranks are counted for: rows drawn together and, in full, plain weights exact."""
    variants: dict[str, Unknowns] = {pattern: replace(unknowns, dependence=pattern) for pattern in PATTERNS}
    exact = unspread(scenario, unknowns) if run.everything else None
    return variants if exact is None else {**variants, "unspread": exact}


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
