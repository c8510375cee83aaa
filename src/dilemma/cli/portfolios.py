"""What `portfolio` does: several issues decided together, through one or several pairs of eyes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.api import portfolio as api_portfolio
from dilemma.cli.formats import PAGES, Format
from dilemma.cli.guard import refuse
from dilemma.cli.options import parse_number
from dilemma.cli.pages import require_extra, write_page
from dilemma.cli.spelling import render_document, render_results
from dilemma.cli.streams import answer
from dilemma.scenario.library import standard_library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.portfolio import PortfolioResult
    from dilemma.cli.request import Request
    from dilemma.report.document import Document
    from dilemma.scenario.portfolio import LoadedPortfolio


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioOptions:
    """What was asked of a portfolio on the command line, besides what is asked of any result."""

    fixed: Sequence[str]
    budget: float | None
    costs: Sequence[str]


def portfolio_to(frameworks: Sequence[str], request: Request, portfolio_request: PortfolioOptions) -> None:
    """Work out the portfolio and write it in any format."""
    require_extra(request.format)
    joined = api_portfolio.load_issues(_only(frameworks))
    costs = _costs(portfolio_request.costs)
    if portfolio_request.budget is not None and not costs and joined.portfolio.capital is None:
        refuse("a budget needs costs; add for example --cost counter=4, or `capital:` to the portfolio")
    results = [
        api_portfolio.portfolio_loaded(
            joined,
            profile=name,
            settings=request.settings,
            fixed=portfolio_request.fixed,
            budget=portfolio_request.budget,
            costs=costs,
            evidence=request.told,
            run=request.run,
        )
        for name in api_portfolio.find_common_profiles(request.whose, joined)
    ]
    _write(results, joined, request)


def _only(frameworks: Sequence[str]) -> str | None:
    """Return the framework meant; scenarios in its place are what people try first, so that is answered."""
    known = standard_library().all("framework")
    scenarios = standard_library().all("scenario")
    wrong = [name for name in frameworks if name not in known and name in scenarios]
    names = ", ".join(f"`{name}`" for name in known)
    if wrong:
        refuse(
            f"`{wrong[0]}` is a scenario, and a portfolio is of a framework, which names its scenarios; "
            f"known: {names}"
        )
    if len(frameworks) > 1:
        refuse(f"a portfolio is of one framework, not of {len(frameworks)}; known: {names}")
    return frameworks[0] if frameworks else None


def _write(results: Sequence[PortfolioResult], joined: LoadedPortfolio, request: Request) -> None:
    if request.format in PAGES:
        day = request.run.today or max(result.scenario.file.as_of for result in joined.scenarios.values())
        write_page([_document(result, joined, request) for result in results], request, day)
    elif request.in_prose:
        documents = (_document(result, joined, request) for result in results)
        answer(
            "\n".join(render_document(result, request.format, request.output) for result in documents),
            request.output,
        )
    else:
        from dilemma.report.formats import csv_results as as_csv

        answer(render_results(results, request.format, as_csv.write_portfolio), request.output)


def _document(result: PortfolioResult, joined: LoadedPortfolio, request: Request) -> Document:
    from dilemma.report.sections.portfolio import portfolio_document

    scenarios = {name: loaded.scenario for name, loaded in joined.scenarios.items()}
    full = request.full or request.format is not Format.text
    return portfolio_document(result, scenarios, full=full, with_charts=request.format in PAGES)


def _costs(texts: Sequence[str]) -> dict[str, float]:
    """Return what options or stances take of the capital, as typed."""
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
