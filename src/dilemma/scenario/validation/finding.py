"""Findings of the checks, and the draft of a scenario that they look at."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from dilemma.records import dataclass
from dilemma.scenario.model import list_leaf_criteria, walk_criteria
from dilemma.scenario.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.model import LeafCriterion
    from dilemma.scenario.problems import Severity
    from dilemma.scenario.schema.files import ScenarioFile
    from dilemma.scenario.yaml.nodes import Node


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of meaning at a path of the file, located at the value there or at the key that names it."""

    path: KeyPath
    code: str
    message: str
    severity: Severity = "error"
    at_key: bool = False

    def problem(self, node: Node) -> Problem:
        """Locate the finding in the file, at a line and column."""
        # A path may lead to something the file leaves out; the nearest node above stands for it.
        nearest = node.nearest(self.path)
        return Problem(
            nearest.at_key() if self.at_key else nearest.span, self.code, self.message, self.severity
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario whose shape is right, with the ids that its references may use."""

    file: ScenarioFile
    sources: Set[str]
    profiles: Set[str]
    leaf_criteria: tuple[LeafCriterion, ...] = field(init=False)
    leaf_ids: tuple[str, ...] = field(init=False)
    criterion_paths: Mapping[str, KeyPath] = field(init=False)

    def __post_init__(self) -> None:
        """Walk the tree of criteria once."""
        # A frozen dataclass can set its computed fields only in this way.
        scored = list_leaf_criteria(self.file.criteria)
        object.__setattr__(self, "leaf_criteria", scored)
        object.__setattr__(self, "leaf_ids", tuple(leaf.id for leaf in scored))
        object.__setattr__(
            self, "criterion_paths", {key: path for path, key, _ in walk_criteria(self.file.criteria)}
        )
