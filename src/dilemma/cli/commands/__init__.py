"""One command a file; each imports what it needs when it runs, so that help stays quick."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
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
    "diff",
    "panel",
    "coalition",
    "portfolio",
    "report",
    "export",
    "import",
    "new",
    "check",
    "schema",
    "completion",
)


def function(name: str) -> Callable[..., None]:
    """Return the function of a command from the file of its name; `_` follows a word of Python."""
    file = f"{name}_" if iskeyword(name) else name
    there = vars(import_module(f"{__name__}.{file}"))
    found: Callable[..., None] = there.get(name) or there[f"{name}_"]
    return found
