"""The first questions: the profile to start from, and how to give weights."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.walk.question import AnswerChoice, ParsedAnswer, Question, read_choice
from dilemma.walk.said import FRESH_START

if TYPE_CHECKING:
    from dilemma.walk.said import WalkState
    from dilemma.walk.subject import Subject

_METHODS = (
    AnswerChoice(
        1, "swing", "swing", "Order what matters, then give points. The best picture; 5 to 8 minutes."
    ),
    AnswerChoice(
        2, "ranking", "ranking", "Only order what matters; the order implies weights. 2 to 3 minutes."
    ),
    AnswerChoice(3, "keep", "keep", "Keep the weights you start from, and go on to the chances. A minute."),
)


def _ask_profile(subject: Subject, state: WalkState) -> Question | None:
    """Ask for a profile to start from, unless there is none to choose."""
    if state.profile is not None or not subject.profiles:
        return None
    fresh = AnswerChoice(
        1, FRESH_START, FRESH_START, "Nobody's eyes: the file's own scores, and weights of your own."
    )
    others = (
        AnswerChoice(number, profile.id, profile.id, profile.file.title)
        for number, profile in enumerate(subject.profiles, start=2)
    )
    choices = (fresh, *others)

    def read(typed: str) -> ParsedAnswer:
        choice = read_choice(typed, choices, what="profile")
        return ParsedAnswer(choice.key, replace(state, profile=choice.key))

    return Question(
        id="eyes",
        part="Whose eyes",
        text=("Whose eyes shall we start from?",),
        prompt="Start from",
        help="A profile brings weights, and its own reading of a few scores. Start from the one nearest to "
        "you and change what you like, or start fresh. Nothing you do here changes the profile's file.",
        read=read,
        skip=replace(state, profile=FRESH_START),
        skipping="starts fresh",
        default=FRESH_START,
        choices=choices,
    )


def _ask_method(subject: Subject, state: WalkState) -> Question | None:
    """Ask how weights are to be given; with one criterion there is nothing to weigh."""
    if state.method is not None or len(subject.leaves) < 2:
        return None

    def read(typed: str) -> ParsedAnswer:
        choice = read_choice(typed, _METHODS, what="way")
        # The keys of the choices are the methods, which their type does not say.
        return ParsedAnswer(choice.key, replace(state, method=choice.key))  # type: ignore[arg-type]

    return Question(
        id="method",
        part="What matters",
        text=("How would you like to say what matters?",),
        prompt="Way",
        help="Weights say how much going from worst to best on one criterion is worth against another. "
        "Points say it most exactly; an order alone is quicker and often leads to the same choice.",
        read=read,
        skip=replace(state, method="keep"),
        skipping="keeps the weights you start from",
        default="swing",
        choices=_METHODS,
    )
