"""`dilemma portfolio`."""

from __future__ import annotations

from typing import Annotated

import typer

from dilemma.analysis.core.run import DEFAULT_SAMPLES, DEFAULT_SEED, Run
from dilemma.cli import completing
from dilemma.cli.evidence import Later, NotSeen, ObservedOption, SeenOption, Wrong, evidence_request
from dilemma.cli.options import As, Explain, Full, Output, PageOption, Samples, Seed, Today

Framework = Annotated[
    list[str],
    typer.Argument(
        metavar="FRAMEWORK",
        help="A framework that joins issues, by name or path. [default: the only one there is]",
        show_default=False,
        autocompletion=completing.frameworks,
    ),
]
SetIn = Annotated[
    list[str],
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="What if, on every issue, or on one as in nato:weights.cost=30; repeatable.",
    ),
]
Fix = Annotated[
    list[str],
    typer.Option("--fix", metavar="ISSUE=OPTION", help="Settle an issue's option or stance; repeatable."),
]
Budget = Annotated[
    float | None,
    typer.Option(
        "--budget", metavar="CAPITAL", min=0, help="The political capital there is. [default: the stated one]"
    ),
]
Cost = Annotated[
    list[str],
    typer.Option(
        "--cost", metavar="OPTION=CAPITAL", help="What an option or stance takes of it; repeatable."
    ),
]


def portfolio(
    framework: Framework = [],  # noqa: B006  typer copies it
    whose: As = [],  # noqa: B006  likewise
    settings: SetIn = [],  # noqa: B006  likewise
    fixed: Fix = [],  # noqa: B006  likewise
    budget: Budget = None,
    costs: Cost = [],  # noqa: B006  likewise
    seen: SeenOption = [],  # noqa: B006  likewise
    not_seen: NotSeen = [],  # noqa: B006  likewise
    observed: ObservedOption = None,
    later: Later = False,
    wrong: Wrong = [],  # noqa: B006  likewise
    full: Full = False,
    samples: Samples = DEFAULT_SAMPLES,
    seed: Seed = DEFAULT_SEED,
    today: Today = None,
    explain: Explain = None,
    format_: PageOption = None,
    output: Output = None,
) -> None:
    """Choose one option an issue, with what each does to the others.

    A signpost or an assumption is that of every issue which has it, or of one as in nato:N6.

    \b
    Examples:
      dilemma portfolio
      dilemma portfolio allies --as nuclear-power --fix nato=enmesh
      dilemma portfolio --cost counter=4 --cost enmesh=3 --budget 8
      dilemma portfolio --seen nato:N6 -o plan.html
    """
    from dilemma.cli.guard import handle_errors
    from dilemma.cli.portfolios import PortfolioOptions, portfolio_to
    from dilemma.cli.request import Request

    with handle_errors():
        request = Request(
            whose=whose,
            settings=settings,
            told=evidence_request(seen=seen, not_seen=not_seen, observed=observed, later=later, wrong=wrong),
            run=Run(seed=seed, samples=samples, today=today),
            full=full,
            format_=format_,
            output=output,
            pages=True,
        )
        portfolio_to(framework, request, PortfolioOptions(fixed=fixed, budget=budget, costs=costs))
