"""Unknowns of a scenario as arrays: what an uncertainty analysis may move, and how far.

A score row is one option on one criterion; its judgements in all futures share one draw, so that errors move
together. Every judgement is a low end plus a width times a standard draw of its family (`quantiles`), so a
row needs one standard draw for each family and shape among its cells, not one for each cell.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from dilemma.analysis.core.probabilities import (
    chain_probabilities,
    move_probabilities,
    pin_probabilities,
    posterior_probabilities,
)
from dilemma.analysis.uncertainty.quantiles import draw_quantity, standard_quantile
from dilemma.records import dataclass
from dilemma.scenario.quantity import rounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.analysis.core.scores import Floats
    from dilemma.scenario.distributions import Quantity
    from dilemma.scenario.schema.parts import ErrorPattern

ChanceForm: TypeAlias = Literal["chain", "free", "equal"]
Ranking: TypeAlias = "tuple[tuple[int, ...], ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueTransform:
    """The transform of levels to value points: a piecewise linear function, an edit and one clip.

    `knots` are (level, value) pairs from worst to best; the end pieces extend beyond them.
    """

    knots: tuple[tuple[float, float], ...]
    added: float = 0.0
    clipped: bool = False

    def __call__(self, levels: Floats) -> Floats:
        """Return the value points of levels."""
        starts = np.array([level for level, _ in self.knots])
        values = np.array([value for _, value in self.knots])
        slopes = np.diff(values) / np.diff(starts)
        side = 1.0 if starts[-1] > starts[0] else -1.0
        result = values[0] + self.added + slopes[0] * (levels - starts[0])
        for corner, change in zip(starts[1:-1], np.diff(slopes), strict=True):
            result += change * side * np.maximum(side * (levels - corner), 0.0)
        return np.asarray(np.clip(result, 0.0, 100.0) if self.clipped else result)


@dataclass(frozen=True, slots=True, eq=False)
class InputDistribution:
    """A judgement of a score row: its expected value points and its quantity.

    The quantity is in value points, or in levels that `transform` turns into value points.
    """

    mean: float
    quantity: Quantity
    transform: ValueTransform | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RowShape:
    """A standard draw of one score row, and its width in each future.

    Attributes:
        row: option times the number of criteria, plus criterion.
        standard: the quantity drawn, the standard member of its family.
        widths: value points for each unit of the draw, [future]; 0 where another shape serves.
        level: start and width that turn the draw into a level for `transform`.
        transform: None for a judgement already in value points.
    """

    row: int
    standard: Quantity
    widths: Floats
    level: tuple[float, float] = (0.0, 1.0)
    transform: ValueTransform | None = None

    def draw(self, u: Floats) -> Floats:
        """Return the standard draw at `u`; it never falls in u, so that the row's cells move together."""
        falls = self.transform is not None and self.transform.knots[0][0] > self.transform.knots[-1][0]
        draws = standard_quantile(self.standard, 1.0 - u if falls else u)
        return draws if self.transform is None else self.transform(self.level[0] + self.level[1] * draws)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weighing:
    """The judgements of the weights.

    Attributes:
        central: the weights as given, [criterion], summing to 1.
        points: swing points by criterion, a plain number already widened; empty when none are stated.
        ranking: criteria from the most to the least important; those that tie stand together.
    """

    central: Floats
    points: tuple[Quantity, ...]
    ranking: Ranking


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FutureProbabilities:
    """The judgements of the probabilities of the futures.

    Attributes:
        central: after pins and evidence, [future].
        form: a chain of questions, free probabilities, or none stated.
        chance_inputs: the judged chances: one fewer than futures in a chain, as many when free, else none.
        shared: for each chance, the name under which other scenarios share its draw, or None.
        pins: probabilities set, by index of the future.
        likelihoods: evidence, [future], or None.
        moves: log-odds by which choosing an option moves a chance after all that, [option, future], or None.
    """

    central: Floats
    form: ChanceForm
    chance_inputs: tuple[Quantity, ...] = ()
    shared: tuple[str | None, ...] = ()
    pins: Mapping[int, float]
    likelihoods: Floats | None = None
    moves: Floats | None = None

    def chance(self, index: int, u: Floats) -> Floats:
        """Return one of the chances at `u`, clipped to 0–1."""
        return np.clip(draw_quantity(self.chance_inputs[index], u), 0.0, 1.0)

    def draw_index(self, index: int) -> int:
        """Return the index of the first chance with the same draw: its own unless the draw is shared."""
        name = self.shared[index]
        return index if name is None else self.shared.index(name)

    def chances(self, numbers: Floats) -> Floats:
        """Return all chances [sample, chance] at uniform numbers [row, sample], at least one row a chance."""
        chances = [self.chance(i, numbers[self.draw_index(i)]) for i in range(len(self.chance_inputs))]
        return np.stack(chances, axis=-1) if chances else np.empty((numbers.shape[1], 0))

    def sample(self, numbers: Floats) -> Floats:
        """Return the probabilities with the chances at such numbers, [future, sample]."""
        return np.ascontiguousarray(self.probabilities(self.chances(numbers)).T)

    def probabilities(self, chances: Floats) -> Floats:
        """Return probabilities [sample, future] given chances [sample, chance], with pins and evidence."""
        prior = self.prior(chances)
        return prior if self.likelihoods is None else posterior_probabilities(prior, self.likelihoods)

    def prior(self, chances: Floats) -> Floats:
        """Return probabilities [sample, future] given chances [sample, chance], pinned, before evidence."""
        if self.form == "chain":
            probabilities = chain_probabilities(chances)
        elif self.form == "free":
            probabilities = chances / chances.sum(axis=-1, keepdims=True)
        else:
            probabilities = np.full((len(chances), len(self.central)), 1.0 / len(self.central))
        return pin_probabilities(probabilities, dict(self.pins))

    def evidence_weights(self, numbers: Floats) -> Floats | None:
        """Return how likely the evidence was with the chances at such numbers, `Σ_f p[f]·L[f]`, [sample].

        Returns:
            None without evidence, where all samples count alike.
        """
        return None if self.likelihoods is None else self.prior(self.chances(numbers)) @ self.likelihoods

    def expected_values(self, values: Floats) -> Floats:
        """Return values averaged over futures, [option], given values [option, future] at the centre."""
        if self.moves is None:
            return np.asarray(values @ self.central)
        return np.asarray(np.einsum("of,of->o", values, move_probabilities(self.central, self.moves)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unknowns:
    """The unknowns of a scenario, in value points.

    A cell is its `base` [row, future] plus, over the shapes of its row, width times draw. `central` are the
    expected scores, [option, criterion, future]. `dependence` says which rows share one draw: none, those of
    an option, or those of a criterion.
    """

    options: tuple[str, ...]
    criteria: tuple[str, ...]
    futures: tuple[str, ...]
    central: Floats
    base: Floats
    shapes: tuple[RowShape, ...]
    weighing: Weighing
    future_probabilities: FutureProbabilities
    dependence: ErrorPattern = "independent"

    @property
    def row_widths(self) -> dict[int, float]:
        """The range of each score row that is not exact, averaged over futures, in value points."""
        widths: dict[int, float] = {}
        by_future = np.array([shape.widths for shape in self.shapes]).reshape(-1, len(self.futures))
        averages = by_future @ self.future_probabilities.central
        for shape, average in zip(self.shapes, averages.tolist(), strict=True):
            widths[shape.row] = widths.get(shape.row, 0.0) + _draw_range(shape) * average
        return widths

    @property
    def rows(self) -> tuple[int, ...]:
        """The score rows that are not exact, the widest first."""
        widths = self.row_widths
        return tuple(sorted(widths, key=lambda row: (-rounded(widths[row]), row)))

    def draw_of_rows(self, rows: Sequence[int]) -> dict[int, int]:
        """Return the index, among rows that are not exact, of the one whose draw each has.

        That is the row itself, or the first of its option or criterion. A draw never falls in its uniform
        number, so rows that share one are all high in value or all low.
        """
        if self.dependence == "independent":
            return {row: index for index, row in enumerate(rows)}
        place = 0 if self.dependence == "by_option" else 1
        owners = [divmod(row, len(self.criteria))[place] for row in rows]
        first = {owner: index for index, owner in reversed(list(enumerate(owners)))}
        return {row: first[owner] for row, owner in zip(rows, owners, strict=True)}

    def row_name(self, row: int) -> str:
        """Return a score row as a path into the file: `scores.option.criterion`."""
        option, criterion = divmod(row, len(self.criteria))
        return f"scores.{self.options[option]}.{self.criteria[criterion]}"


def _draw_range(shape: RowShape) -> float:
    """Return the range of a draw: all of it, or two standard deviations to either side of a normal's mean."""
    if shape.transform is None and not shape.standard.unbounded:
        low, high = shape.standard.bounds
        return high - low
    ends = shape.draw(np.array([0.025, 0.975] if shape.standard.unbounded else [1e-9, 1.0 - 1e-9]))
    return float(ends[1] - ends[0])


def build_unknowns(
    *,
    options: tuple[str, ...],
    criteria: tuple[str, ...],
    futures: tuple[str, ...],
    distributions: Sequence[Sequence[InputDistribution]],
    weighing: Weighing,
    future_probabilities: FutureProbabilities,
) -> Unknowns:
    """Return the unknowns of judgements [row][future], rows running over options, then criteria."""
    base = np.zeros((len(distributions), len(futures)))
    shapes: list[RowShape] = []
    for row, cells in enumerate(distributions):
        base[row], row_shapes = _row_shapes(row, tuple(cells))
        shapes += row_shapes
    central = np.array([[cell.mean for cell in cells] for cells in distributions])
    return Unknowns(
        options=options,
        criteria=criteria,
        futures=futures,
        central=central.reshape(len(options), len(criteria), len(futures)),
        base=base,
        shapes=tuple(shapes),
        weighing=weighing,
        future_probabilities=future_probabilities,
    )


@lru_cache(maxsize=2048)  # a row that comes again comes as the same objects
def _row_shapes(row: int, cells: tuple[InputDistribution, ...]) -> tuple[Floats, tuple[RowShape, ...]]:
    """Return the base of a row, [future], and its shapes, one for each family and shape that occurs."""
    base = np.zeros(len(cells))
    straight: dict[Quantity, Floats] = {}
    shapes = []
    for future, cell in enumerate(cells):
        standard, start, width = _standardized(cell.quantity)
        if standard.is_exact:
            base[future] = cell.mean
        elif cell.transform is None:
            base[future] = start
            if standard not in straight:
                straight[standard] = np.zeros(len(cells))
            straight[standard][future] = width
        else:
            widths = np.zeros(len(cells))
            widths[future] = 1.0
            level = (start, width)
            shapes.append(
                RowShape(row=row, standard=standard, widths=widths, level=level, transform=cell.transform)
            )
    straight_shapes = [
        RowShape(row=row, standard=standard, widths=widths) for standard, widths in straight.items()
    ]
    return base, (*straight_shapes, *shapes)


@lru_cache(maxsize=4096)  # most judgements of a large table recur
def _standardized(quantity: Quantity) -> tuple[Quantity, float, float]:
    return quantity.standardize()
