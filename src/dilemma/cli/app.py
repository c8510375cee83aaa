"""The program's commands."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from dilemma import __version__
from dilemma.cli.completing import COMPLETION_VARIABLE
from dilemma.cli.program import Program

app = typer.Typer(
    cls=Program,
    rich_markup_mode=None,
    add_completion=COMPLETION_VARIABLE
    in os.environ,  # two options fewer in every help; `completion` prints the script
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
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
    """Stress-test a policy choice before it is made.

    An ally must choose, issue by issue, between accommodating, waiting out, countering and enmeshing a
    patron that has turned transactional. Start with `dilemma assess nato`.
    """
