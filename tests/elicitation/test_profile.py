"""The profile of a person is a file that people can read and the loader reads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.elicitation.conftest import SMALL, after

from dilemma.analysis.core.decision import decide
from dilemma.elicitation import profile as outcome
from dilemma.elicitation.profile import profile_text, setting_options
from dilemma.elicitation.walk import Walk
from dilemma.elicitation.weights import apply_answers
from dilemma.scenario.edits.profile import apply_profile, find_stale_weights
from dilemma.scenario.edits.what_if import apply_setting, parse_setting
from dilemma.scenario.load import load_profile

if TYPE_CHECKING:
    from pathlib import Path

    from tests.elicitation.conftest import Prepare

    from dilemma.scenario.model import Profile

WALKS = [
    ("fresh", "swing", "2 1", "60", "30-40"),
    ("fresh", "swing", "2=1", "skip"),
    ("fresh", "ranking", "1=3"),
    ("fresh", "keep"),
    ("partner", "swing", "2 1", "60", "40", "25", "cost"),
    ("partner", "keep"),
    (),
]


def saved(walk: Walk, folder: Path, title: str = "Ana") -> Profile:
    """The profile of a walk, written to a file and loaded."""
    path = folder / "ana.yaml"
    path.write_text(profile_text(walk.subject, walk.state, title), encoding="utf-8")
    return load_profile(path, {})


@pytest.mark.parametrize("typed", WALKS, ids=" ".join)
def test_the_saved_profile_gives_the_values_of_the_walk(
    typed: tuple[str, ...], prepare: Prepare, tmp_path: Path
) -> None:
    """Loading it and looking through it leads to exactly the values the person saw."""
    walk = after(prepare(partner=True), *typed)
    through = apply_profile(walk.subject.scenario, saved(walk, tmp_path))
    assert decide(through).value.tolist() == decide(apply_answers(walk.subject, walk.state)).value.tolist()


@pytest.mark.parametrize("typed", WALKS, ids=" ".join)
def test_it_says_how_each_weight_was_given_and_against_what(
    typed: tuple[str, ...], prepare: Prepare, tmp_path: Path
) -> None:
    """Date, start, methods, options, futures and the ends of every criterion; none of it is stale yet."""
    walk = after(prepare(partner=True), *typed)
    profile = saved(walk, tmp_path)
    given = profile.file.elicited["small"]
    assert given.date == "2025-03-01"
    assert given.started_from == ("partner" if typed[:1] == ("partner",) else None)
    assert set(given.method) == set(given.scales) == {"norms", "cost", "standing"}
    assert given.scales["norms"].best == "Kept: all of it."
    assert given.scales["cost"].scale == walk.subject.criteria["cost"].criterion.scale
    assert not list(find_stale_weights(apply_profile(walk.subject.scenario, profile)))


def test_methods_are_told_apart(prepare: Prepare, tmp_path: Path) -> None:
    """Points given, points the order implies, and points a repair put there."""
    walk = after(prepare(), "swing", "2 1", "80", "skip", "25", "norms")
    method = saved(walk, tmp_path).file.elicited["small"].method
    assert method == {"norms": "trade_off", "cost": "swing", "standing": "ranking"}


def test_chances_are_not_part_of_a_profile_but_can_be_typed(prepare: Prepare, tmp_path: Path) -> None:
    """The comment and the options to type hold them, and they lead to the scenario of the walk."""
    walk = after(prepare(), "ranking", "1 2", "yes", "10-30%", "likely")
    assert setting_options(walk.subject, walk.state) == (
        "--set 'futures.storm.chance=[0.1, 0.3]' --set futures.calm.chance=likely"
    )
    assert "--set futures.calm.chance=likely" in profile_text(walk.subject, walk.state, "Ana")
    through = apply_profile(walk.subject.scenario, saved(walk, tmp_path))
    for text in ("futures.storm.chance=[0.1, 0.3]", "futures.calm.chance=likely"):
        through = apply_setting(through, parse_setting(text))
    assert decide(through).value.tolist() == decide(apply_answers(walk.subject, walk.state)).value.tolist()


def test_adjustments_of_the_profile_started_from_come_along(prepare: Prepare, tmp_path: Path) -> None:
    """Those for this scenario, with their reasons and sources, and no others."""
    walk = after(prepare(partner=True), "partner", "keep")
    (adjustment,) = saved(walk, tmp_path).file.adjustments
    assert adjustment.scenarios == ("small",)
    assert (adjustment.why, adjustment.sources, adjustment.add) == ("Sells: a lot.", ("AJ",), -8)


def test_a_changed_scale_makes_it_stale(prepare: Prepare, tmp_path: Path) -> None:
    """The profile remembers what 0 meant; the warning says which criterion moved."""
    profile = saved(after(prepare(), "ranking", "1 2"), tmp_path)
    changed = prepare(SMALL.replace("worst: 80", "worst: 95")).scenario
    (found,) = find_stale_weights(apply_profile(changed, profile))
    assert "`scale` of criterion `cost`" in found.message


def test_a_scenario_whose_file_has_no_plain_name_uses_default(prepare: Prepare, tmp_path: Path) -> None:
    """`my issue.yaml` cannot be a key of a profile, so the weights hold for whatever has these criteria."""
    walk = after(prepare(name="my issue"), "ranking", "1 2")
    assert list(saved(walk, tmp_path).file.weights) == ["default"]
    through = apply_profile(walk.subject.scenario, saved(walk, tmp_path))
    assert decide(through).value.tolist() == decide(apply_answers(walk.subject, walk.state)).value.tolist()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=40
    )
)
def test_any_title_is_kept(title: str, prepare: Prepare, tmp_path: Path) -> None:
    """Quotes, colons and emoji included, for this loader and for YAML 1.1."""
    walk = after(prepare(), "ranking", "1 2")
    assert saved(walk, tmp_path, title).file.title == title
    assert yaml.safe_load(profile_text(walk.subject, walk.state, title))["title"] == title


def test_what_is_assessed_is_what_would_be_saved(prepare: Prepare) -> None:
    """The profile of the result has been through the text of its own file."""
    walk = after(prepare(), "swing", "2 1", "60", "40")
    profile = outcome.build_profile(walk.subject, walk.state)
    assert profile.file.kind == "person"
    assert profile.file.weights["small"].points["norms"].central == 60


def test_hostile_names_stay_on_their_line(prepare: Prepare) -> None:
    """Neither the comment nor the title can be broken out of, whatever files are called."""
    walk = Walk(subject=prepare(name="a\nb"))
    text = profile_text(walk.subject, walk.state, "x\ny: 1")
    assert text.startswith("# Weights given on a walk through `a b`")
    assert 'title: "x y: 1"' in text
