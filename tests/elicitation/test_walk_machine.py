"""The walk is a state machine: it takes any text, goes back without loss, and always ends."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.elicitation.conftest import SMALL, after, asked

from dilemma.elicitation.question import BadAnswer, parse_command
from dilemma.elicitation.walk import (
    Walk,
    answer_question,
    answers_text,
    count_questions_left,
    go_back,
    next_question,
    skip_to_end,
)
from dilemma.elicitation.weights import apply_answers

if TYPE_CHECKING:
    from tests.elicitation.conftest import Prepare

# What people type, sensible or not; most of it is an answer to some question.
TYPED = st.one_of(
    st.sampled_from(
        [
            *("", "skip", "1", "2", "3", "2 1=3", "3 2", "1=2", "=", "swing", "ranking", "keep", "partner"),
            *("yes", "no", "80", "120", "60-80", "0", "0.3", "30%", "10-30%", "likely", "again"),
            *("order", "points"),
        ]
    ),
    st.text(max_size=12),
    st.integers(-10, 1200).map(str),
)
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def walked(walk: Walk, typed: list[str]) -> list[Walk]:
    """Every state on the way through some lines; those that are no answer change nothing."""
    states = [walk]
    for line in typed:
        question = next_question(states[-1])
        if question is None:
            break
        if parse_command(line) not in (None, "skip"):
            continue
        try:
            states.append(answer_question(states[-1], question, line))
        except BadAnswer:
            continue
    return states


@MANY
@given(typed=st.lists(TYPED, max_size=30))
def test_any_text_is_an_answer_or_refused_in_words(typed: list[str], prepare: Prepare) -> None:
    """Whatever is typed, the walk goes on, the scenario can be seen, and skipping leads to the end."""
    states = walked(Walk(subject=prepare(partner=True)), typed)
    apply_answers(states[-1].subject, states[-1].state)
    end = skip_to_end(states[-1])
    assert next_question(end) is None
    weights = apply_answers(end.subject, end.state).weights
    assert weights is None or any(points.central > 0 for points in weights.points.values()) or weights.ranking


@MANY
@given(typed=st.lists(TYPED, max_size=30))
def test_back_and_the_same_answer_again_is_where_one_was(typed: list[str], prepare: Prepare) -> None:
    """Going back and pressing Enter, which offers the answer taken back, restores the state exactly."""
    states = walked(Walk(subject=prepare(partner=True)), typed)
    for before, now in pairwise(states):
        back = go_back(now)
        assert back.steps == before.steps
        assert answer_question(back, asked(back), "") == now
        assert answer_question(back, asked(back), now.steps[-1].answer) == now


@MANY
@given(typed=st.lists(TYPED, max_size=30))
def test_an_answer_in_full_means_the_same_when_typed(typed: list[str], prepare: Prepare) -> None:
    """The text kept of an answer leads to the same state and the same file."""
    states = walked(Walk(subject=prepare(partner=True)), typed)
    again = after(states[-1].subject, *(step.answer for step in states[-1].steps))
    assert again.steps == states[-1].steps
    assert answers_text(again.subject, again.steps) == answers_text(again.subject, states[-1].steps)


def test_going_all_the_way_back_keeps_every_answer_to_offer(prepare: Prepare) -> None:
    """From the end to the first question and, by Enter alone, to the end again."""
    end = after(
        prepare(partner=True), "partner", "swing", "2 1", "70", "30-50", "yes", "yes", "likely", "20%"
    )
    walk = end
    while walk.steps:
        walk = go_back(walk)
    assert go_back(walk) == walk
    while next_question(walk) is not None:
        walk = answer_question(walk, asked(walk), "")
    assert walk == end


def test_an_answer_taken_back_that_fits_no_more_is_not_offered(prepare: Prepare) -> None:
    """After going back over the ranking, an order of criteria already placed is forgotten."""
    walk = go_back(after(prepare(), "swing", "1", "3"))
    walk = answer_question(go_back(walk), asked(go_back(walk)), "3")
    assert asked(walk).id == "rank.2"
    assert asked(walk).default == ""


def test_enter_is_refused_where_nothing_is_offered(prepare: Prepare) -> None:
    """The ranking has no default; the person is told about `skip`."""
    walk = after(prepare(), "ranking")
    with pytest.raises(BadAnswer, match="`skip` leaves the question out"):
        answer_question(walk, asked(walk), "  ")


def test_the_questions_left_count_down_to_none(prepare: Prepare) -> None:
    """Answering in the plainest way takes exactly as many questions as were announced."""
    walk = Walk(subject=prepare(partner=True))
    for expected in range(count_questions_left(walk), 0, -1):
        assert count_questions_left(walk) == expected
        question = asked(walk)
        walk = answer_question(
            walk, question, question.default or (question.choices[0].key if question.choices else "skip")
        )
    assert next_question(walk) is None


def test_without_profiles_futures_or_a_second_criterion_little_is_asked(prepare: Prepare) -> None:
    """One criterion needs no weight and one future no chance, so that the walk ends at once."""
    text = SMALL[: SMALL.index("criteria:")] + (
        "criteria: {norms: {}}\nscores: {accommodate: {norms: 20}, counter: {norms: 70}}\n"
    )
    assert next_question(Walk(subject=prepare(text))) is None


def test_skipping_everything_changes_nothing(prepare: Prepare) -> None:
    """A person who says nothing sees the scenario as its file has it."""
    subject = prepare()
    end = skip_to_end(Walk(subject=subject))
    assert apply_answers(subject, end.state) == subject.scenario
