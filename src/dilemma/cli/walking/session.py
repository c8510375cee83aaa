"""A walk from the first question to the last, and what may happen on the way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.cli.walking import closing
from dilemma.elicitation.question import BadAnswer, parse_command
from dilemma.elicitation.walk import Walk, answer_question, count_questions_left, go_back, next_question
from dilemma.elicitation.weights import apply_answers
from dilemma.report.document import muted, paragraph, strong
from dilemma.report.text import join_names
from dilemma.scenario.library import SUFFIXES

if TYPE_CHECKING:
    from dilemma.cli.request import Request
    from dilemma.cli.walking.keeping import Keeper
    from dilemma.cli.walking.screen import Screen
    from dilemma.elicitation.question import Question
    from dilemma.elicitation.state import Subject

_PATIENCE = 2  # wrong answers to a question before help comes unasked


class Quit(Exception):
    """The person stops here; everything answered is on disk."""


class Session:
    """One person at one terminal; `walk` is where they are."""

    def __init__(self, walk: Walk, keeper: Keeper, screen: Screen) -> None:
        self.walk, self.keeper, self.screen = walk, keeper, screen

    def open(self) -> None:
        """Show the state of a resumed walk, or tell the dilemma in a few lines."""
        subject = self.walk.subject
        if self.walk.steps:
            self.screen.standing(apply_answers(subject, self.walk.state), subject.names)
        else:
            self._introduce(subject)

    def _introduce(self, subject: Subject) -> None:
        scenario, file = subject.scenario, subject.scenario.file
        options = join_names([subject.names.option(option) for option in scenario.options], "or")
        scored = f"They are scored on {len(subject.leaves)} criteria"
        futures = f" in {len(scenario.futures)} futures" if len(scenario.futures) > 1 else ""
        self.screen.show(
            paragraph(strong(file.title)),
            paragraph(file.question),
            paragraph(f"The options: {options}. {scored}{futures}; the scores stay as the file has them."),
            paragraph("You say what matters and how likely things are; the ranking moves as you speak."),
            paragraph(
                muted(f"Type back, skip, ? or quit at any time. Answers are kept in {self.keeper.path}.")
            ),
        )

    def interview(self) -> None:
        """Ask until nothing is left to ask.

        Raises:
            Quit: the person wants to stop.
        """
        while (question := next_question(self.walk)) is not None:
            self._one(question)

    def _one(self, question: Question) -> None:
        """Ask one question until it is answered, skipped or left."""
        mistakes = 0
        self.screen.question(question, number=len(self.walk.steps) + 1, left=count_questions_left(self.walk))
        while True:
            typed = self._line(question)
            meant = parse_command(typed)
            if meant == "help":
                self.screen.help(question)
            elif meant == "back":
                self.back()
                return
            else:
                try:
                    self._to(answer_question(self.walk, question, typed))
                except BadAnswer as bad:
                    mistakes += 1
                    self.screen.wrong(str(bad))
                    if mistakes == _PATIENCE:
                        self.screen.help(question)
                else:
                    return

    def _line(self, question: Question) -> str:
        """Return what was typed.

        Raises:
            Quit: it was `quit`, or the end of the input.
        """
        try:
            typed = self.screen.answer(question)
        except EOFError:
            raise Quit from None
        if parse_command(typed) == "quit":
            raise Quit
        return typed

    def back(self) -> None:
        """Take the last answer back, or say that there is none."""
        if not self.walk.steps:
            self.screen.show(paragraph("This is the first question; there is nothing to go back to."))
        else:
            self._to(go_back(self.walk))

    def _to(self, new: Walk) -> None:
        """Move on or back: first the disk, then the picture."""
        self.keeper.keep(new)
        subject = new.subject
        before, self.walk = self.walk, new
        self.screen.moved(
            apply_answers(subject, before.state), apply_answers(subject, new.state), subject.names
        )

    def close(self, request: Request, save: Path | None) -> Path | None:
        """Show the result, save the profile where wanted, and return the file written, if any.

        Raises:
            Quit: the person wants to stop without saving.
        """
        while True:
            result = closing.show_result(self.walk, request)
            self.screen.show(*closing.bottom_line(self.walk, result))
            saved = save or self._where(self.walk.subject)
            if isinstance(saved, Path):
                closing.save_profile(self.walk, saved)
                return saved
            if saved == "no":
                return None
            self.back()
            self.interview()

    def _where(self, subject: Subject) -> Path | str:
        """Return where to save the profile; `no`, or `back` for the last question."""
        usual = closing.usual_profile_path(subject)
        while True:
            self.screen.show(
                paragraph(strong("Save these weights as a profile?")),
                paragraph(muted("A file name, or no; back returns to the last question.")),
            )
            try:
                typed = self.screen.read(f"Save as [{usual}]: ").strip()
            except EOFError:
                raise Quit from None
            meant = parse_command(typed)
            if meant in {"quit", "skip"} or typed.lower() in ("no", "n"):
                return "no"
            if meant == "back":
                return "back"
            if meant == "help":
                self.screen.show(
                    paragraph("A profile can be used in every command with --as, and in a panel.")
                )
                continue
            path = usual if typed.lower() in ("", "yes", "y") else _with_suffix(Path(typed))
            wrong = _unusable(path)
            if wrong is None:
                return path
            self.screen.wrong(wrong)


def _with_suffix(path: Path) -> Path:
    return path if path.suffix in SUFFIXES else path.with_name(f"{path.name}{SUFFIXES[0]}")


def _unusable(path: Path) -> str | None:
    """Return why a file cannot be written, as far as one can tell beforehand."""
    if path.exists():
        return f"{path} is already there; choose another name"
    if not path.parent.is_dir():
        return f"there is no folder {path.parent}; choose another"
    return None
