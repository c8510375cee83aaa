"""What the owner of a table answers where the table does not: its layout, directions, scales and weights.

Each answer is an option of `dilemma import`; on a terminal the same is asked.
"""

from __future__ import annotations

import math
import re
from dataclasses import field, replace
from typing import TYPE_CHECKING, Literal

from dilemma.errors import BadRequest, FaultyFile
from dilemma.interchange.burdens import Direction, read_direction
from dilemma.interchange.cells import format_digits
from dilemma.interchange.matrix_scores import CellStyle
from dilemma.interchange.table_words import plain_label
from dilemma.interchange.typed_numbers import DECIMALS, Decimal, Legend
from dilemma.records import dataclass
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.scenario.problems import Problem

Layout = Literal["options-in-rows", "criteria-in-rows"]
LAYOUTS: tuple[Layout, ...] = ("options-in-rows", "criteria-in-rows")

EVERY = "*"
"""The name that stands for every criterion without a scale of its own."""


class BadTableAnswer(BadRequest):
    """An answer about a table cannot be read, or names nothing in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAnswers:
    """Answers about a table; criteria go by their titles in small letters, with or without the brackets.

    Attributes:
        layout: whether options or criteria stand in rows; None where the table says it.
        directions: which way is better, by criterion.
        scales: the levels worth 0 and 100, by criterion.
        weights: points by criterion; empty for those of the table.
        equal_weights: whether every criterion counts the same.
        levels: the number of each word, such as 3 for `h`.
        decimal: the sign before decimals.
        sheet: the sheet that holds the table.
        legend: what a legend beside the table says of its words and ratings.
    """

    layout: Layout | None = None
    directions: Mapping[str, Direction] = field(default_factory=dict)
    scales: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    equal_weights: bool = False
    levels: Mapping[str, float] = field(default_factory=dict)
    decimal: Decimal | None = None
    sheet: str | None = None
    legend: Legend = field(default_factory=Legend)

    @property
    def style(self) -> CellStyle:
        """How the cells of the table are read."""
        return CellStyle(decimal=self.decimal, levels=self.levels)

    def direction(self, title: str) -> Direction | None:
        """Return the direction answered for a criterion; None for none."""
        return next((self.directions[key] for key in _keys(title) if key in self.directions), None)

    def scale(self, title: str) -> tuple[float, float] | None:
        """Return the worst and the best level answered for a criterion; None for none."""
        return next((self.scales[key] for key in _keys(title) if key in self.scales), None)

    def weight(self, title: str) -> float | None:
        """Return the points answered for a criterion; None for none."""
        return next((self.weights[key] for key in _keys(title) if key in self.weights), None)

    def with_answer(self, kind: QuestionKind, subject: str, text: str) -> TableAnswers:
        """Return the answers with one more, as its option would be typed.

        Raises:
            BadTableAnswer: the text is no such answer.
        """
        if kind == "layout":
            return replace(self, layout=parse_layout(text))
        if kind == "direction":
            return replace(self, directions={**self.directions, **parse_directions([f"{subject}={text}"])})
        return replace(self, scales={**self.scales, **parse_scales([f"{subject}={text}"])})

    def check_names(self, titles: Sequence[str]) -> None:
        """Refuse answers about criteria that the table does not have.

        Raises:
            BadTableAnswer: one names no criterion.
        """
        known = {key for title in titles for key in _keys(title)} | {EVERY}
        for option, names in (
            ("--direction", self.directions),
            ("--scale", self.scales),
            ("--weights", self.weights),
        ):
            for name in names:
                if name not in known:
                    listed = ", ".join(titles)
                    raise BadTableAnswer(
                        f"{option}: the table has no criterion {quote_text(name)}; it has {listed}"
                    )
        missing = [title for title in titles if self.weights and self.weight(title) is None]
        if missing:
            raise BadTableAnswer(f"--weights: {missing[0]} has no weight; give one to every criterion")


QuestionKind = Literal["layout", "direction", "scale"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableQuestion:
    """Something that a table leaves open and that its owner can answer on a terminal.

    Attributes:
        kind: what is asked.
        subject: the criterion it is asked of; empty for the whole table.
        text: the question, as a sentence.
        suggestion: an answer that may be right, as it would be typed; empty for none.
    """

    kind: QuestionKind
    subject: str
    text: str
    suggestion: str = ""


class OpenTable(FaultyFile):
    """A table that cannot be read until its owner answers; `questions` can be asked on a terminal."""

    def __init__(self, problems: Iterable[Problem], questions: Iterable[TableQuestion]) -> None:
        self.questions = tuple(questions)
        super().__init__(problems)


def _keys(title: str) -> tuple[str, ...]:
    return _key(title), plain_label(title)


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def parse_layout(text: str) -> Layout:
    """Return the layout that a word of `--layout` names, or begins to.

    Raises:
        BadTableAnswer: it names none.
    """
    typed = text.strip().casefold().replace(" ", "-")
    for layout in LAYOUTS:
        if typed and layout.startswith(typed):
            return layout
    raise BadTableAnswer(f"--layout: {quote_text(text)} is no layout; use {' or '.join(LAYOUTS)}")


def parse_decimal(text: str) -> Decimal:
    """Return the decimal sign that a word of `--decimal` names.

    Raises:
        BadTableAnswer: it names none.
    """
    if text.strip().casefold() not in DECIMALS:
        raise BadTableAnswer(f"--decimal: {quote_text(text)} is no decimal sign; use point or comma")
    return DECIMALS[text.strip().casefold()]


def parse_directions(texts: Sequence[str]) -> dict[str, Direction]:
    """Return directions by criterion from texts such as `Cost=lower`.

    Raises:
        BadTableAnswer: a text is none.
    """
    directions: dict[str, Direction] = {}
    for text in texts:
        name, code = _split_pair("--direction", text, "Cost=lower")
        direction = read_direction(code)
        if direction is None:
            raise BadTableAnswer(
                f"--direction: {quote_text(code)} is no direction; type {name}=lower or {name}=higher"
            )
        if directions.setdefault(_key(name), direction) != direction:
            raise BadTableAnswer(f"--direction: {quote_text(name)} is said to be both; keep one of them")
    return directions


_SCALE = "Price=32700:22080"  # from worst to best


def parse_scales(texts: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return the worst and best level by criterion from texts such as `Price=32700:22080`.

    A text without a name, such as `1:5`, is for every criterion without a scale of its own.

    Raises:
        BadTableAnswer: a text is none.
    """
    scales: dict[str, tuple[float, float]] = {}
    for text in texts:
        has_name = "=" in text
        name, ends = _split_pair("--scale", text, _SCALE) if has_name else (EVERY, text)
        worst, _, best = ends.partition(":")
        if not worst.strip() or not best.strip():
            raise BadTableAnswer(
                f'--scale: {quote_text(text)} is not read; write it as in --scale "{_SCALE}"'
            )
        levels = (_parse_number("--scale", worst, text), _parse_number("--scale", best, text))
        if levels[0] == levels[1]:
            raise BadTableAnswer(f"--scale: {quote_text(text)} has the same number for worst and best")
        if scales.setdefault(_key(name), levels) != levels:
            named = quote_text(name) if has_name else "every criterion"
            raise BadTableAnswer(f"--scale: {named} has two scales; keep one of them")
    return scales


