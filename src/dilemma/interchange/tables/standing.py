"""Whether a value is stated in the scenario's own file or in its framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.yaml.nodes import Node


def is_in_file(file_node: Node, path: KeyPath) -> bool:
    """Return whether the scenario's own file states a value; a workbook is read back into that file alone."""
    node: Node | None = file_node
    for step in path:
        node = node.child(step) if node else None
    return node is not None and node.value is not None
