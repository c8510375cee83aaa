"""A panel's figures, by hand, against other formulations, and by what must hold of any panel."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.builders import LIBRARY, SCENARIOS

import dilemma
from dilemma.analysis.core.decision import build_decision, decide, descending_order
from dilemma.analysis.core.recommendation import margin
from dilemma.analysis.panel import _pool_chances
from dilemma.analysis.results.verdict import Verdict
from dilemma.api.viewpoints import find_profile
from dilemma.errors import DilemmaError
from dilemma.scenario.edits.apply import apply_edits, make_edits
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.results.panel import Panel

    Convene = Callable[..., Panel]

THREE = ("frontline", "realist", "order-first")

# Two options, each best on one criterion: a hawk would hold, a miser bend; a doubter reads a score otherwise.
SCENARIO = """\
dilemma: 1
title: Two ways
question: Which way?
as_of: 2024-11-24
options: {accommodate: {}, counter: {}, wait_out: {}}
criteria: {norms: {}, cost: {}}
scores:
  accommodate: {norms: 0, cost: 100}
  counter: {norms: 100, cost: 0}
  wait_out: {norms: 10, cost: 10}
"""
PROFILE = "dilemma: 1\nfile: profile\ntitle: {title}\nkind: person\nweights: {{ways: {weights}}}\n{more}"
DOUBT = "adjustments:\n- {scenarios: [ways], option: counter, criterion: norms, add: -40, why: It bends.}\n"
SCORN = "- {scenarios: [ways], option: counter, criterion: cost, add: -10, why: It costs more.}\n"
PEOPLE = {
    "hawk": ("{norms: 80, cost: 20}", ""),
    "twin": ("{norms: 8, cost: 2}", ""),
    "miser": ("{norms: 1, cost: 3}", ""),
    "even": ("{norms: 50, cost: 50}", ""),
    "doubter": ("{norms: 60, cost: 40}", DOUBT),
    "sceptic": ("{norms: 60, cost: 40}", DOUBT + SCORN),
}


def seen(issue: str, name: str, *settings: str) -> Decision:
    """The decision of one profile alone."""
    found = dilemma.load(issue, LIBRARY)
    return decide(apply_edits(found.scenario, make_edits(find_profile(name, found, LIBRARY), settings, None)))


@pytest.fixture
def convene(tmp_path: Path) -> Convene:
    """A panel of some of the people above."""
    (tmp_path / "ways.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "profiles").mkdir()
    for name, (weights, more) in PEOPLE.items():
        text = PROFILE.format(title=name.capitalize(), weights=weights, more=more)
        (tmp_path / "profiles" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return lambda *names, **given: dilemma.panel("ways", names, library=Library((tmp_path,)), **given)


def shipped(issue: str, *names: str) -> Panel:
    """A panel on a shipped scenario; all its profiles when none are named."""
    result: Panel = dilemma.panel(issue, names or ("all",), library=LIBRARY)
    return result


def test_two_people_by_hand(convene: Convene) -> None:
    """The hawk (80/20) holds by 60, the miser (25/75) bends by 50; the mean (52.5/47.5) holds by 5."""
    found = convene("hawk", "miser")
    hawk, miser = found.members
    assert (hawk.option, miser.option, found.group.option) == ("counter", "accommodate", "counter")
    assert [hawk.margin, miser.margin, found.group.margin] == pytest.approx([60, 50, 5])
    assert found.group.weights == pytest.approx({"norms": 0.525, "cost": 0.475})
    assert found.group.verdict is Verdict.LEAN
    assert found.costs_most.profiles == ("miser",)
    assert found.costs_most.regret == pytest.approx(50)
    # Whichever way they go, somebody gives up 50 or 60; staying put gives up 70 and 65.
    assert found.least_worst_regret.option == "counter"
    assert found.least_worst_regret.worst_regrets == pytest.approx(
        {"accommodate": 60, "counter": 50, "wait_out": 70}
    )


def test_the_mean_of_values_by_hand(convene: Convene) -> None:
    """Members who differ in weights alone have one value either way; one future has all the chance."""
    found = convene("hawk", "miser")
    assert found.mean_values == pytest.approx(found.group.values)
    assert found.mean_values == pytest.approx(
        {key: sum(member.values[key] for member in found.members) / 2 for key in found.group.values}
    )
    assert set(found.pooled_chances.linear.values()) == {1.0}


def test_pools_of_chances_by_hand() -> None:
    """0.9 and 0.5 have the mean 0.7, and the roots of 0.45 and 0.05 stand three to one: 0.75."""
    members = [
        build_decision(
            options=("a",),
            criteria=("x",),
            futures=("f", "g"),
            scores=np.full((1, 1, 2), 50.0),
            weights=np.ones(1),
            probabilities=np.array([first, 1.0 - first]),
        )
        for first in (0.9, 0.5)
    ]
    pools = _pool_chances(members)
    assert pools.linear == pytest.approx({"f": 0.7, "g": 0.3})
    assert pools.log == pytest.approx({"f": 0.75, "g": 0.25})


def test_movement_by_hand(convene: Convene) -> None:
    """From 25/75 the miser moves 25 points up and 25 down to 50/50; the hawk alone would move 60."""
    (found,) = convene("hawk", "miser").movements or ()
    assert found.possible
    assert found.profiles == ("hawk", "miser")
    assert found.points == pytest.approx(50, abs=1e-6)
    assert found.option == "counter"
    assert found.ties == ()
    assert [(move.profile, move.criterion) for move in found.moves] == [("miser", "norms"), ("miser", "cost")]
    assert [(move.start, move.stop) for move in found.moves] == [
        pytest.approx((25, 50), abs=1e-6),
        pytest.approx((75, 50), abs=1e-6),
    ]
    assert found.alone == pytest.approx({"hawk": 60, "miser": 50}, abs=1e-6)


def test_split_by_hand(convene: Convene) -> None:
    """The camps lie 60 + 50 points apart, half on each criterion: weights 55 points apart, scores 100."""
    found = convene("hawk", "miser").split
    assert found is not None
    assert [camp.profiles for camp in found.camps] == [("miser",), ("hawk",)]
    assert found.points == pytest.approx(110)
    assert {part.criterion: part.points for part in found.parts} == pytest.approx({"norms": 55, "cost": 55})
    assert [part.of_scores for part in found.parts] == [0, 0]


def test_somebody_who_ties_is_with_both(convene: Convene) -> None:
    """Equal weights tie both options, so there is nothing to move for agreeing with either camp."""
    found = convene("hawk", "miser", "even")
    assert found.members[2].ties == ("accommodate", "counter")
    assert [each.profiles for each in found.movements or ()] == [("hawk", "miser")]


def test_adjustments_count_for_their_own_person_and_averaged_for_the_group(convene: Convene) -> None:
    """The doubter reads 60 where others read 100: its own choice turns, and the group reads the mean, 80."""
    found = convene("hawk", "doubter")
    hawk, doubter = found.members
    assert hawk.values["counter"] == pytest.approx(80)
    assert doubter.values["counter"] == pytest.approx(0.6 * 60)
    assert doubter.option == "accommodate"
    assert found.group.values["counter"] == pytest.approx(0.7 * 80)
    assert found.split is not None
    by_name = {part.criterion: part for part in found.split.parts}
    # Accommodate less counter on norms: 100 too little for the hawk, 60 for the doubter.
    assert by_name["norms"].points == pytest.approx(0.6 * -60 - 0.8 * -100)
    assert by_name["norms"].of_weights == pytest.approx((0.6 - 0.8) * -80)
    assert by_name["norms"].of_scores == pytest.approx(0.7 * 40)


def test_one_of_two_may_never_join_the_other(convene: Convene) -> None:
    """Where counter is best on everything the hawk stays with it; the doubter, who reads 60, can join."""
    settings = ("scores.accommodate.norms=70", "scores.accommodate.cost=50", "scores.counter.cost=55")
    found = convene("hawk", "doubter", settings=settings)
    assert [member.option for member in found.members] == ["counter", "accommodate"]
    (movement,) = found.movements or ()
    assert movement.option == "counter"
    assert movement.alone.keys() == {"doubter"}
    # 10 w = 5 (1 - w) puts a third on norms: 60 less 100/3 taken off, and as much put on cost.
    assert movement.points == pytest.approx(2 * (60 - 100 / 3), abs=1e-6)


def test_no_weights_bring_two_together_who_see_different_options_win_everywhere(convene: Convene) -> None:
    """Counter is best on everything for the hawk and worse on everything for the sceptic: never."""
    settings = ("scores.accommodate.norms=70", "scores.accommodate.cost=50", "scores.counter.cost=55")
    (movement,) = convene("hawk", "sceptic", settings=settings).movements or ()
    assert not movement.possible
    assert (movement.points, movement.option, movement.moves, movement.alone) == (None, None, (), {})


@pytest.mark.parametrize("issue", SCENARIOS)
@pytest.mark.parametrize("name", ["frontline", "realist"])
def test_people_who_think_alike(issue: str, name: str, tmp_path: Path) -> None:
    """Copies of one profile: W = 1, nothing to move, nothing to regret, and the group is each of them."""
    text = (LIBRARY.roots[0] / "profiles" / f"{name}.yaml").read_text(encoding="utf-8")
    copies = [tmp_path / f"{copy}.yaml" for copy in ("one", "two", "three")]
    for copy in copies:
        copy.write_text(text, encoding="utf-8")
    found = dilemma.panel(issue, [str(copy) for copy in copies], library=LIBRARY)
    assert found.agreement.kendalls_w == 1
    assert found.agreement.rank_correlation == 1
    assert found.movements == ()
    assert found.split is None
    assert found.costs_most.profiles == ()
    assert found.costs_most.regret == 0
    assert found.group.values == pytest.approx(found.members[0].values, abs=1e-12)
    assert found.least_worst_regret.option == found.group.option == found.members[0].option


def test_the_order_of_members_changes_only_their_order() -> None:
    """Every order of a panel gives the same figures to the last bit, its members and pairs reordered."""
    found = shipped("nato", *THREE)
    for names in permutations(THREE):
        other = shipped("nato", *names)
        assert [member.profile for member in other.members] == list(names)
        assert sorted(other.members, key=lambda each: each.profile) == sorted(
            found.members, key=lambda each: each.profile
        )
        assert unordered(other) == unordered(found)
        assert {frozenset(each.profiles): (each.points, each.option) for each in other.movements or ()} == {
            frozenset(each.profiles): (each.points, each.option) for each in found.movements or ()
        }


def unordered(found: Panel) -> Panel:
    """A panel without what is listed by member."""
    split = found.split
    assert split is not None
    first, second = (replace(camp, profiles=tuple(sorted(camp.profiles))) for camp in split.camps)
    return replace(found, members=(), movements=(), split=replace(split, camps=(first, second)))


@pytest.mark.parametrize("issue", SCENARIOS)
def test_every_member_is_as_assessed_alone(issue: str) -> None:
    """Choice, margin and values are those of the scenario through the same eyes."""
    for member in shipped(issue).members:
        alone = seen(issue, member.profile)
        assert member.option == alone.options[descending_order(alone.value)[0]]
        assert member.margin == margin(alone.value)
        assert list(member.values.values()) == alone.value.tolist()


@pytest.mark.parametrize("issue", SCENARIOS)
def test_regrets_are_those_of_savage_over_people(issue: str) -> None:
    """No option's worst regret is under the chosen one's, and the group's cost is its own worst regret."""
    found = shipped(issue)
    values = np.array([list(member.values.values()) for member in found.members])
    worst = (values.max(axis=1, keepdims=True) - values).max(axis=0)
    least = found.least_worst_regret
    assert list(least.worst_regrets.values()) == worst.tolist()
    assert least.worst_regrets[least.option] == worst.min()
    assert found.costs_most.regret == least.worst_regrets[found.group.option]


