"""A scenario's unknowns: its decision at central values, its edits in value points, figures of others."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from dilemma.analysis.core.decision import decide
from dilemma.analysis.core.probabilities import prior_probabilities
from dilemma.analysis.uncertainty.acceptability import estimate_rank_acceptability
from dilemma.analysis.uncertainty.from_scenario import unknowns_of_scenario
from dilemma.api.assess import load
from dilemma.api.viewpoints import find_profile, find_profiles
from dilemma.scenario.distributions import Beta
from dilemma.scenario.edits.apply import apply_edits, make_edits
from dilemma.scenario.library import Library
from dilemma.scenario.model import Shift

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from dilemma.analysis.uncertainty.inputs import Unknowns
    from dilemma.scenario.model import Scenario

    Floats = NDArray[np.float64]

U = np.linspace(0, 1, 501)[1:-1]


def seen(name: str, profile: str) -> Scenario:
    """A scenario of the library through a profile's eyes."""
    found = load(name)
    return apply_edits(found.scenario, make_edits(find_profile(profile, found), (), None))


def written(folder: Path, *, settings: tuple[str, ...] = (), **parts: Any) -> Scenario:
    """A small scenario with some parts replaced, and what-ifs."""
    content = {
        "dilemma": 1,
        "title": "Small",
        "question": "Which?",
        "as_of": "2024-11-24",
        "options": {"accommodate": {}, "counter": {}},
        "criteria": {"x": {}, "y": {"scale": {"worst": 80, "best": 20}}},
        "weights": {"x": 2, "y": [1, 3]},
        "futures": {"first": {"chance": [0.2, 0.4]}, "second": {}},
        "scores": {
            "accommodate": {"x": {"first": [0, 12, 25], "second": [30, 50]}, "y": [30, 40, 70]},
            "counter": {"x": {"score": {"normal": [50, 10]}}, "y": {"score": {"beta": [2, 6, 20, 80]}}},
        },
    } | parts
    path = folder / "small.yaml"
    path.write_text(json.dumps(content), encoding="utf-8")
    return apply_edits(load(path, Library(())).scenario, make_edits(None, settings, None))


def cells(unknowns: Unknowns, row: int) -> Floats:
    """The cells of a row at U, [future, draw]."""
    total = np.repeat(unknowns.base[row][:, None], len(U), axis=1)
    for shape in unknowns.shapes:
        if shape.row == row:
            total += shape.widths[:, None] * shape.draw(U)
    return total


def every_view() -> list[tuple[str, str]]:
    """Every shipped scenario with every profile that applies, and none."""
    names = ("nato", "climate", "nuclear", "threat-reduction", "order")
    views = [(name, view) for name in names for view in find_profiles(("all",), load(name))]
    return [(name, "none" if view is None else view.id) for name, view in views]


@pytest.mark.parametrize(("name", "profile"), every_view())
def test_central_values_are_the_decision(name: str, profile: str) -> None:
    """Scores, weights and probabilities as judged are those the decision is made with."""
    scenario = seen(name, profile)
    unknowns, at = unknowns_of_scenario(scenario), decide(scenario)
    np.testing.assert_array_equal(unknowns.central, at.scores)
    np.testing.assert_array_equal(unknowns.weighing.central, at.weights)
    np.testing.assert_array_equal(unknowns.future_probabilities.central, at.probabilities)
    values = dict(zip(at.options, at.value.tolist(), strict=True))
    shares = estimate_rank_acceptability(unknowns, samples=16).level("judged").first_rank_shares
    (first,) = (option for option, share in shares.items() if share)
    assert values[first] == max(values.values())


