"""Everything an assessment says about signposts and assumptions, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.analysis.watch.assumptions import assumptions, pairs
from dilemma.analysis.watch.signposts import observed, triggers, watched
from dilemma.analysis.watch.variants import standing_of

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Table
    from dilemma.analysis.watch.variants import Variants
    from dilemma.analysis.watch.watch_results import (
        AssumptionPair,
        AssumptionResult,
        Observed,
        Trigger,
        WatchedSignpost,
    )
    from dilemma.scenario.model import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What was seen always; what to watch and what is taken for granted where everything is asked for."""

    observed: Observed | None = None
    wrong: tuple[str, ...] = ()
    triggers: tuple[Trigger, ...] | None = None
    signposts: tuple[WatchedSignpost, ...] | None = None
    assumptions: tuple[AssumptionResult, ...] | None = None
    assumption_pairs: tuple[AssumptionPair, ...] | None = None


def watching(
    scenario: Scenario, at: Decision, stated: Table, variants: Variants | None, *, everything: bool
) -> Watching:
    """Works it out from the variants of a scenario; nothing where nobody can make any."""
    if variants is None:
        return Watching()
    now = standing_of(scenario, at)
    seen = observed(variants, now, stated)
    if not everything:
        return Watching(observed=seen, wrong=variants.wrong)
    tips = triggers(at)
    assumed = assumptions(scenario, variants, now, stated)
    return Watching(
        observed=seen,
        wrong=variants.wrong,
        triggers=tips,
        signposts=watched(scenario, variants, at, stated, tips),
        assumptions=assumed,
        assumption_pairs=pairs(assumed, variants, now, stated),
    )
