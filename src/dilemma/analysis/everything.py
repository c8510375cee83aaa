"""What an assessment holds beyond its first screen; imported only where that is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.changes.break_evens import series
from dilemma.analysis.changes.conditions import discovery
from dilemma.analysis.changes.winners_map import winners_map
from dilemma.analysis.stress.information import information

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment, Information
    from dilemma.analysis.run import Run
    from dilemma.analysis.work import Work
    from dilemma.scenario.model import Scenario


def with_everything(found: Assessment, scenario: Scenario, run: Run, work: Work) -> Assessment:
    """The assessment with its series, map of winners, conditions, and what knowing more would be worth."""
    return replace(
        found,
        series=series(work.lines, work.at.options),
        winners_map=winners_map(work.at, work.break_evens),
        discovery=discovery(
            scenario, work.at, work.stated, work.unknowns.weighing, work.recommendation, seed=run.seed
        ),
        information=_information(found.information, work, run),
    )


def _information(futures: Information, work: Work, run: Run) -> Information:
    """The worth of knowing the judgements, beside that of knowing the future."""
    found = information(work.unknowns, samples=run.samples, seed=run.seed)
    return replace(
        futures,
        evpi_judgements=found.evpi_judgements,
        evpi_judgements_se=found.evpi_judgements_se,
        evpi_total=found.evpi_total,
        evpi_total_se=found.evpi_total_se,
        evppi=found.evppi,
    )
