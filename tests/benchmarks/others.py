"""Prints what a coalition of 32 members and a million portfolios cost, beside plain loops in the same run.

    python tests/benchmarks/others.py

A coalition is settled at both ends, in the slowest game there is: each member waits for the one before. The
portfolios are those of ten issues with four options, each linked with the next; plain loops are run on six of
the issues and their price for one portfolio is compared. Processor time, the least of five rounds.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from dilemma.analysis.coalition_game import Game, greatest_equilibrium, least_equilibrium
from dilemma.analysis.core.run import Run
from dilemma.analysis.portfolio import portfolio
from dilemma.analysis.portfolio_issues import Issue
from dilemma.analysis.results.portfolio import FrameworkName
from dilemma.scenario.model import PortfolioEffect, Shift
from dilemma.scenario.resolve import resolve_scenario
from dilemma.scenario.schema.files import ScenarioFile

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
MEMBERS = 32
STANCES = ("accommodate", "wait_out", "counter", "enmesh")


def least_time(work: Callable[[], object]) -> float:
    """Seconds of processor time, the least of some rounds."""
    return min(_once(work) for _ in range(ROUNDS))


def _once(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def coalition() -> None:
    """Both equilibria of a chain in which one member after the other joins."""
    game = Game((1 / MEMBERS,) * MEMBERS, tuple((place + 1) / MEMBERS for place in range(MEMBERS)))
    assert len(least_equilibrium(game)) == len(greatest_equilibrium(game)) == MEMBERS


def issues(count: int) -> list[Issue]:
    """Issues with four options, one criterion and one future, each with an effect on the next."""
    return [_issue(place, count) for place in range(count)]


def _issue(place: int, count: int) -> Issue:
    name, following = f"issue{place}", f"issue{(place + 1) % count}"
    raw = {
        "dilemma": 1,
        "title": name,
        "question": "What?",
        "as_of": "2024-11-24",
        "options": {option: {} for option in STANCES},
        "criteria": {"norms": {}},
        "weights": {"norms": 1},
        "futures": {"one": {}},
        "scores": {
            option: {"norms": (31 * place + 17 * number) % 90 + 5.0} for number, option in enumerate(STANCES)
        },
    }
    scenario = resolve_scenario(ScenarioFile.model_validate(raw), name, Path(f"{name}.yaml"), {})
    landing = PortfolioEffect({following: STANCES[place % 4]}, Shift("norms", 3.0))
    return Issue(
        scenario=scenario,
        options=STANCES,
        costs=(0.0,) * 4,
        portfolio_effects=(landing,),
        threshold_effects=(),
    )


def loops(made: list[Issue]) -> float:
    """The best total over every portfolio, one after the other."""
    best = 0.0
    for taken in product(STANCES, repeat=len(made)):
        choice = {issue.scenario.id: option for issue, option in zip(made, taken, strict=True)}
        total = 0.0
        for issue, option in zip(made, taken, strict=True):
            (landing,) = issue.portfolio_effects
            linked = all(choice[name] == wanted for name, wanted in landing.when.items())
            total += issue.scenario.rows[option, "norms"][0].score.central + linked * landing.shift.add
        best = max(best, total)
    return best


def main() -> None:
    """Prints both, and the price of one portfolio as a ratio."""
    framework = FrameworkName(id="test", title="Test")
    few, many = issues(6), issues(10)
    assert abs(portfolio(few, framework, Run()).best.total - loops(few)) < 1e-9
    sys.stdout.write(f"equilibria of {MEMBERS} members: {least_time(coalition) * 1e3:.2f} ms (limit 1)\n")
    ours = least_time(lambda: portfolio(many, framework, Run()))
    plain = least_time(lambda: loops(few)) / 4**6
    sys.stdout.write(f"{4**10:,} portfolios: {ours:.2f} s (limit 2)\n")
    sys.stdout.write(f"one portfolio: 1/{plain / (ours / 4**10):.0f} of plain loops\n")


if __name__ == "__main__":
    main()
