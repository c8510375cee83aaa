"""`dilemma ask`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dilemma.cli.options import STANDARD_OUTPUT, Force, Name


def ask(
    name: Name,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The page (.html) to write; `-` is standard output.",
        ),
    ],
    round_: Annotated[
        int,
        typer.Option(
            "--round", metavar="N", min=1, max=99, help="Number of the round, if the page goes out again."
        ),
    ] = 1,
    answers: Annotated[
        list[str],
        typer.Option(
            "--answers",
            metavar="FILES",
            help="Answers of the round before, or a folder of them: the page shows their range; repeatable.",
        ),
    ] = [],  # noqa: B006  typer copies it
    judgements: Annotated[
        int, typer.Option("--judgements", metavar="N", min=0, max=50, help="Number of scores to ask about.")
    ] = 10,
    force: Force = False,
) -> None:
    """Write a questionnaire to mail: one page that works offline.

    People who fill it in need only a browser, and send back a file that `dilemma panel` reads. From the
    second round on, the page shows the range of the earlier answers, without names.

    \b
    Examples:
      dilemma ask nato -o questions.html
      dilemma ask nato --round 2 --answers answers/ -o questions-2.html
    """
    _ask_to(name, output, round_, answers, judgements, force=force)


def _ask_to(
    name: str, output: Path, number: int, answers: list[str], judgements: int, *, force: bool
) -> None:
    """Write the page of a questionnaire."""
    from dilemma.api.questionnaire import questionnaire_subject, spread_of_answers
    from dilemma.cli.errors import refuse, refuse_to_replace
    from dilemma.cli.streams import answer
    from dilemma.elicitation.questionnaire import questionnaire_data
    from dilemma.report.formats import html

    if output != STANDARD_OUTPUT and output.suffix.lower() not in (".html", ".htm"):
        refuse(f"a questionnaire is a page; end {output} in .html")
    if answers and number == 1:
        refuse("--answers shows how an earlier round spread; add --round 2, or leave it out")
    if number > 1 and not answers:
        refuse(f"round {number} shows how the round before it spread; name its files with --answers")
    if output != STANDARD_OUTPUT:
        refuse_to_replace(output, force=force)
    subject, expected = questionnaire_subject(name, judgements)
    spread: dict[str, Any] | None = spread_of_answers(answers, subject, number) if answers else None
    page = html.write_questionnaire(questionnaire_data(subject, expected, round=number, spread=spread))
    answer(page, None if output == STANDARD_OUTPUT else output)
