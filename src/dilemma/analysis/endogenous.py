"""Scenarios in which choosing an option moves the chances: its own probabilities, and figures withheld then.

A break-even moves a chance that all options share. Regret sets an option beside what another would have
brought in the same future, as if the future came about either way; so do equal chances, Starr's shares, the
worth of knowing the future, and dominance, for an option worse in every future may still make the better
ones likelier. Measures that look at one option at a time stay: its value, its worst and best future, and
how often it is first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.endogenous_results import Endogenous
from dilemma.analysis.results import Information, floats_by_name
from dilemma.analysis.watch.variants import scenario_status

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats, ScoreArray
    from dilemma.analysis.results import Assessment
    from dilemma.scenario.model import Scenario

_WITHHELD = (
    "break_evens",
    "never",
    "series",
    "winners_map",
    "discovery",
    "information",
    "triggers",
    "signposts",
    "rules.minimax_regret",
    "rules.laplace",
    "rules.starr_shares",
    "options.max_regret",
    "options.chief_risk",
    "options.expected_regret",
    "options.dominated_by",
)


def _add_endogenous_results(
    assessment: Assessment, scenario: Scenario, decision: Decision, scores: ScoreArray
) -> Assessment:
    """Add the probabilities under each option, and drop the figures that need those all options share."""
    if decision.probabilities_by_option is None:
        return assessment
    return replace(
        assessment,
        break_evens=None,
        never=None,
        series=None,
        winners_map=None,
        discovery=None,
        information=Information(),
        triggers=None,
        signposts=None,
        rules=replace(assessment.rules, minimax_regret=None, laplace=None, starr_shares=None),
        options=tuple(
            replace(option, chief_risk=None, max_regret=None, expected_regret=None, dominated_by=None)
            for option in assessment.options
        ),
        endogenous=_endogenous_result(scenario, decision, decision.probabilities_by_option, scores),
    )


def _endogenous_result(
    scenario: Scenario, decision: Decision, probabilities: Floats, scores: ScoreArray
) -> Endogenous:
    unmoved = replace(scenario, moves={})
    return Endogenous(
        probabilities={
            option: floats_by_name(decision.futures, row)
            for option, row in zip(decision.options, probabilities, strict=True)
        },
        without=scenario_status(unmoved, scores),
        withheld=_WITHHELD,
    )
