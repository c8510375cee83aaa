"""Which file a value stands in: the scenario's own, or the framework under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dilemma.scenario.naming import Path
    from dilemma.scenario.reading.nodes import Node


def stands(own: Node, path: Path) -> bool:
    """Whether a value stands in the scenario's own file, the only one a workbook is read back into."""
    node: Node | None = own
    for step in path:
        node = node.child(step) if node else None
    return node is not None and node.value is not None
