"""Value of settling one judgement: closed forms, nested Monte Carlo, bounds."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from math import erf, exp, pi, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.analysis.uncertainty.inputs import InputDistribution, ValueTransform
from dilemma.analysis.uncertainty.quantiles import draw_quantity
from dilemma.analysis.uncertainty.value_of_information import (
    _NOTABLE_COUNT,
    judgement_information,
    partial_information_values,
)
from dilemma.scenario.distributions import Normal, Triangular
from dilemma.scenario.model import expected_value

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tests.analysis.conftest import ByHand, Numbers

    from dilemma.analysis.results.sensitivity import JudgementInformation
    from dilemma.analysis.uncertainty.inputs import Unknowns

    Floats = NDArray[np.float64]

OUTER, INNER = 64, 20_000
FREE = tuple(Triangular(ends) for ends in ((0.1, 0.3, 0.6), (0.2, 0.3, 0.9), (0.1, 0.4, 0.5)))


def gain(mean: float, deviation: float) -> float:
    """`E[max(0, X)] − max(0, E[X])` of a normal X: `σφ(m/σ) + mΦ(m/σ) − max(m, 0)`."""
    z = mean / deviation
    density, below = exp(-z * z / 2) / sqrt(2 * pi), (1 + erf(z / sqrt(2))) / 2
    return deviation * density + mean * below - max(mean, 0.0)


def normal(mean: float, deviation: float) -> InputDistribution:
    """A normal score, unbounded."""
    return InputDistribution(mean, Normal((mean, deviation)))


@pytest.mark.parametrize("mean", [0.0, 5.0])
def test_gaussian_closed_forms(by_hand: ByHand, mean: float) -> None:
    """Two options worth 0 and m + θ1 + θ2: the value of settling each θ is the closed form to 1e-3 points.

    θ1 ~ N(0, 6²) and θ2 ~ N(0, 8²), as two scores of half weight. At m = 0 they are 2.394 and 3.192, at
    m = 5 they are 0.680 and 1.295, and both together 3.989 and 1.978.
    """
    unknowns = by_hand([[[0], [0]], [[normal(2 * mean, 12)], [normal(0, 16)]]], points=[1, 1])
    found = judgement_information(unknowns)
    assert found.evpi_judgements == pytest.approx(gain(mean, 10), abs=3e-3)
    assert found.evpi_total == pytest.approx(found.evpi_judgements, abs=1e-12)
    second, first = found.evppi
    assert (first.of, second.of) == ("scores.option1.criterion0", "scores.option1.criterion1")
    assert first.value == pytest.approx(gain(mean, 6), abs=1e-3)
    assert second.value == pytest.approx(gain(mean, 8), abs=1e-3)
    assert (first.if_low, first.if_high) == ("option0", "option1")


def test_a_uniform_score_in_closed_form(by_hand: ByHand) -> None:
    """A score uniform in 0–100 against a sure 60 is worth `(100 − 60)² / 200` = 8 points."""
    (worth,) = partial_information_values(by_hand([[[60]], [[(0, 100)]]], points=[1]))
    assert worth.value == pytest.approx(8.0, abs=1e-4)


SCALE = ((0.0, 0.0), (100.0, 100.0))
SPREAD = Normal((30.0, 30.0))
BENT = InputDistribution(
    expected_value(SPREAD, SCALE, 25.0), SPREAD, ValueTransform(knots=SCALE, added=25, clipped=True)
)


def close_race(by_hand: ByHand, seed: int, first: InputDistribution | None = None) -> Unknowns:
    """Three options so close that most judgements could change the choice; `first` in place of one cell."""
    generator = np.random.default_rng(seed)
    middle = generator.uniform(40, 60, (3, 3, 3))
    middle += 50 - middle.mean(axis=(1, 2), keepdims=True)
    width = generator.uniform(5, 30, (3, 3, 1, 2))
    cells: list[list[list[Numbers | InputDistribution]]] = [
        [[(m - w[0][0], m, m + w[0][1]) for m in row] for row, w in zip(option, widths, strict=True)]
        for option, widths in zip(middle, width, strict=True)
    ]
    if first is not None:
        cells[0][0][0] = first
    return by_hand(cells, points=[5, 3, 2], asked=[(0.1, 0.3, 0.6), (0.2, 0.9)])


class Nested:
    """Nested Monte Carlo from the definitions: one judgement held, all others drawn plainly."""

    def __init__(self, unknowns: Unknowns, seed: int = 8) -> None:
        generator = np.random.default_rng(seed)
        self.unknowns = unknowns
        self._totals: list[float] = []
        self.rows = generator.random((len(unknowns.base), INNER))
        self.chances = generator.random((len(unknowns.future_probabilities.chance_inputs), INNER))

    def worth_of_row(self, row: int) -> float:
        """The worth of settling a score row."""
        return self._worth(self.rows[row])

    def worth_of_chance(self, place: int) -> float:
        """The worth of settling a chance."""
        return self._worth(self.chances[place])

    def _worth(self, held: Floats) -> float:
        before = held.copy()
        known, self._totals = [], []
        for u in (np.arange(OUTER) + 0.5) / OUTER:
            held[:] = u
            known.append(self._values().mean(axis=1))
        held[:] = before
        weighted = np.array(known) / np.mean(self._totals)
        return float(weighted.max(axis=1).mean() - weighted.mean(axis=0).max())

    def _values(self) -> Floats:
        """Values of the options, [option, draw], averaged over futures, times the weight of the draw."""
        unknowns = self.unknowns
        cells = np.repeat(unknowns.base[:, :, None], INNER, axis=2)
        for shape in unknowns.shapes:
            cells[shape.row] += shape.widths[:, None] * shape.draw(self.rows[shape.row])
        asked = [
            np.clip(draw_quantity(each, u), 0, 1)
            for each, u in zip(unknowns.future_probabilities.chance_inputs, self.chances, strict=True)
        ]
        beliefs = unknowns.future_probabilities
        chances = np.array(asked).reshape(-1, INNER).T
        probabilities = replace(beliefs, likelihoods=None).probabilities(chances)
        if beliefs.likelihoods is not None:
            # A draw counts by how well it foretold the evidence: prior times likelihood, not normalised.
            probabilities = probabilities * beliefs.likelihoods
        self._totals.append(probabilities.sum(axis=1).mean())
        options, criteria, _ = unknowns.central.shape
        scores = np.einsum("rfn,nf->rn", cells, probabilities).reshape(options, criteria, -1)
        return np.asarray(np.einsum("ocn,c->on", scores, unknowns.weighing.central))


FORMS: dict[str, dict[str, object]] = {
    "chain": {},
    "free": {"form": "free", "chance_inputs": FREE, "shared": (None,) * 3},
    "pinned": {"pins": {2: 0.3}},
    "evidence": {"likelihoods": np.array([0.9, 0.4, 0.2])},
}


@pytest.mark.parametrize(("form", "seed"), list(zip(FORMS, (1, 2, 1, 2), strict=True)))
def test_nested_monte_carlo_agrees(by_hand: ByHand, form: str, seed: int) -> None:
    """Every judgement is worth what plain draws of all the others say, however probabilities come about.

    The scores are triangular, and one of them normal, shifted and clipped to 0–100.
    """
    race = close_race(by_hand, seed, first=BENT)
    beliefs = replace(race.future_probabilities, **FORMS[form])  # type: ignore[arg-type]
    if form != "chain":
        means = np.array([[each.mean for each in beliefs.chance_inputs]])
        beliefs = replace(beliefs, central=beliefs.probabilities(means)[0])
    unknowns = replace(race, future_probabilities=beliefs)
    twin = Nested(unknowns)
    found = {each.of: each.value for each in partial_information_values(unknowns)}
    assert len(found) > 3
    for row in (0, *unknowns.rows[:3]):
        expected = twin.worth_of_row(row)
        assert found.get(unknowns.row_name(row), 0.0) == pytest.approx(expected, abs=0.06)
    for place in range(len(unknowns.future_probabilities.chance_inputs)):
        expected = twin.worth_of_chance(place)
        name = f"futures.{unknowns.futures[place]}.chance"
        assert found.get(name, 0.0) == pytest.approx(expected, abs=0.06)


def checked(found: JudgementInformation) -> JudgementInformation:
    """A result in order: numbers, bounds, sorted, the most valuable marked."""
    json.dumps(asdict(found), allow_nan=False)
    assert 0 <= found.evpi_judgements <= found.evpi_total
    values = [worth.value for worth in found.evppi]
    assert values == sorted(values, reverse=True)
    assert all(0 < value <= found.evpi_judgements for value in values)
    assert [worth.notable for worth in found.evppi] == [
        place < _NOTABLE_COUNT for place in range(len(values))
    ]
    return found


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 1000))
def test_bounds(by_hand: ByHand, seed: int) -> None:
    """0 ≤ EVPPI ≤ EVPI of the judgements ≤ EVPI in total, and sampling alone says so within its error."""
    found = checked(judgement_information(close_race(by_hand, seed)))
    sampled = found.evpi_judgements + 5 * found.evpi_judgements_se
    assert all(worth.value <= sampled for worth in found.evppi)


def test_nothing_to_find_out(by_hand: ByHand) -> None:
    """With exact judgements only the future is worth knowing, and that is the exact EVPI of the futures."""
    found = checked(judgement_information(by_hand([[[10, 60]], [[50, 20]]], points=[1], asked=[0.25])))
    assert found.evpi_judgements == 0
    assert found.evpi_total == pytest.approx(0.25 * 50 + 0.75 * 60 - 47.5)
    assert found.evppi == ()


def test_a_safe_choice_has_nothing_to_learn(by_hand: ByHand) -> None:
    """Where one option leads whatever comes, no judgement is worth anything; nor where there is but one."""
    for cells in ([[[(60, 80)]], [[(10, 50)]]], [[[(60, 80)]]]):
        found = checked(judgement_information(by_hand(cells, points=[1])))
        assert found.evpi_judgements == found.evpi_total == 0
        assert found.evppi == ()


def test_a_judgement_of_no_weight_is_worth_nothing(by_hand: ByHand) -> None:
    """Of twenty scores without weight beside a close race none is reported."""
    cells: list[list[list[Numbers | InputDistribution]]] = [[[normal(0, 10)]], [[0]]]
    cells[0] += [[(0, 100)] for _ in range(20)]
    cells[1] += [[0] for _ in range(20)]
    (worth,) = checked(judgement_information(by_hand(cells, points=[1] + [0] * 20))).evppi
    assert worth.of == "scores.option0.criterion0"


def test_a_small_worth_is_exact(by_hand: ByHand) -> None:
    """A score that overtakes in one case of a hundred is worth `w²/2` of what is above: 0.005 points."""
    (worth,) = partial_information_values(by_hand([[[99]], [[(0, 100)]]], points=[1]))
    assert worth.value == pytest.approx(0.005, rel=1e-3)
    assert (worth.if_low, worth.if_high) == ("option0", "option1")


def test_chances_are_named_and_point_the_way(by_hand: ByHand) -> None:
    """A chance that decides the choice is named, with the option that leads at either end."""
    found = checked(judgement_information(by_hand([[[100, 0]], [[0, 100]]], points=[1], asked=[(0.1, 0.9)])))
    (worth,) = found.evppi
    assert worth.of == "futures.future0.chance"
    assert (worth.if_low, worth.if_high) == ("option1", "option0")
    assert worth.value == pytest.approx(20, abs=1e-4)  # 50 E|2p - 1|, p uniform in 0.1 to 0.9
    assert found.evpi_judgements == pytest.approx(20, abs=0.05)


def test_a_future_pinned_leaves_no_chance_to_learn(by_hand: ByHand) -> None:
    """Where every probability is pinned no chance is worth anything."""
    race = close_race(by_hand, 1)
    pinned = replace(
        race, future_probabilities=replace(race.future_probabilities, pins={0: 0.2, 1: 0.3, 2: 0.5})
    )
    assert not [worth for worth in partial_information_values(pinned) if worth.of.startswith("futures.")]


def test_every_row_of_a_wide_file_is_asked(by_hand: ByHand) -> None:
    """Of 200 rows in a dead heat each is worth something, the wider the more."""
    cells = [[[(50 - reach, 50 + reach)] for reach in range(1, 41)] for _ in range(5)]
    found = partial_information_values(by_hand(cells, points=[1] * 40))
    assert len(found) == 200
    assert [worth.of.rsplit("n", 1)[1] for worth in found[:5]] == ["39"] * 5


def test_the_same_bytes(by_hand: ByHand) -> None:
    """Same unknowns, samples and seed: the same result."""
    unknowns = close_race(by_hand, 5)
    assert judgement_information(unknowns) == judgement_information(unknowns)
