"""`dilemma assess`."""

from __future__ import annotations

from dilemma.analysis.core.run import DEFAULT_SAMPLES, DEFAULT_SEED, Run
from dilemma.cli.evidence import Later, NotSeen, ObservedOption, SeenOption, Wrong, evidence_request
from dilemma.cli.options import (
    As,
    Endogenous,
    Explain,
    Full,
    Name,
    Output,
    PageOption,
    Precision,
    Samples,
    Seed,
    Set,
    Share,
    TableOption,
    Today,
)


def assess(
    name: Name,
    whose: As = [],  # noqa: B006  typer copies it
    settings: Set = [],  # noqa: B006  likewise
    share: Share = None,
    seen: SeenOption = [],  # noqa: B006  likewise
    not_seen: NotSeen = [],  # noqa: B006  likewise
    observed: ObservedOption = None,
    later: Later = False,
    wrong: Wrong = [],  # noqa: B006  likewise
    endogenous: Endogenous = False,
    full: Full = False,
    samples: Samples = DEFAULT_SAMPLES,
    seed: Seed = DEFAULT_SEED,
    precision: Precision = None,
    today: Today = None,
    explain: Explain = None,
    format_: PageOption = None,
    table: TableOption = None,
    output: Output = None,
) -> None:
    """Weigh the options: what wins, how firmly, what would change it.

    \b
    Examples:
      dilemma assess nato
      dilemma assess nato --as frontline --full
      dilemma assess climate --set futures.rupture.chance=0.5 --format json
      dilemma assess nato --seen N6 --not-seen N1
      dilemma assess nato --endogenous
      dilemma assess nato --as all --table signposts -o signposts.csv
      dilemma assess --explain minimax-regret
    """
    from dilemma.cli.guard import handle_errors
    from dilemma.cli.request import Request
    from dilemma.cli.runs import assess_to

    with handle_errors():
        request = Request(
            whose=whose,
            settings=settings,
            share=share,
            told=evidence_request(seen=seen, not_seen=not_seen, observed=observed, later=later, wrong=wrong),
            endogenous=endogenous,
            run=Run(seed=seed, samples=samples, precision=precision, today=today),
            full=full,
            format_=format_,
            output=output,
            pages=True,
            table=table,
        )
        assess_to(name, request)
