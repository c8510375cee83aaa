"""Model of a scenario: criteria in a tree, value functions, every judgement in place, none computed."""

from __future__ import annotations

from dataclasses import field, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from dilemma.records import dataclass
from dilemma.scenario.schema.judgement import CONFIDENCES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.quantity import Quantity
    from dilemma.scenario.schema.files import ScenarioFile, Source
    from dilemma.scenario.schema.judgement import Judgement, Weights
    from dilemma.scenario.schema.parts import Criterion, ErrorPattern, Option, Pole, Stance
    from dilemma.scenario.schema.profile_file import ProfileFile
    from dilemma.scenario.yaml.nodes import Node


RATINGS: tuple[str, ...] = CONFIDENCES  # how sure of a judgement an analyst may be
ANALYST = "AJ"  # analyst judgement, a citation that needs no source
ALWAYS = "always"  # the one future of a scenario that names none


@dataclass(frozen=True, slots=True)
class LeafCriterion:
    """A criterion that is scored, with the groups above it, outermost first."""

    id: str
    criterion: Criterion
    pole: Pole | None
    groups: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The name shown to readers."""
        return self.criterion.title or self.id


@dataclass(frozen=True, slots=True)
class FutureChance:
    """A future with its chance; `chance` is None for the last of a chain and where none is stated."""

    id: str
    title: str
    chance: Quantity | None = None
    shared: str | None = None
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """Value points added to scores by an edit; None stands for every option or every future."""

    criterion: str
    add: float
    option: str | None = None
    future: str | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An option excluded by a hard floor: the criterion, its expected score there, and the floor."""

    option: str
    criterion: str
    value: float
    floor: float


@dataclass(frozen=True, slots=True)
class PortfolioEffect:
    """Value points added to an issue once every issue of `when` takes the option named there."""

    when: Mapping[str, str]
    shift: Shift


