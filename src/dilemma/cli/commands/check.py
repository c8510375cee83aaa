"""`dilemma check`."""

from __future__ import annotations

from typing import Annotated

import typer

from dilemma.cli import completing
from dilemma.cli.formats import Format
from dilemma.cli.options import Strict, format_option


def check(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILES",
            help="Files of any kind, or scenarios by name.",
            autocompletion=completing.scenarios,
        ),
    ],
    strict: Strict = False,
    brief: Annotated[bool, typer.Option("--brief", help="One line a problem, without the excerpt.")] = False,
    format_: Annotated[Format | None, format_option("text", "json")] = None,
) -> None:
    """Find what is wrong in files: every fault, with its place.

    Ends with exit code 1 when a file is at fault.

    \b
    Examples:
      dilemma check nato
      dilemma check scenarios/*.yaml scenarios/profiles/*.yaml --strict
      dilemma check energy.yaml --brief
    """
    from dilemma.cli.checking import check_files
    from dilemma.cli.guard import handle_errors

    with handle_errors():
        check_files(files, strict=strict, brief=brief, format_=format_)
