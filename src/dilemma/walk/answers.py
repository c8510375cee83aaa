"""A walk as a file of answers, and a file of answers as a walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.scenario.problems import Problem
from dilemma.scenario.reading.scalars import meaning
from dilemma.scenario.yaml_text import number, scalar
from dilemma.walk.machine import Walk, answered, next_question
from dilemma.walk.question import BadAnswer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.scenario.files.answers import Answer
    from dilemma.scenario.reading.nodes import Node
    from dilemma.scenario.shape import Shaped
    from dilemma.walk.machine import Step
    from dilemma.walk.subject import Subject

HEAD = """\
# Answers given on a walk; replay them with `dilemma walk` and `--answers`, or go on with `--resume`.
dilemma: 1
file: answers
scenario: {scenario}
date: {day}
"""


def answers_text(subject: Subject, steps: Sequence[Step]) -> str:
    """The file of answers: one line a question, in the order asked."""
    head = HEAD.format(scenario=scalar(subject.scenario.id), day=subject.day)
    if not steps:
        return head + "steps: []\n"
    lines = (f"  - {{ask: {scalar(step.ask)}, answer: {_answer(step.answer)}}}\n" for step in steps)
    return head + "steps:\n" + "".join(lines)


def replayed(subject: Subject, file: Shaped) -> Walk:
    """The walk that a file of answers describes.

    Raises:
        FaultyFile: it belongs to another scenario, or an answer does not fit its question.
    """
    walk, problem = as_far_as_it_goes(subject, file)
    if problem is not None:
        raise FaultyFile([problem])
    return walk


def as_far_as_it_goes(subject: Subject, file: Shaped) -> tuple[Walk, Problem | None]:
    """The walk up to the first answer that does not fit, and what is wrong with that one."""
    walk = Walk(subject=subject)
    if file.model.scenario != subject.scenario.id:
        message = f"these answers are for `{file.model.scenario}`, not for `{subject.scenario.id}`"
        return walk, _problem(file.node, ("scenario",), message)
    for place, given in enumerate(file.model.steps):
        try:
            walk = _replayed(walk, given)
        except BadAnswer as bad:
            key = "answer" if _expects(walk) == given.ask else "ask"
            return walk, _problem(file.node, ("steps", place, key), str(bad))
    return walk, None


def _replayed(walk: Walk, given: Answer) -> Walk:
    question = next_question(walk)
    if question is None:
        raise BadAnswer(f"nothing is asked any more, but `{given.ask}` is answered; remove it")
    if question.id != given.ask:
        raise BadAnswer(f"the walk asks `{question.id}` here, not `{given.ask}`; answer that first")
    return answered(walk, question, given.answer)


def _expects(walk: Walk) -> str:
    question = next_question(walk)
    return question.id if question else ""


def _problem(node: Node, path: tuple[str | int, ...], message: str) -> Problem:
    return Problem(node.nearest(path).span, "wrong-answer", message)


def _answer(text: str) -> str:
    """An answer that is a number as that number, where it reads back as the same text."""
    value = meaning(text)
    if isinstance(value, int | float) and text == repr(value) == number(value):
        return text
    return scalar(text)
