"""What would change it: every value of a probability, chance or weight at which the lead changes hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.crossings import Change, Line, chance_lines, changes, probability_lines, weight_lines
from dilemma.analysis.results import BreakEven
from dilemma.analysis.stated_ranges import Range, stated_ranges

if TYPE_CHECKING:
    from dilemma.analysis.decision import Decision
    from dilemma.scenario.model import Scenario


def lines(decision: Decision) -> list[Line]:
    """Every line a reader may move along."""
    return [*probability_lines(decision), *chance_lines(decision), *weight_lines(decision)]


def break_evens(scenario: Scenario, decision: Decision) -> tuple[BreakEven, ...]:
    """Every change of leader along every line, the most plausible first.

    Those inside the stated range come first; then by the move as a share of that range, or of the scale
    where none is stated.
    """
    ranges = stated_ranges(scenario)
    found = [
        _break_even(decision, line, change, ranges.get((line.kind, line.of)))
        for line in lines(decision)
        for change in changes(line)
    ]
    return tuple(sorted(found, key=_plausibility))


def never(decision: Decision) -> tuple[str, ...]:
    """The lines along which the lead never changes hands, as `kind.name`."""
    return tuple(f"{line.kind}.{line.of}" for line in lines(decision) if not changes(line))


def _break_even(decision: Decision, line: Line, change: Change, stated: Range | None) -> BreakEven:
    winner, *ties = (decision.options[place] for place in change.leaders)
    return BreakEven(
        kind=line.kind,
        of=line.of,
        now=line.now,
        at=change.at,
        winner=winner,
        ties=(winner, *ties) if ties else (),
        range=stated,
        within_range=stated is not None and stated[0] <= change.at <= stated[1],
    )


def _plausibility(found: BreakEven) -> tuple[bool, float, str, str, float]:
    low, high = found.range or (0.0, 1.0)
    return (not found.within_range, abs(found.at - found.now) / (high - low), found.kind, found.of, found.at)
