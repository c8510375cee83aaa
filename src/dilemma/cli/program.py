"""The program as typer runs it, its commands made when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from inspect import getdoc
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from dilemma.cli import commands


class Program(TyperGroup):
    """All commands under one name.

    Making a command means reading the signature of its function, up to a millisecond for one of many options.
    A run needs one command, and the help of the program none.
    """

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = _Made()  # type: ignore[assignment]  # typer adds none once the program is made

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # as typer documents it
        """The names, in the order of the help."""
        return list(self.commands)

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # likewise
        """Lists the commands as typer does, with what each is for and without its options."""
        listed = [TyperCommand(name, help=_says(name)[0]) for name in self.commands]
        TyperGroup(commands=listed).format_commands(ctx, formatter)


class _Made(Mapping[str, TyperCommand]):
    """The commands by name, each made once, when it is first asked for."""

    def __getitem__(self, name: str) -> TyperCommand:
        if name not in commands.NAMES:
            raise KeyError(name)
        return _made(name)

    def __iter__(self) -> Iterator[str]:
        return iter(commands.NAMES)

    def __len__(self) -> int:
        return len(commands.NAMES)


@cache
def _made(name: str) -> TyperCommand:
    """A command whose examples, the last part of its docstring, end its help."""
    says, examples = _says(name)
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command(name, help=says, epilog=examples)(commands.function(name))
    made = typer.main.get_command(alone)
    assert isinstance(made, TyperCommand)
    return made


def _says(name: str) -> tuple[str, str]:
    """What a command is for, and its examples."""
    says, mark, examples = (getdoc(commands.function(name)) or "").partition("\b\n")
    return says, mark + examples
