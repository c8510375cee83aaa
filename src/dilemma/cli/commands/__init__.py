"""One command a file; each imports what it needs when it runs, so that help stays quick."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# In the order of the help.
NAMES = (
    "list",
    "show",
    "assess",
    "walk",
    "compare",
    "panel",
    "coalition",
    "portfolio",
    "report",
    "new",
    "check",
    "schema",
    "completion",
)


def function(name: str) -> Callable[..., None]:
    """The function of a command, from the file of its name; `_` ends one that would hide a word of Python."""
    there = vars(import_module(f"{__name__}.{name}"))
    found: Callable[..., None] = there.get(name) or there[f"{name}_"]
    return found
