"""The command `dilemma coalition`: acting together on one scenario, under one or several profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dilemma.analysis.core.run import Run
from dilemma.cli import completion, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.cli.request import Request
    from dilemma.report.document import Document


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
    name: options.Name,
    profiles: options.As = [],  # noqa: B006  typer copies it
    settings: options.Set = [],  # noqa: B006  typer copies it
    share: options.Share = None,
    without: Without = [],  # noqa: B006  typer copies it
    seen: options.SeenOption = [],  # noqa: B006  typer copies it
    not_seen: options.NotSeen = [],  # noqa: B006  typer copies it
    observed: options.ObservedOption = None,
    later: options.Later = False,
    wrong: options.Wrong = [],  # noqa: B006  typer copies it
    today: options.Today = None,
    full: options.Full = False,
    explain: options.Explain = None,
    format_: options.PageOption = None,
    output: options.Output = None,
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
    from dilemma.cli.request import Request

    request = Request(
        profiles=profiles,
        settings=settings,
        share=share,
        evidence=options.evidence_request(seen, not_seen, observed, wrong, later=later),
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
    from dilemma.report.formats.registry import Audience

    require_extra(request.format)
    loaded = load(name)
    results = [
        api_coalition.coalition_loaded(loaded, request.edits(profile, loaded.scenario), without=without)
        for profile in find_profiles(request.profiles, loaded)
    ]

    def compose() -> list[Document]:
        from dilemma.report.sections.coalition import coalition_document

        with_charts = request.audience is Audience.page
        return [
            coalition_document(result, loaded.scenario, full=request.everything, with_charts=with_charts)
            for result in results
        ]

    write_results(results, request, compose, day=lambda: request.run.today or loaded.scenario.file.as_of)
