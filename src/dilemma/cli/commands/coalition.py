"""`dilemma coalition`."""

from __future__ import annotations

from typing import Annotated

import typer

from dilemma.cli import completing
from dilemma.cli.options import As, Explain, FormatOption, Full, Name, Output, Set, Share


def coalition(
    name: Name,
    whose: As = [],  # noqa: B006  typer copies it
    settings: Set = [],  # noqa: B006  likewise
    share: Share = None,
    without: Annotated[
        list[str],
        typer.Option(
            "--without",
            metavar="MEMBER",
            help="Leave a member out, its leverage missing; repeatable.",
            autocompletion=completing.members,
        ),
    ] = [],  # noqa: B006  likewise
    full: Full = False,
    explain: Explain = None,
    format_: FormatOption = None,
    output: Output = None,
) -> None:
    """See when acting together pays, and whom to win over first.

    \b
    Examples:
      dilemma coalition nato
      dilemma coalition nuclear --as frontline --without indo-pacific
      dilemma coalition climate --share 0.4 --format json
      dilemma coalition --explain critical-mass
    """
    from dilemma.cli.coalitions import coalition_to
    from dilemma.cli.guard import guarded

    with guarded():
        coalition_to(
            name,
            whose,
            settings=settings,
            share=share,
            without=without,
            full=full,
            format_=format_,
            output=output,
        )
