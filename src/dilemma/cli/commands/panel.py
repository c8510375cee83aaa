"""`dilemma panel`."""

from __future__ import annotations

from typing import Annotated

import typer

from dilemma.analysis.core.run import Run
from dilemma.cli import completing
from dilemma.cli.evidence import Later, NotSeen, ObservedOption, SeenOption, Wrong, evidence_request
from dilemma.cli.options import Explain, Full, Name, Output, PageOption, Set, Share, Today


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
    seen: SeenOption = [],  # noqa: B006  likewise
    not_seen: NotSeen = [],  # noqa: B006  likewise
    observed: ObservedOption = None,
    later: Later = False,
    wrong: Wrong = [],  # noqa: B006  likewise
    today: Today = None,
    full: Full = False,
    explain: Explain = None,
    format_: PageOption = None,
    output: Output = None,
) -> None:
    """See where several people agree, and what keeps them apart.

    \b
    Examples:
      dilemma panel nato frontline nuclear-power middle-power
      dilemma panel climate all --full
      dilemma panel nato anna.yaml ben.yaml -o panel.docx
      dilemma panel nato frontline nuclear-power --seen N6
    """
    from dilemma.cli.guard import handle_errors
    from dilemma.cli.panels import panel_to
    from dilemma.cli.request import Request

    with handle_errors():
        request = Request(
            settings=settings,
            share=share,
            told=evidence_request(seen=seen, not_seen=not_seen, observed=observed, later=later, wrong=wrong),
            run=Run(today=today),
            full=full,
            format_=format_,
            output=output,
            pages=True,
        )
        panel_to(name, profiles, request)
