"""`dilemma new`."""

from __future__ import annotations

from typing import Annotated

import typer


def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The id of the scenario, or the path of the file to write.")
    ],
    framework: Annotated[
        str | None,
        typer.Option(
            "--framework", metavar="NAME", help="Start from a framework, such as allies.", show_default=False
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is already there.")] = False,
) -> None:
    """Write a scenario that loads, ready to be filled in.

    \b
    Examples:
      dilemma new energy
      dilemma new energy --framework allies
      dilemma new drafts/energy.yaml
    """
    from dilemma.cli.guard import handle_errors
    from dilemma.cli.writing import new_scenario

    with handle_errors():
        new_scenario(name, framework=framework, force=force)
