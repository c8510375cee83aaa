"""A question as a value: its text, its choices, and how an answer to it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dilemma.scenario.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dilemma.walk.said import WalkState

Command = Literal["back", "skip", "help", "quit"]
SKIP = "skip"
_COMMANDS: dict[str, Command] = {
    "back": "back",
    "b": "back",
    SKIP: "skip",
    "s": "skip",
    "help": "help",
    "h": "help",
    "?": "help",
    "quit": "quit",
    "q": "quit",
    "exit": "quit",
}


class BadAnswer(ValueError):
    """An answer that fits no question; the message tells the person what would."""


@dataclass(frozen=True, slots=True)
class ParsedAnswer:
    """An answer as understood: its text in full, and the state of the walk with it."""

    text: str
    state: WalkState


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """One of several choices: typed by its number, its id or the start of either name."""

    number: int
    key: str
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the walk.

    Attributes:
        id: stays the same from walk to walk, for files of answers.
        part: the part of the walk it belongs to.
        text: the question itself, in paragraphs.
        prompt: the words before the answer.
        help: what to know when unsure.
        read: makes an answer of the typed text; raises `BadAnswer`.
        skip: the state of the walk after skipping it.
        skipping: what skipping means, as the end of a sentence.
        default: what Enter stands for; empty where Enter is no answer.
        choices: what there is to choose from; empty for a free answer.
        notes: what helps to answer, line by line.
    """

    id: str
    part: str
    text: tuple[str, ...]
    prompt: str
    help: str
    read: Callable[[str], ParsedAnswer]
    skip: WalkState
    skipping: str
    default: str = ""
    choices: tuple[AnswerChoice, ...] = ()
    notes: tuple[str, ...] = ()


def parse_command(typed: str) -> Command | None:
    """Return the command a line stands for, if it is one."""
    return _COMMANDS.get(typed.strip().lower())


def read_choice(typed: str, choices: Sequence[AnswerChoice], *, what: str = "choice") -> AnswerChoice:
    """Return the choice a person means.

    Raises:
        BadAnswer: none fits, or more than one.
    """
    wanted = _normalise(typed)
    exact = [
        choice
        for choice in choices
        if wanted in (str(choice.number), _normalise(choice.key), _normalise(choice.name))
    ]
    beginning = [choice for choice in choices if wanted and _begins(choice, wanted)]
    matches = exact[:1] or beginning
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise BadAnswer(
            f"`{typed}` may be {' or '.join(f'`{choice.key}`' for choice in matches)}; type more of it"
        )
    numbers = ", ".join(str(choice.number) for choice in choices)
    near = did_you_mean(wanted, [choice.key for choice in choices]) or f"; type a number: {numbers}"
    raise BadAnswer(f"there is no {what} `{typed}` here{near}")


def _begins(choice: AnswerChoice, wanted: str) -> bool:
    return _normalise(choice.key).startswith(wanted) or _normalise(choice.name).startswith(wanted)


def _normalise(text: str) -> str:
    return " ".join(text.lower().replace("_", " ").replace("-", " ").split())
