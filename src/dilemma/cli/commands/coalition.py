"""`dilemma coalition`."""

from __future__ import annotations

from typing import Annotated

import typer

from dilemma.analysis.core.run import Run
from dilemma.cli import completing
from dilemma.cli.evidence import Later, NotSeen, ObservedOption, SeenOption, Wrong, evidence_request
from dilemma.cli.options import As, Explain, Full, Name, Output, PageOption, Set, Share, Today

Without = Annotated[
    list[str],
    typer.Option(
        "--without",
        metavar="MEMBER",
        help="Leave a member out, its leverage missing; repeatable.",
        autocompletion=completing.members,
    ),
]


def coalition(
    name: Name,
    whose: As = [],  # noqa: B006  typer copies it
    settings: Set = [],  # noqa: B006  likewise
    share: Share = None,
    without: Without = [],  # noqa: B006  likewise
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
    """See when acting together pays, and whom to win over first.

    \b
    Examples:
      dilemma coalition nato
      dilemma coalition nuclear --as frontline --without indo-pacific
      dilemma coalition climate --share 0.4 --format json
      dilemma coalition --explain critical-mass
      dilemma coalition nato --seen N8 -o talks.html
    """
    from dilemma.cli.coalitions import coalition_to
    from dilemma.cli.guard import handle_errors
    from dilemma.cli.request import Request

    with handle_errors():
        request = Request(
            whose=whose,
            settings=settings,
            share=share,
            told=evidence_request(seen=seen, not_seen=not_seen, observed=observed, later=later, wrong=wrong),
            run=Run(today=today),
            full=full,
            format_=format_,
            output=output,
            pages=True,
        )
        coalition_to(name, request, without=without)
