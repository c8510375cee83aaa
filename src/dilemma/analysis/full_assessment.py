"""The part of an assessment beyond its first screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.core.scores import score_shifts
from dilemma.analysis.sensitivity.break_evens import line_series
from dilemma.analysis.sensitivity.preferences import (
    expected_ends,
    necessary_preferences,
    possible_preferences,
    risk_changes,
    stochastic_dominance,
)
from dilemma.analysis.sensitivity.scenario_discovery import discover_conditions
from dilemma.analysis.sensitivity.winners_map import winners_map
from dilemma.analysis.uncertainty.lead_variance import variance_shares, widest_inputs
from dilemma.analysis.uncertainty.losses import least_regret_shares
from dilemma.analysis.uncertainty.value_of_information import judgement_information

if TYPE_CHECKING:
    from dilemma.analysis.assess import SharedResults
    from dilemma.analysis.core.run import Run
    from dilemma.analysis.results.assessment import Assessment, Information
    from dilemma.scenario.model import Scenario


def add_extended_results(
    assessment: Assessment, scenario: Scenario, run: Run, shared: SharedResults
) -> Assessment:
    """Add the series, the map of winners, scenario discovery, the value of information and the variance."""
    return replace(
        assessment,
        minimax_regret_shares=least_regret_shares(shared.unknowns, seed=run.seed),
        variance_shares=variance_shares(shared.decision, shared.unknowns, seed=run.seed),
        widest_inputs=widest_inputs(scenario, shared.decision, shared.scores),
        series=line_series(shared.lines, shared.line_options, [row.option for row in scenario.excluded]),
        winners_map=winners_map(shared.decision, shared.break_evens or ()),
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


def add_uncommon_figures(assessment: Assessment, scenario: Scenario, shared: SharedResults) -> Assessment:
    """Add the figures that few readers look for, which hold whether or not options move the chances."""
    decision, ranking = shared.decision, shared.unknowns.weighing.ranking
    ends = expected_ends(shared.scores, score_shifts(scenario), decision)
    return replace(
        assessment,
        first_rank_shares_unspread=shared.stress.variants.get("unspread"),
        risk_tolerance=risk_changes(decision),
        necessary=necessary_preferences(decision, ranking),
        necessary_in_ranges=necessary_preferences(decision, ranking, ends),
        possible=possible_preferences(decision, ranking),
        stochastic_dominance=stochastic_dominance(decision),
    )


def _value_of_information(of_futures: Information, shared: SharedResults, run: Run) -> Information:
    """Add the value of knowing the judgements to that of knowing the future."""
    worth = judgement_information(
        shared.unknowns, samples=run.samples, seed=run.seed, sums=shared.stress.information
    )
    return replace(
        of_futures,
        evpi_judgements=worth.evpi_judgements,
        evpi_judgements_se=worth.evpi_judgements_se,
        evpi_total=worth.evpi_total,
        evpi_total_se=worth.evpi_total_se,
        evppi=worth.evppi,
    )
