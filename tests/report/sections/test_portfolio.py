"""A portfolio in words: ties, settled stances, budgets, and what is too large to sample."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.builders import LIBRARY

from dilemma.analysis.core.run import Run
from dilemma.analysis.results.portfolio import CapitalResult
from dilemma.api.portfolio import load_issues, portfolio_loaded
from dilemma.report.formats import csv_results as as_csv
from dilemma.report.formats import terminal
from dilemma.report.sections.portfolio import portfolio_document

if TYPE_CHECKING:
    from dilemma.analysis.results.portfolio import PortfolioResult

JOINED = load_issues("allies", LIBRARY)
SCENARIOS = {name: loaded.scenario for name, loaded in JOINED.scenarios.items()}
FEW = Run(samples=256)
FOUND = portfolio_loaded(JOINED, profile="frontline", run=FEW, library=LIBRARY)
COSTED = portfolio_loaded(JOINED, costs={"counter": 4, "enmesh": 3}, budget=8, run=FEW, library=LIBRARY)


def text(found: PortfolioResult = FOUND, *, full: bool = False, width: int = 400) -> str:
    """The portfolio as text, by default on lines that never break."""
    return terminal.write(portfolio_document(found, SCENARIOS, full=full), width=width)


def test_the_answer_comes_first() -> None:
    """The choice, what comes second and how close, what deciding apart would do, the convergence area.

    The table computed apart has 52.96 and 52.79 on average: 0.68 apart over four issues.
    """
    assert text().splitlines()[2:6] == [
        "Best together: Enmesh on NATO, nuclear arms and threat reduction, Counter on climate, "
        "53.0 points on average.",
        "Next best: Enmesh on climate instead; 0.7 points less in total, too close to call.",
        "Deciding issue by issue gives the same choices.",
        "Leadership and order hardly conflict on threat reduction (0.0 points): a convergence area.",
    ]


def test_a_tie_and_a_lone_portfolio() -> None:
    """Nothing is next best where it is just as good, or where there is nothing else."""
    assert "Just as good: Enmesh on climate instead." in text(replace(FOUND, margin=0.0))
    assert "No other portfolio is possible." in text(replace(FOUND, runner_up=None, margin=None))


def test_deciding_apart() -> None:
    """What is lost by not looking at the links, believed and real; or that it cannot be afforded."""
    apart = replace(
        FOUND.apart,
        choice={**FOUND.best.choice, "nato": "counter"},
        believed=214.0,
        total=FOUND.best.total - 3,
        lost=3.0,
    )
    assert "would be Counter on NATO instead. That loses 3.0 points: 214.0 expected in total," in text(
        replace(FOUND, apart=apart)
    )
    assert "which exceeds the budget" in text(COSTED)


def test_what_is_settled_otherwise_is_listed_by_what_it_loses() -> None:
    """The first screen shows the cheapest departures and how many more there are; in full all of them."""
    assert "6 more: add --full." in text()
    assert "more: add --full" not in text(full=True)
    assert "Counter on threat reduction" in text(full=True)


def test_what_cannot_be_sampled_is_told() -> None:
    """Too many portfolios leave the shares out, with the way to get them."""
    assert "There are too many portfolios to simulate. Decide some issues first, with --fix." in text(
        replace(FOUND, samples=None)
    )


@pytest.mark.parametrize(
    ("capital", "says"),
    [
        ({}, "It costs 6 of 8; the budget allows 176 of 256 portfolios."),
        ({}, "One more unit would add 5.5 points over all issues."),
        ({"budget": None}, "There is no limit; the best portfolio costs 6."),
        ({"next": None}, "More capital would not change the choice."),
        (
            {"budget": 6.0, "one_more": 0.0},
            "One more unit would add nothing; the next better portfolio costs 9.",
        ),
    ],
)
def test_what_capital_buys(capital: dict[str, object], says: str) -> None:
    """The budget, what is spent of it, and what one more unit adds, or that it adds nothing.

    A ninth unit buys a third enmesh. On climate it adds 47.02 - 41.53 = 5.49 points by the published means,
    for no link starts there; on nato 49.98 - 45.80 = 4.18, and half a point or so by its links.
    """
    assert isinstance(COSTED.capital, CapitalResult)
    assert says in text(replace(COSTED, capital=replace(COSTED.capital, **capital)))  # type: ignore[arg-type]


def test_without_costs_capital_is_not_spoken_of() -> None:
    """Nothing is said of a budget nobody stated."""
    assert "capital" not in text(full=True).lower()


@pytest.mark.parametrize("found", [FOUND, COSTED])
def test_eighty_columns_are_enough(found: PortfolioResult) -> None:
    """It fits a terminal in full, and says nothing of Python."""
    said = text(found, full=True, width=80)
    assert max(len(line) for line in said.splitlines()) <= 80
    assert "None" not in said


def test_csv_keeps_full_precision() -> None:
    """The very numbers of the result stand in the table."""
    lines = as_csv.write_by_kind([FOUND]).splitlines()
    assert lines[0] == "framework,profile,figure,issue,option,capital,value"
    assert f"allies,frontline,best_total,,,,{FOUND.best.total}" in lines
