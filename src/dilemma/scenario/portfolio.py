"""Several issues decided together: the scenarios a framework joins, and what each does to the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.scenario.checks import together
from dilemma.scenario.edits.shifts import shift
from dilemma.scenario.load import load_scenario
from dilemma.scenario.model import Gathering, Landing, Shift
from dilemma.scenario.problems import FaultyFile
from dilemma.scenario.shape import load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dilemma.scenario.files.portfolio import Portfolio
    from dilemma.scenario.files.scenario_file import FrameworkFile
    from dilemma.scenario.library import Library
    from dilemma.scenario.load import Loaded
    from dilemma.scenario.model import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A framework's portfolio with the scenarios it joins, by name and in its order."""

    id: str
    file: FrameworkFile
    portfolio: Portfolio
    scenarios: Mapping[str, Loaded]


def load_portfolio(path: Path, library: Library) -> Joined:
    """Reads a framework with the scenarios its portfolio joins.

    Raises:
        FaultyFile: the framework, its portfolio or one of its scenarios is at fault.
        LookupError: the framework has no portfolio.
        OSError: a file cannot be read.
    """
    found = load(path, "framework")
    given: Portfolio | None = found.model.portfolio
    if given is None:
        raise LookupError(f"framework `{path.stem}` joins no scenarios; add `portfolio:` with two or more")
    near = library.near(path.parent)
    paths = near.all("scenario")
    joined = {name: load_scenario(paths[name], near) for name in given.scenarios if name in paths}
    known: dict[str, Scenario | None] = dict.fromkeys(paths)
    known |= {name: loaded.scenario for name, loaded in joined.items()}
    findings = (*together.joined(given), *together.portfolio(found.model, known))
    wrong = tuple(finding.problem(found.node) for finding in findings)
    if wrong:
        raise FaultyFile((*found.problems, *wrong))
    return Joined(id=path.stem, file=found.model, portfolio=given, scenarios=joined)


def landings(given: Portfolio, issue: str) -> tuple[Landing, ...]:
    """What links add to an issue, and when."""
    return tuple(Landing(link.when, shift(link.then)) for link in given.links if link.then.scenario == issue)


def gatherings(given: Portfolio, scenario: Scenario) -> tuple[Gathering, ...]:
    """What taking the same stance elsewhere adds to an issue; nothing on criteria it does not have."""
    leaves = {leaf.id for leaf in scenario.leaves}
    return tuple(
        Gathering(
            effect.stance,
            effect.at_least,
            tuple(
                Shift(effect.criterion, effect.add, option)
                for option in scenario.options
                if scenario.stance(option) == effect.stance
            ),
        )
        for effect in given.together
        if effect.criterion in leaves
    )


def cost(costs: Mapping[str, float], scenario: Scenario, option: str) -> float:
    """The political capital an option takes: its own cost, else that of its stance, else none."""
    return costs.get(option, costs.get(scenario.stance(option), 0.0))
