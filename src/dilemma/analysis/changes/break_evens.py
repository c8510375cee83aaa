"""What would change it: every value of a number at which the lead changes hands, the most plausible first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import tied
from dilemma.analysis.changes.changes_results import Stretch
from dilemma.analysis.changes.crossings import (
    chance_lines,
    changes,
    probability_lines,
    score_lines,
    weight_lines,
)
from dilemma.analysis.changes.share_line import share_lines
from dilemma.analysis.results import BreakEven, Series
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Table
    from dilemma.analysis.changes.changes_results import LineKind
    from dilemma.analysis.changes.crossings import Change, Line
    from dilemma.analysis.changes.stated_ranges import Range
    from dilemma.scenario.model import Scenario


def lines(scenario: Scenario, decision: Decision, stated: Table) -> list[Line]:
    """Every line a reader may move along."""
    return [
        *shared_lines(decision),
        *share_lines(scenario, decision, stated),
        *score_lines(decision),
    ]


def shared_lines(decision: Decision) -> list[Line]:
    """The lines every option moves along: probabilities, chances and weights."""
    return [*probability_lines(decision), *chance_lines(decision), *weight_lines(decision)]


def break_evens(
    found: Sequence[Line], options: Sequence[str], ranges: Mapping[tuple[LineKind, str], Range]
) -> tuple[BreakEven, ...]:
    """Every change of leader along every line.

    Those inside the stated range come first; then by the move as a share of that range, or of the scale
    where none is stated.
    """
    every = [
        _break_even(options, line, change, ranges.get((line.kind, line.of)))
        for line in found
        for change in changes(line)
    ]
    return tuple(sorted(every, key=_plausibility))


def never(found: Iterable[Line]) -> tuple[str, ...]:
    """The lines along which the lead never changes hands, as `kind.name`; single scores are not listed."""
    return tuple(f"{line.kind}.{line.of}" for line in found if line.kind != "score" and not changes(line))


def series(found: Iterable[Line], options: Sequence[str]) -> tuple[Series, ...]:
    """The lines as values against the number moved, for charts; single scores are left out."""
    return tuple(
        Series(
            kind=line.kind,
            of=line.of,
            now=line.now,
            at=tuple(line.at.tolist()),
            values={option: tuple(line.values[:, place].tolist()) for place, option in enumerate(options)},
            leads=_leads(line, options),
        )
        for line in found
        if line.kind != "score"
    )


def _leads(line: Line, options: Sequence[str]) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(start=lead.start, stop=lead.stop, options=tuple(options[place] for place in lead.leaders))
        for lead in line.leads()
    )


def _break_even(options: Sequence[str], line: Line, change: Change, stated: Range | None) -> BreakEven:
    return BreakEven(
        kind=line.kind,
        of=line.of,
        now=line.now,
        at=change.at,
        winner=options[change.leaders[0]],
        ties=tied(options, change.leaders),
        range=stated,
        within_range=stated is not None and stated[0] - TIE <= change.at <= stated[1] + TIE,
    )


def _plausibility(found: BreakEven) -> tuple[bool, float, str, str, float]:
    low, high = found.range or ((0.0, 100.0) if found.kind == "score" else (0.0, 1.0))
    return (not found.within_range, abs(found.at - found.now) / (high - low), found.kind, found.of, found.at)
