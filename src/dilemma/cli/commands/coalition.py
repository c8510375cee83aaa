"""The command `dilemma coalition`: acting together on one scenario, under one or several profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dilemma.analysis.core.run import Run
from dilemma.cli import completion
from dilemma.cli.options import (
    As,
    Explain,
    Full,
    Later,
    Name,
    NotSeen,
    ObservedOption,
    Output,
    PageOption,
    SeenOption,
    Set,
    Share,
    Today,
    Wrong,
    evidence_request,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.coalition import CoalitionResult
    from dilemma.cli.request import Request
    from dilemma.report.document import Document
    from dilemma.scenario.model import Scenario


Without = Annotated[
    list[str],
    typer.Option(
        "--without",
        metavar="MEMBER",
        help="Leave a member out, as if it could not act; repeatable.",
        autocompletion=completion.members,
    ),
]


def coalition(
    name: Name,
    profiles: As = [],  # noqa: B006  typer copies it
    settings: Set = [],  # noqa: B006  typer copies it
    share: Share = None,
    without: Without = [],  # noqa: B006  typer copies it
    seen: SeenOption = [],  # noqa: B006  typer copies it
    not_seen: NotSeen = [],  # noqa: B006  typer copies it
    observed: ObservedOption = None,
    later: Later = False,
    wrong: Wrong = [],  # noqa: B006  typer copies it
    today: Today = None,
    full: Full = False,
    explain: Explain = None,
    format_: PageOption = None,
    output: Output = None,
) -> None:
    """Show when acting together pays, and whom to win over first.

    \b
    Examples:
      dilemma coalition nato
      dilemma coalition nuclear --as frontline --without indo-pacific
      dilemma coalition climate --share 0.4 --format json
      dilemma coalition --explain critical-mass
      dilemma coalition nato --seen N8 -o talks.html
    """
    from dilemma.cli.errors import handle_errors
    from dilemma.cli.request import Request

    with handle_errors():
        evidence = evidence_request(seen=seen, not_seen=not_seen, observed=observed, later=later, wrong=wrong)
        request = Request(
            profiles=profiles,
            settings=settings,
            share=share,
            evidence=evidence,
            run=Run(today=today),
            full=full,
            format_=format_,
            output=output,
            pages=True,
        )
        _coalition_to(name, request, without=without)


def _coalition_to(name: str, request: Request, *, without: Sequence[str]) -> None:
    """Work out the coalition and write it in any format."""
    from dilemma.api import coalition as api_coalition
    from dilemma.api.assess import load
    from dilemma.api.viewpoints import find_profiles
    from dilemma.cli.output import require_extra, write_results

    require_extra(request.format)
    loaded = load(name)
    results = [
        api_coalition.coalition_loaded(loaded, request.edits(profile, loaded.scenario), without=without)
        for profile in find_profiles(request.profiles, loaded)
    ]
    write_results(
        results,
        request,
        lambda: [_document(result, loaded.scenario, request) for result in results],
        day=lambda: request.run.today or loaded.scenario.file.as_of,
    )


def _document(result: CoalitionResult, scenario: Scenario, request: Request) -> Document:
    from dilemma.report.formats.registry import Audience
    from dilemma.report.sections.coalition import coalition_document

    with_charts = request.audience is Audience.page
    return coalition_document(result, scenario, full=request.everything, with_charts=with_charts)
