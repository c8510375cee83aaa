"""The program as Typer runs it: a command is imported when it is asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, wraps
from inspect import getdoc
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from dilemma import __version__
from dilemma.cli import commands
from dilemma.cli.completion import COMPLETION_VARIABLE

_EXTRA = "unexpected extra argument"
"""What typer says of a second name, which is mostly that of a profile."""

_OF_PYDANTIC = (
    ("Value error, ", ""),
    (r"Input should be a valid integer.*", "this is no whole number"),
    (r"Input should be a valid number.*", "this is no number"),
    (r"Input should be greater than or equal to (.+)", r"too small; write \1 or more"),
    (r"Input should be less than or equal to (.+)", r"too large; write \1 or less"),
)
"""What the library under typer says of a value, and what a person would say."""

_MOST_NAMED = 2
"""Commands named that have an option; what more of them have is not what tells them apart."""


class _Program(TyperGroup):
    """All commands under one name.

    Making a command means reading the signature of its function, up to a millisecond for one of many options.
    A run needs one command, and the help of the program none.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.commands = _Commands()  # type: ignore[assignment]  # typer adds none once the program is made

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # as typer documents it
        """Return the names, in the order of the help."""
        return list(self.commands)

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # as above
        """List the commands as typer does, with what each is for and without its options."""
        listed = [TyperCommand(name, help=_help_of(name)[0]) for name in self.commands]
        TyperGroup(commands=listed).format_commands(ctx, formatter)


class _Commands(Mapping[str, TyperCommand]):
    """The commands by name, each made once, when it is first asked for."""

    def __getitem__(self, name: str) -> TyperCommand:
        if name not in commands.NAMES:
            raise KeyError(name)
        return _command(name)

    def __contains__(self, name: object) -> bool:
        return name in commands.NAMES

    def get(self, name: str, default: Any = None) -> Any:
        """Return a command, or the default; the usual way would take a KeyError of ours for a no."""
        return _command(name) if name in commands.NAMES else default

    def __iter__(self) -> Iterator[str]:
        return iter(commands.NAMES)

    def __len__(self) -> int:
        return len(commands.NAMES)


class _Command(TyperCommand):
    """A command that knows what the others have: an option of theirs is answered with who has it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the line as typer does."""
        try:
            return super().parse_args(ctx, args)
        except TyperException as error:
            wanted = getattr(error, "option_name", None)  # of an option that does not exist
            having = [name for name in commands.NAMES if wanted and wanted in _options(name)]
            if 0 < len(having) <= _MOST_NAMED:
                listed = " and ".join(f"`dilemma {name}`" for name in having)
                error.message += f"; {listed} {'has' if len(having) == 1 else 'have'} it"  # as it is shown
                error.possibilities = None  # type: ignore[attr-defined]  # near words, now beside the point
            elif _EXTRA in str(error) and "--as" in _options(str(self.name)):
                error.message += "; name a perspective with --as"
            for theirs, ours in _OF_PYDANTIC:
                error.message = re.sub(theirs, ours, error.message)
            raise


def _options(name: str) -> set[str]:
    return {option for parameter in _command(name).params for option in parameter.opts}


_LISTS = ("read", "written")
"""Lists of the formats of other programs, which stand in a help text for as long as nobody asks for it."""


@cache
def _command(name: str) -> TyperCommand:
    """Return a command whose examples, the last part of its docstring, end its help."""
    says, examples = _help_of(name)
    if "{" in says:
        from dilemma.interchange.file_formats import list_formats
        from dilemma.report.text import join_names

        says = says.format(**{key: join_names(list_formats(written=key == "written")) for key in _LISTS})
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command(name, cls=_Command, help=says, epilog=examples)(_guard(commands.function(name)))
    command = typer.main.get_command(alone)
    assert isinstance(command, TyperCommand)
    return command


def _guard(function: Callable[..., None]) -> Callable[..., None]:
    """Return the function of a command, with what is wrong with its input turned into words."""

    @wraps(function)
    def guarded(**options: Any) -> None:
        from dilemma.cli.errors import handle_errors

        with handle_errors():
            function(**options)

    return guarded


def _help_of(name: str) -> tuple[str, str]:
    """Return what a command is for, and its examples."""
    says, mark, examples = (getdoc(commands.function(name)) or "").partition("\b\n")
    return says, mark + examples


app = typer.Typer(
    cls=_Program,
    rich_markup_mode=None,
    # Two options fewer in every help; `completion` prints the script.
    add_completion=COMPLETION_VARIABLE in os.environ,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dilemma {__version__}")
        raise typer.Exit


@app.callback()
def _dilemma(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Score the options of a policy choice, and test how far the answer holds.

    The issues that come with it are those of an ally whose larger partner has made its commitments
    conditional. Start with `dilemma list`, then `dilemma assess nato`.
    """
