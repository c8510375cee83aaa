"""`dilemma assess`."""

from __future__ import annotations

from dilemma.analysis.run import SAMPLES, SEED, Run
from dilemma.cli.options import (
    As,
    Explain,
    FormatOption,
    Full,
    Name,
    Output,
    Precision,
    Samples,
    Seed,
    Set,
    Share,
    Today,
)


def assess(
    name: Name,
    whose: As = [],  # noqa: B006  typer copies it
    settings: Set = [],  # noqa: B006  likewise
    share: Share = None,
    full: Full = False,
    samples: Samples = SAMPLES,
    seed: Seed = SEED,
    precision: Precision = None,
    today: Today = None,
    explain: Explain = None,
    format_: FormatOption = None,
    output: Output = None,
) -> None:
    """Weigh the options: what wins, how firmly, what would change it.

    \b
    Examples:
      dilemma assess nato
      dilemma assess nato --as frontline --full
      dilemma assess climate --set futures.rupture.chance=0.5 --format json
      dilemma assess --explain minimax-regret
    """
    from dilemma.cli.guard import guarded
    from dilemma.cli.runs import Request, assess_to

    with guarded():
        run = Run(seed=seed, samples=samples, precision=precision, today=today)
        assess_to(
            name,
            Request(
                whose=whose,
                settings=settings,
                share=share,
                run=run,
                full=full,
                format_=format_,
                output=output,
            ),
        )
