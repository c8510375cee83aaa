"""What a meaning check looks at and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dilemma.scenario.problems import Problem
from dilemma.scenario.tree import leaves, paths

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from dilemma.scenario.files.scenario_file import ScenarioFile
    from dilemma.scenario.model import Leaf
    from dilemma.scenario.naming import Path
    from dilemma.scenario.problems import Severity
    from dilemma.scenario.reading.nodes import Node


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of meaning at a path of the file, at the value there or at the key that names it."""

    path: Path
    code: str
    message: str
    severity: Severity = "error"
    at_key: bool = False

    def problem(self, node: Node) -> Problem:
        """The finding at its line and column."""
        found = node.nearest(self.path)
        return Problem(found.at_key() if self.at_key else found.span, self.code, self.message, self.severity)


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario whose shape is right, with the ids its references may mean."""

    file: ScenarioFile
    sources: Set[str]
    profiles: Set[str]
    leaves: tuple[Leaf, ...] = field(init=False)
    leaf_ids: tuple[str, ...] = field(init=False)
    places: Mapping[str, Path] = field(init=False)

    def __post_init__(self) -> None:
        """Walks the tree of criteria once."""
        found = leaves(self.file.criteria)
        object.__setattr__(self, "leaves", found)
        object.__setattr__(self, "leaf_ids", tuple(leaf.id for leaf in found))
        object.__setattr__(self, "places", {key: path for path, key, _ in paths(self.file.criteria)})
