"""The registry of commands; each imports what it needs when it runs, so that help stays quick."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# In the order of the help: the module a command stands in.
_MODULES = {
    "list": "dilemma.cli.commands.list",
    "show": "dilemma.cli.commands.assess",
    "assess": "dilemma.cli.commands.assess",
    "walk": "dilemma.cli.commands.walk",
    "compare": "dilemma.cli.commands.compare",
    "diff": "dilemma.cli.commands.diff",
    "ask": "dilemma.cli.commands.ask",
    "panel": "dilemma.cli.commands.panel",
    "coalition": "dilemma.cli.commands.coalition",
    "portfolio": "dilemma.cli.commands.portfolio",
    "report": "dilemma.cli.commands.report",
    "export": "dilemma.cli.commands.export_import",
    "import": "dilemma.cli.commands.export_import",
    "new": "dilemma.cli.commands.new",
    "check": "dilemma.cli.commands.check",
    "schema": "dilemma.cli.commands.schema",
    "completion": "dilemma.cli.completion",
}
NAMES = tuple(_MODULES)


def function(name: str) -> Callable[..., None]:
    """Return the function of a command; `_` follows a name that is a word of Python."""
    names = vars(import_module(_MODULES[name]))
    command: Callable[..., None] = names.get(f"{name}_") or names[name]
    return command
