"""Unknowns by hand: options, criteria and futures as arrays, without a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
import pytest

from dilemma.analysis.core.probabilities import chain_probabilities
from dilemma.analysis.uncertainty.inputs import (
    FutureProbabilities,
    InputDistribution,
    Unknowns,
    Weighing,
    build_unknowns,
)
from dilemma.scenario.distributions import Exact, Quantity, Triangular, Uniform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.uncertainty.inputs import Ranking

    Numbers = float | Sequence[float]

    class ByHand(Protocol):
        """Unknowns of cells [option][criterion][future]; see `by_hand`."""

        def __call__(
            self,
            cells: Sequence[Sequence[Sequence[Numbers | InputDistribution]]],
            *,
            points: Sequence[Numbers] = (),
            places: Ranking = (),
            asked: Sequence[Numbers] = (),
            names: Sequence[str] = (),
        ) -> Unknowns:
            """The unknowns."""


FAMILIES: dict[int, type[Quantity]] = {1: Exact, 2: Uniform, 3: Triangular}


def stated(numbers: Numbers) -> Quantity:
    """A number, two or three of them as a file would have it."""
    given = (
        tuple(float(number) for number in numbers)
        if not isinstance(numbers, float | int)
        else (float(numbers),)
    )
    return FAMILIES[len(given)](given)


def judged(cell: Numbers | InputDistribution) -> InputDistribution:
    """A cell, its expected value that of its quantity."""
    if isinstance(cell, InputDistribution):
        return cell
    quantity = stated(cell)
    return InputDistribution(quantity.mean, quantity)


@pytest.fixture(scope="session")
def by_hand() -> ByHand:
    """Builds unknowns of cells in value points: a number, `(low, high)`, `(low, central, high)`, or `Judged`.

    `points` are swing points, a plain number exact; `places` the order of the criteria, by default that of
    the points; `asked` the chances of a chain; `names` the options.
    """

    def build(
        cells: Sequence[Sequence[Sequence[Numbers | InputDistribution]]],
        *,
        points: Sequence[Numbers] = (),
        places: Ranking = (),
        asked: Sequence[Numbers] = (),
        names: Sequence[str] = (),
    ) -> Unknowns:
        criteria, futures = len(cells[0]), len(cells[0][0])
        quantities = tuple(stated(each) for each in points)
        central = np.array([each.central for each in quantities] or [1.0] * criteria)
        levels = sorted(set(central.tolist()), reverse=True)
        order = tuple(tuple(np.flatnonzero(central == level).tolist()) for level in levels)
        chances = tuple(stated(each) for each in asked)
        return build_unknowns(
            options=tuple(names) or tuple(f"option{place}" for place in range(len(cells))),
            criteria=tuple(f"criterion{place}" for place in range(criteria)),
            futures=tuple(f"future{place}" for place in range(futures)),
            distributions=[[judged(cell) for cell in row] for option in cells for row in option],
            weighing=Weighing(central=central / central.sum(), points=quantities, ranking=places or order),
            future_probabilities=FutureProbabilities(
                central=chain_probabilities(np.array([each.mean for each in chances])),
                form="chain",
                chance_inputs=chances,
                shared=(None,) * len(chances),
                pins={},
            ),
        )

    return build
