"""`dilemma compare`."""

from __future__ import annotations

from typing import Annotated

import typer

from dilemma.analysis.core.run import DEFAULT_SAMPLES, DEFAULT_SEED, Run
from dilemma.cli import completion, options

Vary = Annotated[
    list[str],
    typer.Option(
        "--vary",
        metavar="PATH=VALUES",
        help="What if, for each of several values: PATH=FROM:TO:COUNT or PATH=A,B,C; "
        "repeated, every combination.",
        autocompletion=completion.settings,
    ),
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=1, max=1024, help="Number of processes that share the work.")
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Have a Dask cluster do the work: tcp://HOST:PORT of its scheduler, or local:N for a trial.",
    ),
]
Resume = Annotated[
    bool, typer.Option("--resume", help="Continue where an interrupted run of the same command stopped.")
]


def compare(
    names: options.Names,
    profiles: options.As = [],  # noqa: B006  typer copies it
    settings: options.Set = [],  # noqa: B006  typer copies it
    vary: Vary = [],  # noqa: B006  typer copies it
    share: options.Share = None,
    seen: options.SeenOption = [],  # noqa: B006  typer copies it
    not_seen: options.NotSeen = [],  # noqa: B006  typer copies it
    observed: options.ObservedOption = None,
    later: options.Later = False,
    wrong: options.Wrong = [],  # noqa: B006  typer copies it
    samples: options.Samples = DEFAULT_SAMPLES,
    seed: options.Seed = DEFAULT_SEED,
    today: options.Today = None,
    jobs: Jobs = 1,
    cluster: ClusterOption = None,
    resume: Resume = False,
    format_: options.PageOption = None,
    output: options.Output = None,
) -> None:
    """Put scenarios, perspectives and what-ifs into one table.

    Two of them or ten thousand. Scenarios may be named by a quoted pattern such as 'cases/*.yaml', or by
    their folder. A signpost or an assumption that only one of them has is written SCENARIO:ID.

    \b
    Examples:
      dilemma compare nato climate nuclear threat-reduction
      dilemma compare nato climate --as all
      dilemma compare nato --as frontline --as realist --format csv -o both.csv
      dilemma compare nato --vary futures.rupture.chance=0.05:0.5:10
      dilemma compare 'cases/*.yaml' --as all --jobs 2 -o all.csv --resume
    """
    from dilemma.cli.comparison import BatchOptions, compare_to
    from dilemma.cli.request import Request

    request = Request(
        profiles=profiles,
        settings=settings,
        share=share,
        evidence=options.evidence_request(seen, not_seen, observed, wrong, later=later),
        run=Run(seed=seed, samples=samples, today=today),
        format_=format_,
        output=output,
        pages=True,
    )
    compare_to(names, request, BatchOptions(vary=vary, jobs=jobs, cluster=cluster, resume=resume))
