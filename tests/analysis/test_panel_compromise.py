"""The least movement of weights agrees with other ways to find it."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, seed, settings, strategies
from scipy.linalg import block_diag  # type: ignore[import-untyped]
from scipy.optimize import linprog  # type: ignore[import-untyped]

from dilemma.analysis.panel_compromise import (
    least_compromise,
    nearest_weights,
    nearest_weights_by_option,
    weight_distance,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.panel_compromise import Compromise

    Person = tuple[Floats, Floats]  # weights, expected scores

PAIRS = 100
INFINITE = float("inf")


def people(start: int) -> tuple[Person, Person]:
    """Two random people with the same options and criteria who choose differently."""
    random = np.random.default_rng(start)
    options, criteria = int(random.integers(2, 5)), int(random.integers(2, 5))
    apart = random.choice([0.0, 4.0, 40.0])  # how differently they read the scores
    while True:
        shared = random.uniform(0, 100, (options, criteria))
        readings = (np.clip(random.normal(shared, apart), 0, 100) for _ in range(2))
        one, other = ((random.dirichlet(np.ones(criteria)), scores) for scores in readings)
        if choice(one) != choice(other):
            return one, other


def choice(person: Person) -> int:
    """The option of highest value."""
    weights, scores = person
    return int(np.argmax(scores @ weights))


def met(one: Person, other: Person) -> Compromise | None:
    """Where two people meet, as the program finds it."""
    return least_compromise(*(distances(person) for person in (one, other)))


def distances(person: Person) -> list[float]:
    """What each option takes."""
    weights, scores = person
    return [weight_distance(weights, moved) for moved in nearest_weights_by_option(weights, scores)]


def corners(planes: Floats) -> Iterator[Floats]:
    """Every point of the plane Σ w = 1 where as many of some planes through the origin meet as it takes."""
    count = planes.shape[1]
    for chosen in combinations(planes, count - 1):
        system = np.array([*chosen, np.ones(count)])
        if np.linalg.cond(system) < 1e12:
            yield np.linalg.solve(system, np.eye(count)[-1])


def by_corners(person: Person, option: int) -> float:
    """The least movement by looking at every point where it can lie, without any linear program.

    The distance is linear between the planes `w[c] = its present value`, so its least value over the weights
    under which an option leads lies where enough of these planes, of `w[c] = 0` and of the ties meet.
    """
    weights, scores = person
    lead = np.delete(scores[option] - scores, option, axis=0)
    # w[c] = v for weights that sum to 1 is the plane w[c] = v Σ w.
    present = np.eye(len(weights)) - weights[:, None]
    points = [weights, *corners(np.vstack([lead, np.eye(len(weights)), present]))]
    held = [point for point in points if point.min() >= -1e-9 and (lead @ point).min() >= -1e-7]
    return min((float(np.abs(point - weights).sum()) for point in held), default=INFINITE)


def at_once(one: Person, other: Person, option: int) -> float:
    """The least total movement to one option as a single program over both people, by another method.

    A different formulation: the moved weights themselves and distances that bound them from both sides, in
    place of ups and downs; interior points in place of the simplex method.
    """
    blocks = [_program(weights, scores, option) for weights, scores in (one, other)]
    found = linprog(
        np.concatenate([cost for cost, *_ in blocks]),
        A_ub=block_diag(*(above for _, above, _, _ in blocks)),
        b_ub=np.concatenate([limit for _, _, limit, _ in blocks]),
        A_eq=block_diag(*(total for *_, total in blocks)),
        b_eq=[1.0, 1.0],
        method="highs-ipm",
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    return float(found.fun) if found.success else INFINITE


def _program(weights: Floats, scores: Floats, option: int) -> tuple[Floats, Floats, Floats, Floats]:
    """One person's costs, limits from above and total, over weights and then distances."""
    count = len(weights)
    one, none = np.eye(count), np.zeros((len(scores), count))
    above = np.block([[one, -one], [-one, -one], [scores - scores[option], none]])
    limit = np.concatenate([weights, -weights, np.zeros(len(scores))])
    total = np.repeat([1.0, 0.0], count)
    return 1 - total, above, limit, total[None]


