"""When choosing an option moves the chances: each option's own, and the figures that would mean nothing then.

A break-even moves a chance that all options share. Regret sets an option beside what another would have
brought in the same future, as if the future came about either way; so do equal chances, Starr's shares, the
worth of knowing the future, and dominance, for an option worse in every future may still make the better
ones likelier. What looks at one option at a time stays: its value, its worst and best future, the ladder.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.endogenous_results import Endogenous
from dilemma.analysis.results import Information, named
from dilemma.analysis.watch.variants import standing

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats, Table
    from dilemma.analysis.results import Assessment
    from dilemma.scenario.model import Scenario

WITHHELD = (
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


def with_own_chances(found: Assessment, scenario: Scenario, at: Decision, stated: Table) -> Assessment:
    """An assessment with the chances each option makes, and without what needs chances that all share."""
    if at.own is None:
        return found
    return replace(
        found,
        break_evens=None,
        never=None,
        series=None,
        winners_map=None,
        discovery=None,
        information=Information(),
        triggers=None,
        signposts=None,
        rules=replace(found.rules, minimax_regret=None, laplace=None, starr_shares=None),
        options=tuple(
            replace(option, chief_risk=None, max_regret=None, expected_regret=None, dominated_by=None)
            for option in found.options
        ),
        endogenous=_endogenous(scenario, at, at.own, stated),
    )


def _endogenous(scenario: Scenario, at: Decision, own: Floats, stated: Table) -> Endogenous:
    unmoved = replace(scenario, moves={})
    return Endogenous(
        probabilities={option: named(at.futures, each) for option, each in zip(at.options, own, strict=True)},
        without=standing(unmoved, stated),
        withheld=WITHHELD,
    )
