"""A question as a value: its text, its choices, and how an answer to it is read.

Numbers are read as people type them: `80`, `60-80`, `60 to 80`, `30%`, `0.1 0.2 0.3`.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Literal

from dilemma.records import dataclass
from dilemma.scenario.quantity import BadQuantity, Quantity, exact_quantity, parse_quantity
from dilemma.scenario.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dilemma.elicitation.state import WalkState

Command = Literal["back", "skip", "help", "quit"]
SKIP = "skip"
_COMMAND_WORDS: dict[Command, str] = {
    "back": "back b",
    "skip": "skip s",
    "help": "help h ?",
    "quit": "quit q exit",
}
_COMMANDS = {word: command for command, words in _COMMAND_WORDS.items() for word in words.split()}


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


def number_choices(keys: Sequence[str]) -> list[int]:
    """Return the numbers of choices, from 1 up; an id that is a number is its own, so `8` is one thing."""
    free = (number for number in count(1) if str(number) not in keys)
    return [int(key) if key.isdecimal() and str(int(key)) == key else next(free) for key in keys]


def read_choice(typed: str, choices: Sequence[AnswerChoice], *, what: str = "choice") -> AnswerChoice:
    """Return the choice a person means.

    Raises:
        BadAnswer: none fits, or more than one.
    """
    wanted, number = _normalise(typed), typed.strip()  # -3 is no choice, though `-` parts words
    exact = [
        choice
        for choice in choices
        if number == str(choice.number) or wanted in (_normalise(choice.key), _normalise(choice.name))
    ]
    # Files hold ids as they are; ids may differ in a capital or a hyphen alone, or be another one's title.
    exact.sort(key=lambda choice: (number != choice.key, number != str(choice.number)))
    beginning = [
        choice
        for choice in choices
        if wanted and any(_normalise(name).startswith(wanted) for name in (choice.key, choice.name))
    ]
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


def choice_reader(
    choices: Sequence[AnswerChoice], states: Mapping[str, WalkState], what: str
) -> Callable[[str], ParsedAnswer]:
    """Return the function that reads a choice; each leads to the state under its key."""

    def read(typed: str) -> ParsedAnswer:
        choice = read_choice(typed, choices, what=what)
        return ParsedAnswer(choice.key, states[choice.key])

    return read


def _normalise(text: str) -> str:
    return " ".join(text.lower().replace("_", " ").replace("-", " ").split())


_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{0,12})?|\.[0-9]{1,12}")
_BETWEEN = re.compile(r"\s*(?:\bto\b|[-–—]|\.\.|\s)\s*")
# Enough for any judgement, and few enough to round off what binary fractions add.
TYPED_DECIMALS = 12
_DECIMAL_COMMA = re.compile(r"[0-9]*,[0-9]+")


def read_points(typed: str, *, most: float) -> Quantity:
    """Read points from 0 up, one number or a range.

    Raises:
        BadAnswer: it is none, or above `most`.
    """
    result = _read_quantity(typed.strip().removesuffix("points").strip(), scale=1.0)
    if result.bounds[1] > most:
        raise BadAnswer(f"`{typed.strip()}` is more than the {most:,.0f} points allowed; give fewer")
    return result


def read_chance(typed: str) -> Quantity:
    """Read a chance between 0 and 1, one number or a range; also in per cent.

    Raises:
        BadAnswer: it is none, or outside 0 to 1.
    """
    text = typed.strip()
    percent = "%" in text
    result = _read_quantity(text.replace("%", " ").strip(), scale=0.01 if percent else 1.0)
    if result.bounds[1] > 1:
        raise BadAnswer(f"a chance lies between 0 and 1; write 0.3 or 30% instead of `{text}`")
    return result


def format_quantity(quantity: Quantity) -> str:
    """Return a quantity as one would type it; it reads back as the same."""
    return "-".join(f"{value:.{TYPED_DECIMALS}f}".rstrip("0").rstrip(".") for value in quantity.parameters)


def _read_quantity(text: str, *, scale: float) -> Quantity:
    """Read one number, or the two or three numbers of a range, and scale them."""
    if text.startswith(("-", "–", "—")):
        raise BadAnswer(f"`{text}` is below 0; type 0 or more")
    numbers = [_read_number(part) * scale for part in _BETWEEN.split(text)]
    rounded = [round(number, TYPED_DECIMALS) for number in numbers]  # 0.29, not 0.29000000000000004
    if len(rounded) == 1:
        return exact_quantity(rounded[0])
    try:
        return parse_quantity(rounded)
    except BadQuantity as bad:
        raise BadAnswer(f"`{text}` {bad.message}") from None


def _read_number(text: str) -> float:
    if _DECIMAL_COMMA.fullmatch(text):
        raise BadAnswer(f"`{text}` has a comma; write a point for decimals, and `10-20` for a range")
    if not _NUMBER.fullmatch(text):
        raise BadAnswer(f"`{text}` is not a number" if text else "there is no number in this")
    return float(text)
