"""Decision tables as the field's own files hold them, and the scenario that becomes of one.

A reader of a format makes a `DecisionTable` of its file; a writer makes its file of one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import file_location
from dilemma.interchange.import_new import NewScenario, render_points, render_scale
from dilemma.interchange.matrix_layout import make_ids
from dilemma.records import dataclass
from dilemma.scenario.dates import current_day
from dilemma.scenario.model import interpolate_value
from dilemma.scenario.problems import Problem
from dilemma.scenario.yaml.text import LARGEST_FILE, make_visible, yaml_flow, yaml_quoted, yaml_scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.scenario.quantity import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCriterion:
    """A criterion of a table.

    Attributes:
        name: what the file calls it; the title of the scenario's criterion.
        worst: the level worth 0.
        best: the level worth 100.
        points: the value function as (level, value) from worst to best; empty where it is straight.
        assumed: what about the scale is a guess, as a scenario file says it.
        weight: points, a range of points, or None where the file has none.
    """

    name: str
    worst: float
    best: float
    unit: str | None = None
    asks: str | None = None
    points: tuple[tuple[float, float], ...] = ()
    assumed: tuple[str, ...] = ()
    weight: Quantity | None = None

    def value(self, level: float) -> float:
        """Return the value of a level, from 0 to 100 on the scale."""
        return interpolate_value(level, self.points or ((self.worst, 0.0), (self.best, 100.0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTable:
    """Options by criteria, a score in each cell.

    Attributes:
        options: the names of the options.
        scores: by option and criterion, counted from 0; None where nothing is known.
        ranking: the criteria from the most to the least important, as counted, where weights are a ranking.
        notes: what was approximated or left out, a sentence each, for its reader.
    """

    title: str
    options: tuple[str, ...]
    criteria: tuple[TableCriterion, ...]
    scores: Mapping[tuple[int, int], Quantity | None]
    ranking: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[tuple[float, ...], ...]:
        """The value of each mean score, from 0 to 100, by option and criterion; every score must be known."""
        return tuple(
            tuple(
                criterion.value(score.mean)
                for column, criterion in enumerate(self.criteria)
                if (score := self.scores[row, column]) is not None
            )
            for row in range(len(self.options))
        )

    @property
    def shares(self) -> tuple[float, ...]:
        """The weights as shares that sum to 1; criteria without a weight weigh 1."""
        weights = [criterion.weight.mean if criterion.weight else 1.0 for criterion in self.criteria]
        return tuple(round_level(weight / sum(weights)) for weight in weights)


class BadTable(FaultyFile):
    """A file of a known format that cannot become a scenario, and why."""

    def __init__(self, file: str, message: str, code: str = "not-a-decision") -> None:
        super().__init__([Problem(file_location(file), code, message)])


def round_level(level: float) -> float:
    """Return a number to fifteen digits, so that a hundredfold of 0.07 is 7."""
    return float(f"{level:.15g}")


def span_of(scores: Sequence[Quantity | None], *, lower_is_better: bool) -> tuple[float, float]:
    """Return the worst and the best level among some scores, two deviations to either side of a distribution.

    A guess in place of a scale that a file does not state; the levels always differ.
    """
    ends: list[float] = []
    for score in scores:
        if score is None:
            continue
        if score.plain:
            ends += score.bounds
        else:
            spread = 2.0 * math.sqrt(max(0.0, score.moment(2) - score.mean**2))
            ends += [round_level(score.mean - spread), round_level(score.mean + spread)]
    low, high = (min(ends), max(ends)) if ends else (0.0, 100.0)
    if low == high:
        high = low + max(1.0, abs(low))
    return (high, low) if lower_is_better else (low, high)


def refuse_beyond_scale(table: DecisionTable, file: str) -> None:
    """Refuse a table with a score beyond the scale of its criterion.

    Raises:
        BadTable: some score reaches beyond; the message names option, criterion and scale.
    """
    for (option, index), score in table.scores.items():
        criterion = table.criteria[index]
        low, high = sorted((criterion.worst, criterion.best))
        ends = (score.bounds if score.plain else (score.mean, score.mean)) if score else (low, high)
        if min(ends) < low or max(ends) > high:
            beyond = min(ends) if min(ends) < low else max(ends)
            message = (
                f"holds {beyond:g} for `{make_visible(table.options[option])}` on "
                f"`{make_visible(criterion.name)}`, beyond its scale from {low:g} to {high:g}; "
                "widen the scale in the file"
            )
            raise BadTable(file, message, "out-of-bounds")


def make_scenario(table: DecisionTable, file: str, kind: str, *, day: str | None = None) -> NewScenario:
    """Return the scenario made from a table.

    Args:
        table: what was read.
        file: the name of its file, to cite.
        kind: the name of its format, for the first line.
        day: the day on which its evidence stops; None for the current day.

    Raises:
        FaultyFile: it cannot become a scenario.
    """
    if len(table.options) < 2:
        raise BadTable(file, "has fewer than two options that count; there is nothing to decide")
    if not table.criteria:
        raise BadTable(file, "has no criterion; there is nothing to weigh")
    refuse_beyond_scale(table, file)
    text = "\n".join(_render(table, file, kind, day or current_day())) + "\n"
    if len(text.encode()) > LARGEST_FILE:
        message = "makes a scenario larger than 1 MiB, the most one may have; leave some options out"
        raise BadTable(file, message, "too-large")
    location = file_location(file)
    doubts = (Problem(location, "approximated", note, "warning") for note in table.notes)
    return NewScenario(text, tuple(doubts), location, {})


def _render(table: DecisionTable, file: str, kind: str, day: str) -> Iterator[str]:
    options = make_ids(table.options, "option")
    criteria = make_ids([criterion.name for criterion in table.criteria], "criterion")
    yield f"# Made from {make_visible(file)} ({kind})."
    yield from (f"# - {make_visible(note)}" for note in table.notes)
    yield "# Say why, cite sources in place of AJ (analyst judgement), and give ranges where not sure."
    yield "dilemma: 1"
    yield f"title: {yaml_scalar(table.title)}"
    yield "question: Which of these options should we choose?   # write a question of your own"
    yield f"as_of: {day}                                    # the evidence stops here"
    yield "\noptions:                                             # the stance is assumed"
    for option, name in zip(options, table.options, strict=True):
        yield f"  {option}: {yaml_flow({'title': name, 'stance': 'counter'})}"
    yield "\ncriteria:"
    for name, criterion in zip(criteria, table.criteria, strict=True):
        yield from _render_criterion(name, criterion)
    yield from _render_weights(table, criteria)
    yield "\nscores:"
    for row, option in enumerate(options):
        yield f"  {option}:"
        for column, name in enumerate(criteria):
            yield f"    {name}: {_render_score(table, row, column, file)}"


def _render_criterion(name: str, criterion: TableCriterion) -> Iterator[str]:
    yield f"  {name}:"
    yield f"    title: {yaml_scalar(criterion.name)}"
    if criterion.asks:
        yield f"    asks: {yaml_scalar(criterion.asks)}"
    yield render_scale(criterion.worst, criterion.best, criterion.unit)
    if criterion.points:
        yield f"    value: {yaml_flow([[level, value] for level, value in criterion.points])}"
    if criterion.assumed:
        yield f"    assumed: {yaml_flow(list(criterion.assumed))}   # state it and delete this line"


def _render_weights(table: DecisionTable, names: Sequence[str]) -> Iterator[str]:
    if table.ranking:
        yield "\n# The most important swing first."
        yield f"weights: {yaml_flow([names[index] for index in table.ranking])}"
        return
    weights = [criterion.weight for criterion in table.criteria]
    pairs = zip(names, weights, strict=True)
    yield from render_points({name: weight.to_yaml() if weight else None for name, weight in pairs})


def _render_score(table: DecisionTable, row: int, column: int, file: str) -> str:
    option, criterion = table.options[row], table.criteria[column]
    reason = f"`{criterion.name}` of `{option}` in {make_visible(file)}; say why."
    score = table.scores.get((row, column))
    stated = f"score: {yaml_flow(score.to_yaml())}" if score is not None else "unknown: true"
    return f"{{{stated}, why: {yaml_quoted(reason)}, from: [AJ], confidence: low}}"
