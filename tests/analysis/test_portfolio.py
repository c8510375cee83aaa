"""Portfolios against plain loops over everything, on random issues, and the published example."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.builders import STANCES

from dilemma.analysis.core.run import Run
from dilemma.analysis.portfolio import portfolio
from dilemma.analysis.portfolio_issues import Issue
from dilemma.analysis.results.portfolio import FrameworkName
from dilemma.errors import NothingAffordable, TooManyPortfolios
from dilemma.scenario.model import PortfolioEffect, Shift, ThresholdEffect
from dilemma.scenario.resolve import resolve_scenario
from dilemma.scenario.schema.files import ScenarioFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.portfolio import PortfolioResult
    from dilemma.scenario.model import Scenario

CRITERIA = ("norms", "cost")
FRAMEWORK = FrameworkName(id="test", title="Test")
FEW = Run(samples=256)


def scenario(name: str, scores: Sequence[Sequence[Sequence[float]]]) -> Scenario:
    """An issue from scores [option][criterion][future]; weights 3 to 2, futures 0.4 and 0.6."""
    options = STANCES[: len(scores)]
    raw: dict[str, Any] = {
        "dilemma": 1,
        "title": name,
        "question": "What?",
        "as_of": "2024-11-24",
        "options": {option: {} for option in options},
        "criteria": {criterion: {} for criterion in CRITERIA},
        "weights": {"norms": 3, "cost": 2},
        "futures": {"one": {"chance": 0.4}, "two": {}},
        "scores": {
            option: {
                criterion: dict(zip(("one", "two"), cells, strict=True))
                for criterion, cells in zip(CRITERIA, rows, strict=True)
            }
            for option, rows in zip(options, scores, strict=True)
        },
    }
    return resolve_scenario(ScenarioFile.model_validate(raw), name, Path(f"{name}.yaml"), {})


@some.composite
def joined(draw: some.DrawFn) -> list[Issue]:
    """Two to four issues of two to four options, with links, conditions on several, gatherings and costs."""
    points = some.integers(-60, 60).map(float)
    count = draw(some.integers(2, 4))
    sizes = [draw(some.integers(2, 4)) for _ in range(count)]
    names = [f"issue{place}" for place in range(count)]
    level = some.integers(0, 100).map(float)
    criterion, future = some.sampled_from(CRITERIA), some.sampled_from([None, "one", "two"])
    issues = []
    for name, size in zip(names, sizes, strict=True):
        scores = [[[draw(level), draw(level)] for _ in CRITERIA] for _ in range(size)]
        own = some.sampled_from([None, *STANCES[:size]])
        landings = [
            PortfolioEffect(
                {
                    names[place]: STANCES[draw(some.integers(0, sizes[place] - 1))]
                    for place in draw(some.sets(some.integers(0, count - 1), min_size=1, max_size=2))
                },
                Shift(draw(criterion), draw(points), draw(own), draw(future)),
            )
            for _ in range(draw(some.integers(0, 4)))
        ]
        gatherings = [
            ThresholdEffect("accommodate", at_least, (Shift(draw(criterion), draw(points), "accommodate"),))
            for at_least in draw(some.lists(some.integers(1, 4), max_size=2))
        ]
        costs = tuple(draw(some.integers(0, 5).map(float)) for _ in range(size))
        issues.append(
            Issue(
                scenario=scenario(name, scores),
                options=STANCES[:size],
                costs=costs,
                portfolio_effects=tuple(landings),
                threshold_effects=tuple(gatherings),
            )
        )
    return issues


def by_loops(issues: Sequence[Issue]) -> dict[tuple[str, ...], tuple[float, float]]:
    """The total and the cost of every portfolio, one after the other, in plain numbers."""
    found = {}
    for taken in product(*(issue.options for issue in issues)):
        choice = {issue.scenario.id: option for issue, option in zip(issues, taken, strict=True)}
        total = cost = 0.0
        for issue, option in zip(issues, taken, strict=True):
            total += worth(issue, option, choice)
            cost += issue.costs[issue.options.index(option)]
        found[taken] = (total, cost)
    return found


def worth(issue: Issue, option: str, choice: dict[str, str]) -> float:
    """The value of an issue in a portfolio, cell by cell."""
    moves = [
        landing.shift
        for landing in issue.portfolio_effects
        if all(choice[name] == wanted for name, wanted in landing.when.items())
    ]
    for gathering in issue.threshold_effects:
        if list(choice.values()).count(gathering.stance) >= gathering.at_least:
            moves += gathering.shifts
    value = 0.0
    for weight, criterion in zip((0.6, 0.4), CRITERIA, strict=True):
        for probability, future, cell in zip(
            (0.4, 0.6), ("one", "two"), issue.scenario.rows[option, criterion], strict=True
        ):
            score = cell.score.central
            for move in moves:
                if (
                    move.criterion == criterion
                    and move.option in (None, option)
                    and move.future in (None, future)
                ):
                    score += move.add
            value += weight * probability * min(100.0, max(0.0, score))
    return value


@settings(deadline=None, max_examples=60)
@given(joined(), some.integers(0, 20))
def test_against_loops(issues: list[Issue], budget: int) -> None:
    """Best, runner-up, margins, settled options and steps of the budget are those of plain loops."""
    every = by_loops(issues)
    affordable = {taken: total for taken, (total, cost) in every.items() if cost <= budget}
    if not affordable:
        with pytest.raises(NothingAffordable):
            portfolio(issues, FRAMEWORK, FEW, costed=True, budget=budget)
        return
    found = portfolio(issues, FRAMEWORK, FEW, costed=True, budget=budget)
    ranked = sorted(affordable.values(), reverse=True)
    assert found.feasible == len(affordable)
    assert found.best.total == pytest.approx(ranked[0], abs=1e-9)
    assert every[tuple(found.best.choice.values())] == pytest.approx(
        (found.best.total, found.best.cost), abs=1e-9
    )
    assert sum(found.best.values.values()) == pytest.approx(found.best.total, abs=1e-9)
    if len(ranked) > 1:
        assert found.margin == pytest.approx(ranked[0] - ranked[1], abs=1e-9)
    check_settled(found, affordable, ranked[0])
    check_budgets(found, every, budget)


def check_settled(found: PortfolioResult, affordable: dict[tuple[str, ...], float], best: float) -> None:
    """Each settled option loses what the best portfolio with it loses."""
    places = {issue.id: place for place, issue in enumerate(found.issues)}
    for fix in found.fixes:
        with_it = [total for taken, total in affordable.items() if taken[places[fix.issue]] == fix.option]
        if fix.loss is None:
            assert with_it == []
        else:
            assert fix.loss == pytest.approx(best - max(with_it), abs=1e-9)


def check_budgets(
    found: PortfolioResult, every: dict[tuple[str, ...], tuple[float, float]], budget: int
) -> None:
    """The steps of the budget give the best total at every whole budget, and one more unit its gain."""
    assert found.capital is not None
    best = {
        limit: max((total for total, cost in every.values() if cost <= limit), default=None)
        for limit in range(22)
    }
    for limit, expected in best.items():
        reached = [step.total for step in found.capital.steps if step.capital <= limit]
        assert (reached[-1] if reached else None) == (
            None if expected is None else pytest.approx(expected, abs=1e-9)
        )
    now, more = best[budget], best[budget + 1]
    assert now is not None
    assert more is not None
    assert found.capital.one_more == pytest.approx(more - now, abs=1e-9)


@settings(deadline=None, max_examples=25)
@given(joined(), some.floats(0, 20), some.floats(0, 20))
def test_more_capital_never_lowers_the_portfolio(issues: list[Issue], one: float, other: float) -> None:
    """Raising the budget never makes the best portfolio worse, nor leaves none where there was one."""
    try:
        poorer = portfolio(issues, FRAMEWORK, FEW, costed=True, budget=min(one, other))
    except NothingAffordable:
        return
    richer = portfolio(issues, FRAMEWORK, FEW, costed=True, budget=max(one, other))
    assert richer.best.total >= poorer.best.total


@settings(deadline=None, max_examples=15)
@given(joined(), some.randoms())
def test_the_order_of_the_issues_does_not_matter(issues: list[Issue], random: Any) -> None:
    """Reordering the issues reorders the result and changes no figure, sampled ones included."""
    shuffled = list(issues)
    random.shuffle(shuffled)
    found, other = (portfolio(each, FRAMEWORK, FEW) for each in (issues, shuffled))
    assert other.best.total == pytest.approx(found.best.total, abs=1e-9)
    if found.margin and found.margin > 1e-6:
        assert dict(other.best.choice) == dict(found.best.choice)
        indices = {issue.id: issue.core_index for issue in other.issues}
        for issue in found.issues:
            assert indices[issue.id] == pytest.approx(issue.core_index, abs=1e-9)


def many(count: int, options: int = 4) -> list[Issue]:
    """Issues each linked with every other, and gathering."""
    names = [f"issue{place}" for place in range(count)]
    issues = []
    for place, name in enumerate(names):
        scores = [
            [[(31 * place + 17 * option) % 90 + 5.0] * 2, [(13 * place + 43 * option) % 90 + 5.0] * 2]
            for option in range(options)
        ]
        landings = tuple(
            PortfolioEffect(
                {other: STANCES[(place + number) % options]},
                Shift(CRITERIA[number % 2], (7 * place + number) % 9 - 4.0),
            )
            for number, other in enumerate(names)
            if other != name
        )
        gatherings = (ThresholdEffect("accommodate", 3, (Shift("cost", -3.0, "accommodate"),)),)
        costs = (0.0, 0.0, 4.0, 3.0)[:options]
        issues.append(
            Issue(
                scenario=scenario(name, scores),
                options=STANCES[:options],
                costs=costs,
                portfolio_effects=landings,
                threshold_effects=gatherings,
            )
        )
    return issues


def test_a_million_portfolios() -> None:
    """Ten issues of four options, each linked with every other, are enumerated with a budget."""
    issues = many(10)
    found = portfolio(issues, FRAMEWORK, Run(), costed=True, budget=20)
    assert found.portfolios == 4**10
    assert found.samples is None
    taken = tuple(found.best.choice.values())
    choice = dict(found.best.choice)
    assert found.best.total == pytest.approx(
        np.sum([worth(issue, option, choice) for issue, option in zip(issues, taken, strict=True)])
    )


def test_more_than_a_million_are_refused() -> None:
    """Eleven issues of four options are too many, and the refusal says how many portfolios they make."""
    with pytest.raises(TooManyPortfolios, match=r"11 issues make 4,194,304 portfolios, more than 1,048,576"):
        portfolio(many(11), FRAMEWORK, Run())


def test_a_cost_of_the_budget_is_within_it() -> None:
    """Three times 0.1 is 0.30000000000000004 in the machine, and a budget of 0.3 pays for it."""
    issues = [
        Issue(
            scenario=scenario(name, [[[80, 80]] * 2, [[20, 20]] * 2]),
            options=STANCES[:2],
            costs=(0.1, 0.0),
            portfolio_effects=(),
            threshold_effects=(),
        )
        for name in ("one", "two", "three")
    ]
    result = portfolio(issues, FRAMEWORK, FEW, costed=True, budget=0.3)
    assert set(result.best.choice.values()) == {"accommodate"}
    assert result.capital is not None
    assert (result.capital.one_more, result.capital.next) == (0.0, None)
