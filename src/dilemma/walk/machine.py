"""The walk as a state: the answers so far, in order, and the next question."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dilemma.walk import beginning, likelihoods, ranking, swings, trade_offs
from dilemma.walk.question import SKIP, BadAnswer, parse_command
from dilemma.walk.said import WalkState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.walk.question import Question
    from dilemma.walk.subject import Subject

# In the order they are asked. Each returns the next question of its kind, if the state leaves one.
_STAGES = (
    beginning._ask_profile,
    beginning._ask_method,
    ranking.ask_ranking,
    swings.ask_clash,
    swings.ask_points,
    trade_offs.ask_repair,
    trade_offs.ask_trade_off,
    likelihoods.ask_chance,
)
_INITIAL_STATE = WalkState()
_MOST_QUESTIONS = 500  # more than any scenario has, so that a walk that does not end is noticed


@dataclass(frozen=True, slots=True)
class WalkStep:
    """One question answered: its id, the answer in full, and the state after it."""

    ask: str
    answer: str
    state: WalkState


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A walk at one moment.

    Attributes:
        subject: what is walked through.
        steps: the questions answered, oldest first.
        undone: answers taken back, by question, to be offered again.
    """

    subject: Subject
    steps: tuple[WalkStep, ...] = ()
    undone: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> WalkState:
        """Everything answered so far."""
        return self.steps[-1].state if self.steps else _INITIAL_STATE


def next_question(walk: Walk) -> Question | None:
    """Return the next question, with an answer that was taken back as its default; None at the end."""
    questions = (stage(walk.subject, walk.state) for stage in _STAGES)
    question = next((question for question in questions if question is not None), None)
    if question is None or question.id not in walk.undone:
        return question
    return _with_default(question, walk.undone[question.id])


def answer_question(walk: Walk, question: Question, typed: str) -> Walk:
    """Return the walk with a question answered; an empty line stands for the default, `skip` for skipping.

    Raises:
        BadAnswer: what was typed is no answer to it.
    """
    typed = typed.strip() or question.default
    if not typed:
        raise BadAnswer("type an answer; `skip` leaves the question out, `?` explains it")
    if parse_command(typed) == SKIP:
        return _add_step(walk, WalkStep(question.id, SKIP, question.skip))
    answer = question.read(typed)
    return _add_step(walk, WalkStep(question.id, answer.text, answer.state))


def go_back(walk: Walk) -> Walk:
    """Return the walk before its last answer, which is remembered; unchanged where nothing was answered."""
    if not walk.steps:
        return walk
    last = walk.steps[-1]
    return replace(walk, steps=walk.steps[:-1], undone={**walk.undone, last.ask: last.answer})


def skip_to_end(walk: Walk) -> Walk:
    """Return the walk with every question left skipped."""
    for _ in range(_MOST_QUESTIONS):
        question = next_question(walk)
        if question is None:
            return walk
        walk = answer_question(walk, question, SKIP)
    raise RuntimeError(f"a walk through `{walk.subject.scenario.id}` does not end")


def count_questions_left(walk: Walk) -> int:
    """Return how many questions are left when each is answered in the simplest way."""
    done = len(walk.steps)
    for _ in range(_MOST_QUESTIONS):
        question = next_question(walk)
        if question is None:
            break
        walk = answer_question(walk, question, _simplest_answer(question))
    return len(walk.steps) - done


def _simplest_answer(question: Question) -> str:
    """Return the default, else the first choice, else a skip."""
    return question.default or (question.choices[0].key if question.choices else SKIP)


def _add_step(walk: Walk, step: WalkStep) -> Walk:
    undone = {ask: answer for ask, answer in walk.undone.items() if ask != step.ask}
    return replace(walk, steps=(*walk.steps, step), undone=undone)


def _with_default(question: Question, answer: str) -> Question:
    """Return the question with an earlier answer as its default, if that is still an answer to it."""
    try:
        # It may fit no longer once an answer before it is another one.
        if answer != SKIP:
            question.read(answer)
    except BadAnswer:
        return question
    return replace(question, default=answer)
