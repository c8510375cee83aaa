"""Warnings about parts that cannot matter: flat criteria, options that cannot win, futures nobody reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Finding
from dilemma.scenario.quantities import TIE
from dilemma.scenario.value_function import points, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.model import Leaf, Scenario
    from dilemma.scenario.quantities import Quantity

TAIL = 8.0  # standard deviations; nothing beyond is drawn


def flat_criteria(scenario: Scenario) -> Iterator[Finding]:
    """Every option scores the same on a criterion, in every future."""
    first = next(iter(scenario.options))
    for leaf in scenario.leaves:
        columns = zip(*(_central(scenario, option, leaf) for option in scenario.options), strict=True)
        if all(max(column) - min(column) <= TIE for column in columns):
            path = ("scores", first, leaf.id)  # its own file always holds the scores
            message = f"criterion `{leaf.id}` separates nothing: every option scores the same on it"
            yield Finding(path, "flat-criterion", message, severity="warning", at_key=True)


def beaten_options(scenario: Scenario) -> Iterator[Finding]:
    """Options another dominates at central scores, or beats even at their best and its worst."""
    profiles = {option: _profile(scenario, option) for option in scenario.options}
    for option, mine in profiles.items():
        rivals = [rival for rival in profiles if rival != option]
        path = ("options", option)
        hopeless = next((rival for rival in rivals if _always_below(mine, profiles[rival])), None)
        if hopeless:
            message = f"option `{option}` can never win: its best scores stay below the worst of `{hopeless}`"
            yield Finding(path, "never-wins", message, severity="warning", at_key=True)
            continue
        stronger = next((rival for rival in rivals if _dominated(mine, profiles[rival])), None)
        if stronger:
            message = (
                f"option `{option}` is dominated: `{stronger}` has central scores at least as high everywhere"
            )
            yield Finding(path, "dominated-option", message, severity="warning", at_key=True)


Corners = tuple[float, float, float]


def _profile(scenario: Scenario, option: str) -> list[Corners]:
    cells = []
    for leaf in scenario.leaves:
        corners = points(leaf.criterion)
        for judgement in scenario.rows[option, leaf.id]:
            low, central, high = (value(level, corners) for level in _reach(judgement.score))
            cells.append((min(low, high), central, max(low, high)))
    return cells


def _reach(score: Quantity) -> Corners:
    """Low, central and high; the tails of a normal count as far as they are ever drawn."""
    if score.family != "normal":
        return score.corners
    mean, deviation = score.parameters
    return mean - TAIL * deviation, mean, mean + TAIL * deviation


def _central(scenario: Scenario, option: str, leaf: Leaf) -> list[float]:
    corners = points(leaf.criterion)
    return [value(judgement.score.central, corners) for judgement in scenario.rows[option, leaf.id]]


def _dominated(mine: list[Corners], other: list[Corners]) -> bool:
    pairs = list(zip(mine, other, strict=True))
    return all(b[1] >= a[1] - TIE for a, b in pairs) and any(b[1] > a[1] + TIE for a, b in pairs)


def _always_below(mine: list[Corners], other: list[Corners]) -> bool:
    return all(b[0] > a[2] + TIE for a, b in zip(mine, other, strict=True))


def unreachable_futures(scenario: Scenario) -> Iterator[Finding]:
    """A future whose probability is 0 over the whole of every stated range."""
    left = 1.0
    for future in scenario.futures:
        if future.chance is None:
            reach = left if scenario.chances == "chain" else 1.0
        else:
            low, high = future.chance.bounds
            reach = left * high if scenario.chances == "chain" else high
            left *= 1 - low
        if reach <= 0:
            path = ("futures", future.id)
            message = f"nobody can reach future `{future.id}`: its probability is 0"
            yield Finding(path, "unreachable-future", message, severity="warning", at_key=True)
