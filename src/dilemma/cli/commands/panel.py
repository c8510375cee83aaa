"""`dilemma panel`."""

from __future__ import annotations

from typing import Annotated

import typer

from dilemma.cli import completing
from dilemma.cli.options import Explain, FormatOption, Full, Name, Output, Set, Share


def panel(
    name: Name,
    profiles: Annotated[
        list[str],
        typer.Argument(
            metavar="PROFILES",
            help="Two profiles or more, by name or path, or `all`.",
            autocompletion=completing.profiles,
        ),
    ],
    settings: Set = [],  # noqa: B006  typer copies it
    share: Share = None,
    full: Full = False,
    explain: Explain = None,
    format_: FormatOption = None,
    output: Output = None,
) -> None:
    """See where several people agree, and what keeps them apart.

    \b
    Examples:
      dilemma panel nato frontline nuclear-power middle-power
      dilemma panel climate all --full
      dilemma panel nato anna.yaml ben.yaml --format csv -o panel.csv
    """
    from dilemma.cli.guard import guarded
    from dilemma.cli.panels import panel_to

    with guarded():
        panel_to(name, profiles, settings=settings, share=share, full=full, format_=format_, output=output)
