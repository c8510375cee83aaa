"""The walk as a state: the answers so far and the next question; written to a file and replayed."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from dilemma.elicitation import chances, judgements, swing_weights, trade_offs
from dilemma.elicitation.judgements import JUDGEMENT
from dilemma.elicitation.question import (
    SKIP,
    AnswerChoice,
    BadAnswer,
    Question,
    choice_reader,
    number_choices,
    parse_command,
)
from dilemma.elicitation.state import FRESH_START, WalkState
from dilemma.errors import FaultyFile
from dilemma.records import dataclass
from dilemma.scenario.edits.what_if import settable_paths
from dilemma.scenario.problems import Problem
from dilemma.scenario.yaml.nodes import parse_scalar
from dilemma.scenario.yaml.text import yaml_number, yaml_scalar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.elicitation.state import Method, Subject
    from dilemma.scenario.parse import ParsedFile
    from dilemma.scenario.schema.extra_files import Answer
    from dilemma.scenario.yaml.nodes import Node


METHODS = (
    AnswerChoice(1, "swing", "swing", "Rank what matters, then give points. Most exact; 5 to 8 minutes."),
    AnswerChoice(
        2, "ranking", "ranking", "Only rank what matters; weights follow from the ranking. 2 to 3 minutes."
    ),
    AnswerChoice(
        3, "keep", "keep", "Keep the weights you start from, and go on to the probabilities. 1 minute."
    ),
)


def _ask_profile(subject: Subject, state: WalkState) -> Question | None:
    """Ask for a profile to start from, unless there is none to choose."""
    if state.profile is not None or not subject.profiles:
        return None
    titles = {FRESH_START: "None; use the scenario's scores and set your own weights."}
    titles |= {profile.id: profile.file.title for profile in subject.profiles}
    choices = tuple(map(AnswerChoice, number_choices(list(titles)), titles, titles, titles.values()))
    return Question(
        id="eyes",
        part="Perspective",
        text=("Which perspective would you like to start from?",),
        prompt="Start from",
        help="A perspective has its own weights and adjusts a few scores. Start from the one nearest to "
        "yours and change what you like, or start fresh. Nothing you do here changes its file.",
        read=choice_reader(choices, {key: replace(state, profile=key) for key in titles}, "profile"),
        skip=replace(state, profile=FRESH_START),
        skipping="starts fresh",
        default=FRESH_START,
        choices=choices,
    )


def _ask_method(subject: Subject, state: WalkState) -> Question | None:
    """Ask how weights are to be given; with one criterion there is nothing to weigh."""
    if state.method is not None or len(subject.criteria) < 2:
        return None
    methods: tuple[Method, ...] = ("swing", "ranking", "keep")
    return Question(
        id="method",
        part="What matters",
        text=("How would you like to say what matters?",),
        prompt="Way",
        help="Weights say how much going from worst to best on one criterion is worth against another. "
        "Points say it most exactly; an order alone is quicker and often leads to the same choice.",
        read=choice_reader(METHODS, {method: replace(state, method=method) for method in methods}, "way"),
        skip=replace(state, method="keep"),
        skipping="keeps the weights you start from",
        default="swing",
        choices=METHODS,
    )


# In the order they are asked. Each returns the next question of its kind, if the state leaves one.
_STAGES = (
    _ask_profile,
    _ask_method,
    swing_weights.ask_ranking,
    swing_weights.ask_clash,
    swing_weights.ask_points,
    trade_offs.ask_repair,
    trade_offs.ask_trade_off,
    chances.ask_chance,
    judgements.ask_judgement,
)
_INITIAL_STATE = WalkState()
_QUESTIONNAIRE_STATE = WalkState(profile=FRESH_START)  # one person's own answers start from nobody else's
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
        start: the state before the first answer.
    """

    subject: Subject
    steps: tuple[WalkStep, ...] = ()
    undone: Mapping[str, str] = field(default_factory=dict)
    start: WalkState = _INITIAL_STATE

    @property
    def state(self) -> WalkState:
        """Everything answered so far."""
        return self.steps[-1].state if self.steps else self.start


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
    # A criterion may be called `s`; what is written in full is the command.
    if typed == SKIP or (parse_command(typed) == SKIP and typed not in {own.key for own in question.choices}):
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
        first = question.choices[0].key if question.choices else SKIP
        walk = answer_question(walk, question, question.default or first)
    return len(walk.steps) - done


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
    """Return the walk up to the first answer that does not fit, and what is wrong with that answer.

    The answers of a questionnaire start from no profile, whatever profiles there are here, and hold
    judgements of those scores that its page asked for.
    """
    of_person = file.model.person is not None
    walk = Walk(subject=subject, start=_QUESTIONNAIRE_STATE if of_person else _INITIAL_STATE)
    if file.model.scenario != subject.scenario.id:
        message = f"these answers are for `{file.model.scenario}`, not for `{subject.scenario.id}`"
        return walk, _problem(file.node, ("scenario",), message)
    walk = replace(walk, subject=replace(subject, judgements=_asked_judgements(subject, file.model.steps)))
    for index, step in enumerate(file.model.steps):
        try:
            walk = _replay_step(walk, step)
        except BadAnswer as bad:
            key = "answer" if _expected_id(walk, step) == step.ask else "ask"
            return walk, _problem(file.node, ("steps", index, key), str(bad))
    return walk, None


def _asked_judgements(subject: Subject, steps: Sequence[Answer]) -> tuple[str, ...]:
    """Return the scores to judge: those that a file answers, in its order, then the others of the subject."""
    answered = [step.ask.removeprefix(JUDGEMENT) for step in steps if step.ask.startswith(JUDGEMENT)]
    known = set(settable_paths(subject.scenario)) if answered else set()
    return tuple(dict.fromkeys((*(path for path in answered if path in known), *subject.judgements)))


def _replay_step(walk: Walk, step: Answer) -> Walk:
    walk, question = _question_of(walk, step)
    if question is None:
        raise BadAnswer(f"nothing is asked any more, but `{step.ask}` is answered; remove it")
    if question.id != step.ask:
        raise BadAnswer(f"the walk asks `{question.id}` here, not `{step.ask}`; answer that first")
    return answer_question(walk, question, step.answer)


def _question_of(walk: Walk, step: Answer) -> tuple[Walk, Question | None]:
    """Return the question that an answer is to, with the walk that leads to it.

    Which trade-offs are put to a person, and how many, is up to whoever asks: any pair of criteria will do.
    """
    question = next_question(walk)
    while question is not None and question.id != step.ask and question.id.startswith(trade_offs.TRADE):
        pair = trade_offs.ask_about_pair(walk.subject, walk.state, step.ask)
        if pair is not None:
            return walk, pair
        walk = answer_question(walk, question, SKIP)
        question = next_question(walk)
    return walk, question


def _expected_id(walk: Walk, step: Answer) -> str:
    """Return the id of the question asked here; empty at the end."""
    question = _question_of(walk, step)[1]
    return question.id if question else ""


def _problem(node: Node, path: tuple[str | int, ...], message: str) -> Problem:
    return Problem(node.nearest(path).span, "wrong-answer", message)


def _answer_scalar(text: str) -> str:
    """Return an answer as YAML; a number stays one where it reads back as the same text."""
    value = parse_scalar(text)
    if isinstance(value, int | float) and text == repr(value) == yaml_number(value):
        return text
    return yaml_scalar(text)