@pytest.mark.parametrize("issue", SCENARIOS)
def test_the_parts_of_a_split_sum_to_it(issue: str) -> None:
    """The parts add up to the gap between the camps' mean preferences, and those of a part to it."""
    found = shipped(issue)
    if found.split is None:
        return
    first, second = found.split.camps
    prefer = {each.profile: each.values[first.option] - each.values[second.option] for each in found.members}
    gap = np.mean([prefer[name] for name in first.profiles]) - np.mean(
        [prefer[name] for name in second.profiles]
    )
    assert found.split.points == pytest.approx(gap, abs=1e-9)
    for part in found.split.parts:
        assert part.of_weights + part.of_scores == pytest.approx(part.points, abs=1e-9)
    assert found.split.criterion == max(found.split.parts, key=lambda part: part.points).criterion


@pytest.mark.parametrize("issue", ["nato", "order"])
def test_the_moved_weights_do_bring_two_together(issue: str) -> None:
    """With both people's moves made, the option is among the best of both; totals are as stated."""
    found = shipped(issue)
    members = {member.profile: member for member in found.members}
    for movement in found.movements or ():
        assert movement.points == pytest.approx(
            sum(abs(move.stop - move.start) for move in movement.moves), abs=1e-6
        )
        assert movement.points is not None
        assert movement.points <= min(movement.alone.values()) + 1e-9
        for name in movement.profiles:
            points = {key: 100 * weight for key, weight in members[name].weights.items()}
            points |= {move.criterion: move.stop for move in movement.moves if move.profile == name}
            settings = [f"weights.{key}={max(0.0, value)!r}" for key, value in points.items()]
            moved = seen(issue, name, *settings)
            assert moved.value[moved.options.index(movement.option or "")] >= moved.value.max() - 1e-6


