"""`dilemma report`."""

from __future__ import annotations

from typing import Annotated

from dilemma.analysis.core.run import DEFAULT_SAMPLES, DEFAULT_SEED, Run
from dilemma.cli.evidence import Later, NotSeen, ObservedOption, SeenOption, Wrong, evidence_request
from dilemma.cli.formats import Format
from dilemma.cli.options import As, Name, Output, Samples, Seed, Set, Share, Today, format_option


def report(
    name: Name,
    whose: As = [],  # noqa: B006  typer copies it
    settings: Set = [],  # noqa: B006  likewise
    share: Share = None,
    seen: SeenOption = [],  # noqa: B006  likewise
    not_seen: NotSeen = [],  # noqa: B006  likewise
    observed: ObservedOption = None,
    later: Later = False,
    wrong: Wrong = [],  # noqa: B006  likewise
    samples: Samples = DEFAULT_SAMPLES,
    seed: Seed = DEFAULT_SEED,
    today: Today = None,
    format_: Annotated[
        Format | None,
        format_option("markdown", "html", "pdf", "docx", "text", usual="markdown", by_ending=True),
    ] = None,
    output: Output = None,
) -> None:
    """Write the memo: for people who never see a terminal.

    \b
    Examples:
      dilemma report nato
      dilemma report nato --as frontline -o nato.html
      dilemma report climate --format pdf -o climate.pdf
      dilemma report nato --seen N6 --wrong congress -o today.docx
    """
    from dilemma.cli.guard import handle_errors
    from dilemma.cli.reports import report_to
    from dilemma.cli.request import Request

    with handle_errors():
        run = Run(seed=seed, samples=samples, today=today)
        request = Request(
            whose=whose,
            settings=settings,
            share=share,
            told=evidence_request(seen=seen, not_seen=not_seen, observed=observed, later=later, wrong=wrong),
            run=run,
            format_=format_,
            output=output,
            pages=True,
        )
        report_to(name, request)
