"""Break-evens: every value of a number at which the lead changes hands, the most plausible first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import tied_options
from dilemma.analysis.changes.changes_results import Stretch
from dilemma.analysis.changes.crossings import (
    chance_lines,
    lead_changes,
    probability_lines,
    score_lines,
    weight_lines,
)
from dilemma.analysis.changes.share_line import share_lines
from dilemma.analysis.results import BreakEven, Series
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import ScoreArray
    from dilemma.analysis.changes.changes_results import LineKind
    from dilemma.analysis.changes.crossings import LeadChange, ValueLine
    from dilemma.analysis.changes.stated_ranges import Range
    from dilemma.scenario.model import Scenario


def sensitivity_lines(scenario: Scenario, decision: Decision, scores: ScoreArray) -> list[ValueLine]:
    """Return every line along which one number moves."""
    return [
        *common_lines(decision),
        *share_lines(scenario, decision, scores),
        *score_lines(decision),
    ]


def common_lines(decision: Decision) -> list[ValueLine]:
    """Return the lines that move every option: probabilities, chances and weights."""
    return [*probability_lines(decision), *chance_lines(decision), *weight_lines(decision)]


def break_evens(
    value_lines: Sequence[ValueLine], options: Sequence[str], ranges: Mapping[tuple[LineKind, str], Range]
) -> tuple[BreakEven, ...]:
    """Return every change of leader along every line.

    Those inside the stated range come first; then by the distance as a share of that range, or of the scale
    where no range is stated.
    """
    unsorted = [
        _break_even(options, line, change, ranges.get((line.kind, line.of)))
        for line in value_lines
        for change in lead_changes(line)
    ]
    return tuple(sorted(unsorted, key=_plausibility_key))


def lines_without_change(value_lines: Iterable[ValueLine]) -> tuple[str, ...]:
    """Return the lines on which the lead never changes hands, as `kind.name`, without single scores."""
    return tuple(
        f"{line.kind}.{line.of}" for line in value_lines if line.kind != "score" and not lead_changes(line)
    )


def line_series(value_lines: Iterable[ValueLine], options: Sequence[str]) -> tuple[Series, ...]:
    """Return the lines as values against the number moved, for charts, without single scores."""
    return tuple(
        Series(
            kind=line.kind,
            of=line.of,
            now=line.now,
            at=tuple(line.at.tolist()),
            values={option: tuple(line.values[:, index].tolist()) for index, option in enumerate(options)},
            leads=_lead_stretches(line, options),
        )
        for line in value_lines
        if line.kind != "score"
    )


def _lead_stretches(line: ValueLine, options: Sequence[str]) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(start=lead.start, stop=lead.stop, options=tuple(options[index] for index in lead.leaders))
        for lead in line.leads()
    )


def _break_even(
    options: Sequence[str], line: ValueLine, change: LeadChange, input_range: Range | None
) -> BreakEven:
    return BreakEven(
        kind=line.kind,
        of=line.of,
        now=line.now,
        at=change.at,
        winner=options[change.leaders[0]],
        ties=tied_options(options, change.leaders),
        range=input_range,
        within_range=input_range is not None and input_range[0] - TIE <= change.at <= input_range[1] + TIE,
    )


def _plausibility_key(break_even: BreakEven) -> tuple[bool, float, str, str, float]:
    low, high = break_even.range or ((0.0, 100.0) if break_even.kind == "score" else (0.0, 1.0))
    return (
        not break_even.within_range,
        abs(break_even.at - break_even.now) / (high - low),
        break_even.kind,
        break_even.of,
        break_even.at,
    )
