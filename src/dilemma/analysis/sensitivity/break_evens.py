"""Break-evens: every value of a number at which the lead changes hands, the most plausible first."""

from __future__ import annotations

from dataclasses import field, replace
from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision import best_indices, tied_options
from dilemma.analysis.core.decision_rules import LeadInterval, lead_intervals, merge_intervals
from dilemma.analysis.core.probabilities import chain_probabilities
from dilemma.analysis.core.scores import distinct_numbers, score_shifts
from dilemma.analysis.results.assessment import BreakEven, Series
from dilemma.analysis.results.sensitivity import Stretch
from dilemma.records import dataclass
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats, ScoreArray
    from dilemma.analysis.results.sensitivity import LineKind
    from dilemma.analysis.sensitivity.ranges import Range, TypedSettings
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import Coalition


_UNIT_INTERVAL = np.array([0.0, 1.0])
_CURVE_KNOTS = 65  # of a line on which the mean of a clipped range is a curve
_REFINEMENTS = 4  # times such a line gets knots at its own changes of lead; each squares the error left there
_CURVE_POINTS = 41  # steps of a fortieth, finer than a chart shows


@dataclass(frozen=True, slots=True, eq=False)
class ValueLine:
    """One number moving from its least to its most, with everything else kept as its kind says.

    Attributes:
        kind: the kind of number moved.
        of: its name.
        now: its present value.
        at: knots of the line, between which every value is straight, [knot], rising.
        values: the values of the options there, [knot, option], each times `mass`.
        mass: how likely the evidence is there over how likely it is now, [knot]; None without evidence.
        slack: what expected scores have above the hard floors, [knot, option, floor], each times `mass`; an
            option below one leads nowhere.
    """

    kind: LineKind
    of: str
    now: float
    at: Floats
    values: Floats
    mass: Floats | None = None
    slack: Floats = field(default_factory=lambda: np.empty(0))

    def leads(self) -> list[LeadInterval]:
        """Return who leads on each stretch; nobody where hard floors leave no option."""
        if self.slack.size:
            return self._leads_above_floors()
        clear = _clear_leaders(self.values)
        pieces = zip(pairwise(self.at.tolist()), pairwise(self.values), pairwise(clear), strict=True)
        leads: list[LeadInterval] = []
        for (start, stop), ends, (before, after) in pieces:
            # Ahead of all others at both ends of a straight piece is ahead on all of it.
            if before is not None and before == after:
                leads.append(LeadInterval(start, stop, (before,)))
            else:
                leads += lead_intervals(*ends, start, stop)
        return merge_intervals(leads)

    def _leads_above_floors(self) -> list[LeadInterval]:
        leads: list[LeadInterval] = []
        pieces = zip(pairwise(self.at.tolist()), pairwise(self.values), pairwise(self.slack), strict=True)
        for (start, stop), (low, high), (before, after) in pieces:
            crosses = (before >= -TIE) != (after >= -TIE)
            reached = np.clip(before[crosses] / (before - after)[crosses], 0.0, 1.0)
            for ends in pairwise(distinct_numbers(np.array([0.0, 1.0, *reached])).tolist()):
                middle = before + (after - before) * sum(ends) / 2
                kept = np.flatnonzero((middle >= -TIE).all(axis=1))
                span = (start + (stop - start) * ends[0], start + (stop - start) * ends[1])
                first, last = ((low + (high - low) * end)[kept] for end in ends)
                inside = lead_intervals(first, last, *span) if kept.size else [LeadInterval(*span, ())]
                leads += [replace(lead, leaders=tuple(kept[list(lead.leaders)].tolist())) for lead in inside]
        return merge_intervals(leads)

    def leaders_now(self) -> tuple[int, ...]:
        """Return who leads at the present value itself, beside which a floor may cut an option off."""
        height = partial(np.interp, self.now, self.at)
        values, slack = (np.apply_along_axis(height, 0, table) for table in (self.values, self.slack))
        return tuple(best_indices(np.where((slack >= -TIE).all(axis=1), values, -np.inf)))

    def curve(self) -> tuple[Floats, Floats]:
        """Return the values along the line as points to join: its knots, or many on a curve.

        Returns:
            Points [point], and values there [point, option].
        """
        if self.mass is None:
            return self.at, self.values
        shares = np.linspace(0.0, 1.0, _CURVE_POINTS)
        values = np.outer(1.0 - shares, self.values[0]) + np.outer(shares, self.values[1])
        mass = (1.0 - shares) * self.mass[0] + shares * self.mass[1]
        # Where the evidence cannot be at one end, the ratio is the same all along.
        possible = mass > 0
        values[possible] /= mass[possible, None]
        values[~possible] = values[possible][0]
        return self.at[0] + shares * (self.at[1] - self.at[0]), values


