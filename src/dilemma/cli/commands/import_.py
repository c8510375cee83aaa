"""`dilemma import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dilemma.cli import completing


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook (.xlsx) or a CSV file.")],
    into: Annotated[
        str | None,
        typer.Option(
            "--into",
            metavar="NAME",
            autocompletion=completing.scenarios,
            help="The scenario it was exported from: read what was filled in back into that.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The new scenario file to write.", show_default=False
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is already there.")] = False,
) -> None:
    """Read a workbook back, or a plain table of options.

    With --into, only what was changed in the workbook changes; the file it came from stays as it is. Without
    it, the file holds options in rows and criteria in columns, and becomes a new scenario. Every cell that
    cannot be read is named, and then nothing is written.

    \b
    Examples:
      dilemma import nato.xlsx --into nato -o nato-2.yaml
      dilemma import matrix.csv -o energy.yaml
    """
    from dilemma.cli.exchange import import_from
    from dilemma.cli.guard import handle_errors

    with handle_errors():
        import_from(file, into=into, output=output, force=force)
