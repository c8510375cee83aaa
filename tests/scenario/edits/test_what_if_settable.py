"""Every path that is offered can be set, and every kind of path is offered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import dilemma
from dilemma.api.viewpoints import find_profile
from dilemma.scenario.edits.apply import apply_edits, make_edits
from dilemma.scenario.edits.what_if import _PATHS, apply_setting, parse_setting, settable_paths

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario


def through_its_own_eyes(name: str) -> Scenario:
    """A shipped scenario with the weights of its own viewpoint."""
    found = dilemma.load(name)
    return apply_edits(found.scenario, make_edits(find_profile(None, found), (), None))


def fitting(path: str, scenario: Scenario) -> str:
    """A value that suits a path."""
    everything = "{" + ", ".join(f"{leaf.id}: 1" for leaf in scenario.leaves) + "}"
    words = {"rules.tie_break": "leadership", "rules.dependence": "by_option"}
    if path.endswith(".screen"):
        return str(path.split(".")[1] not in scenario.screens).lower()
    return {"weights": everything, **words}.get(path, "0.25")


@pytest.mark.parametrize("name", ["nato", "climate", "nuclear", "threat-reduction", "order"])
def test_every_path_offered_can_be_set(name: str) -> None:
    """No path that is offered is refused once it has a value that suits it."""
    scenario = through_its_own_eyes(name)
    for path in settable_paths(scenario):
        assert apply_setting(scenario, parse_setting(f"{path}={fitting(path, scenario)}")) != scenario


@pytest.mark.parametrize("kind", _PATHS)
def test_every_kind_of_path_is_offered(kind: str) -> None:
    """Each kind that the refusal of an unknown path lists is among what a scenario with everything offers."""
    pattern = re.compile(re.sub("[A-Z]+", "[^.]+", kind.replace(".", r"\.")) + "$")
    assert any(pattern.match(path) for path in settable_paths(through_its_own_eyes("nato")))


def test_a_single_weight_of_a_ranking_is_not_offered() -> None:
    """Weights that are a ranking can only be set together."""
    scenario = apply_setting(
        through_its_own_eyes("nato"),
        parse_setting(f"weights=[{', '.join(leaf.id for leaf in through_its_own_eyes('nato').leaves)}]"),
    )
    assert [path for path in settable_paths(scenario) if path.startswith("weights")] == ["weights"]