def test_a_what_if_is_made_for_everybody() -> None:
    """An option made worthless to all is nobody's choice."""
    worthless = ("norms", "security", "us_engagement", "cost")
    settings = [f"scores.enmesh.{criterion}=0" for criterion in worthless]
    found = dilemma.panel("nato", THREE, settings=settings, library=LIBRARY)
    assert "enmesh" not in {member.option for member in found.members}


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), "two profiles or more"),
        (("realist",), "two profiles or more"),
        (("realist", "none"), "`none` is no person"),
        (("realist", "frontline", "realist"), "two members called `realist`"),
    ],
)
def test_what_is_no_panel(names: tuple[str, ...], said: str) -> None:
    """Fewer than two people, nobody, or somebody twice is refused in words."""
    with pytest.raises(DilemmaError, match=said):
        dilemma.panel("nato", names, library=LIBRARY)


def test_everybody_knows_what_was_seen() -> None:
    """After a signpost the group stands where the mean of its members' updated values puts it."""
    plain = dilemma.panel("nato", THREE, library=LIBRARY)
    told = dilemma.panel("nato", THREE, seen={"N6": True}, wrong=["congress"], library=LIBRARY)
    assert plain.observed is None
    assert told.observed is not None
    assert told.wrong == ("congress",)
    assert (told.observed.after.option, told.observed.after.margin) == (told.group.option, told.group.margin)
    before = dilemma.panel("nato", THREE, wrong=["congress"], library=LIBRARY)
    assert told.observed.before.margin == before.group.margin
    for member in told.members:
        alone = dilemma.assess(
            "nato", profile=member.profile, seen={"N6": True}, wrong=["congress"], library=LIBRARY
        )
        assert member.values == pytest.approx({each.id: each.value for each in alone.options})
