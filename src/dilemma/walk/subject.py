"""The subject of a walk: a scenario, the profiles one may start from, the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.report.text import Names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.model import LeafCriterion, Profile, Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A scenario to walk through; it does not change on the way.

    Attributes:
        loaded: the scenario as loaded, with the warnings about its file.
        profiles: those that have weights for it.
        day: the day of the walk, YYYY-MM-DD.
    """

    loaded: LoadedScenario
    profiles: tuple[Profile, ...] = ()
    day: str

    @property
    def scenario(self) -> Scenario:
        """The scenario as its file has it."""
        return self.loaded.scenario

    @property
    def leaves(self) -> Mapping[str, LeafCriterion]:
        """The criteria that are weighed, by id, in file order."""
        return {leaf.id: leaf for leaf in self.scenario.leaves}

    @property
    def names(self) -> Names:
        """What to call options, criteria and futures."""
        return Names(self.scenario)

    def profile(self, name: str | None) -> Profile | None:
        """Return the profile of an id; None for a fresh start."""
        return next((profile for profile in self.profiles if profile.id == name), None)
