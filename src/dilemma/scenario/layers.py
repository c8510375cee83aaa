"""Merging a scenario into its framework, key by key, each value keeping the location where it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.naming import matches_pattern
from dilemma.scenario.reading.nodes import Node

if TYPE_CHECKING:
    from dilemma.scenario.naming import KeyPath

# Judgements and weights are replaced whole: half an old one under half a new one is no one's judgement.
_WHOLE: tuple[KeyPath, ...] = (
    ("weights",),
    ("scores", "*", "*"),
    ("futures", "*", "chance"),
    ("futures", "*", "probability"),
)
# Keys that describe one file, and never another that builds on it.
_OWN_KEYS = frozenset({"file", "title", "notes"})


def merge_nodes(base: Node, top: Node, path: KeyPath = ()) -> Node:
    """Lay `top` over `base`: mappings merge, everything else replaces, `null` removes what was there."""
    if not isinstance(base.value, dict) or not isinstance(top.value, dict) or _is_whole(path):
        return top
    merged = dict(base.value)
    for key, node in top.value.items():
        # A `null` that removes nothing stays, and is validated like any other value.
        if node.value is None and key in merged:
            del merged[key]
        else:
            base_node = merged.get(key)
            merged[key] = node if base_node is None else merge_nodes(base_node, node, (*path, key))
    return Node(merged, top.span, top.key)


def framework_defaults(framework: Node) -> Node:
    """Return what a framework gives to a scenario: all but the keys that describe the framework itself."""
    entries = framework.value if isinstance(framework.value, dict) else {}
    return Node({key: node for key, node in entries.items() if key not in _OWN_KEYS}, framework.span)


def _is_whole(path: KeyPath) -> bool:
    return any(matches_pattern(pattern, path) for pattern in _WHOLE)
