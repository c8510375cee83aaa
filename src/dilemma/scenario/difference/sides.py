"""Two versions, and which judgements are taken from the other one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.scenario.difference.change import Path
    from dilemma.scenario.difference.version import Version


class CannotStand(ValueError):
    """Some changes leave nothing that could be assessed: a score is missing, or nothing weighs anything."""


@dataclass(frozen=True, slots=True)
class Sides:
    """A version to change, another to take judgements from, and the paths at which to take them."""

    base: Version
    other: Version
    taken: frozenset[Path]

    def of(self, path: Path) -> Version:
        """The version whose judgement counts at a path."""
        return self.other if path in self.taken else self.base

    def first(self, path: Path) -> tuple[Version, Version]:
        """Both versions, the one that counts at a path first."""
        return (self.other, self.base) if path in self.taken else (self.base, self.other)

    def kept(self, part: str, base: Sequence[str], other: Sequence[str]) -> list[str]:
        """The ids of a part that are there, in the order of the version the part was last changed by."""
        there = [key for key in base if key in other or (part, key) not in self.taken]
        came = [key for key in other if key not in base and (part, key) in self.taken]
        if not came and len(there) == len(base):
            return there
        return sorted([*there, *came], key=lambda key: other.index(key) if key in other else len(other))

    @property
    def other_futures(self) -> bool:
        """Whether the futures are the other version's; they are taken all together or not at all."""
        return any(path[0] == "futures" and len(path) == 2 for path in self.taken)

    @property
    def same_eyes(self) -> bool:
        """Whether both are seen by the same profile, or by nobody."""
        return self.base.eyes == self.other.eyes