def parse_points(text: str) -> dict[str, float]:
    """Return points by criterion from a text such as `Deterrence=80,Speed=20`; none for `equal`.

    Raises:
        BadTableAnswer: the text is none.
    """
    if text.strip().casefold() == "equal":
        return {}
    weights = _parse_numbers("--weights", text, "Deterrence=80,Speed=20")
    if any(weight < 0 for weight in weights.values()) or not any(weights.values()):
        raise BadTableAnswer(f"--weights: {quote_text(text)} must have no weight below 0, and one above it")
    return weights


def parse_levels(text: str) -> dict[str, float]:
    """Return numbers by word from a text such as `H=3,M=2,L=1`.

    Raises:
        BadTableAnswer: the text is none.
    """
    return _parse_numbers("--levels", text, "H=3,M=2,L=1") if text else {}


def _parse_numbers(option: str, text: str, example: str) -> dict[str, float]:
    numbers: dict[str, float] = {}
    for part in re.split(r"[,;](?=[^,;]*=)", text):
        name, value = _split_pair(option, part, example)
        if _key(name) in numbers:
            raise BadTableAnswer(f"{option}: {quote_text(name)} stands twice; keep one of them")
        numbers[_key(name)] = _parse_number(option, value.strip().removesuffix("%"), part)
    return numbers


def _split_pair(option: str, text: str, example: str) -> tuple[str, str]:
    name, sign, value = text.rpartition("=")
    if not sign or not name.strip() or not value.strip():
        raise BadTableAnswer(f'{option}: {quote_text(text)} is not read; write it as in {option} "{example}"')
    return name.strip(), value.strip()


def _parse_number(option: str, text: str, whole: str) -> float:
    if re.fullmatch(r"\s*[-+]?(\d{1,15}\.?\d*|\.\d+)\s*", text):
        number = float(text)
        if math.isfinite(number):
            return number
    raise BadTableAnswer(
        f"{option}: {quote_text(whole.strip())} needs a number where it has {quote_text(text.strip())}"
    )


def format_scale(worst: float, best: float) -> str:
    """Return the ends of a scale as `--scale` takes them."""
    return f"{format_digits(worst)}:{format_digits(best)}"
