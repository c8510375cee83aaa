"""What a person at a terminal sees of a walk: questions, bars, help; and the line they type."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

from dilemma.cli.streams import LEAST, MOST, colour_of, say_composed
from dilemma.elicitation.weights import current_ranking, ranking_change
from dilemma.report.document import Document, TextRun, muted, paragraph, strong
from dilemma.report.formats import terminal as as_text

if TYPE_CHECKING:
    from dilemma.elicitation.question import AnswerChoice, Question
    from dilemma.report.document import Block
    from dilemma.report.text import Names
    from dilemma.scenario.model import Scenario

_WORDS = "These work at any question: back, skip, quit (your answers are kept), ? for help."
_HANG = 4  # columns before the name of a choice
_USUAL = os.terminal_size((80, 24))


class Quit(Exception):
    """The person stops answering; what was answered before is not lost."""


def at_terminal() -> bool:
    """Return whether somebody is there to be asked: input and talk are a terminal's."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _size() -> os.terminal_size:
    """Return columns and rows of the terminal that shows the questions, as they are now."""
    try:
        terminal = os.get_terminal_size(sys.stderr.fileno())
    except OSError:
        terminal = _USUAL
    columns = max(LEAST, min(MOST, terminal.columns or _USUAL.columns))
    return os.terminal_size((columns, terminal.lines or _USUAL.lines))


class Screen:
    """A terminal read and written by lines: nothing to restore, whatever ends the program.

    Attributes:
        used: lines written since something was typed, so that a question can fit under them.
    """

    def __init__(self) -> None:
        self.used = 0
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")

    def show(self, *blocks: Block) -> None:
        """Write blocks, set apart from what came before by an empty line."""
        self._write("\n" + _render(blocks))

    def moved(self, before: Scenario, after: Scenario, names: Names) -> None:
        """Show the bars, with what an answer moved."""
        self.show(*ranking_change(before, after, names).blocks)

    def ranking(self, scenario: Scenario, names: Names) -> None:
        """Show the bars before any answer."""
        self.show(*current_ranking(scenario, names).blocks)

    def question(self, question: Question, *, number: int, left: int) -> None:
        """Show a question, shortened if it would not fit under what is shown."""
        room = _size().lines - self.used - 2
        text = _render(_question_blocks(question, number, left))
        if text.count("\n") > room:
            text = _render(_question_blocks(question, number, left, clip=_size().columns))
        self._write("\n" + text)

    def answer(self, question: Question) -> str:
        """Read a line typed after the prompt of a question."""
        default = f" [{question.default}]" if question.default else ""
        return self.read(f"{question.prompt}{default}: ")

    def help(self, question: Question) -> None:
        """Show what to know about a question, with its choices in full."""
        choices = (_choice(choice) for choice in question.choices)
        skipping = paragraph(f"skip {question.skipping}.")
        self.show(paragraph(question.help), *choices, skipping, paragraph(muted(_WORDS)))

    def wrong(self, message: str) -> None:
        """Say why what was typed is no answer."""
        self.show(paragraph(TextRun("Please try again: ", "bad"), f"{message}."))

    def read(self, prompt: str) -> str:
        """Return one line typed after a prompt.

        Raises:
            Quit: the person closed the input (Ctrl-D).
            KeyboardInterrupt: the person pressed Ctrl-C.
        """
        from rich.console import Console
        from rich.text import Text

        console = Console(stderr=True, highlight=False, emoji=False, markup=False)
        self.used = 0
        try:
            return console.input(Text(prompt, style="bold" if colour_of(sys.stderr) else ""))
        except EOFError:
            raise Quit from None

    def _write(self, text: str) -> None:
        self.used += text.count("\n")
        say_composed(text.removesuffix("\n"))


def _render(blocks: tuple[Block, ...]) -> str:
    return as_text.write(Document("", blocks), width=_size().columns, colour=colour_of(sys.stderr))


def _question_blocks(
    question: Question, number: int, left: int, *, clip: int | None = None
) -> tuple[Block, ...]:
    """Return a question as blocks; `clip` cuts what each choice says to a line of so many columns."""
    after = f"about {left - 1} more" if left > 1 else "the last one"
    head = paragraph(strong(question.part), muted(f"  (question {number}, {after})"))
    return (
        head,
        *(paragraph(text) for text in question.text),
        *(_choice(choice, clip) for choice in question.choices),
        *(paragraph(muted(note)) for note in question.notes),
        paragraph(muted(f"skip {question.skipping}; or back, ?, quit")),
    )


def _choice(choice: AnswerChoice, clip: int | None = None) -> Block:
    name = f"{choice.number:>{_HANG - 1}} {choice.name}"
    if not choice.detail:
        return paragraph(strong(name), hang=_HANG)
    detail = choice.detail
    if clip is not None and len(name) + 2 + len(detail) > clip:
        detail = detail[: clip - len(name) - 3].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
    return paragraph(strong(name), f": {detail}", hang=_HANG)
