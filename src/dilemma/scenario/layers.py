"""A scenario laid over its framework, key by key, each value keeping the place it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.naming import fits
from dilemma.scenario.reading.nodes import Node

if TYPE_CHECKING:
    from dilemma.scenario.naming import Path

# Judgements and weights are one thing each: half an old one under half a new one would be nobody's.
WHOLE: tuple[Path, ...] = (
    ("weights",),
    ("scores", "*", "*"),
    ("futures", "*", "chance"),
    ("futures", "*", "probability"),
)
# What describes one file, and never another that builds on it.
OWN = frozenset({"file", "title", "notes"})


def over(base: Node, top: Node, path: Path = ()) -> Node:
    """Lays `top` over `base`: mappings merge, everything else replaces, `null` removes what was there."""
    if not isinstance(base.value, dict) or not isinstance(top.value, dict) or _whole(path):
        return top
    merged = dict(base.value)
    for key, node in top.value.items():
        if node.value is None and key in merged:
            del merged[key]
        else:
            below = merged.get(key)
            merged[key] = node if below is None else over(below, node, (*path, key))
    return Node(merged, top.span, top.key)


def under(framework: Node) -> Node:
    """What a framework lends to a scenario: all but the keys that describe the framework itself."""
    lent = framework.value if isinstance(framework.value, dict) else {}
    return Node({key: node for key, node in lent.items() if key not in OWN}, framework.span)


def _whole(path: Path) -> bool:
    return any(fits(pattern, path) for pattern in WHOLE)