@dataclass(frozen=True, slots=True)
class ThresholdEffect:
    """Value points added to an issue's options of one stance once enough issues take that stance."""

    stance: Stance
    at_least: int
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A viewpoint: a profile file with its id."""

    id: str
    file: ProfileFile
    path: Path
    node: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One issue area with everything the analysis may use; edits make new ones of it.

    `rows[option, leaf]` holds one judgement for each future. `shifts` are summed, applied after the value
    function and clipped once. `pinned` sets probabilities, the rest in proportion; `evidence` multiplies
    them. `dependence[group]` is how far the signposts of a group depend on one another, where that is stated
    or counts; `evidence_by_dependence[group]` is the evidence at its least and its largest.
    `moves[option][future]` is the log-odds by which choosing an option moves a chance after all that.
    `works` are the works that the entries of `sources` stand in, in full, where their files name one.
    `screens` are the criteria whose floors are hard; `excluded` are the options they took out, once decided.
    `what_ifs` are the values set for this run alone, by path, for the record.
    """

    id: str
    path: Path
    file: ScenarioFile
    leaves: tuple[LeafCriterion, ...]
    futures: tuple[FutureChance, ...]
    chances: Literal["chain", "free", "equal"]
    weights: Weights | None
    rows: Mapping[tuple[str, str], tuple[Judgement, ...]]
    sources: Mapping[str, Source] = field(default_factory=dict)
    works: Mapping[str, str] = field(default_factory=dict)
    floors: Mapping[str, float] = field(default_factory=dict)
    screens: tuple[str, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    too_close: float = 2.0
    tie_break: Pole = "order"
    weight_spread: float = 0.5
    score_dependence: ErrorPattern = "independent"
    shifts: tuple[Shift, ...] = ()
    pinned: Mapping[str, float] = field(default_factory=dict)
    evidence: Mapping[str, float] = field(default_factory=dict)
    dependence: Mapping[str, float] = field(default_factory=dict)
    evidence_by_dependence: Mapping[str, Mapping[float, Mapping[str, float]]] = field(default_factory=dict)
    moves: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    assumed_share: float | None = None
    share: float | None = None
    profile: Profile | None = None
    what_ifs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def known_as(self) -> tuple[str, ...]:
        """Its names in profiles and observations files, its own name first, for that takes precedence."""
        original = self.file.variant_of
        return (self.id,) if original is None else (self.id, original)

    @property
    def relevance(self) -> str | None:
        """How much the issue matters to the profile it is seen through, if its file says so."""
        relevances = self.profile.file.relevance if self.profile else {}
        return next((relevances[name] for name in self.known_as if name in relevances), None)

    @property
    def options(self) -> Mapping[str, Option]:
        """The options by id, in file order."""
        return self.file.options

    @property
    def acting_share(self) -> float:
        """The share of partners that acts: the one set, else the one the scores were judged at."""
        return self.share if self.share is not None else self.assumed_share or 0.0

    @property
    def no_verdict(self) -> tuple[str, ...]:
        """Why no verdict may be given: a scale is a guess, or a judgement holds a cell open."""
        guessed = any(leaf.criterion.assumed for leaf in self.leaves)
        return (*(("scale",) if guessed else ()), *(("placeholder",) if self.placeholders else ()))

    @property
    def placeholders(self) -> tuple[tuple[str, str], ...]:
        """The options and criteria whose judgement, of some future at least, only holds its cell open."""
        return tuple(key for key, row in self.rows.items() if any(cell.placeholder for cell in row))

    @property
    def spreads_weights(self) -> bool:
        """Whether a weight stated as a plain number is taken to be off by some assumed share."""
        points = self.weights.points if self.weights else {}
        return self.weight_spread > 0.0 and any(quantity.is_exact for quantity in points.values())

    def stance(self, option: str) -> Stance:
        """Return the stance of an option: the one stated, or its own id, which need be none of the four."""
        return self.file.options[option].stance or option  # type: ignore[return-value]  # checked on loading

    def title_of(self, option: str) -> str:
        """Return the name of an option shown to readers."""
        return self.file.options[option].title or option


def drop_options(scenario: Scenario, dropped: Collection[str]) -> Scenario:
    """Return the scenario without some of its options, and without what edits add to them."""
    if not dropped:
        return scenario
    file = scenario.file
    coalition = file.coalition if file.coalition and file.coalition.option not in dropped else None
    if coalition is not None:
        also = {key: part for key, part in coalition.also.items() if key not in dropped}
        coalition = coalition.model_copy(update={"also": also})
    options = {key: option for key, option in file.options.items() if key not in dropped}
    return replace(
        scenario,
        file=file.model_copy(update={"options": options, "coalition": coalition}),
        rows={key: row for key, row in scenario.rows.items() if key[0] not in dropped},
        shifts=tuple(shift for shift in scenario.shifts if shift.option not in dropped),
        moves={key: moves for key, moves in scenario.moves.items() if key not in dropped},
    )


def list_leaf_criteria(criteria: Mapping[str, Criterion]) -> tuple[LeafCriterion, ...]:
    """Return the criteria that are scored, in file order; one without a pole has that of its group."""
    return tuple(leaf for _, leaf in _walk_leaves(criteria, (), None))


def walk_criteria(criteria: Mapping[str, Criterion]) -> Iterator[tuple[KeyPath, str, Criterion]]:
    """Yield every criterion of the tree, groups included, with its path in the file and its id."""
    yield from _walk_paths(criteria, ())


def _walk_leaves(
    criteria: Mapping[str, Criterion], groups: tuple[str, ...], pole: Pole | None
) -> Iterator[tuple[str, LeafCriterion]]:
    for key, criterion in criteria.items():
        # The pole of the nearest group that has one.
        own_pole = criterion.pole or pole
        if criterion.criteria:
            yield from _walk_leaves(criterion.criteria, (*groups, key), own_pole)
        else:
            yield key, LeafCriterion(key, criterion, own_pole, groups)


def _walk_paths(criteria: Mapping[str, Criterion], path: KeyPath) -> Iterator[tuple[KeyPath, str, Criterion]]:
    for key, criterion in criteria.items():
        criterion_path = (*path, "criteria", key)
        yield criterion_path, key, criterion
        yield from _walk_paths(criterion.criteria, criterion_path)


def signpost_groups(file: ScenarioFile) -> tuple[str, ...]:
    """Return the groups whose members can repeat one another: those of two signposts or more that tell."""
    groups = [signpost.group for signpost in file.signposts.values() if signpost.group and signpost.tells]
    return tuple(group for group in dict.fromkeys(groups) if groups.count(group) > 1)


ValuePoints = tuple[tuple[float, float], ...]

_LINEAR_POINTS: ValuePoints = ((0.0, 0.0), (100.0, 100.0))


def value_points_of(criterion: Criterion) -> ValuePoints:
    """Return the points of a criterion's value function as (level, value), from worst to best."""
    if criterion.value:
        return criterion.value
    if criterion.scale:
        return ((criterion.scale.worst, 0.0), (criterion.scale.best, 100.0))
    return _LINEAR_POINTS


def interpolate_value(level: float, value_points: ValuePoints) -> float:
    """Return the value of a level by linear interpolation, and beyond the last points by extrapolation.

    Levels outside the scale only come from distributions and from normal tails; a stated score outside the
    scale is refused on loading.
    """
    rising = value_points[-1][0] > value_points[0][0]
    for (start, low), (stop, high) in pairwise(value_points):
        # The last piece takes every level beyond it, and the first every level before it.
        is_last = stop == value_points[-1][0]
        if is_last or (level <= stop if rising else level >= stop):
            return low + (high - low) * (level - start) / (stop - start)
    raise ValueError("a value function needs two corners")


@lru_cache(maxsize=4096)  # most judgements of a large table recur
def expected_value(quantity: Quantity, value_points: ValuePoints, added: float = 0.0) -> float:
    """Return the mean of the values of a quantity, exact by the straight pieces of its value function.

    `E v(X) = v(x0) + s0·(E X − x0) + Σ_k (s_k − s_{k−1})·E max(0, X − x_k)`: a bend at x_k adds its change of
    slope times the mean of what lies beyond it.

    Args:
        quantity: in the unit of the criterion.
        value_points: (level, value) from worst to best; the end pieces extend beyond them.
        added: value points added to every value; if it is not 0, the sum is clipped to 0-100.
    """
    low, high = quantity.bounds
    points = sorted(value_points)
    if added:
        if not quantity.unbounded and low == high:
            return min(100.0, max(0.0, interpolate_value(low, value_points) + added))
        points = _clipped_points(points, added)
        if not points:  # flat ends keep every value beyond one end of the scale
            return 100.0 if value_points[0][1] + added >= 100.0 else 0.0
    elif not quantity.unbounded and not any(low < level < high for level, _ in points[1:-1]):
        # One straight piece: the value of the mean, free of the roundoff of the sum.
        return _value_on_piece(quantity.mean, low, high, points)
    slopes = [(end - start) / (stop - begin) for (begin, start), (stop, end) in pairwise(points)]
    if added:
        slopes = [0.0, *slopes, 0.0]  # nothing rises beyond the clip
        bends, total = points, points[0][1]
    else:
        bends, total = points[1:-1], points[0][1] + slopes[0] * (quantity.mean - points[0][0])
    for (level, _), (before, after) in zip(bends, pairwise(slopes), strict=True):
        if after != before:
            total += (after - before) * quantity.excess(level)
    return total


def _value_on_piece(level: float, low: float, high: float, points: Sequence[tuple[float, float]]) -> float:
    """Return the value of a level on the one straight piece that holds the whole range."""
    middle = (low + high) / 2.0
    for (begin, start), (stop, end) in pairwise(points):
        if middle <= stop or stop == points[-1][0]:
            return start + (end - start) * (level - begin) / (stop - begin)
    raise ValueError("a value function needs two corners")


def _clipped_points(points: Sequence[tuple[float, float]], added: float) -> list[tuple[float, float]]:
    """Return the points of the function with value points added, cut where it leaves 0-100.

    The first and the last point lie where it is flat beyond: on an end of the scale.
    """
    lines = [(begin, start + added, stop, end + added) for (begin, start), (stop, end) in pairwise(points)]
    crossings: set[tuple[float, float]] = set()
    for index, (begin, start, stop, end) in enumerate(lines):
        if start == end:
            continue
        for limit in (0.0, 100.0):
            level = begin + (limit - start) * (stop - begin) / (end - start)
            after_start = level >= begin or index == 0
            if after_start and (level <= stop or index == len(lines) - 1):
                crossings.add((level, limit))
    # A point within roundoff of an end of the scale is a crossing already.
    inside = {(level, value + added) for level, value in points if 1e-9 < value + added < 100.0 - 1e-9}
    return sorted(crossings | inside)


def score_limits(criterion: Criterion) -> tuple[float, float]:
    """Return the lowest and the highest number that a score on this criterion may be."""
    levels = [level for level, _ in value_points_of(criterion)]
    return min(levels), max(levels)
