"""Whose eyes to start from, and how to give weights."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.walk.question import Answer, Choice, Question, chosen
from dilemma.walk.said import FRESH

if TYPE_CHECKING:
    from dilemma.walk.said import Said
    from dilemma.walk.subject import Subject

WAYS = (
    Choice(1, "swing", "swing", "Order what matters, then give points. The best picture; 5 to 8 minutes."),
    Choice(2, "ranking", "ranking", "Only order what matters; the order implies weights. 2 to 3 minutes."),
    Choice(3, "keep", "keep", "Keep the weights you start from, and go on to the chances. A minute."),
)


def eyes(subject: Subject, said: Said) -> Question | None:
    """Asks for a profile to start from, unless there is none to choose."""
    if said.eyes is not None or not subject.profiles:
        return None
    own = Choice(1, FRESH, FRESH, "Nobody's eyes: the file's own scores, and weights of your own.")
    others = (
        Choice(place, profile.id, profile.id, profile.file.title)
        for place, profile in enumerate(subject.profiles, start=2)
    )
    choices = (own, *others)

    def read(typed: str) -> Answer:
        one = chosen(typed, choices, what="profile")
        return Answer(one.key, replace(said, eyes=one.key))

    return Question(
        id="eyes",
        part="Whose eyes",
        text=("Whose eyes shall we start from?",),
        prompt="Start from",
        help="A profile brings weights, and its own reading of a few scores. Start from the one nearest to "
        "you and change what you like, or start fresh. Nothing you do here changes the profile's file.",
        read=read,
        skip=replace(said, eyes=FRESH),
        skipping="starts fresh",
        default=FRESH,
        choices=choices,
    )


def method(subject: Subject, said: Said) -> Question | None:
    """Asks how weights are to be given; with one criterion there is nothing to weigh."""
    if said.method is not None or len(subject.leaves) < 2:
        return None

    def read(typed: str) -> Answer:
        one = chosen(typed, WAYS, what="way")
        return Answer(one.key, replace(said, method=one.key))  # type: ignore[arg-type]  # the keys are the methods

    return Question(
        id="method",
        part="What matters",
        text=("How would you like to say what matters?",),
        prompt="Way",
        help="Weights say how much going from worst to best on one criterion is worth against another. "
        "Points say it most exactly; an order alone is quicker and often leads to the same choice.",
        read=read,
        skip=replace(said, method="keep"),
        skipping="keeps the weights you start from",
        default="swing",
        choices=WAYS,
    )
