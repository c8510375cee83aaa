"""Every change of leader along a line, checked against brute-force evaluation by bisection and on a grid."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.analysis.core.decision import Decision, best_indices, build_decision
from dilemma.analysis.core.probabilities import pin_probabilities
from dilemma.analysis.sensitivity.break_evens import (
    ValueLine,
    common_lines,
    lead_changes,
    probability_lines,
    proportions_without,
    score_lines,
    weight_lines,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.core.scores import Floats


def chain(asked: Sequence[float]) -> list[float]:
    """The probabilities of a chain, one question after the other."""
    left, found = 1.0, []
    for chance in asked:
        found.append(left * chance)
        left *= 1 - chance
    return [*found, left]


def random_decision(seed: int) -> Decision:
    """A decision from a seed: two to five options, one to five criteria, two to five futures in a chain."""
    source = np.random.default_rng(seed)
    options, criteria, futures = source.integers(2, 6), source.integers(1, 6), source.integers(2, 6)
    asked = source.random(futures - 1).round(2)
    whole = source.integers(0, 101, (options, criteria, futures)).astype(np.float64)
    points = source.integers(1, 20, criteria).astype(np.float64)
    return build_decision(
        options=tuple(f"option-{place}" for place in range(options)),
        criteria=tuple(f"criterion-{place}" for place in range(criteria)),
        futures=tuple(f"future-{place}" for place in range(futures)),
        scores=whole if seed % 2 else source.random((options, criteria, futures)) * 100,
        weights=points / points.sum(),
        probabilities=np.array(chain(asked.tolist())),
        chances=asked,
    )


def lines(made: Decision) -> list[ValueLine]:
    """Every line of a decision."""
    return [*common_lines(made), *score_lines(made)]


def moved(shares: Floats, place: int, to: float) -> Floats:
    """One share set, the others in proportion."""
    result = shares * (1 - to) / (1 - shares[place])
    result[place] = to
    return np.asarray(result)


def by_hand(made: Decision, line: ValueLine, to: float) -> Floats:
    """The values of all options with one number moved and everything worked out again."""
    weights, probabilities, scores = made.weights, made.probabilities, made.scores.copy()
    if line.kind == "weight":
        weights = moved(weights, made.criteria.index(line.of), to)
    elif line.kind == "probability":
        probabilities = moved(probabilities, made.futures.index(line.of), to)
    elif line.kind == "chance":
        asked = made.chances.tolist()
        asked[made.futures.index(line.of)] = to
        probabilities = np.array(chain(asked))
    else:
        _, option, criterion = line.of.split(".")
        row = scores[made.options.index(option), made.criteria.index(criterion)]
        row += to - row @ probabilities
    return np.array([weights @ table @ probabilities for table in scores])


def root(made: Decision, line: ValueLine, low: float, high: float) -> float:
    """Where the leader at `low` and the leader at `high` tie, by bisection."""
    before, after = (best_indices(by_hand(made, line, to))[0] for to in (low, high))
    assert before != after
    for _ in range(50):
        middle = (low + high) / 2
        values = by_hand(made, line, middle)
        low, high = (middle, high) if values[before] > values[after] else (low, middle)
    return (low + high) / 2


@given(st.integers(0, 10**9))
def test_each_change_is_where_bisection_finds_it(seed: int) -> None:
    """Between the middles of two neighbouring stretches, their leaders tie where the change is reported."""
    made = random_decision(seed)
    for line in lines(made):
        leads = line.leads()
        assert [change.at for change in lead_changes(line)] == [lead.stop for lead in leads[:-1]]
        for left, right in pairwise(leads):
            found = root(made, line, (left.start + left.stop) / 2, (right.start + right.stop) / 2)
            assert left.stop == pytest.approx(found, abs=1e-6)


def grid_leaders(made: Decision, line: ValueLine) -> list[tuple[float, int]]:
    """Points of a fine grid with a single leader, and who that is."""
    first, last = (by_hand(made, line, float(to)) for to in line.at[[0, -1]])
    share = np.linspace(0, 1, 2001)
    values = first + np.outer(share, last - first)
    ranked = np.sort(values, axis=1)
    single = ranked[:, -1] - ranked[:, -2] > 1e-7
    at = line.at[0] + share[single] * (line.at[-1] - line.at[0])
    return list(zip(at.tolist(), values[single].argmax(axis=1).tolist(), strict=True))


@given(st.integers(0, 10**9), st.floats(0, 1))
def test_values_are_straight_along_a_line(seed: int, share: float) -> None:
    """At any point of any line the values worked out again lie on the straight line between its ends."""
    made = random_decision(seed)
    for line in lines(made):
        to = float(line.at[0] + share * (line.at[-1] - line.at[0]))
        straight = line.values[0] + share * (line.values[-1] - line.values[0])
        np.testing.assert_allclose(by_hand(made, line, to), straight, rtol=0, atol=1e-9)
        np.testing.assert_allclose(by_hand(made, line, line.now), made.value, rtol=0, atol=1e-9)


@given(st.integers(0, 10**9))
def test_the_changes_are_complete(seed: int) -> None:
    """A fine grid changes its leader exactly where changes are reported: none is missing and none made up."""
    made = random_decision(seed)
    for line in lines(made):
        reported = [change.at for change in lead_changes(line)]
        seen = []
        for (left, before), (right, after) in pairwise(grid_leaders(made, line)):
            inside = [at for at in reported if left <= at <= right]
            assert bool(inside) == (before != after)
            seen += inside
        assert seen == reported


@given(st.integers(0, 10**9))
def test_a_change_names_who_leads_beyond_it(seed: int) -> None:
    """Seen from where the number stands: above it the next leader up, below it the next leader down."""
    made = random_decision(seed)
    for line in lines(made):
        leads = line.leads()
        for change in lead_changes(line):
            up = next(lead for lead in leads if lead.start == change.at)
            down = next(lead for lead in leads if lead.stop == change.at)
            assert change.leaders == (up if change.at >= line.now else down).leaders


def two_futures(probabilities: list[float]) -> Decision:
    """Two options that tie at one half of the first future."""
    return build_decision(
        options=("a", "b"),
        criteria=("only",),
        futures=tuple(f"future-{place}" for place in range(len(probabilities))),
        scores=np.array(
            [[[100.0, 0.0, 0.0][: len(probabilities)]], [[0.0, 100.0, 100.0][: len(probabilities)]]]
        ),
        weights=np.ones(1),
        probabilities=np.array(probabilities),
    )


@pytest.mark.parametrize("now", [0.5 - 1e-16, 0.5, 0.5 + 1e-16, 0.5 + 1e-12])
def test_a_tie_where_the_number_stands(now: float) -> None:
    """The change is at hand and names who leads above it, whatever rounding made of the tie."""
    (change,) = lead_changes(probability_lines(two_futures([now, 1 - now]))[0])
    assert change.at == 0.5
    assert change.leaders == (0,)


def test_a_tie_at_the_end_of_a_line_is_no_change() -> None:
    """Values that meet in the last point, or past it by rounding, leave the lead where it is."""
    for end in (1.0, 1.0 + 1e-15, 1.0 - 1e-15):
        line = ValueLine("weight", "w", 0.5, np.array([0.0, 1.0]), np.array([[0.0, 1.0], [end, 1.0]]))
        assert [lead.leaders for lead in line.leads()] == [(1,)]
        assert lead_changes(line) == ()


@pytest.mark.parametrize("certain", [1.0, 1 - 1e-10])
def test_a_certain_future_has_no_line(certain: float) -> None:
    """Where the others have nothing to keep in proportion, by rounding too, there is no line."""
    made = two_futures([certain, 0.0, 0.0])
    assert [line.of for line in probability_lines(made)] == ["future-1", "future-2"]
    assert weight_lines(made) == []
    assert proportions_without(made.probabilities, 0) is None


@given(st.integers(0, 10**9), st.sampled_from([0.0, 0.3, 1.0]))
def test_the_line_is_the_probability_raised(seed: int, to: float) -> None:
    """A point of a probability's line has the values the pinned probabilities give."""
    made = random_decision(seed)
    for line in probability_lines(made):
        probabilities = pin_probabilities(made.probabilities, {made.futures.index(line.of): to})
        assert probabilities.sum() == pytest.approx(1, abs=1e-12)
        np.testing.assert_allclose(by_hand(made, line, to), made.in_future @ probabilities, rtol=0, atol=1e-9)


def test_a_curve_is_the_ratio_of_two_straight_lines() -> None:
    """After evidence a value is joined by many points: times mass straight, over mass; worked by hand.

    From 0.2 to 0.6 the mass falls from 1 to 0.5, so that half-way 30 and 25 are divided by 0.75.
    """
    line = ValueLine("chance", "storm", 0.2, np.array([0.2, 0.6]), np.array([[40.0, 10], [20, 40]]))
    assert line.curve()[1].tolist() == [[40, 10], [20, 40]]
    at, values = replace(line, mass=np.array([1.0, 0.5])).curve()
    assert (at[0], at[20], at[-1]) == pytest.approx((0.2, 0.4, 0.6))
    assert values[20] == pytest.approx([40, 100 / 3])
    assert values[-1] == pytest.approx([40, 80])


def test_a_curve_where_the_evidence_cannot_be_is_level() -> None:
    """With no mass at an end, the values there are those all along, and no number is missing."""
    line = ValueLine(
        "chance", "storm", 0.5, np.array([0.0, 1.0]), np.array([[0.0, 0], [30, 20]]), np.array([0.0, 0.5])
    )
    assert line.curve()[1] == pytest.approx(np.tile([60.0, 40.0], (41, 1)))
