"""Value of information: Gaussian closed forms, one-dimensional integrals, bounds and the permutation null."""

from __future__ import annotations

import json
from dataclasses import asdict
from math import erf, exp, pi, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.analysis.central.chances import chain
from dilemma.analysis.stress.evppi import NOTABLE, information
from dilemma.analysis.stress.unknowns import Judged, drawn
from dilemma.scenario.quantities import Quantity

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tests.analysis.conftest import ByHand, Numbers

    from dilemma.analysis.stress.stress_results import JudgementInformation
    from dilemma.analysis.stress.unknowns import Unknowns

    Floats = NDArray[np.float64]

FINE = (np.arange(20_000) + 0.5) / 20_000


def gain(mean: float, deviation: float) -> float:
    """`E[max(0, X)] − max(0, E[X])` of a normal X: `σφ(m/σ) + mΦ(m/σ) − max(m, 0)`."""
    z = mean / deviation
    density, below = exp(-z * z / 2) / sqrt(2 * pi), (1 + erf(z / sqrt(2))) / 2
    return deviation * density + mean * below - max(mean, 0.0)


def normal(mean: float, deviation: float) -> Judged:
    """A normal score, unbounded."""
    return Judged(mean, Quantity("normal", (mean, deviation)))


@pytest.mark.parametrize("mean", [0.0, 5.0])
def test_gaussian_closed_forms(by_hand: ByHand, mean: float) -> None:
    """Two options worth 0 and m + θ1 + θ2: all three values agree with the closed forms to 0.01 points.

    θ1 ~ N(0, 6²) and θ2 ~ N(0, 8²), as two scores of half weight. At m = 0 they are 3.989, 2.394 and 3.192,
    at m = 5 they are 1.978, 0.680 and 1.295; bins lose a little where the choice turns inside one.
    """
    unknowns = by_hand([[[0], [0]], [[normal(2 * mean, 12)], [normal(0, 16)]]], points=[1, 1])
    found = information(unknowns)
    assert found.evpi_judgements == pytest.approx(gain(mean, 10), abs=3e-3)
    assert found.evpi_total == pytest.approx(found.evpi_judgements, abs=1e-12)
    second, first = found.evppi
    assert (first.of, second.of) == ("scores.option1.criterion0", "scores.option1.criterion1")
    assert first.value == pytest.approx(gain(mean, 6), abs=1e-2)
    assert second.value == pytest.approx(gain(mean, 8), abs=1e-2)
    assert (first.if_low, first.if_high) == ("option0", "option1")


def close_race(by_hand: ByHand, seed: int) -> Unknowns:
    """Three options so close that most judgements could change the choice."""
    generator = np.random.default_rng(seed)
    middle = generator.uniform(40, 60, (3, 3, 3))
    middle += 50 - middle.mean(axis=(1, 2), keepdims=True)
    width = generator.uniform(5, 30, (3, 3, 1, 2))
    cells = [
        [[(m - w[0][0], m, m + w[0][1]) for m in row] for row, w in zip(option, widths, strict=True)]
        for option, widths in zip(middle, width, strict=True)
    ]
    return by_hand(cells, points=[5, 3, 2], asked=[(0.1, 0.3, 0.6), (0.2, 0.9)])


def integrated(unknowns: Unknowns) -> dict[str, float]:
    """The same values as one-dimensional integrals, which independence allows.

    A score moves its own option alone, in proportion to the mean probabilities; a chance moves the mean
    probabilities, which with a chain are those of the mean chances of the other questions.
    """
    outlooks, weights = unknowns.outlooks, unknowns.weighing.central
    means = np.array([drawn(asked, FINE).mean() for asked in outlooks.asked])
    probabilities = chain(means)
    rows = np.array([_row(unknowns, row) for row in range(len(unknowns.base))])  # [row, future, fine]
    score = rows.mean(axis=2).reshape(*unknowns.central.shape)
    in_future = np.einsum("ocf,c->of", score, weights)
    value = in_future @ probabilities
    worth = {}
    for row in unknowns.rows:
        option, criterion = divmod(row, len(weights))
        own = value[option] + weights[criterion] * (
            probabilities @ (rows[row] - rows[row].mean(1, keepdims=True))
        )
        others = np.delete(value, option).max()
        worth[unknowns.row_name(row)] = np.maximum(own, others).mean() - value.max()
    for place, asked in enumerate(outlooks.asked):
        known = np.repeat(means[None], len(FINE), axis=0)
        known[:, place] = drawn(asked, FINE)
        best = (chain(known) @ in_future.T).max(axis=1).mean()
        worth[f"futures.{unknowns.futures[place]}.chance"] = best - value.max()
    return worth


