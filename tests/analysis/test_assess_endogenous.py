"""Options that move the chances: figures computed apart, and what is not given then.

The table stands in `tests/worked/allies.md`. That the probability of a state may depend on the act: Jeffrey,
R. C. (1965). The Logic of Decision. McGraw-Hill.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.analysis.results.test_assessment import NOBODY, TABLES, TENTH, named
from tests.builders import LIBRARY, STANCES, shipped_result

from dilemma.analysis.core.probabilities import chain_probabilities, move_probabilities
from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess
from dilemma.report.formats.json import to_json_object

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TypeAlias

    from dilemma.analysis.results.assessment import Assessment

    Row: TypeAlias = dict[str, str]

WHOLE = Run(everything=True)
CHANCES = some.lists(some.floats(0, 1), min_size=1, max_size=4)
MOVE = some.floats(-5, 5)


def moved(issue: str, profile: str = NOBODY) -> Assessment:
    """A shipped scenario whose options move the chances."""
    return shipped_result(issue, profile, endogenous=True, samples=64)


@pytest.mark.parametrize("row", TABLES["Own chances"], ids=named)
def test_values_under_own_chances(row: Row) -> None:
    """Every value and winner at the modes is the one computed apart, to the printed decimal."""
    found = moved(row["issue"], row["profile"])
    expected = {option: float(row[option.replace("_", " ")]) for option in STANCES}
    assert {each.id: each.value_at_modes for each in found.options} == pytest.approx(expected, abs=TENTH)
    assert max(found.options, key=lambda each: each.value_at_modes).id == row["winner"]


def test_chances_before_and_after_the_choice() -> None:
    """On nato enmeshing moves odds of rupture of 37 to 263 by e^-0.3; the others keep their proportion."""
    found = moved("nato")
    assert found.endogenous is not None
    enmesh, wait = (found.endogenous.probabilities[option] for option in ("enmesh", "wait_out"))
    odds = 0.37 / 2.63 * np.exp(-0.3)  # the mean of 0.04, 0.12 and 0.21
    assert enmesh["rupture"] == pytest.approx(odds / (1 + odds), abs=1e-12)
    assert enmesh["cooperative"] / enmesh["retrenched"] == pytest.approx(
        wait["cooperative"] / wait["retrenched"], abs=1e-12
    )
    assert wait == found.probabilities
    assert found.probabilities_with("enmesh") == enmesh


def test_where_the_choice_stands_without_it() -> None:
    """`without` is the result of the same run with chances that all options share."""
    found, plain = moved("nato", "middle-power"), shipped_result("nato", "middle-power", samples=64)
    assert found.endogenous is not None
    assert found.endogenous.without.option == plain.recommendation.option
    assert found.endogenous.without.margin == plain.recommendation.margin
    assert plain.endogenous is None


@settings(deadline=None)
@given(CHANCES, some.data())
def test_moving_the_odds_of_each_question(asked: list[float], data: some.DataObject) -> None:
    """Own probabilities are the chain of the moved chances, for any chain; a certain answer stays certain."""
    moves = data.draw(some.lists(MOVE, min_size=len(asked), max_size=len(asked)))
    with np.errstate(divide="ignore", over="ignore"):
        log_odds = np.log(asked) - np.log1p(-np.array(asked))
        expected = chain_probabilities(1 / (1 + np.exp(-(log_odds + moves))))
    found = move_probabilities(chain_probabilities(np.array(asked)), np.array([[*moves, 0.0]]))[0]
    assert found.sum() == pytest.approx(1, abs=1e-12)
    assert (found >= 0).all()
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9)


@settings(deadline=None)
@given(CHANCES, MOVE)
def test_moving_back_undoes_it(asked: list[float], move: float) -> None:
    """A move and its opposite leave the probabilities as they were, and no move changes no bit."""
    shared = chain_probabilities(np.array(asked))
    there = move_probabilities(shared, np.array([[move, *[0.0] * len(asked)]]))[0]
    back = move_probabilities(there, np.array([[-move, *[0.0] * len(asked)]]))[0]
    np.testing.assert_allclose(back, shared, rtol=0, atol=1e-9)
    np.testing.assert_array_equal(move_probabilities(shared, np.zeros((1, len(shared))))[0], shared)


@pytest.mark.parametrize("move", [1e300, -1e300])
def test_an_endless_move_makes_it_certain(move: float) -> None:
    """Log-odds without end make an open question certain one way or the other, and every figure a number."""
    found = move_probabilities(np.array([0.25, 0.75]), np.array([[move, 0.0]]))[0]
    np.testing.assert_allclose(found, [move > 0, move < 0], rtol=0, atol=1e-12)


def written(folder: Path, shifts: dict[str, Any]) -> Path:
    """Two options, the second worse in every future; the first future is by far the better."""
    content = {
        "dilemma": 1,
        "title": "Made likelier",
        "question": "Which?",
        "as_of": "2024-11-24",
        "options": {"accommodate": {}, "counter": {"shifts": shifts}},
        "criteria": {"x": {}, "y": {}},
        "weights": {"x": [1, 3], "y": 1},
        "futures": {"first": {"chance": [0.2, 0.4]}, "second": {"chance": 0.5}, "third": {}},
        "scores": {
            "accommodate": {"x": {"first": [80, 95, 100], "second": 40, "third": 20}, "y": 30},
            "counter": {"x": {"first": [75, 90, 95], "second": 39, "third": [10, 15]}, "y": 29},
        },
    }
    path = folder / "likelier.yaml"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_dominated_option_may_come_first(tmp_path: Path) -> None:
    """Worse in every future, it leads by making the better future likelier; so dominance is not given."""
    path = written(tmp_path, {"first": 3})
    assert assess(path, library=LIBRARY).options[-1].dominated_by == ("accommodate",)
    found = assess(path, endogenous=True, library=LIBRARY)
    assert found.first.id == "counter"
    assert found.first.dominated_by is None
    rungs = {rung.rung: rung.first_rank_shares["counter"] for rung in found.ladder}
    assert rungs["judged"] == rungs["ranges"] == 1
    assert 0 < rungs["open"] < 1


def test_shares_against_plain_draws(tmp_path: Path) -> None:
    """At every sampled rung the shares are those of plain draws, each option under the chances it makes."""
    found = assess(
        written(tmp_path, {"first": 0.4, "second": -0.3}), endogenous=True, run=WHOLE, library=LIBRARY
    )
    rungs: dict[str, float] = {rung.rung: rung.first_rank_shares["counter"] for rung in found.ladder}
    draw = np.random.default_rng(7)
    count = 200_000
    ends = {"accommodate": ((80, 95, 100), 20.0, 20.0, 30.0), "counter": ((75, 90, 95), 10.0, 15.0, 29.0)}
    second = {"accommodate": 40.0, "counter": 39.0}
    open_ = draw.dirichlet(np.ones(3), count)
    stated = chain_probabilities(np.stack([draw.uniform(0.2, 0.4, count), np.full(count, 0.5)], axis=-1))
    points = draw.uniform(1, 3, count), draw.uniform(0.5, 1.5, count)
    high = draw.uniform(0.5, 1, count)
    weights = {
        "ranges": points[0] / (points[0] + points[1]),
        "order": high,
        "open": draw.uniform(0, 1, count),
    }
    row = {option: draw.random(count) for option in ends}
    for rung, shared in (("ranges", stated), ("order", stated), ("open", open_)):
        by_option = move_probabilities(shared, np.array([[0.0, 0, 0], [0.4, -0.3, 0]]))
        value = {}
        for place, (option, (triangle, low, top, y)) in enumerate(ends.items()):
            scores = np.stack(
                [
                    quantile(row[option], *triangle),
                    np.full(count, second[option]),
                    low + (top - low) * row[option],
                ]
            )
            x = (scores * by_option[place].T).sum(axis=0)
            value[option] = weights[rung] * x + (1 - weights[rung]) * y
        share = float((value["counter"] > value["accommodate"]).mean())
        assert 0.02 < share < 0.98, rung
        assert rungs[rung] == pytest.approx(share, abs=0.005), rung


def quantile(u: Any, low: float, peak: float, high: float) -> Any:
    """A triangular quantity at u."""
    turn = (peak - low) / (high - low)
    rise = low + np.sqrt(u * (high - low) * (peak - low))
    return np.where(u < turn, rise, high - np.sqrt((1 - u) * (high - low) * (high - peak)))


# What is not given


def test_what_is_withheld_is_named_and_absent() -> None:
    """Every path named is absent from the data of the full result, and was there with shared chances."""
    whole = assess("nato", run=WHOLE, library=LIBRARY)
    found = assess("nato", endogenous=True, run=WHOLE, library=LIBRARY)
    assert found.endogenous is not None
    before, after = to_json_object(whole), to_json_object(found)
    for path in found.endogenous.withheld:
        head, _, tail = path.partition(".")
        parts = [(each[head] if not tail else part(each[head]).get(tail)) for each in (before,)]
        assert parts != [None], path
        assert not (part(after[head]).get(tail) if tail else after.get(head)), path
    absent = {field.name for field in fields(found.first) if getattr(found.first, field.name) is None}
    assert absent == {"max_regret", "chief_risk", "expected_regret", "dominated_by"}


def part(value: Any) -> dict[str, Any]:
    """A mapping of the data; of a list, its first."""
    found: dict[str, Any] = value[0] if isinstance(value, list) else value
    return found


def test_what_stays_is_of_one_option_at_a_time() -> None:
    """Worst values, the best worst case and Hurwicz's intervals need no chances and are as they were."""
    whole, found = assess("nato", library=LIBRARY), moved("nato", "middle-power")
    assert {each.id: each.worst_value for each in whole.options} == {
        each.id: each.worst_value for each in found.options
    }
    assert (found.rules.maximin, found.rules.hurwicz) == (whole.rules.maximin, whole.rules.hurwicz)
    assert found.leave_one_out.keys() == whole.leave_one_out.keys()


