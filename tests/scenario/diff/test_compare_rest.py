"""What differs besides the judgements an assessment uses: other judgements, and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.scenario.diff.pairs import version
from tests.scenario.diff.test_compare import FILE

from dilemma.scenario.diff.changes import Version
from dilemma.scenario.diff.compare import compare_remainder

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.scenario.model import Profile, Scenario

SIGNPOSTS = {"N1": {"event": "It rains", "kind": "conduct", "likelihood": {"k": 0.2, "l": 0.6}}}
WRONG = {"says": "So.", "standing": "solid", "if_wrong": [{"option": "A", "criterion": "x", "add": -5}]}


def others(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Dotted path, old and new of what is not used."""
    found, _ = compare_remainder(version({**FILE, **old}), version({**FILE, **new}))
    return [(".".join(each.path), each.old, each.new) for each in found]


def texts(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    """Dotted path and key of every text that differs."""
    _, found = compare_remainder(version({**FILE, **old}), version({**FILE, **new}))
    return [(".".join(each.path), each.key) for each in found]


def test_a_version_has_no_rest_against_itself() -> None:
    """Nothing is left over between a file and itself."""
    assert (others({}, {}), texts({}, {})) == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            {"signposts": SIGNPOSTS},
            {"signposts": {"N1": {**SIGNPOSTS["N1"], "likelihood": {"k": 0.3, "l": 0.6}}}},
            [("signposts.N1.likelihood.k", 0.2, 0.3)],
        ),
        ({}, {"signposts": SIGNPOSTS}, [("signposts.N1", None, "there")]),
        ({"assumptions": {"one": WRONG}}, {}, [("assumptions.one", "there", None)]),
        (
            {"assumptions": {"one": WRONG}},
            {"assumptions": {"one": {**WRONG, "if_wrong": []}}},
            [("assumptions.one.if_wrong", [{"option": "A", "criterion": "x", "add": -5.0}], [])],
        ),
        ({"as_of": "2024-11-24"}, {"as_of": "2025-01-01"}, [("as_of", "2024-11-24", "2025-01-01")]),
        (
            {},
            {"options": {"A": {"stance": "wait_out"}, "B": {"stance": "enmesh"}}},
            [("options.A.stance", "counter", "wait_out")],
        ),
    ],
)
def test_judgements_that_are_not_used(old: dict[str, Any], new: dict[str, Any], wanted: list[Any]) -> None:
    """They are listed by path, with what both files say; a part on one side only is there or is not."""
    assert others(old, new) == wanted


def test_texts_by_their_key() -> None:
    """Titles, reasons, sources and confidences are told apart, wherever they stand."""
    row = {"k": {"score": 20, "why": "W", "confidence": "low"}, "l": [30, 40], "from": ["AJ"]}
    new = {
        "title": "Other",
        "criteria": {"x": {"floor": 30, "title": "X", "worst": "Bad"}, "y": {}},
        "scores": {**FILE["scores"], "A": {"x": row, "y": 50}},
    }
    assert texts({}, new) == [
        ("title", "title"),
        ("scores.A.x.k.why", "why"),
        ("scores.A.x.k.confidence", "confidence"),
        ("scores.A.x.from", "from"),
        ("criteria.x.title", "title"),
        ("criteria.x.worst", "worst"),
    ]


def test_texts_of_what_came_or_went_are_not_counted() -> None:
    """A new option has texts that nothing stood against."""
    options = {**FILE["options"], "C": {"stance": "wait_out", "title": "Third"}}
    scores = {**FILE["scores"], "C": {"x": {"score": 1, "why": "W"}, "y": 2}}
    assert (
        others({}, {"options": options, "scores": scores}),
        texts({}, {"options": options, "scores": scores}),
    ) == (
        [],
        [],
    )


def test_own_weights_are_not_used_where_somebody_looks(build: Callable[..., Scenario], see: Any) -> None:
    """With a profile, the file's own weights count for nothing and are listed as such."""
    profile: Profile = see("weights: {small: {norms: 1, cost: 3}}\n")
    old, new = build(), build(("{norms: 60, cost: 40}", "{norms: 50, cost: 50}"))
    found, _ = compare_remainder(Version(old, profile), Version(new, profile))
    assert [(each.path, each.new) for each in found] == [(("weights",), {"norms": 50.0, "cost": 50.0})]
    assert compare_remainder(Version(old), Version(new)) == ((), ())