def _row(unknowns: Unknowns, row: int) -> Floats:
    cells = np.repeat(unknowns.base[row][:, None], len(FINE), axis=1)
    for shape in unknowns.shapes:
        if shape.row == row:
            cells += shape.widths[:, None] * shape.draw(FINE)
    return cells


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_dimensional_integrals(by_hand: ByHand, seed: int) -> None:
    """Judgements above the null are worth their integrals to 0.02 points, those below it next to nothing."""
    unknowns = close_race(by_hand, seed)
    found = information(unknowns)
    expected = integrated(unknowns)
    assert len(found.evppi) > 3
    for worth in found.evppi:
        assert worth.value == pytest.approx(expected.pop(worth.of), abs=0.02 + 3 * worth.value_se)
    assert all(value < found.null + 0.02 for value in expected.values())


def checked(found: JudgementInformation) -> JudgementInformation:
    """A result in order: numbers, bounds, sorted, the most valuable marked."""
    json.dumps(asdict(found), allow_nan=False)
    assert found.null >= 0
    assert 0 <= found.evpi_judgements <= found.evpi_total
    values = [worth.value for worth in found.evppi]
    assert values == sorted(values, reverse=True)
    assert all(found.null < value <= found.evpi_judgements for value in values)
    assert [worth.notable for worth in found.evppi] == [place < NOTABLE for place in range(len(values))]
    return found


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 1000))
def test_bounds(by_hand: ByHand, seed: int) -> None:
    """0 ≤ EVPPI ≤ EVPI of the judgements ≤ EVPI in total."""
    checked(information(close_race(by_hand, seed)))


def test_nothing_to_find_out(by_hand: ByHand) -> None:
    """With exact judgements only the future is worth knowing, and that is the exact EVPI of the futures."""
    found = checked(information(by_hand([[[10, 60]], [[50, 20]]], points=[1], asked=[0.25])))
    assert found.evpi_judgements == 0
    assert found.evpi_total == pytest.approx(0.25 * 50 + 0.75 * 60 - 47.5)
    assert found.evppi == ()


def test_a_safe_choice_has_nothing_to_learn(by_hand: ByHand) -> None:
    """Where one option leads whatever comes, no judgement is worth anything."""
    found = checked(information(by_hand([[[(60, 80)]], [[(10, 50)]]], points=[1])))
    assert found.evpi_judgements == found.evpi_total == 0
    assert found.evppi == ()


def test_a_judgement_of_no_weight_is_chance(by_hand: ByHand) -> None:
    """Of twenty scores without weight beside a close race at most one in 33 is reported, as promised."""
    reported = asked = 0
    for seed in range(10):
        cells: list[list[list[Numbers | Judged]]] = [[[normal(0, 10)]], [[0]]]
        cells[0] += [[(0, 100)] for _ in range(20)]
        cells[1] += [[0] for _ in range(20)]
        unknowns = by_hand(cells, points=[1] + [0] * 20)
        found = checked(information(unknowns, seed=seed))
        assert found.null > 0
        asked += 20
        reported += sum(worth.of != "scores.option0.criterion0" for worth in found.evppi)
    assert reported <= asked / 33


def test_chances_are_named_and_point_the_way(by_hand: ByHand) -> None:
    """A chance that decides the choice is named, with the option that leads at either end."""
    found = checked(information(by_hand([[[100, 0]], [[0, 100]]], points=[1], asked=[(0.1, 0.9)])))
    (worth,) = found.evppi
    assert worth.of == "futures.future0.chance"
    assert (worth.if_low, worth.if_high) == ("option1", "option0")
    assert worth.value == pytest.approx(found.evpi_judgements)
    assert worth.value == pytest.approx(20, abs=0.05)  # 50 E|2p - 1|, p uniform in 0.1 to 0.9


def test_wide_files_are_asked_their_widest_rows(by_hand: ByHand) -> None:
    """Far more rows than are asked: the judgements with the most reach are among them."""
    cells = [[[(50 - reach, 50 + reach)] for reach in range(1, 41)] for _ in range(5)]
    found = checked(information(by_hand(cells, points=[1] * 40)))
    assert {worth.of.rsplit("n", 1)[1] for worth in found.evppi} >= {"39"}


def test_the_same_bytes(by_hand: ByHand) -> None:
    """Same unknowns, samples and seed: the same result."""
    unknowns = close_race(by_hand, 5)
    assert information(unknowns) == information(unknowns)