def _clear_leaders(values: Floats) -> list[int | None]:
    """Return the option ahead of all others by more than a tie, or None, at each knot of [knot, option]."""
    if values.shape[1] == 1:
        return [0] * len(values)
    first = values.argmax(axis=1)
    behind = np.partition(values, -2, axis=1)[:, -2]
    is_clear = values.max(axis=1) - behind > TIE
    return [
        leader if clear else None for leader, clear in zip(first.tolist(), is_clear.tolist(), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class LeadChange:
    """A point of a line beyond which, seen from the present value, other options lead, and up to where."""

    at: float
    leaders: tuple[int, ...]
    until: float


# Every line is asked twice: for its break-evens, and whether it has any.
@lru_cache(maxsize=256)
def lead_changes(line: ValueLine) -> tuple[LeadChange, ...]:
    """Return every change of leader along a line, with the leaders beyond it seen from the present value."""
    result = []
    for left, right in pairwise(line.leads()):
        is_ahead = left.stop >= line.now - TIE
        # A score that stands on its floor is cut off below it.
        if line.slack.size and abs(left.stop - line.now) <= TIE:
            is_ahead = right.leaders != line.leaders_now()
        next_lead, until = (right, right.stop) if is_ahead else (left, left.start)
        result.append(LeadChange(left.stop, next_lead.leaders, until))
    return tuple(result)


def proportions_without(shares: Floats, index: int) -> Floats | None:
    """Return all shares but one, in proportion and summing to 1, or None when that one has everything."""
    others = shares.copy()
    others[index] = 0.0
    total = others.sum()
    return np.asarray(others / total) if total > 0 else None


def probability_lines(decision: Decision) -> list[ValueLine]:
    """Return each future's probability from 0 to 1, the others in proportion (Pauker & Kassirer 1980).

    A future that is certain leaves nothing to keep in proportion and has no line.
    """
    lines = []
    for future, name in enumerate(decision.futures):
        others = proportions_without(decision.probabilities, future)
        if others is not None:
            now, ends = float(decision.probabilities[future]), np.stack([others, np.eye(len(others))[future]])
            lines.append(line_of_probabilities(("probability", name), now, _UNIT_INTERVAL, ends, decision))
    return lines


def line_of_probabilities(
    name: tuple[LineKind, str], now: float, at: Floats, probabilities: Floats, decision: Decision
) -> ValueLine:
    """Return the line along which probabilities move: those at its knots, [knot, future], need not sum to 1.

    Args:
        name: the kind of number moved, and its own name.
        now: its present value.
        at: knots of the line.
        probabilities: at the knots; values and slack are times their sum.
        decision: what each option is worth in a future, and what it has above hard floors.
    """
    slack = np.einsum("kf,ocf->koc", probabilities, decision.floor_margins)
    return ValueLine(*name, now, at, probabilities @ decision.in_future.T, slack=slack)


def _chance_lines(decision: Decision) -> list[ValueLine]:
    """Return each question's chance from 0 to 1, with the other questions kept."""
    lines = []
    for question, now in enumerate(decision.chances):
        if decision.answered is None:
            chances = np.tile(decision.chances, (2, 1))
            chances[:, question] = _UNIT_INTERVAL
            probabilities = chain_probabilities(chances)
        else:
            probabilities = decision.answered[question]
        # A question that shares its unknown with another cannot be moved alone.
        if not np.isnan(probabilities).any():
            name: tuple[LineKind, str] = ("chance", decision.futures[question])
            lines.append(line_of_probabilities(name, float(now), _UNIT_INTERVAL, probabilities, decision))
    return lines


def weight_lines(decision: Decision) -> list[ValueLine]:
    """Return each criterion's weight from 0 to 1, the others in proportion.

    A criterion with all the weight leaves nothing to keep in proportion and has no line.
    """
    expected, slack = decision.expected_scores, _slack_now(decision, 2)
    lines = []
    for criterion, name in enumerate(decision.criteria):
        now, others = float(decision.weights[criterion]), proportions_without(decision.weights, criterion)
        if others is not None:
            ends = np.stack([expected @ others, expected[:, criterion]])
            lines.append(ValueLine("weight", name, now, _UNIT_INTERVAL, ends, slack=slack))
    return lines


def _slack_now(decision: Decision, knots: int) -> Floats:
    """Return what every option has above the hard floors at present, [knot, option, floor]."""
    return np.tile(decision.floor_margins @ decision.probabilities, (knots, 1, 1))


def score_lines(decision: Decision) -> list[ValueLine]:
    """Return each expected score, its row moved by equal value points in all futures within 0–100.

    A score without weight or hard floor moves nothing and has no line.
    """
    expected, hard = decision.expected_scores, list(decision.floors)
    lowest, highest = decision.scores.min(axis=2), decision.scores.max(axis=2)
    lines = []
    for option, criterion in np.ndindex(*expected.shape):
        moves = np.array([-lowest[option, criterion], 100.0 - highest[option, criterion]])
        weight = decision.weights[criterion]
        if (weight > 0 or criterion in hard) and moves[1] > moves[0]:
            values = np.tile(decision.value, (2, 1))
            values[:, option] += weight * moves
            name = f"scores.{decision.options[option]}.{decision.criteria[criterion]}"
            now, slack = float(expected[option, criterion]), _slack_now(decision, 2)
            if criterion in hard:
                slack[:, option, hard.index(criterion)] += moves
            lines.append(ValueLine("score", name, now, now + moves, values, slack=slack))
    return lines


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JointOption:
    """An option whose scores move with the share of partners that act.

    Attributes:
        index: its index among the options.
        now: the share that acts.
        stated: the scores of all options before any shift.
        shifts: value points that edits add at that share, [criterion, future].
        slopes: value points gained from a share of 0 to a share of 1, [criterion].
    """

    index: int
    now: float
    stated: ScoreArray
    shifts: Floats
    slopes: Floats

    def scores(self, shares: Floats) -> Floats:
        """Return its expected scores at each share, [share, criterion, future].

        Every level is clipped to 0-100 before the mean is taken, where the share moves it.
        """
        added = self.shifts + np.multiply.outer(shares - self.now, self.slopes)[:, :, None]
        return self.stated.means_of(self.index, added)

    def knots(self) -> Floats:
        """Return 0, 1 and the shares between at which an end of a score's range reaches an end of its scale.

        Between the shares at which its two ends do, the mean of a range is a curve: it gets knots of its own.
        """
        # With a smaller slope no share takes a score to an end of its scale.
        moving = np.abs(self.slopes) > TIE
        slopes = self.slopes[moving, None, None]
        reached = [
            self.now + (end - self.stated.values[self.index, moving] - self.shifts[moving, :, None]) / slopes
            for end in (0.0, 100.0)
        ]
        inside = np.concatenate([shares[(shares > 0) & (shares < 1)] for shares in reached])
        knots = distinct_numbers(np.concatenate([[0.0, 1.0], inside]))
        if self._has_curves():
            knots = distinct_numbers(np.concatenate([knots, np.linspace(0.0, 1.0, _CURVE_KNOTS)]))
        return np.asarray(knots)

    def _has_curves(self) -> bool:
        """Tell whether the mean of some range is no broken line in the share, for a clip cuts into it."""
        added = self.shifts + np.multiply.outer(_UNIT_INTERVAL - self.now, self.slopes)[:, :, None]
        least, most = added.min(axis=0), added.max(axis=0)
        return any(
            cell.quantity.unbounded
            or self.stated.values[option, criterion, future, 0] + least[criterion, future] < 0.0
            or self.stated.values[option, criterion, future, 2] + most[criterion, future] > 100.0
            for (option, criterion, future), cell in self.stated.cells.items()
            if option == self.index and abs(self.slopes[criterion]) > TIE
        )


def joint_options(scenario: Scenario, coalition: Coalition, scores: ScoreArray) -> list[JointOption]:
    """Return the options that move with the share, as the scenario has them at the share that acts."""
    options, shifts = list(scenario.options), score_shifts(scenario)
    return [
        JointOption(
            index=options.index(option),
            now=scenario.acting_share,
            stated=scores,
            shifts=shifts[options.index(option)],
            slopes=np.array([slopes.get(leaf.id, 0.0) for leaf in scenario.leaves]),
        )
        for option, slopes in coalition.slopes.items()
    ]


def share_lines(scenario: Scenario, decision: Decision, scores: ScoreArray) -> list[ValueLine]:
    """Return the line of the share, if there is a coalition: with a knot at every clip and every change."""
    coalition = scenario.file.coalition
    if coalition is None:
        return []
    moving = joint_options(scenario, coalition, scores)

    def line(shares: Floats) -> ValueLine:
        values, slack = np.tile(decision.value, (len(shares), 1)), _slack_now(decision, len(shares))
        for joint in moving:
            expected = joint.scores(shares) @ decision.probabilities
            values[:, joint.index] = expected @ decision.weights
            for number, (criterion, floor) in enumerate(decision.floors.items()):
                slack[:, joint.index, number] = expected[:, criterion] - floor
        return ValueLine("share", coalition.option, scenario.acting_share, shares, values, slack=slack)

    result = line(distinct_numbers(np.concatenate([joint.knots() for joint in moving])))
    for _ in range(_REFINEMENTS if len(result.at) >= _CURVE_KNOTS else 0):
        changes = {change.at for change in lead_changes(result)} - set(result.at.tolist())
        if changes:
            result = _with_knots(result, line(np.array(sorted(changes))))
    return [result]


def _with_knots(line: ValueLine, more: ValueLine) -> ValueLine:
    """Return a line with the knots of another of the same number as well, none of them twice."""
    at = np.concatenate([line.at, more.at])
    order = np.argsort(at)
    values, slack = np.concatenate([line.values, more.values]), np.concatenate([line.slack, more.slack])
    return replace(line, at=at[order], values=values[order], slack=slack[order])


def sensitivity_lines(scenario: Scenario, decision: Decision, scores: ScoreArray) -> list[ValueLine]:
    """Return every line along which one number moves."""
    return [*common_lines(decision), *share_lines(scenario, decision, scores), *score_lines(decision)]


def common_lines(decision: Decision) -> list[ValueLine]:
    """Return the lines that move every option: probabilities, chances and weights."""
    return [*probability_lines(decision), *_chance_lines(decision), *weight_lines(decision)]


def break_evens(
    value_lines: Sequence[ValueLine], typed: TypedSettings, ranges: Mapping[tuple[LineKind, str], Range]
) -> tuple[BreakEven, ...]:
    """Return every change of leader along every line.

    Those inside the stated range come first; then by the distance as a share of that range, or of the scale
    where no range is stated.
    """
    unsorted = [
        _break_even(typed, line, change, ranges.get((line.kind, line.of)))
        for line in value_lines
        for change in lead_changes(line)
        if change.leaders
    ]
    return tuple(sorted(unsorted, key=_plausibility_key))


def lines_without_change(value_lines: Iterable[ValueLine]) -> tuple[str, ...]:
    """Return the lines on which the lead never changes hands, as `kind.name`, without single scores."""
    return tuple(
        f"{line.kind}.{line.of}" for line in value_lines if line.kind != "score" and not lead_changes(line)
    )


def line_series(
    value_lines: Iterable[ValueLine], options: Sequence[str], excluded: Collection[str] = ()
) -> tuple[Series, ...]:
    """Return the lines as values against the number moved, for charts, without single scores.

    An excluded option has no values there, but leads where the number brings it back and it is best.
    """
    return tuple(_series(line, options, excluded) for line in value_lines if line.kind != "score")


def _series(line: ValueLine, options: Sequence[str], excluded: Collection[str]) -> Series:
    """Return a line at its knots, at the present value and where the lead changes hands."""
    points, values = line.curve()
    between = [line.now, *(lead.stop for lead in line.leads()[:-1])]
    new = [at for at in dict.fromkeys(between) if np.abs(points - at).min() > TIE]
    if new:
        order = np.argsort([*points, *new], kind="stable")
        columns = [np.interp(new, points, column) for column in values.T]
        values = np.vstack([values, np.column_stack(columns)])[order]
        points = np.array([*points, *new])[order]
    return Series(
        kind=line.kind,
        of=line.of,
        now=line.now,
        at=tuple(points.tolist()),
        values={
            option: tuple(values[:, index].tolist())
            for index, option in enumerate(options)
            if option not in excluded
        },
        leads=tuple(
            Stretch(start=lead.start, stop=lead.stop, options=tuple(options[index] for index in lead.leaders))
            for lead in line.leads()
            if lead.leaders
        ),
    )


def _break_even(
    typed: TypedSettings, line: ValueLine, change: LeadChange, input_range: Range | None
) -> BreakEven:
    options = typed.decision.options
    return BreakEven(
        kind=line.kind,
        of=line.of,
        now=line.now,
        at=change.at,
        winner=options[change.leaders[0]],
        ties=tied_options(options, change.leaders),
        range=input_range,
        within_range=input_range is not None and input_range[0] - TIE <= change.at <= input_range[1] + TIE,
        levels=typed.levels(line.of, line.now, change.at) if line.kind == "score" else None,
        setting=typed.option(line.kind, line.of, change.at, change.until),
    )


def _plausibility_key(break_even: BreakEven) -> tuple[bool, float, str, str, float]:
    low, high = break_even.range or ((0.0, 100.0) if break_even.kind == "score" else (0.0, 1.0))
    return (
        not break_even.within_range,
        rounded(abs(break_even.at - break_even.now) / (high - low)),
        break_even.kind,
        break_even.of,
        break_even.at,
    )
