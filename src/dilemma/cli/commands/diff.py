"""The command `dilemma diff`: two versions of a scenario, under one or several profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dilemma.analysis.core.run import DEFAULT_SAMPLES, DEFAULT_SEED, Run
from dilemma.cli import completion
from dilemma.cli.options import As, FormatOption, Full, Output, Samples, Seed, Set, Share

if TYPE_CHECKING:
    from dilemma.cli.request import Request
    from dilemma.report.document import Document


_VERSION = "A scenario by name or path, REVISION:PATH in git, or a revision alone for the other's file."


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_VERSION, autocompletion=completion.scenarios)],
    new: Annotated[
        str,
        typer.Argument(
            metavar="NEW",
            help="The newer version, named in the same way.",
            autocompletion=completion.scenarios,
        ),
    ],
    profiles: As = [],  # noqa: B006  typer copies it
    settings: Set = [],  # noqa: B006  typer copies it
    share: Share = None,
    full: Full = False,
    samples: Samples = DEFAULT_SAMPLES,
    seed: Seed = DEFAULT_SEED,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with exit code 3 if the choice changed.")
    ] = False,
    format_: FormatOption = None,
    output: Output = None,
) -> None:
    """Show which changes to a file changed the choice.

    \b
    Examples:
      dilemma diff nato mine.yaml
      dilemma diff HEAD~1 nato
      dilemma diff main:scenarios/nato.yaml topic:scenarios/nato.yaml --as all
      dilemma diff origin/main scenarios/nato.yaml --format markdown --exit-code
    """
    from dilemma.cli.request import Request

    request = Request(
        profiles=profiles,
        settings=settings,
        share=share,
        run=Run(seed=seed, samples=samples),
        full=full,
        format_=format_,
        output=output,
    )
    _diff_to(old, new, request, exit_code=exit_code)


def _diff_to(old: str, new: str, request: Request, *, exit_code: bool) -> None:
    """Compare two versions and write the differences in any format."""
    from dilemma.api import diff as api_diff
    from dilemma.cli import CHOICE_MOVED
    from dilemma.cli.output import write_results

    results = api_diff.diff_versions(
        old, new, profiles=request.profiles, settings=request.settings, share=request.share, run=request.run
    )

    def compose() -> list[Document]:
        from dilemma.report.sections.difference import difference_document, differences_document

        documents = [difference_document(result, *result.scenarios, full=request.full) for result in results]
        if len(results) > 1:
            documents.insert(0, differences_document(results))
        return documents

    write_results(results, request, compose, day=lambda: results[0].scenarios[1].file.as_of)
    if exit_code and any(result.choice_moved for result in results):
        raise typer.Exit(CHOICE_MOVED)
