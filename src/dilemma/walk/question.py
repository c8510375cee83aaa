"""A question as a value: its words, its choices, and how an answer to it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dilemma.scenario.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dilemma.walk.said import Said

Command = Literal["back", "skip", "help", "quit"]
SKIP = "skip"
COMMANDS: dict[str, Command] = {
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
    """An answer that cannot be meant; the message tells the person what would do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer understood: its text in full, and what has been said with it."""

    text: str
    said: Said


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things to choose: typed by its number, its id or the start of either name."""

    number: int
    key: str
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked next.

    Attributes:
        id: stays the same from walk to walk, for files of answers.
        part: the part of the walk it belongs to.
        text: what is asked, in paragraphs.
        notes: what helps to answer, line by line.
        prompt: the words before the answer.
        help: what to know when unsure.
        read: makes an answer of what was typed; raises `BadAnswer`.
        skip: what has been said when nothing is.
        skipping: what skipping means, as the end of a sentence.
        default: what Enter stands for; empty where Enter is no answer.
    """

    id: str
    part: str
    text: tuple[str, ...]
    prompt: str
    help: str
    read: Callable[[str], Answer]
    skip: Said
    skipping: str
    default: str = ""
    choices: tuple[Choice, ...] = ()
    notes: tuple[str, ...] = ()


def command(typed: str) -> Command | None:
    """The command a line stands for, if it is one."""
    return COMMANDS.get(typed.strip().lower())


def chosen(typed: str, choices: Sequence[Choice], *, what: str = "choice") -> Choice:
    """The choice a person means.

    Raises:
        BadAnswer: none fits, or more than one.
    """
    wanted = _plain(typed)
    exact = [one for one in choices if wanted in (str(one.number), _plain(one.key), _plain(one.name))]
    begun = [one for one in choices if wanted and _begins(one, wanted)]
    found = exact[:1] or begun
    if len(found) == 1:
        return found[0]
    if found:
        raise BadAnswer(f"`{typed}` may be {' or '.join(f'`{one.key}`' for one in found)}; type more of it")
    numbers = ", ".join(str(one.number) for one in choices)
    near = did_you_mean(wanted, [one.key for one in choices]) or f"; type a number: {numbers}"
    raise BadAnswer(f"there is no {what} `{typed}` here{near}")


def _begins(choice: Choice, wanted: str) -> bool:
    return _plain(choice.key).startswith(wanted) or _plain(choice.name).startswith(wanted)


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("_", " ").replace("-", " ").split())
