"""Nodes of a parsed file: its data as the author wrote it, each value with its location."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.scenario.problems import Span

Scalar: TypeAlias = "bool | int | float | str | None"
Data: TypeAlias = "Scalar | list[Data] | dict[str, Data]"


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its location; `key` is the location of the key that names it, if one does."""

    value: Scalar | list[Node] | dict[str, Node]
    span: Span
    key: Span | None = None

    def child(self, step: str | int) -> Node | None:
        """Return the node under a key or list index, if there is one."""
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and 0 <= step < len(self.value):
            return self.value[step]
        return None

    def nearest(self, path: Iterable[str | int]) -> Node:
        """Return the deepest node along a path, passing over steps that name nothing in the file."""
        node = self
        for step in path:
            node = node.child(step) or node
        return node

    def at_key(self) -> Span:
        """Return the location of the key, or of the value when no key names it."""
        return self.key or self.span

    def data(self) -> Data:
        """Return the bare values, as JSON would hold them."""
        if isinstance(self.value, dict):
            return {key: node.data() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.data() for node in self.value]
        return self.value
