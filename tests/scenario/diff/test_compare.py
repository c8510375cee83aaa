"""What differs between two versions, judgement by judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.scenario.diff.pairs import stated, version

from dilemma.scenario.diff.compare import compare_versions

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.scenario.model import Scenario

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
FILE: dict[str, Any] = {
    "options": {"A": {"stance": "counter"}, "B": {"stance": "enmesh"}},
    "criteria": {"x": {"floor": 30}, "y": {}},
    "weights": {"x": 60, "y": 40},
    "futures": {"k": {"chance": [0.1, 0.2, 0.3]}, "l": {}},
    "scores": {"A": {"x": {"k": 20, "l": [30, 40]}, "y": 50}, "B": {"x": 70, "y": 10}},
    "coalition": {"option": "A", "assumed_share": 0.5, "per_share": {"x": 20}},
}


def found(new: dict[str, Any], old: dict[str, Any] = FILE) -> list[tuple[str, str, Any, Any]]:
    """Kind, dotted path, old and new of every change."""
    return [
        (each.kind, ".".join(each.path), each.old, each.new)
        for each in compare_versions(version(old), version(new))
    ]


@given(stated())
@UNHURRIED
def test_a_version_does_not_differ_from_itself(data: dict[str, Any]) -> None:
    """A file compared with itself has no changes."""
    assert found(data, data) == []


@given(stated(), st.randoms(use_true_random=False))
@UNHURRIED
def test_the_order_of_keys_is_no_change(data: dict[str, Any], chance: Any) -> None:
    """Options, criteria, weights and scores in another order say the same; so do free futures."""
    turned = {**data, **{key: _turned(data[key], chance) for key in ("options", "criteria", "scores")}}
    if isinstance(data["weights"], dict):
        turned["weights"] = _turned(data["weights"], chance)
    if not any("chance" in future for future in data["futures"].values()):
        turned["futures"] = _turned(data["futures"], chance)
    assert found(turned, data) == []


def _turned(mapping: dict[str, Any], chance: Any) -> dict[str, Any]:
    keys = list(mapping)
    chance.shuffle(keys)
    return {key: mapping[key] for key in keys}


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"weights": {"x": 60, "y": [30, 45]}}, [("weight", "weights.y", 40.0, [30.0, 45.0])]),
        ({"weights": ["y", "x"]}, [("weight", "weights", {"x": 60.0, "y": 40.0}, ["y", "x"])]),
        ({"weights": None}, [("weight", "weights", {"x": 60.0, "y": 40.0}, None)]),
        (
            {"futures": {"k": {"chance": "likely"}, "l": {}}},
            [("chance", "futures.k.chance", [0.1, 0.2, 0.3], "likely")],
        ),
        (
            {"criteria": {"x": {}, "y": {"floor": 5}}},
            [
                ("floor", "criteria.x.floor", 30.0, None),
                ("floor", "criteria.y.floor", None, 5.0),
            ],
        ),
        (
            {"criteria": {"g": {"pole": "own", "criteria": {"x": {"floor": 30}}}, "y": {}}},
            [("group", "criteria.x.group", None, "g"), ("pole", "criteria.x.pole", None, "own")],
        ),
        ({"rules": {"too_close": 3}}, [("rule", "rules.too_close", 2.0, 3.0)]),
        ({"rules": {"tie_break": "own"}}, [("rule", "rules.tie_break", "order", "own")]),
        ({"coalition": None}, [("coalition", "coalition", "A", None)]),
        (
            {"coalition": {"option": "B", "assumed_share": 0.6, "per_share": {"y": 1}}},
            [
                ("coalition", "coalition.option", "A", "B"),
                ("coalition", "coalition.assumed_share", 0.5, 0.6),
                ("coalition", "coalition.per_share.x", 20.0, None),
                ("coalition", "coalition.per_share.y", None, 1.0),
            ],
        ),
    ],
)
def test_one_kind_of_change_at_a_time(change: dict[str, Any], wanted: list[Any]) -> None:
    """Each judgement is found under the path that `--set` has for it, with what both files say."""
    assert found({**FILE, **change}) == wanted


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ({"k": 20, "l": [30, 41]}, [("scores.A.x.l", [30.0, 40.0], [30.0, 41.0])]),
        (20, [("scores.A.x.l", [30.0, 40.0], 20.0)]),
        (
            {"k": {"score": {"normal": [20, 3]}}, "l": [30, 40]},
            [("scores.A.x.k", 20.0, {"normal": [20.0, 3.0]})],
        ),
    ],
)
def test_scores_cell_by_cell(row: Any, wanted: list[Any]) -> None:
    """A score is compared future by future, however a row is written."""
    scores = {**FILE["scores"], "A": {"x": row, "y": 50}}
    assert found({**FILE, "scores": scores}) == [("score", *each) for each in wanted]


def test_one_score_for_every_future_is_one_change() -> None:
    """Where both files state one score for the row, so does the difference."""
    scores = {**FILE["scores"], "B": {"x": 71, "y": 10}}
    assert found({**FILE, "scores": scores}) == [("score", "scores.B.x", 70.0, 71.0)]


def test_futures_in_another_order_are_a_change_only_in_a_chain() -> None:
    """A chance is of what the earlier futures leave; probabilities are of nothing but their future."""
    chain = {"k": {"chance": 0.2}, "l": {"chance": 0.3}, "m": {}}
    turned = {"l": {"chance": 0.3}, "k": {"chance": 0.2}, "m": {}}
    scores = {"A": {"x": 1, "y": 2}, "B": {"x": 3, "y": 4}}
    old = {**FILE, "futures": chain, "scores": scores}
    assert found({**old, "futures": turned}, old) == [
        ("future", "futures.order", ["k", "l", "m"], ["l", "k", "m"])
    ]
    free = {"k": {"probability": 0.2}, "l": {"probability": 0.8}}
    old = {**FILE, "futures": free, "scores": scores}
    assert found({**old, "futures": dict(reversed(free.items()))}, old) == []
    assert found({**FILE, "scores": scores}, old)[0] == ("future", "futures.form", "free", "chain")


def test_a_scenario_from_a_file_compares_like_any(build: Callable[..., Scenario]) -> None:
    """What a chance shares with other scenarios, and reasons, are no judgements compared here."""
    from dilemma.scenario.diff.changes import Version

    old, new = build(), build(("shared: successor, ", ""), ("why: Hidden.", "why: Unseen."), name="other")
    assert compare_versions(Version(old), Version(new)) == ()
