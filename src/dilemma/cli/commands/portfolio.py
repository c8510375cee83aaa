"""The command `dilemma portfolio`: several issues decided together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dilemma.analysis.core.run import DEFAULT_SAMPLES, DEFAULT_SEED, Run
from dilemma.cli import completion, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.cli.request import Request
    from dilemma.report.document import Document


Framework = Annotated[
    list[str],
    typer.Argument(
        metavar="FRAMEWORK",
        help="The framework that links the issues, by name or path. [default: the only one]",
        autocompletion=completion.frameworks,
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
    typer.Option("--fix", metavar="ISSUE=OPTION", help="Fix the option or stance of one issue; repeatable."),
]
Budget = Annotated[
    float | None,
    typer.Option(
        "--budget", metavar="CAPITAL", min=0, help="Political capital available. [default: as the file says]"
    ),
]
Cost = Annotated[
    list[str],
    typer.Option(
        "--cost",
        metavar="OPTION=CAPITAL",
        help="Political capital that an option or stance uses; repeatable.",
    ),
]


def portfolio(
    framework: Framework = [],  # noqa: B006  typer copies it
    profiles: options.As = [],  # noqa: B006  typer copies it
    settings: SetIn = [],  # noqa: B006  typer copies it
    fixed: Fix = [],  # noqa: B006  typer copies it
    budget: Budget = None,
    costs: Cost = [],  # noqa: B006  typer copies it
    seen: options.SeenOption = [],  # noqa: B006  typer copies it
    not_seen: options.NotSeen = [],  # noqa: B006  typer copies it
    observed: options.ObservedOption = None,
    later: options.Later = False,
    wrong: options.Wrong = [],  # noqa: B006  typer copies it
    full: options.Full = False,
    samples: options.Samples = DEFAULT_SAMPLES,
    seed: options.Seed = DEFAULT_SEED,
    today: options.Today = None,
    explain: options.Explain = None,
    format_: options.PageOption = None,
    output: options.Output = None,
) -> None:
    """Choose one option per issue, counting effects between issues.

    `--seen N6` applies to every issue with a signpost N6, `--seen nato:N6` to one issue; `--wrong` likewise.

    \b
    Examples:
      dilemma portfolio
      dilemma portfolio allies --as nuclear-power --fix nato=enmesh
      dilemma portfolio --cost counter=4 --cost enmesh=3 --budget 8
      dilemma portfolio --seen nato:N6 -o plan.html
    """
    from dilemma.cli.request import Request

    request = Request(
        profiles=profiles,
        settings=settings,
        evidence=options.evidence_request(seen, not_seen, observed, wrong, later=later),
        run=Run(seed=seed, samples=samples, today=today),
        full=full,
        format_=format_,
        output=output,
        pages=True,
    )
    _portfolio_to(framework, request, fixed=fixed, budget=budget, costs=costs)


def _portfolio_to(
    frameworks: list[str], request: Request, *, fixed: list[str], budget: float | None, costs: list[str]
) -> None:
    """Work out the portfolio and write it in any format."""
    from dilemma.api import portfolio as api_portfolio
    from dilemma.cli.errors import refuse
    from dilemma.cli.output import require_extra, write_results
    from dilemma.report.formats.registry import Audience

    require_extra(request.format)
    joined = api_portfolio.load_issues(_only(frameworks))
    capital = _costs(costs)
    if budget is not None and not capital and joined.portfolio.capital is None:
        refuse("a budget needs costs; add for example --cost counter=4, or `capital:` to the portfolio")
    results = [
        api_portfolio.portfolio_loaded(
            joined,
            profile=name,
            settings=request.settings,
            fixed=fixed,
            budget=budget,
            costs=capital,
            evidence=request.evidence,
            run=request.run,
        )
        for name in api_portfolio.find_common_profiles(request.profiles, joined)
    ]
    scenarios = {issue: loaded.scenario for issue, loaded in joined.scenarios.items()}

    def compose() -> list[Document]:
        from dilemma.report.sections.portfolio import portfolio_document

        with_charts = request.audience is Audience.page
        return [
            portfolio_document(result, scenarios, full=request.everything, with_charts=with_charts)
            for result in results
        ]

    as_of = max(scenario.file.as_of for scenario in scenarios.values())
    write_results(results, request, compose, day=lambda: request.run.today or as_of)


def _only(frameworks: Sequence[str]) -> str | None:
    """Return the framework meant; scenarios in its place are what people try first, so that is answered."""
    from dilemma.cli.errors import refuse
    from dilemma.scenario.library import standard_library

    known = standard_library().all("framework")
    scenarios = standard_library().all("scenario")
    wrong = [name for name in frameworks if name not in known and name in scenarios]
    names = ", ".join(f"`{name}`" for name in known)
    if wrong:
        refuse(
            f"`{wrong[0]}` is a scenario; name the framework that lists the issues to decide together: "
            f"{names}"
        )
    if len(frameworks) > 1:
        refuse(f"a portfolio has one framework, not {len(frameworks)}; name one of {names}")
    return frameworks[0] if frameworks else None


def _costs(texts: Sequence[str]) -> dict[str, float]:
    """Return what options or stances take of the capital, as typed."""
    from dilemma.cli.errors import refuse
    from dilemma.cli.options import parse_number

    costs: dict[str, float] = {}
    for text in texts:
        name, equals, amount = (part.strip() for part in text.partition("="))
        if not equals:
            refuse(f"`{text}` is not OPTION=CAPITAL; write for example --cost counter=4")
        if name in costs:
            refuse(f"the cost of `{name}` is given twice; give it once")
        cost = parse_number(amount)
        if cost is None:
            refuse(f"the cost of `{name}` must be a number, not `{amount}`")
        costs[name] = cost
    return costs
