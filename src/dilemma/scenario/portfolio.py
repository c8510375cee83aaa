"""Portfolio of issues decided together: the scenarios a framework joins, and their effects on one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile, NoPortfolio
from dilemma.records import dataclass
from dilemma.scenario.edits.value_points import shift_from
from dilemma.scenario.load import load_scenario
from dilemma.scenario.model import PortfolioEffect, Shift, ThresholdEffect
from dilemma.scenario.parse import load_file
from dilemma.scenario.validation import other_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dilemma.scenario.library import Library
    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.files import FrameworkFile, Portfolio


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPortfolio:
    """A framework's portfolio with the scenarios it joins, by name and in its order."""

    id: str
    file: FrameworkFile
    portfolio: Portfolio
    scenarios: Mapping[str, LoadedScenario]


def load_portfolio(path: Path, library: Library) -> LoadedPortfolio:
    """Load a framework with the scenarios that its portfolio joins.

    Raises:
        FaultyFile: the framework, its portfolio or one of its scenarios is at fault.
        NoPortfolio: the framework has no portfolio.
        OSError: a file cannot be read.
    """
    framework = load_file(path, "framework", library.files)
    portfolio: Portfolio | None = framework.model.portfolio
    if portfolio is None:
        raise NoPortfolio(f"framework `{path.stem}` joins no scenarios; add `portfolio:` with two or more")
    # Frameworks are in a subfolder of their library.
    near = library.near(path.parent)
    paths = near.all("scenario")
    # Scenarios that do not exist are left to the checks below.
    scenarios = {name: load_scenario(paths[name], near) for name in portfolio.scenarios if name in paths}
    known: dict[str, Scenario | None] = dict.fromkeys(paths)
    known |= {name: loaded.scenario for name, loaded in scenarios.items()}
    findings = (
        *other_files.check_joined_scenarios(portfolio),
        *other_files.check_portfolio(framework.model, known),
    )
    errors = tuple(finding.problem(framework.node) for finding in findings)
    if errors:
        raise FaultyFile((*framework.problems, *errors))
    return LoadedPortfolio(id=path.stem, file=framework.model, portfolio=portfolio, scenarios=scenarios)


def portfolio_effects(portfolio: Portfolio, issue: str) -> tuple[PortfolioEffect, ...]:
    """Return what the links of a portfolio add to an issue, and when."""
    return tuple(
        PortfolioEffect(link.when, shift_from(link.then))
        for link in portfolio.links
        if link.then.scenario == issue
    )


def threshold_effects(portfolio: Portfolio, scenario: Scenario) -> tuple[ThresholdEffect, ...]:
    """Return what taking the same stance elsewhere adds to an issue, on the criteria that it has."""
    criteria = {leaf.id for leaf in scenario.leaves}
    return tuple(
        ThresholdEffect(
            effect.stance,
            effect.at_least,
            tuple(
                Shift(effect.criterion, effect.add, option)
                for option in scenario.options
                if scenario.stance(option) == effect.stance
            ),
        )
        for effect in portfolio.together
        if effect.criterion in criteria
    )


def option_cost(costs: Mapping[str, float], scenario: Scenario, option: str) -> float:
    """Return the political capital an option takes: its own cost, else that of its stance, else 0."""
    return costs.get(option, costs.get(scenario.stance(option), 0.0))
