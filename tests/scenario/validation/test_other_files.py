"""Profiles, portfolios and observations are checked against the scenarios they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.scenario.check import check_file
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dilemma.scenario.model import Scenario

    Build = Callable[..., Scenario]
    Write = Callable[[str, str], Path]

PROFILE = "dilemma: 1\nfile: profile\ntitle: Eyes\n"
FRAMEWORK = "dilemma: 1\nfile: framework\ntitle: Shared\n"
LINK = "{when: {small: %s}, then: {scenario: %s, criterion: %s, add: 1}}"


def codes(path: Path) -> list[str]:
    """The codes of the problems of a file, in order."""
    return [problem.code for problem in check_file(path, Library(()))]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ("{small: [norms, cost]}", []),
        ("{small: [norms, costs]}", ["unknown-criterion"]),
        ("{default: [anything]}", []),
        ("{smal: [norms, cost]}", ["unknown-scenario"]),
    ],
)
def test_a_profile_is_checked_against_its_scenarios(
    build: Build, write: Write, weights: str, expected: list[str]
) -> None:
    """Its weights must fit each scenario; one that is not there is warned of; defaults fit or are unused."""
    build()
    path = write("profiles/eyes.yaml", f"{PROFILE}weights: {weights}\n")
    assert codes(path) == expected
    severities = {problem.severity for problem in check_file(path, Library(()))}
    assert severities <= ({"warning"} if expected == ["unknown-scenario"] else {"error"})


def test_a_faulty_scenario_is_not_held_against_a_profile(write: Write) -> None:
    """What cannot be read cannot contradict; its own check reports it."""
    write("small.yaml", "dilemma: 1\ntitle: Half\n")
    assert codes(write("profiles/eyes.yaml", f"{PROFILE}weights: {{small: [anything]}}\n")) == []


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (LINK % ("counter", "small", "cost"), []),
        (LINK % ("enmesh", "small", "cost"), ["unknown-option"]),
        (LINK % ("counter", "small", "bill"), ["unknown-criterion"]),
        (LINK % ("counter", "other", "cost"), ["unknown-scenario"]),
    ],
)
def test_a_link_joins_scenarios_of_the_portfolio(
    build: Build, write: Write, link: str, expected: list[str]
) -> None:
    """Its options, criteria and futures are those of the scenarios it names, which the portfolio lists."""
    build()
    build(name="other")
    build(name="third")
    body = f"portfolio: {{scenarios: [small, third], links: [{link}]}}\n"
    assert codes(write("frameworks/shared.yaml", FRAMEWORK + body)) == expected


def test_costs_of_capital_are_of_stances_or_options(build: Build, write: Write) -> None:
    """A stance that no option takes may still have a price; anything else is mistyped."""
    build()
    build(name="third")
    body = "portfolio: {scenarios: [small, third], capital: {budget: 8, cost: {enmesh: 3, contre: 4}}}\n"
    assert codes(write("frameworks/shared.yaml", FRAMEWORK + body)) == ["unknown-option"]


@pytest.mark.parametrize(
    ("scenario", "signpost", "expected"),
    [("small", "S1", []), ("small", "S2", ["unknown-signpost"]), ("smal", "S1", ["unknown-scenario"])],
)
def test_what_was_seen_is_a_signpost_of_a_scenario(
    build: Build, write: Write, scenario: str, signpost: str, expected: list[str]
) -> None:
    """An observation that names nothing would change nothing, so it is an error."""
    build(("coalition: {", "signposts: {S1: {event: Talks, kind: context}}\ncoalition: {"))
    seen = f"seen: [{{scenario: {scenario}, signpost: {signpost}, seen: true, date: 2025}}]\n"
    assert codes(write("observations/log.yaml", f"file: observations\n{seen}")) == expected
