"""`dilemma diff`."""

from __future__ import annotations

from typing import Annotated

import typer

from dilemma.analysis.core.run import DEFAULT_SAMPLES, DEFAULT_SEED, Run
from dilemma.cli import completing
from dilemma.cli.options import As, FormatOption, Full, Output, Samples, Seed, Set, Share

VERSION = "A scenario by name or path, REVISION:PATH in git, or a revision alone for the other's file."


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=VERSION, autocompletion=completing.scenarios)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Likewise.", autocompletion=completing.scenarios)],
    whose: As = [],  # noqa: B006  typer copies it
    settings: Set = [],  # noqa: B006  likewise
    share: Share = None,
    full: Full = False,
    samples: Samples = DEFAULT_SAMPLES,
    seed: Seed = DEFAULT_SEED,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with exit code 3 when the choice moved.")
    ] = False,
    format_: FormatOption = None,
    output: Output = None,
) -> None:
    """See which changes to a file moved the choice, and by how much.

    \b
    Examples:
      dilemma diff nato mine.yaml
      dilemma diff HEAD~1 nato
      dilemma diff main:scenarios/nato.yaml topic:scenarios/nato.yaml --as all
      dilemma diff origin/main scenarios/nato.yaml --format markdown --exit-code
    """
    from dilemma.cli.guard import handle_errors
    from dilemma.cli.request import Request

    with handle_errors():
        from dilemma.cli.differences import diff_to

        run = Run(seed=seed, samples=samples)
        request = Request(
            whose=whose, settings=settings, share=share, run=run, full=full, format_=format_, output=output
        )
        diff_to(old, new, request, exit_code=exit_code)
