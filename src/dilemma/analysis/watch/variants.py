"""The scenario with an edit more or less: what signposts and assumptions are measured by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from dilemma.analysis.central.decision import best, decide, tied
from dilemma.analysis.central.recommendation import margin
from dilemma.analysis.results import named
from dilemma.analysis.watch.watch_results import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Table
    from dilemma.scenario.model import Scenario


class Variants(Protocol):
    """Makes the same scenario again, with other edits; edits themselves are no business of the analysis."""

    @property
    def seen(self) -> Mapping[str, bool]:
        """The signposts looked for so far, and whether each was seen."""

    @property
    def dates(self) -> Mapping[str, str]:
        """When each was seen, where somebody says so."""

    @property
    def wrong(self) -> tuple[str, ...]:
        """The assumptions taken to be wrong so far."""

    def before(self) -> Scenario:
        """The scenario without anything that was seen."""

    def answered(self, signpost: str, *, seen: bool) -> Scenario | None:
        """The scenario with one signpost more; None where no future allows this answer."""

    def if_wrong(self, *assumptions: str) -> Scenario:
        """The scenario with some assumptions more taken to be wrong."""


def standing(scenario: Scenario, stated: Table) -> Standing:
    """Where a variant of a scenario stands; `stated` is the table all its variants share."""
    return standing_of(scenario, decide(scenario, stated))


def standing_of(scenario: Scenario, at: Decision) -> Standing:
    """The same for a decision already worked out."""
    leaders = best(at.value)
    return Standing(
        probabilities=named(at.futures, at.probabilities),
        share=None if scenario.file.coalition is None else scenario.acting_share,
        option=at.options[leaders[0]],
        ties=tied(at.options, leaders),
        margin=margin(at.value),
    )
