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
        "Best together: enmesh on nato, nuclear and threat-reduction, counter on climate, "
        "worth 53.0 on average.",
        "Next best: enmesh on climate instead; 0.7 points less over all issues, too close to call.",
        "Deciding issue by issue would choose the same.",
        "Leadership and order hardly pull apart on threat-reduction (0.0): a convergence area.",
    ]


def test_a_tie_and_a_lone_portfolio() -> None:
    """Nothing is next best where it is just as good, or where there is nothing else."""
    assert "Just as good: enmesh on climate instead." in text(replace(FOUND, margin=0.0))
    assert "It is the only portfolio there is." in text(replace(FOUND, runner_up=None, margin=None))


def test_deciding_apart() -> None:
    """What is lost by not looking at the links, believed and real; or that it cannot be afforded."""
    apart = replace(
        FOUND.apart,
        choice={**FOUND.best.choice, "nato": "counter"},
        believed=214.0,
        total=FOUND.best.total - 3,
        lost=3.0,
    )
    assert "choose counter on nato instead and lose 3.0 points: believed 214.0 in sum, really" in text(
        replace(FOUND, apart=apart)
    )
    assert "which the budget forbids" in text(COSTED)


def test_what_is_settled_otherwise_is_listed_by_what_it_loses() -> None:
    """The first screen shows the cheapest departures and how many more there are; in full all of them."""
    assert "6 more with --full." in text()
    assert "more with --full" not in text(full=True)
    assert "counter on threat-reduction" in text(full=True)


def test_what_cannot_be_sampled_is_told() -> None:
    """Too many portfolios leave the shares out, with the way to get them."""
    assert "Too many portfolios to sample; settle some stances with --fix." in text(
        replace(FOUND, samples=None)
    )


@pytest.mark.parametrize(
    ("capital", "says"),
    [
        ({}, "Of 8 it takes 6; the budget allows 176 of 256 portfolios."),
        ({}, "One more unit would add 5.5 points over all issues."),
        ({"budget": None}, "There is no limit; the best portfolio takes 6."),
        ({"next": None}, "More would buy nothing better."),
        (
            {"budget": 6.0, "one_more": 0.0},
            "One more unit would buy nothing; the next better portfolio takes 9.",
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
    lines = as_csv.write_portfolio([FOUND]).splitlines()
    assert lines[0] == "framework,profile,figure,issue,option,capital,value"
    assert f"allies,frontline,best_total,,,,{FOUND.best.total}" in lines
