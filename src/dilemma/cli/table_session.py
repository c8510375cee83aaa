"""What `import` asks about a table: the options that answer it, and the questions at a terminal."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from dilemma.cli.streams import say
from dilemma.interchange.import_new import import_matrix
from dilemma.interchange.table_answers import (
    BadTableAnswer,
    OpenTable,
    TableAnswers,
    parse_decimal,
    parse_directions,
    parse_layout,
    parse_levels,
    parse_points,
    parse_scales,
)
from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dilemma.interchange.cells import Sheet
    from dilemma.interchange.import_new import NewScenario
    from dilemma.interchange.table_answers import TableQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """The options of `import` about a table, as they were typed."""

    layout: str | None = None
    direction: tuple[str, ...] = ()
    scale: tuple[str, ...] = ()
    weights: str | None = None
    levels: str | None = None
    decimal: str | None = None
    sheet: str | None = None

    def answers(self) -> TableAnswers:
        """Return what they answer.

        Raises:
            BadTableAnswer: one of them cannot be read.
        """
        return TableAnswers(
            layout=parse_layout(self.layout) if self.layout else None,
            directions=parse_directions(self.direction),
            scales=parse_scales(self.scale),
            weights=parse_points(self.weights) if self.weights else {},
            equal_weights=(self.weights or "").strip().casefold() == "equal",
            levels=parse_levels(self.levels or ""),
            decimal=parse_decimal(self.decimal) if self.decimal else None,
            sheet=self.sheet,
        )

    @property
    def typed(self) -> tuple[str, ...]:
        """The names of the options that were given."""
        return tuple(f"--{name}" for name in self.__slots__ if getattr(self, name))


def read_table(
    sheets: Sequence[Sheet],
    name: str,
    file: str,
    answers: TableAnswers,
    *,
    ask: Callable[[str], str] | None,
    day: str | None = None,
) -> tuple[NewScenario, tuple[str, ...]]:
    """Return the scenario of a table, and the options that stand for what was answered.

    Args:
        sheets: the sheets of the file.
        name: the name to make the title from.
        file: the name of the file.
        answers: what is answered already.
        day: the day on which its evidence stops; None for the current day.
        ask: asks a question at a terminal and returns what was typed; None where nobody is there.

    Raises:
        OpenTable: something is open, and nobody is there to be asked.
    """
    typed: list[str] = []
    skipped: set[tuple[str, str]] = set()
    while True:
        questions: tuple[TableQuestion, ...]
        new = None
        try:
            new = import_matrix(sheets, name, file, answers, day=day)
            questions = new.questions
        except OpenTable as open_table:
            if ask is None or not open_table.questions:
                raise
            questions = open_table.questions
        waiting = [question for question in questions if (question.kind, question.subject) not in skipped]
        if new is not None and (ask is None or not waiting):
            return new, tuple(typed)
        assert ask is not None
        for question in waiting:
            answers, option = _ask(question, answers, ask, may_skip=new is not None)
            typed += [option] if option else []
            skipped.add((question.kind, question.subject))


def _ask(
    question: TableQuestion, answers: TableAnswers, ask: Callable[[str], str], *, may_skip: bool
) -> tuple[TableAnswers, str]:
    """Return the answers with that to a question, and the option that stands for it; "" for one skipped."""
    hint = f" [{question.suggestion}]" if question.suggestion else ""
    later = ", or `later`" if may_skip else ""
    while True:
        text = ask(f"{question.text}{hint}{later} ").strip() or question.suggestion
        if may_skip and text.casefold() == "later":
            return answers, ""
        try:
            answered = answers.with_answer(question.kind, question.subject, text)
        except BadTableAnswer as bad:
            say(str(bad))
            continue
        value = f"{question.subject}={text}" if question.subject else text
        return answered, f"--{question.kind} {shlex.quote(value)}"
