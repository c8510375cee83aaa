"""A walk written as a file of answers, and replayed from one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.scenario.problems import Problem
from dilemma.scenario.yaml.nodes import parse_scalar
from dilemma.scenario.yaml.writer import yaml_number, yaml_scalar
from dilemma.walk.machine import Walk, answer_question, next_question
from dilemma.walk.question import BadAnswer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.scenario.parse import ParsedFile
    from dilemma.scenario.schema.extra_files import Answer
    from dilemma.scenario.yaml.nodes import Node
    from dilemma.walk.machine import WalkStep
    from dilemma.walk.subject import Subject

_ANSWERS_HEADER = """\
# Answers given on a walk; replay them with `dilemma walk` and `--answers`, or go on with `--resume`.
dilemma: 1
file: answers
scenario: {scenario}
date: {day}
"""


def answers_text(subject: Subject, steps: Sequence[WalkStep]) -> str:
    """Return the text of a file of answers: one line a question, in the order asked."""
    header = _ANSWERS_HEADER.format(scenario=yaml_scalar(subject.scenario.id), day=subject.day)
    if not steps:
        return header + "steps: []\n"
    lines = (
        f"  - {{ask: {yaml_scalar(step.ask)}, answer: {_answer_scalar(step.answer)}}}\n" for step in steps
    )
    return header + "steps:\n" + "".join(lines)


def replay_answers(subject: Subject, file: ParsedFile) -> Walk:
    """Return the walk that a file of answers describes.

    Raises:
        FaultyFile: it belongs to another scenario, or an answer does not fit its question.
    """
    walk, problem = replay_valid_answers(subject, file)
    if problem is not None:
        raise FaultyFile([problem])
    return walk


def replay_valid_answers(subject: Subject, file: ParsedFile) -> tuple[Walk, Problem | None]:
    """Return the walk up to the first answer that does not fit, and what is wrong with that answer."""
    walk = Walk(subject=subject)
    if file.model.scenario != subject.scenario.id:
        message = f"these answers are for `{file.model.scenario}`, not for `{subject.scenario.id}`"
        return walk, _problem(file.node, ("scenario",), message)
    for index, step in enumerate(file.model.steps):
        try:
            walk = _replay_step(walk, step)
        except BadAnswer as bad:
            key = "answer" if _expected_id(walk) == step.ask else "ask"
            return walk, _problem(file.node, ("steps", index, key), str(bad))
    return walk, None


def _replay_step(walk: Walk, step: Answer) -> Walk:
    question = next_question(walk)
    if question is None:
        raise BadAnswer(f"nothing is asked any more, but `{step.ask}` is answered; remove it")
    if question.id != step.ask:
        raise BadAnswer(f"the walk asks `{question.id}` here, not `{step.ask}`; answer that first")
    return answer_question(walk, question, step.answer)


def _expected_id(walk: Walk) -> str:
    """Return the id of the question asked next; empty at the end."""
    question = next_question(walk)
    return question.id if question else ""


def _problem(node: Node, path: tuple[str | int, ...], message: str) -> Problem:
    return Problem(node.nearest(path).span, "wrong-answer", message)


def _answer_scalar(text: str) -> str:
    """Return an answer as YAML; a number stays one where it reads back as the same text."""
    value = parse_scalar(text)
    if isinstance(value, int | float) and text == repr(value) == yaml_number(value):
        return text
    return yaml_scalar(text)
