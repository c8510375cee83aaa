"""The part of an assessment beyond its first screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.sensitivity.break_evens import line_series
from dilemma.analysis.sensitivity.scenario_discovery import discover_conditions
from dilemma.analysis.sensitivity.winners_map import winners_map
from dilemma.analysis.uncertainty.value_of_information import judgement_information

if TYPE_CHECKING:
    from dilemma.analysis.assess import SharedResults
    from dilemma.analysis.core.run import Run
    from dilemma.analysis.results.assessment import Assessment, Information
    from dilemma.scenario.model import Scenario


def add_extended_results(
    assessment: Assessment, scenario: Scenario, run: Run, shared: SharedResults
) -> Assessment:
    """Add the series, the map of winners, scenario discovery and the value of information."""
    return replace(
        assessment,
        series=line_series(shared.lines, shared.decision.options),
        winners_map=winners_map(shared.decision, shared.break_evens),
        discovery=discover_conditions(
            scenario,
            shared.decision,
            shared.scores,
            shared.unknowns.weighing,
            shared.recommendation,
            seed=run.seed,
        ),
        information=_value_of_information(assessment.information, shared, run),
    )


def _value_of_information(of_futures: Information, shared: SharedResults, run: Run) -> Information:
    """Add the value of knowing the judgements to that of knowing the future."""
    worth = judgement_information(shared.unknowns, samples=run.samples, seed=run.seed)
    return replace(
        of_futures,
        evpi_judgements=worth.evpi_judgements,
        evpi_judgements_se=worth.evpi_judgements_se,
        evpi_total=worth.evpi_total,
        evpi_total_se=worth.evpi_total_se,
        evppi=worth.evppi,
    )
