"""`dilemma export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dilemma.cli.options import Name


def export(
    name: Name,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The workbook (.xlsx), or the table of scores (.csv), to write.",
            show_default=False,
        ),
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is already there.")] = False,
) -> None:
    """Write a workbook that a meeting can fill in.

    A workbook holds weights, chances, scores, the coalition and the signposts; CSV holds the scores.
    `dilemma import` reads either back.

    \b
    Examples:
      dilemma export nato -o nato.xlsx
      dilemma export nato -o scores.csv
    """
    from dilemma.cli.exchange import export_to
    from dilemma.cli.guard import handle_errors

    with handle_errors():
        export_to(name, output, force=force)
