"""`dilemma compare`."""

from __future__ import annotations

from dilemma.analysis.run import SAMPLES, SEED, Run
from dilemma.cli.options import As, Names, Output, PageOption, Samples, Seed, Set, Share


def compare(
    names: Names,
    whose: As = [],  # noqa: B006  typer copies it
    settings: Set = [],  # noqa: B006  likewise
    share: Share = None,
    samples: Samples = SAMPLES,
    seed: Seed = SEED,
    format_: PageOption = None,
    output: Output = None,
) -> None:
    """Put several scenarios and profiles into one table.

    \b
    Examples:
      dilemma compare nato climate nuclear threat-reduction
      dilemma compare nato climate --as all
      dilemma compare nato --as frontline --as realist --format csv -o both.csv
    """
    from dilemma.cli.guard import guarded
    from dilemma.cli.request import Request
    from dilemma.cli.runs import compare_to

    with guarded():
        run = Run(seed=seed, samples=samples)
        request = Request(
            whose=whose, settings=settings, share=share, run=run, format_=format_, output=output, pages=True
        )
        compare_to(names, request)