@given(strategies.integers(0, 2**32 - 1))
@settings(max_examples=40)
@seed(0)
def test_the_least_movement_agrees_with_two_other_ways(start: int) -> None:
    """40 random pairs: moved weights are weights under which the option leads, and as near as can be.

    Within 1e-6 weight points of the least over every point where it can lie, and of one program over both
    people for each option.
    """
    one, other = people(start)
    found = met(one, other)
    distance_found = 100 * (INFINITE if found is None else found.distance)
    options = range(len(one[1]))
    corner = min(by_corners(one, option) + by_corners(other, option) for option in options)
    program = min(at_once(one, other, option) for option in options)
    assert distance_found == pytest.approx(100 * corner, abs=1e-6)
    assert distance_found == pytest.approx(100 * program, abs=1e-6)
    for weights, scores in (one, other):
        _check_reached(weights, scores)


def _check_reached(weights: Floats, scores: Floats) -> None:
    """Weights moved to each option sum to 1, none is negative, and the option ties for the lead or leads."""
    for option, moved in enumerate(nearest_weights_by_option(weights, scores)):
        if moved is not None:
            values = scores @ moved
            assert moved.sum() == pytest.approx(1, abs=1e-12)
            assert moved.min() >= 0
            assert values[option] >= values.max() - 1e-7


def test_the_random_pairs_are_of_every_kind() -> None:
    """Some never meet, some meet at a third option, most at the choice of one of them."""
    never, third = 0, 0
    for start in range(PAIRS):
        one, other = people(start)
        found = met(one, other)
        never += found is None
        third += found is not None and found.options[0] not in (choice(one), choice(other))
    assert never > 0
    assert third > 0
    assert never + third < PAIRS / 2


def test_two_criteria_by_hand() -> None:
    """Scores 100/0 against 0/100 at 30 % and 70 %: the first leads from 50 %, 20 up and 20 down."""
    weights, scores = np.array([0.3, 0.7]), np.array([[100.0, 0.0], [0.0, 100.0]])
    moved = nearest_weights(weights, scores, 0)
    assert moved is not None
    np.testing.assert_allclose(moved, [0.5, 0.5], rtol=0, atol=1e-12)
    assert weight_distance(weights, moved) == pytest.approx(0.4, abs=1e-12)


def test_the_own_choice_needs_no_movement() -> None:
    """An option that leads already is reached where one stands."""
    weights, scores = np.array([0.3, 0.7]), np.array([[100.0, 0.0], [0.0, 100.0]])
    assert weight_distance(weights, nearest_weights(weights, scores, 1)) == 0


def test_a_dominated_option_is_never_reached() -> None:
    """No weights make an option first that another beats everywhere."""
    scores = np.array([[60.0, 70.0], [50.0, 60.0]])
    assert nearest_weights(np.array([0.5, 0.5]), scores, 1) is None
    assert weight_distance(np.array([0.5, 0.5]), None) == INFINITE


def test_people_with_nothing_in_common_never_meet() -> None:
    """Each option can be first for one of them only: there is no meeting."""
    assert least_compromise([0.0, INFINITE], [INFINITE, 0.0]) is None


def test_a_third_option_may_be_nearer_than_either_choice() -> None:
    """What both move a little for costs less than what one would move a lot for."""
    found = least_compromise([0.0, 0.1, 0.5], [0.6, 0.1, 0.0])
    assert found is not None
    assert found.options == (1,)
    assert found.distance == pytest.approx(0.2)


def test_options_equally_near_are_all_told() -> None:
    """A tie of movements names every option."""
    found = least_compromise([0.0, 0.3], [0.3, 0.0])
    assert found is not None
    assert found.options == (0, 1)
