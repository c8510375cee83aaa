"""Everything an assessment says about signposts and assumptions, worked out once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.watch.assumptions import assumptions, pairs
from dilemma.analysis.watch.signposts import observed, triggers, watched
from dilemma.analysis.watch.variants import standing_of

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Table
    from dilemma.analysis.results import Assessment
    from dilemma.analysis.watch.variants import Variants
    from dilemma.scenario.model import Scenario


def with_watching(
    found: Assessment,
    scenario: Scenario,
    at: Decision,
    stated: Table,
    variants: Variants,
    *,
    everything: bool,
) -> Assessment:
    """The assessment with what was seen; with what to watch and to doubt where everything is asked for."""
    now = standing_of(scenario, at)
    found = replace(found, observed=observed(variants, now, stated), wrong=variants.wrong)
    if not everything:
        return found
    tips = triggers(at)
    assumed = assumptions(scenario, variants, now, stated)
    return replace(
        found,
        triggers=tips,
        signposts=watched(scenario, variants, at, stated, tips),
        assumptions=assumed,
        assumption_pairs=pairs(assumed, variants, now, stated),
    )
