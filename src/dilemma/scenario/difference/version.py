"""A scenario seen through a profile: one side of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.scenario.edits.profile import adjustments_of, effective_weights

if TYPE_CHECKING:
    from dilemma.scenario.files.judgement import Weights
    from dilemma.scenario.files.profile_file import Adjustment
    from dilemma.scenario.model import Profile, Scenario


@dataclass(frozen=True, slots=True)
class Version:
    """A scenario as its files state it, before any edit, and the profile it will be seen through."""

    scenario: Scenario
    profile: Profile | None = None

    @property
    def viewpoint(self) -> str | None:
        """The profile's id; None without a profile."""
        return self.profile.id if self.profile else None

    @property
    def weights(self) -> Weights | None:
        """The weights in use: the profile's, or the scenario's own without a profile."""
        return effective_weights(self.scenario, self.profile)

    @property
    def adjustments(self) -> tuple[Adjustment, ...]:
        """The profile's adjustments of some scores."""
        return adjustments_of(self.scenario, self.profile)

    @property
    def criteria(self) -> tuple[str, ...]:
        """The ids of the criteria that are scored, in file order."""
        return tuple(leaf.id for leaf in self.scenario.leaves)

    @property
    def futures(self) -> tuple[str, ...]:
        """The ids of the futures, in the order they are asked in."""
        return tuple(future.id for future in self.scenario.futures)
