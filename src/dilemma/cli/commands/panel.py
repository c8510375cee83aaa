"""The command `dilemma panel`: one scenario under several people's profiles, put together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dilemma.analysis.core.run import Run
from dilemma.cli import completion, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.cli.request import Request
    from dilemma.report.document import Document


_People = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PROFILES",
        help="Two people or more: profiles by name or path, answers files or a folder of them, "
        "tables of people (.xlsx, .csv), or `all`.",
        autocompletion=completion.profiles,
    ),
]
_AlsoAs = Annotated[
    list[str],
    typer.Option(
        "--as",
        metavar="PROFILE",
        help="A profile, as in other commands; the same as PROFILES; repeatable.",
        autocompletion=completion.profiles,
    ),
]
_Invited = Annotated[
    Path | None,
    typer.Option(
        "--invited",
        metavar="FILE",
        help="A list of those who were sent the questionnaire, one name a line, to see who is missing.",
    ),
]
_Rounds = Annotated[bool, typer.Option("--rounds", help="Show what people changed between two rounds.")]


def panel(
    name: options.Name,
    profiles: _People = None,
    also: _AlsoAs = [],  # noqa: B006  typer copies it
    invited: _Invited = None,
    rounds: _Rounds = False,
    settings: options.Set = [],  # noqa: B006  typer copies it
    share: options.Share = None,
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
    """Show where several people agree, and what divides them.

    \b
    Examples:
      dilemma panel nato frontline nuclear-power middle-power
      dilemma panel climate all --full
      dilemma panel nato --as frontline --as realist
      dilemma panel nato anna.yaml ben.yaml -o panel.docx
      dilemma panel nato answers/ --invited people.txt
      dilemma panel nato people.xlsx
      dilemma panel nato frontline nuclear-power --seen N6
    """
    from dilemma.cli.request import Request

    request = Request(
        settings=settings,
        share=share,
        evidence=options.evidence_request(seen, not_seen, observed, wrong, later=later),
        run=Run(today=today),
        full=full,
        format_=format_,
        output=output,
        pages=True,
    )
    _panel_to(name, [*(profiles or []), *also], request, invited=invited, rounds=rounds)


def _panel_to(
    name: str, profiles: Sequence[str], request: Request, *, invited: Path | None, rounds: bool
) -> None:
    """Put several people's choices together and write them in any format."""
    from dilemma.api.assess import load
    from dilemma.api.panel import PanelRequest, panel_loaded
    from dilemma.cli.output import require_extra, require_package, write_results
    from dilemma.elicitation.people import read_invited
    from dilemma.interchange.csv_reader import WORKBOOK_SUFFIXES

    require_extra(request.format)
    if any(profile.lower().endswith(WORKBOOK_SUFFIXES) for profile in profiles):
        require_package("openpyxl", "openpyxl", "a workbook")
    loaded = load(name)
    asked = PanelRequest(
        edits=request.edits(None, loaded.scenario),
        invited=read_invited(invited) if invited else (),
        rounds=rounds,
    )
    result = panel_loaded(loaded, profiles, asked)

    def compose() -> list[Document]:
        from dilemma.report.sections.panel import panel_document

        return [panel_document(result, loaded.scenario, full=request.everything)]

    write_results([result], request, compose, lambda: request.run.today or loaded.scenario.file.as_of)
