"""`dilemma walk`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dilemma.analysis.core.run import Run
from dilemma.cli.options import FormatOption, Full, Name, Output, Today


def walk(
    name: Name,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE", help="Answer from a file."),
    ] = None,
    answers_out: Annotated[
        Path | None,
        typer.Option(
            "--answers-out",
            metavar="FILE",
            help="File to keep the answers in. [default: NAME.answers.yaml]",
        ),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Continue from the answers kept earlier.")] = False,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE", help="Save the weights as a profile."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Allow --save to replace a file.")] = False,
    judgements: Annotated[
        int, typer.Option("--judgements", metavar="N", min=0, max=50, help="Ask about this many scores too.")
    ] = 0,
    today: Today = None,
    full: Full = False,
    format_: FormatOption = None,
    output: Output = None,
) -> None:
    """Set your weights and probabilities, one question at a time.

    The ranking is recalculated after every answer. Answers are kept at once, so an interrupted walk can be
    continued with --resume. A profile that is saved bears the day of --today, else that of SOURCE_DATE_EPOCH,
    else today.

    \b
    Examples:
      dilemma walk nato
      dilemma walk nato --resume
      dilemma walk nato --answers nato.answers.yaml --save me.yaml
    """
    from dilemma.cli.request import Request
    from dilemma.cli.walk_session import Paths, walk_to

    request = Request(run=Run(today=today), full=full, format_=format_, output=output)
    paths = Paths(answers=answers, keep=answers_out, save=save)
    walk_to(name, request, paths, resume=resume, force=force, judgements=judgements)
