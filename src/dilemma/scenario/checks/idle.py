"""Warnings about parts that cannot matter: flat criteria, hopeless options, impossible futures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Finding
from dilemma.scenario.quantities import TIE
from dilemma.scenario.value_function import interpolate_value, value_points_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.model import LeafCriterion, Scenario
    from dilemma.scenario.quantities import Quantity

# Standard deviations; the probability of a draw beyond them is below 1e-14.
_NORMAL_TAIL = 8.0


def warn_of_flat_criteria(scenario: Scenario) -> Iterator[Finding]:
    """Warn of criteria on which every option scores the same in every future."""
    first = next(iter(scenario.options))
    for leaf in scenario.leaves:
        columns = zip(*(_central_values(scenario, option, leaf) for option in scenario.options), strict=True)
        if all(max(column) - min(column) <= TIE for column in columns):
            # Located in the scores, as the criterion itself may stand in another file, the framework.
            path = ("scores", first, leaf.id)
            message = f"criterion `{leaf.id}` separates nothing: every option scores the same on it"
            yield Finding(path, "flat-criterion", message, severity="warning", at_key=True)


def warn_of_dominated_options(scenario: Scenario) -> Iterator[Finding]:
    """Warn of options that another dominates at central scores, or beats even at its worst."""
    ranges = {option: _value_ranges(scenario, option) for option in scenario.options}
    for option, own in ranges.items():
        rivals = [rival for rival in ranges if rival != option]
        path = ("options", option)
        hopeless = next((rival for rival in rivals if _always_below(own, ranges[rival])), None)
        if hopeless:
            message = f"option `{option}` can never win: its best scores stay below the worst of `{hopeless}`"
            yield Finding(path, "never-wins", message, severity="warning", at_key=True)
            continue
        stronger = next((rival for rival in rivals if _is_dominated(own, ranges[rival])), None)
        if stronger:
            message = (
                f"option `{option}` is dominated: `{stronger}` has central scores at least as high everywhere"
            )
            yield Finding(path, "dominated-option", message, severity="warning", at_key=True)


_LowMidHigh = tuple[float, float, float]


def _value_ranges(scenario: Scenario, option: str) -> list[_LowMidHigh]:
    """Return low, central and high value points of an option, for every criterion and future."""
    cells = []
    for leaf in scenario.leaves:
        value_points = value_points_of(leaf.criterion)
        for judgement in scenario.rows[option, leaf.id]:
            low, central, high = (
                interpolate_value(level, value_points) for level in _score_range(judgement.score)
            )
            # A scale that runs downwards turns the ends round.
            cells.append((min(low, high), central, max(low, high)))
    return cells


def _score_range(score: Quantity) -> _LowMidHigh:
    """Return low, central and high; the tails of a normal count as far as they are ever drawn."""
    if score.family != "normal":
        return score.corners
    mean, deviation = score.parameters
    return mean - _NORMAL_TAIL * deviation, mean, mean + _NORMAL_TAIL * deviation


def _central_values(scenario: Scenario, option: str, leaf: LeafCriterion) -> list[float]:
    value_points = value_points_of(leaf.criterion)
    return [
        interpolate_value(judgement.score.central, value_points)
        for judgement in scenario.rows[option, leaf.id]
    ]


def _is_dominated(own: list[_LowMidHigh], rival: list[_LowMidHigh]) -> bool:
    pairs = list(zip(own, rival, strict=True))
    return all(b[1] >= a[1] - TIE for a, b in pairs) and any(b[1] > a[1] + TIE for a, b in pairs)


def _always_below(own: list[_LowMidHigh], rival: list[_LowMidHigh]) -> bool:
    return all(b[0] > a[2] + TIE for a, b in zip(own, rival, strict=True))


def warn_of_unreachable_futures(scenario: Scenario) -> Iterator[Finding]:
    """Warn of futures whose probability is 0 over the whole of every stated range."""
    left = 1.0
    for future in scenario.futures:
        if future.chance is None:
            reach = left if scenario.chances == "chain" else 1.0
        else:
            low, high = future.chance.bounds
            reach = left * high if scenario.chances == "chain" else high
            # The most that can be left is what remains at the lowest chance.
            left *= 1 - low
        if reach <= 0:
            path = ("futures", future.id)
            message = f"nobody can reach future `{future.id}`: its probability is 0"
            yield Finding(path, "unreachable-future", message, severity="warning", at_key=True)
