"""Rankings and swings become the weights of the literature; clashes are found and repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.elicitation.conftest import SMALL, after, asked

from dilemma.analysis.core.decision import decide
from dilemma.elicitation import weights as weighing
from dilemma.elicitation.question import BadAnswer
from dilemma.elicitation.walk import answer_question

if TYPE_CHECKING:
    from tests.elicitation.conftest import Prepare

    from dilemma.elicitation.walk import Walk


def shares(walk: Walk) -> dict[str, float]:
    """The weights the analysis sees."""
    at = decide(weighing.apply_answers(walk.subject, walk.state))
    return dict(zip(at.criteria, at.weights.tolist(), strict=True))


def test_a_ranking_gives_rank_order_centroids(prepare: Prepare) -> None:
    """Three criteria in order weigh 11/18, 5/18 and 2/18 (Edwards & Barron 1994)."""
    walk = after(prepare(), "ranking", "cost standing")
    assert shares(walk) == pytest.approx({"cost": 11 / 18, "standing": 5 / 18, "norms": 2 / 18})


def test_criteria_not_ranked_yet_tie_behind_the_others(prepare: Prepare) -> None:
    """After one answer the picture is already that of the order so far."""
    assert shares(after(prepare(), "swing", "1")) == pytest.approx(
        {"norms": 11 / 18, "cost": 3.5 / 18, "standing": 3.5 / 18}
    )


def test_several_may_be_ranked_one_by_one_or_at_once(prepare: Prepare) -> None:
    """The order is the same, and the last criterion takes the last place by itself."""
    subject = prepare()
    assert (
        after(subject, "ranking", "3", "1").state == after(subject, "ranking", "standing > norms, cost").state
    )
    assert after(subject, "ranking", "3=1").state.order == (("standing", "norms"), ("cost",))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1 1", "named twice"),
        ("1 x", "no criterion `x`"),
        ("= =", "names no criterion"),
        ("7", "type a number"),
    ],
)
def test_a_ranking_that_cannot_be_meant_is_refused(typed: str, words: str, prepare: Prepare) -> None:
    """Each refusal says which part is wrong."""
    walk = after(prepare(), "ranking")
    with pytest.raises(BadAnswer, match=words):
        answer_question(walk, asked(walk), typed)


def test_swings_give_points_against_the_first(prepare: Prepare) -> None:
    """100, 60 and 40 are half, three tenths and a fifth (von Winterfeldt & Edwards 1986)."""
    walk = after(prepare(), "swing", "2 1", "60", "40")
    assert shares(walk) == pytest.approx({"cost": 0.5, "norms": 0.3, "standing": 0.2})


def test_those_that_tie_are_given_points_together(prepare: Prepare) -> None:
    """One question for two criteria that tie; the first place has 100 each."""
    walk = after(prepare(), "swing", "2=1", "50")
    assert shares(walk) == pytest.approx({"cost": 0.4, "norms": 0.4, "standing": 0.2})


def test_a_range_of_points_is_kept_as_a_range(prepare: Prepare) -> None:
    """How sure a person is reaches the scenario."""
    walk = after(prepare(), "swing", "1 2", "60-80", "10")
    weights = weighing.apply_answers(walk.subject, walk.state).weights
    assert weights is not None
    assert weights.points["cost"].bounds == (60, 80)


def test_points_not_given_follow_from_the_order(prepare: Prepare) -> None:
    """A skipped swing has what its rank implies, and no more than the swing above it."""
    assert after(prepare(), "swing", "1 2", "skip").state.points["cost"].value.central == 45.5  # 5/11
    walk = after(prepare(), "swing", "1 2", "8", "skip")
    assert walk.state.points["standing"].value.central == 8


def test_more_points_below_than_above_is_a_clash(prepare: Prepare) -> None:
    """The lower-ranked criterion with more points is named, with three ways out."""
    walk = after(prepare(), "swing", "1 2", "50", "70")
    question = asked(walk)
    assert question.id == "clash.standing"
    assert "ranked cost above standing" in question.text[0]
    assert after(walk.subject, *typed_of(walk), "points").state.order == (
        ("norms",),
        ("standing",),
        ("cost",),
    )
    level = after(walk.subject, *typed_of(walk), "order").state.points
    assert level["standing"].value == level["cost"].value
    assert asked(after(walk.subject, *typed_of(walk), "again")).id == "swing.standing"


def test_more_points_than_the_first_makes_a_new_first(prepare: Prepare) -> None:
    """The largest swing has 100 points again, the others in proportion."""
    walk = after(prepare(), "swing", "1 2", "200", "points")
    assert walk.state.order[0] == ("cost",)
    assert {name: given.value.central for name, given in walk.state.points.items()} == {
        "norms": 50,
        "cost": 100,
    }


def test_a_trade_off_is_asked_in_points_that_follow_from_the_weights(prepare: Prepare) -> None:
    """Weights of 100 and 40 give up 25 points of the lesser for 10 of the greater."""
    walk = after(prepare(), "swing", "2 1", "80", "40")
    question = asked(walk)
    assert question.id == "trade.cost.norms"
    assert "give up 12 points of norms for 10 points of cost" in question.text[0]
    assert "10 points of cost are 6 euros" in question.notes
    assert (
        "give up 25 points of standing for 10 points of cost"
        in asked(after(walk.subject, *typed_of(walk), "")).text[0]
    )


def test_an_answer_within_a_quarter_agrees(prepare: Prepare) -> None:
    """12.5 and 15 say the same; 16 does not, nor 9.9."""
    walk = after(prepare(), "swing", "2 1", "80", "40")
    for offered, doubted in (("15", False), ("10", False), ("16", True), ("9.9", True)):
        assert (answer_question(walk, asked(walk), offered).state.doubt is not None) is doubted


def test_a_trade_off_against_the_weights_is_repaired(prepare: Prepare) -> None:
    """25 for 10 means 2.5 times: either the one rises or the other falls until the weights say so."""
    walk = after(prepare(), "swing", "2 1", "80", "40", "25")
    question = asked(walk)
    assert question.id == "repair.cost.norms"
    assert "2.5 times as much" in question.text[0]
    lowered = shares(after(walk.subject, *typed_of(walk), "norms"))
    assert lowered["cost"] / lowered["norms"] == pytest.approx(2.5)
    raised = shares(after(walk.subject, *typed_of(walk), "cost"))
    assert raised["cost"] / raised["norms"] == pytest.approx(2.5)
    assert raised["norms"] / raised["standing"] == pytest.approx(2)
    assert after(walk.subject, *typed_of(walk), "keep").state.points == walk.state.points


def test_repairing_a_ranking_turns_it_into_points(prepare: Prepare) -> None:
    """An order cannot hold a ratio; what came from the order is still marked so."""
    walk = after(prepare(), "ranking", "2 1", "90", "1")
    assert {given.how for given in walk.state.points.values()} == {"ranking", "trade_off"}


@pytest.mark.parametrize(
    ("typed", "words"), [("no", "how many points"), ("0", "not one number"), ("5-9", "not one number")]
)
def test_no_and_nothing_are_asked_back(typed: str, words: str, prepare: Prepare) -> None:
    """A plain no does not say what the person would give up."""
    walk = after(prepare(), "ranking", "2 1")
    with pytest.raises(BadAnswer, match=words):
        answer_question(walk, asked(walk), typed)


def test_starting_from_a_profile_and_keeping_its_weights(prepare: Prepare) -> None:
    """Weights, ranges and adjustments are the profile's."""
    walk = after(prepare(partner=True), "partner", "keep")
    seen = weighing.apply_answers(walk.subject, walk.state)
    assert seen.weights == walk.subject.profiles[0].file.weights["small"]
    assert [shift.add for shift in seen.shifts] == [-8]


def test_equal_weights_are_asked_about_like_any(prepare: Prepare) -> None:
    """Whoever keeps equal weights is shown that one point is worth one."""
    walk = after(prepare(SMALL), "keep")
    assert "10 points" in asked(walk).text[0]


def typed_of(walk: Walk) -> list[str]:
    """The answers so far, in full."""
    return [step.answer for step in walk.steps]
