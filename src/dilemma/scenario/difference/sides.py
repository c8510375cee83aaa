"""Two versions, and the paths at which the judgements of the second are taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.scenario.difference.change import ChangePath
    from dilemma.scenario.difference.version import Version


class CannotStand(ValueError):
    """Some changes leave no scenario that could be assessed: a score is missing, or all weights are 0."""


@dataclass(frozen=True, slots=True)
class Sides:
    """A version to change, the version to take judgements from, and the paths at which to take them."""

    base: Version
    other: Version
    paths: frozenset[ChangePath]

    def version_at(self, path: ChangePath) -> Version:
        """Return the version whose judgement counts at a path."""
        return self.other if path in self.paths else self.base

    def in_priority(self, path: ChangePath) -> tuple[Version, Version]:
        """Return both versions, the one that counts at a path first."""
        return (self.other, self.base) if path in self.paths else (self.base, self.other)

    def merge_ids(self, part: str, base: Sequence[str], other: Sequence[str]) -> list[str]:
        """Return the ids of a part that exist, in the order of the version that last changed the part."""
        remaining = [key for key in base if key in other or (part, key) not in self.paths]
        added = [key for key in other if key not in base and (part, key) in self.paths]
        if not added and len(remaining) == len(base):
            return remaining
        # Ids that only `base` has come last, in their own order, for sorting is stable.
        return sorted([*remaining, *added], key=lambda key: other.index(key) if key in other else len(other))

    @property
    def other_futures(self) -> bool:
        """Whether the futures are those of `other`; they are taken all together or not at all."""
        return any(path[0] == "futures" and len(path) == 2 for path in self.paths)

    @property
    def same_viewpoint(self) -> bool:
        """Whether both are seen through the same profile, or both through none."""
        return self.base.viewpoint == self.other.viewpoint