def test_every_part_uses_the_same_chances() -> None:
    """Contributions, the trade-off and who would choose what come out of the options' own chances."""
    found = moved("climate", "middle-power")
    for option in found.options:
        assert sum(option.contributions.values()) == pytest.approx(option.value, abs=1e-9)
        chances = found.probabilities_with(option.id)
        mean = sum(chances[future] * value for future, value in option.values_by_future.items())
        assert mean == pytest.approx(option.value, abs=1e-9)
    assert sum(each.gain for each in found.trade_off) == pytest.approx(found.recommendation.margin, abs=1e-9)
    seen = {each.profile: each.margin for each in found.who_chooses or ()}
    assert seen["middle-power"] == pytest.approx(found.recommendation.margin, abs=1e-12)


def test_what_was_seen_comes_before_the_choice() -> None:
    """Evidence moves the shared chances first, then the option the odds that are left."""
    found = assess("nato", endogenous=True, seen={"N6": True}, library=LIBRARY)
    plain = assess("nato", seen={"N6": True}, library=LIBRARY)
    assert found.probabilities == plain.probabilities
    before, after = found.probabilities["rupture"], found.probabilities_with("counter")["rupture"]
    assert np.log(after / (1 - after)) - np.log(before / (1 - before)) == pytest.approx(0.2, abs=1e-9)
