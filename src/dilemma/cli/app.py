"""The program's commands."""

from __future__ import annotations

import os
from inspect import getdoc
from typing import TYPE_CHECKING, Annotated

import typer

from dilemma import __version__
from dilemma.cli.commands.assess import assess
from dilemma.cli.commands.check import check
from dilemma.cli.commands.coalition import coalition
from dilemma.cli.commands.compare import compare
from dilemma.cli.commands.completion import completion
from dilemma.cli.commands.diff import diff
from dilemma.cli.commands.export import export
from dilemma.cli.commands.import_ import import_
from dilemma.cli.commands.list import list_
from dilemma.cli.commands.new import new
from dilemma.cli.commands.panel import panel
from dilemma.cli.commands.portfolio import portfolio
from dilemma.cli.commands.report import report
from dilemma.cli.commands.schema import schema
from dilemma.cli.commands.show import show
from dilemma.cli.commands.walk import walk
from dilemma.cli.completing import ASKED

if TYPE_CHECKING:
    from collections.abc import Callable

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=ASKED in os.environ,  # two options fewer in every help; `completion` prints the script
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dilemma {__version__}")
        raise typer.Exit


@app.callback()
def dilemma(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Stress-test a policy choice before it is made.

    An ally must choose, issue by issue, between accommodating, waiting out, countering and enmeshing a
    patron that has turned transactional. Start with `dilemma assess nato`.
    """


def _add(command: Callable[..., None]) -> None:
    """Adds a command whose examples, the last part of its docstring, end its help."""
    says, mark, examples = (getdoc(command) or "").partition("\b\n")
    app.command(command.__name__.rstrip("_"), help=says, epilog=mark + examples)(command)


COMMANDS = (
    list_,
    show,
    assess,
    walk,
    compare,
    diff,
    panel,
    coalition,
    portfolio,
    report,
    export,
    import_,
    new,
    check,
    schema,
    completion,
)
for command in COMMANDS:
    _add(command)
