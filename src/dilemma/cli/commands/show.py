"""`dilemma show`."""

from __future__ import annotations

from typing import Annotated

import typer

from dilemma.cli.options import Name, Output, format_option
from dilemma.report.formats.registry import Format


def show(
    name: Name,
    scores: Annotated[bool, typer.Option("--scores", help="Every score with its reason and source.")] = False,
    sources: Annotated[bool, typer.Option("--sources", help="Who claims what, and what cites it.")] = False,
    format_: Annotated[Format | None, format_option("text", "markdown", by_ending=True)] = None,
    output: Output = None,
) -> None:
    """Read a scenario or a profile as a briefing.

    \b
    Examples:
      dilemma show nato
      dilemma show frontline
      dilemma show nato --scores
      dilemma show nato --sources
    """
    from dilemma.cli.commands.assess import show_to
    from dilemma.cli.errors import handle_errors

    with handle_errors():
        show_to(name, scores=scores, sources=sources, format_=format_, output=output)
