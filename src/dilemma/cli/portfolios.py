"""What `portfolio` does: several issues decided together, through one or several pairs of eyes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.api import portfolio as api_portfolio
from dilemma.cli.formats import Format, meant
from dilemma.cli.guard import refuse
from dilemma.cli.spelling import spelled
from dilemma.cli.streams import answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dilemma.analysis.portfolio.portfolio_results import PortfolioResult
    from dilemma.analysis.run import Run
    from dilemma.scenario.portfolio import Joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for on the command line, besides whose eyes."""

    settings: Sequence[str]
    fixed: Sequence[str]
    budget: float | None
    costs: Sequence[str]
    run: Run


def portfolio_to(
    framework: str | None,
    whose: Sequence[str],
    asked: Asked,
    *,
    full: bool,
    format_: Format | None,
    output: Path | None,
) -> None:
    """Works out the portfolio and writes it in any format."""
    joined = api_portfolio.load(framework)
    costs = _costs(asked.costs, joined)
    if asked.budget is not None and not costs and joined.portfolio.capital is None:
        refuse("a budget needs costs; add for example --cost counter=4, or `capital:` to the portfolio")
    results = [
        api_portfolio.portfolio_loaded(
            joined,
            profile=name,
            settings=asked.settings,
            fixed=asked.fixed,
            budget=asked.budget,
            costs=costs,
            run=asked.run,
        )
        for name in api_portfolio.eyes_for_all(whose, joined)
    ]
    chosen = meant(format_, output)
    if chosen in (Format.text, Format.markdown):
        from dilemma.report.compose.portfolio import portfolio

        scenarios = {name: loaded.scenario for name, loaded in joined.scenarios.items()}
        documents = [
            portfolio(result, scenarios, full=full or chosen is Format.markdown) for result in results
        ]
        answer("\n".join(spelled(each, chosen, output) for each in documents), output)
    else:
        answer(_data(results, chosen), output)


def _costs(given: Sequence[str], joined: Joined) -> dict[str, float]:
    """What options or stances take of the capital, as typed."""
    from dilemma.scenario.suggest import remedy

    scenarios = [loaded.scenario for loaded in joined.scenarios.values()]
    known = dict.fromkeys(
        name for each in scenarios for option in each.options for name in (option, each.stance(option))
    )
    found = {}
    for text in given:
        name, equals, amount = (part.strip() for part in text.partition("="))
        if not equals:
            refuse(f"`{text}` is not OPTION=CAPITAL; write for example --cost counter=4")
        if name not in known:
            refuse(f"there is no option `{name}`{remedy(name, known)}")
        found[name] = _amount(name, amount)
    return found


def _amount(name: str, text: str) -> float:
    from math import isfinite

    try:
        amount = float(text)
    except ValueError:
        refuse(f"the cost of `{name}` must be a number, not `{text}`")
    if not isfinite(amount) or amount < 0:
        refuse(f"the cost of `{name}` must be a number of 0 or more, not `{text}`")
    return amount


def _data(results: Sequence[PortfolioResult], chosen: Format) -> str:
    from dilemma.report import as_csv_portfolio, as_json

    if chosen is Format.csv:
        return as_csv_portfolio.write(results)
    return as_json.write_lines(results) if chosen is Format.jsonl else as_json.write(results)
