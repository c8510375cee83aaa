"""Variants of a scenario, with an edit more or less: what signposts and assumptions are measured by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from dilemma.analysis.central.decision import best_indices, decide, tied_options
from dilemma.analysis.central.recommendation import margin
from dilemma.analysis.results import floats_by_name
from dilemma.analysis.watch.watch_results import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import ScoreArray
    from dilemma.scenario.model import Scenario


class ScenarioVariants(Protocol):
    """A source of variants of one scenario; the edits themselves are no business of the analysis."""

    @property
    def seen(self) -> Mapping[str, bool]:
        """The signposts looked for so far, and whether each was observed."""

    @property
    def dates(self) -> Mapping[str, str]:
        """When each was observed, where a file says so."""

    @property
    def wrong(self) -> tuple[str, ...]:
        """The assumptions taken to be wrong so far."""

    def before(self) -> Scenario:
        """Return the scenario without anything that was observed."""

    def answered(self, signpost: str, *, seen: bool) -> Scenario | None:
        """Return the scenario with one signpost more; None where no future allows this answer."""

    def if_wrong(self, *assumptions: str) -> Scenario:
        """Return the scenario with some assumptions more taken to be wrong."""


def scenario_status(scenario: Scenario, scores: ScoreArray) -> Standing:
    """Return the status of a variant of a scenario; `scores` is the score array all its variants share."""
    return decision_status(scenario, decide(scenario, scores))


def decision_status(scenario: Scenario, decision: Decision) -> Standing:
    """Return the status of a scenario that is decided already."""
    leaders = best_indices(decision.value)
    return Standing(
        probabilities=floats_by_name(decision.futures, decision.probabilities),
        share=None if scenario.file.coalition is None else scenario.acting_share,
        option=decision.options[leaders[0]],
        ties=tied_options(decision.options, leaders),
        margin=margin(decision.value),
    )
