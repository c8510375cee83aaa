"""The walk as a state: what was answered, in order, and what is asked next."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dilemma.walk import beginning, likelihoods, ranking, swings, trade_offs
from dilemma.walk.question import SKIP, BadAnswer, command
from dilemma.walk.said import Said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.walk.question import Question
    from dilemma.walk.subject import Subject

# In the order they are asked; each looks at what has been said and asks the next thing of its kind, if any.
STAGES = (
    beginning.eyes,
    beginning.method,
    ranking.ask,
    swings.clash,
    swings.ask,
    trade_offs.repair,
    trade_offs.ask,
    likelihoods.ask,
)
NOTHING = Said()
LONGEST = 500  # questions; no scenario has so many, and no counting goes on for ever


@dataclass(frozen=True, slots=True)
class Step:
    """One question answered: its id, the answer in full, and everything said once it was given."""

    ask: str
    answer: str
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A walk at one moment.

    Attributes:
        subject: what is walked through.
        steps: what was answered, oldest first.
        undone: answers taken back, by question, to be offered again.
    """

    subject: Subject
    steps: tuple[Step, ...] = ()
    undone: Mapping[str, str] = field(default_factory=dict)

    @property
    def said(self) -> Said:
        """Everything said so far."""
        return self.steps[-1].said if self.steps else NOTHING


def next_question(walk: Walk) -> Question | None:
    """What is asked now, with an answer that was taken back as its default; None at the end."""
    found = (stage(walk.subject, walk.said) for stage in STAGES)
    question = next((question for question in found if question is not None), None)
    if question is None or question.id not in walk.undone:
        return question
    return _offering(question, walk.undone[question.id])


def answered(walk: Walk, question: Question, typed: str) -> Walk:
    """The walk with a question answered; an empty line stands for the default, `skip` for skipping.

    Raises:
        BadAnswer: what was typed is no answer to it.
    """
    typed = typed.strip() or question.default
    if not typed:
        raise BadAnswer("type an answer; `skip` leaves the question out, `?` explains it")
    if command(typed) == SKIP:
        return _with(walk, Step(question.id, SKIP, question.skip))
    answer = question.read(typed)
    return _with(walk, Step(question.id, answer.text, answer.said))


def gone_back(walk: Walk) -> Walk:
    """The walk before its last answer, which is remembered; the same walk where nothing was answered."""
    if not walk.steps:
        return walk
    last = walk.steps[-1]
    return replace(walk, steps=walk.steps[:-1], undone={**walk.undone, last.ask: last.answer})


def skipped_to_end(walk: Walk) -> Walk:
    """The walk with every question left skipped."""
    for _ in range(LONGEST):
        question = next_question(walk)
        if question is None:
            return walk
        walk = answered(walk, question, SKIP)
    raise RuntimeError(f"a walk through `{walk.subject.scenario.id}` does not end")


def left(walk: Walk) -> int:
    """How many questions there are still when each is answered in the plainest way."""
    done = len(walk.steps)
    for _ in range(LONGEST):
        question = next_question(walk)
        if question is None:
            break
        walk = answered(walk, question, _plainest(question))
    return len(walk.steps) - done


def _plainest(question: Question) -> str:
    """The default, else the first choice, else nothing."""
    return question.default or (question.choices[0].key if question.choices else SKIP)


def _with(walk: Walk, step: Step) -> Walk:
    undone = {ask: answer for ask, answer in walk.undone.items() if ask != step.ask}
    return replace(walk, steps=(*walk.steps, step), undone=undone)


def _offering(question: Question, answer: str) -> Question:
    """The question with an earlier answer as its default, if that is still an answer to it."""
    try:
        if answer != SKIP:
            question.read(answer)
    except BadAnswer:
        return question
    return replace(question, default=answer)
