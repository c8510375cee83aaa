"""What it would be worth to settle one judgement before choosing: value of partial perfect information.

Weights are held at their central values: a preference is not found out. Learning one judgement is worth what
choosing anew at each of its values gains on average, `E[max_o E(U_o | judgement)] − max_o E(U_o)`, where the
value U_o of an option is averaged over the futures already.

The judgements are independent, so the inner mean needs no sampling. A score row moves its own option alone
and adds its weight times its own deviation from its mean, at the mean probabilities. A chance moves the mean
probabilities, which with a chain are those of the mean chances of the other questions; where chances are
normalised, pinned or revised the mean is taken over evenly spread draws of the others. What is left is an
integral over one judgement, on `GRID` equally likely values: it has no sampling error, is never negative, and
clips, bends and distributions of any shape need no case of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.chances import chain
from dilemma.analysis.stress import sobol
from dilemma.analysis.stress.stress_results import Worth
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.stress.unknowns import Outlooks, Shape, Unknowns

GRID = 4096
"""Equally likely values of a judgement: the middles of equal parts of its distribution."""

COARSE = 256
"""Values of a chance whose conditional probabilities are themselves averages."""

OTHERS = 2048
"""Draws of the other chances in such an average."""

NOTABLE = 5
"""How many of the most valuable judgements are marked."""

_FINE = (np.arange(GRID) + 0.5) / GRID


def worth_of_each(unknowns: Unknowns) -> tuple[Worth, ...]:
    """What settling each judgement would be worth, those worth anything, the most valuable first."""
    expected = _Expected(unknowns)
    found = [each for each in (*expected.chances(), *expected.rows()) if each.value > TIE]
    ranked = sorted(found, key=lambda each: -each.value)
    return tuple(each.worth(notable=place < NOTABLE) for place, each in enumerate(ranked))


@dataclass(frozen=True, slots=True)
class _Settled:
    """One judgement settled: what that is worth, and who leads at the lowest and highest of its values."""

    of: str
    value: float
    if_low: str
    if_high: str

    def worth(self, *, notable: bool) -> Worth:
        """The same as a result."""
        return Worth(of=self.of, value=self.value, if_low=self.if_low, if_high=self.if_high, notable=notable)


class _Expected:
    """What is expected of every option, and how one judgement changes it."""

    def __init__(self, unknowns: Unknowns) -> None:
        self.unknowns = unknowns
        self.weights = unknowns.weighing.central
        self.probabilities = _means(unknowns.outlooks)
        cells = unknowns.base.copy()
        for shape in unknowns.shapes:
            cells[shape.row] += shape.widths * _mean(shape)
        self.in_future = np.einsum("ocf,c->of", cells.reshape(unknowns.central.shape), self.weights)
        self.value = self.in_future @ self.probabilities

    def chances(self) -> Iterator[_Settled]:
        """Every chance that is not exact, settled."""
        outlooks = self.unknowns.outlooks
        for place, quantity in enumerate(outlooks.asked):
            if quantity.family != "exact" and outlooks.draw_of(place) == place:
                values = _conditional(outlooks, place) @ self.in_future.T
                yield _settled(
                    f"futures.{self.unknowns.futures[place]}.chance", values, self.unknowns.options
                )

    def rows(self) -> Iterator[_Settled]:
        """Every score row that could change the choice, settled."""
        shapes: dict[int, list[Shape]] = {}
        for shape in self.unknowns.shapes:
            shapes.setdefault(shape.row, []).append(shape)
        for row, own in sorted(shapes.items()):
            option, criterion = divmod(row, len(self.weights))
            widths = [self.weights[criterion] * float(shape.widths @ self.probabilities) for shape in own]
            rival = self._rival(option)
            if rival is not None and self._matters(option, rival, own, widths):
                values = np.tile(self.value[[option, rival]], (GRID, 1))
                for shape, width in zip(own, widths, strict=True):
                    draws = shape.draw(_FINE)
                    values[:, 0] += width * (draws - draws.mean())
                names = self.unknowns.options[option], self.unknowns.options[rival]
                yield _settled(self.unknowns.row_name(row), values, names)

    def _rival(self, option: int) -> int | None:
        """The best of the other options, if there are any."""
        others = [place for place in np.argsort(-self.value, kind="stable") if place != option]
        return int(others[0]) if others else None

    def _matters(self, option: int, rival: int, shapes: list[Shape], widths: list[float]) -> bool:
        """Whether the option could lose or take the lead: a look at the ends of the row is enough."""
        low = high = ahead = float(self.value[option] - self.value[rival])
        for shape, width in zip(shapes, widths, strict=True):
            (least, most), mean = _ends(shape), _mean(shape)
            low, high = low + width * (least - mean), high + width * (most - mean)
        return low < 0.0 if ahead >= 0.0 else high > 0.0


def _settled(of: str, values: Floats, options: Sequence[str]) -> _Settled:
    """A judgement from the expected values [value of the judgement, option] once it is known."""
    gain = values.max(axis=1).mean() - values.mean(axis=0).max()
    low, high = (options[int(np.argmax(values[end]))] for end in (0, -1))
    return _Settled(of, float(gain), low, high)


def _mean(shape: Shape) -> float:
    """The mean of a standard draw."""
    if shape.bend is None and shape.family == "uniform":
        return 0.5
    if shape.bend is None and shape.family == "triangular":
        return (1.0 + shape.parameters[0]) / 3.0
    return float(shape.draw(_FINE).mean())


def _ends(shape: Shape) -> tuple[float, float]:
    """The least and the greatest standard draw of the grid, or a little beyond."""
    if shape.bend is None and shape.family in {"uniform", "triangular"}:
        return 0.0, 1.0
    least, most = shape.draw(_FINE[[0, -1]])
    return float(least), float(most)


def _means(outlooks: Outlooks) -> Floats:
    """The mean probabilities of the futures, [future]."""
    if _multilinear(outlooks):
        return chain(np.array([outlooks.chance(place, _FINE).mean() for place in range(len(outlooks.asked))]))
    return np.asarray(outlooks.probabilities(_others(outlooks)).mean(axis=0))


def _conditional(outlooks: Outlooks, place: int) -> Floats:
    """The mean probabilities once one chance is known, [value of the chance, future]."""
    if _multilinear(outlooks):
        means = [outlooks.chance(other, _FINE).mean() for other in range(len(outlooks.asked))]
        asked = np.tile(np.array(means), (GRID, 1))
        asked[:, place] = outlooks.chance(place, _FINE)
        return chain(asked)
    others = _others(outlooks)
    settled = [other for other in range(len(outlooks.asked)) if outlooks.draw_of(other) == place]
    coarse = (np.arange(COARSE) + 0.5) / COARSE
    known = np.stack([outlooks.chance(other, coarse) for other in settled], axis=-1)
    found = np.empty((COARSE, len(outlooks.central)))
    for row, values in zip(found, known, strict=True):
        others[:, settled] = values
        row[:] = outlooks.probabilities(others).mean(axis=0)
    return found


def _multilinear(outlooks: Outlooks) -> bool:
    """Whether every probability is a product of chances and their complements, each of its own."""
    alone = all(outlooks.draw_of(place) == place for place in range(len(outlooks.asked)))
    return outlooks.form == "chain" and alone and not outlooks.pins and outlooks.likelihoods is None


def _others(outlooks: Outlooks) -> Floats:
    """Evenly spread draws of all chances, [draw, chance]."""
    return outlooks.chances(sobol.points(OTHERS, len(outlooks.asked), seed=0, scramble=None).T)