def test_judgements_in_value_points(tmp_path: Path) -> None:
    """Ranges lie between the values of their ends, where more is worse too; distributions are straight."""
    unknowns = unknowns_of_scenario(written(tmp_path))
    cost = cells(unknowns, 1)
    np.testing.assert_allclose(cost[:, [0, -1]], [[100 / 6, 250 / 3]] * 2, atol=3)
    assert cost[0][len(U) // 2] < 200 / 3
    normal, beta = unknowns.shapes[-2:]
    assert (normal.standard.family, normal.transform, normal.widths.tolist()) == ("normal", None, [10, 10])
    assert (beta.standard, beta.transform) == (Beta((6, 2, 0, 1)), None)
    np.testing.assert_allclose(beta.widths, 100)


def test_edits_move_corners_and_clip_once(tmp_path: Path) -> None:
    """An edit moves every level and clips it once: a range cut by the end keeps its shape above it."""
    scenario = written(tmp_path)
    moves = (Shift("x", -10.0, "accommodate"), Shift("x", -5.0, "counter", "first"))
    unknowns = unknowns_of_scenario(replace(scenario, shifts=moves))
    first, second = cells(unknowns, 0)
    stated = cells(unknowns_of_scenario(scenario), 0)[0]
    np.testing.assert_allclose(first, np.maximum(stated - 10, 0), atol=1e-9)
    # The mean of the triangle 0, 12, 25 beyond 10: 37/3, less 10, and 10³ / (3·25·12) for what is cut.
    assert unknowns.central[0, 0].tolist() == pytest.approx([7 / 3 + 10 / 9, 30])
    np.testing.assert_allclose(second, 20 + 20 * U, atol=1e-9)
    bent = next(shape for shape in unknowns.shapes if shape.row == 2 and shape.transform)
    assert bent.transform is not None
    assert bent.transform.added == -5
    np.testing.assert_allclose(bent.draw(U).mean(), 45, atol=0.1)


@pytest.mark.parametrize(
    ("given", "points", "places"),
    [
        ({"x": 20, "y": 0}, [(10, 30), (0, 0)], ((0,), (1,))),
        ({"x": [18, 18], "y": [10, 20, 40]}, [(18, 18), (10, 40)], ((1,), (0,))),
        ({"x": 7, "y": 7}, [(3.5, 10.5)] * 2, ((0, 1),)),
        (["y", "x"], [], ((1,), (0,))),
        ([["y", "x"]], [], ((1, 0),)),
        (None, [], ((0, 1),)),
    ],
)
def test_weights(tmp_path: Path, given: Any, points: list[tuple[float, float]], places: Any) -> None:
    """A plain point is widened by half, a stated range kept; equal points tie."""
    weighing = unknowns_of_scenario(written(tmp_path, weights=given)).weighing
    assert [each.bounds for each in weighing.points] == points
    assert weighing.ranking == places


def test_chances_are_as_stated(tmp_path: Path) -> None:
    """Chances keep their range and the name they are shared under; pins and evidence act on what is drawn."""
    futures = {
        "first": {"chance": {"range": [0.2, 0.4], "shared": "successor"}},
        "second": {"chance": 0.5},
        "third": {},
    }
    future_probabilities = unknowns_of_scenario(
        written(tmp_path, futures=futures, scores=SAME)
    ).future_probabilities
    assert future_probabilities.shared == ("successor", None)
    assert [asked.family for asked in future_probabilities.chance_inputs] == ["uniform", "exact"]
    pinned = written(tmp_path, futures=futures, scores=SAME, settings=("futures.third.probability=0.5",))
    drawn = unknowns_of_scenario(pinned).future_probabilities.probabilities(
        np.array([[0.2, 0.5], [0.4, 0.5]])
    )
    np.testing.assert_allclose(drawn, [[1 / 6, 1 / 3, 1 / 2], [2 / 7, 3 / 14, 1 / 2]])


def test_questions_that_share_an_unknown_are_answered_together(tmp_path: Path) -> None:
    """By hand, for q uniform from 0 to 0.6: the mean of q is 0.3, of q² 0.12, so of q − q² 0.18."""
    shared = {"chance": {"range": [0, 0.6], "shared": "successor"}}
    scenario = written(tmp_path, futures={"first": shared, "second": shared, "third": {}}, scores=SAME)
    assert prior_probabilities(scenario).tolist() == pytest.approx([0.3, 0.18, 0.52])
    assert prior_probabilities(scenario, at_modes=True).tolist() == pytest.approx([0.3, 0.21, 0.49])


SAME = {"accommodate": {"x": 10, "y": 40}, "counter": {"x": 20, "y": 50}}

# P(best) of the winner in 20,000 draws of an independent program on the same tables: scores triangular, one
# draw a row, chances triangular, but weights Dirichlet with concentration 60 where ours lie in ranges.
WINNERS = """
nato frontline enmesh 0.86
nato middle-power enmesh 0.83
nato nuclear-power counter 0.88
nato indo-pacific enmesh 0.95
nato climate-vulnerable counter 0.82
nato equal enmesh 0.53
nato realist enmesh 0.62
nato order-first counter 0.96
nato cost-first enmesh 0.39
climate frontline counter 0.66
climate middle-power enmesh 0.67
climate nuclear-power counter 1.00
climate indo-pacific counter 0.66
climate climate-vulnerable counter 1.00
climate equal counter 0.91
climate realist enmesh 0.83
climate order-first counter 1.00
climate cost-first enmesh 0.63
nuclear frontline enmesh 0.76
nuclear middle-power enmesh 0.70
nuclear nuclear-power counter 0.70
nuclear indo-pacific enmesh 0.98
nuclear climate-vulnerable counter 0.99
nuclear equal counter 0.66
nuclear realist enmesh 0.84
nuclear order-first counter 0.99
nuclear cost-first enmesh 0.64
threat-reduction frontline enmesh 1.00
threat-reduction middle-power enmesh 1.00
threat-reduction nuclear-power enmesh 1.00
threat-reduction indo-pacific enmesh 1.00
threat-reduction climate-vulnerable enmesh 1.00
threat-reduction equal enmesh 1.00
threat-reduction realist enmesh 0.92
threat-reduction order-first enmesh 1.00
threat-reduction cost-first enmesh 0.79
"""


@pytest.mark.parametrize("line", WINNERS.strip().splitlines())
def test_shares_of_an_independent_program(line: str) -> None:
    """At `ranges` every winner's share is within 0.03 of the other program's."""
    name, profile, winner, share = line.split()
    rung = estimate_rank_acceptability(unknowns_of_scenario(seen(name, profile)), samples=4096).level(
        "ranges"
    )
    assert rung.first_rank_shares[winner] == pytest.approx(float(share), abs=0.03)
