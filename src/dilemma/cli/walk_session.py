"""A walk from the first question to the last, at a terminal or replayed from a file of answers."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import typer

from dilemma.api.assess import load
from dilemma.api.questionnaire import questionnaire_subject
from dilemma.api.viewpoints import applicable_profiles
from dilemma.cli import INTERRUPTED, walk_save
from dilemma.cli.errors import refuse
from dilemma.cli.streams import say
from dilemma.cli.walk_save import Keeper, refuse_another_file, usual_answers_path
from dilemma.cli.walk_screen import Quit, Screen, at_terminal
from dilemma.elicitation.people import load_answers
from dilemma.elicitation.profile import DEFAULT_TITLE
from dilemma.elicitation.question import BadAnswer, parse_command
from dilemma.elicitation.state import Subject
from dilemma.elicitation.walk import (
    Walk,
    answer_question,
    count_questions_left,
    go_back,
    next_question,
    replay_answers,
    replay_valid_answers,
    skip_to_end,
)
from dilemma.elicitation.weights import apply_answers
from dilemma.records import dataclass
from dilemma.report.document import muted, paragraph, strong
from dilemma.report.sections.assessment import assessment_answer
from dilemma.report.text import join_names
from dilemma.scenario.dates import current_day
from dilemma.scenario.library import SUFFIXES, standard_library
from dilemma.scenario.parse import load_file

if TYPE_CHECKING:
    from dilemma.cli.request import Request
    from dilemma.elicitation.question import Question


_PATIENCE = 2  # wrong answers to a question before help comes unasked


class _Session:
    """One person at one terminal; `walk` is where they are."""

    def __init__(self, walk: Walk, keeper: Keeper, screen: Screen) -> None:
        self.walk, self.keeper, self.screen = walk, keeper, screen

    def open(self) -> None:
        """Show the state of a resumed walk, or tell the dilemma in a few lines."""
        subject = self.walk.subject
        if self.walk.steps:
            self.screen.ranking(apply_answers(subject, self.walk.state), subject.names)
        else:
            self._introduce(subject)

    def _introduce(self, subject: Subject) -> None:
        scenario, file = subject.scenario, subject.scenario.file
        options = join_names([subject.names.option(option) for option in scenario.options], "or")
        scored = f"They are scored on {len(subject.criteria)} criteria"
        futures = f" in {len(scenario.futures)} futures" if len(scenario.futures) > 1 else ""
        self.screen.show(
            paragraph(strong(file.title)),
            paragraph(file.question),
            paragraph(f"The options: {options}. {scored}{futures}; the scores stay as the file has them."),
            paragraph(
                "You say what matters and how likely each future is; the ranking changes with every answer."
            ),
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
        typed = self.screen.answer(question)
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
            result = walk_save.show_result(self.walk, request)
            # The result has scrolled the answer away.
            self.screen.show(*assessment_answer(result, self.walk.subject.names))
            saved = save or self._where(self.walk.subject)
            if isinstance(saved, Path):
                walk_save.save_profile(self.walk, saved)
                return saved
            if saved == "no":
                return None
            self.back()
            self.interview()

    def _where(self, subject: Subject) -> Path | str:
        """Return where to save the profile; `no`, or `back` for the last question."""
        usual = walk_save.usual_profile_path(subject)
        while True:
            self.screen.show(
                paragraph(strong("Save these weights as a profile?")),
                paragraph(muted("A file name, or no; back returns to the last question.")),
            )
            typed = self.screen.read(f"Save as [{usual}]: ").strip()
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """The files of a walk: answers to replay, where to keep answers, where to save the profile."""

    answers: Path | None = None
    keep: Path | None = None
    save: Path | None = None


def walk_to(
    name: str, request: Request, paths: Paths, *, resume: bool, force: bool, judgements: int = 0
) -> None:
    """Walk through a scenario, and answer with what it leads to."""
    subject = _subject(name, request.run.today, judgements)
    walk_save.refuse_to_overwrite(paths.save, force=force)
    if paths.keep is not None and not resume:
        refuse_another_file(paths.keep)
    if paths.answers is not None and resume:
        refuse("--answers replays a walk and --resume goes on with one; give one of the two")
    if paths.answers is not None:
        _replay(subject, request, paths)
    elif at_terminal():
        _ask(name, subject, request, paths, resume=resume)
    else:
        line = f"dilemma walk {quote(name)} --answers {quote(str(usual_answers_path(subject)))}"
        refuse(f"there is no terminal to ask questions in; with the answers in a file, type: {line}")


def _subject(name: str, today: str | None, judgements: int) -> Subject:
    loaded = load(name)
    profiles, _ = applicable_profiles(loaded.scenario, standard_library())
    asked = questionnaire_subject(name, judgements)[0].judgements if judgements else ()
    day = today or current_day()
    return Subject(loaded=loaded, profiles=profiles, day=day, judgements=asked)


def _replay(subject: Subject, request: Request, paths: Paths) -> None:
    """Replay a file of answers; questions that it leaves open are skipped, and that is said."""
    assert paths.answers is not None
    file = load_answers(paths.answers)
    if file.model.person is not None and paths.keep is not None:
        refuse(f"{paths.answers} is a questionnaire and stays as it is; leave --answers-out out")
    walk = replay_answers(subject, file)
    open_ = count_questions_left(walk)
    if open_:
        say(f"{paths.answers} leaves {open_} question{'s' if open_ > 1 else ''} open; skipped")
    walk = skip_to_end(walk)
    if paths.keep is not None:
        keeper = Keeper(paths.keep)
        with keeper.lock():
            keeper.keep(walk)
    title = file.model.person.name if file.model.person else DEFAULT_TITLE
    walk_save.show_result(walk, request, title)
    if paths.save is not None:
        walk_save.save_profile(walk, paths.save)
    walk_save.say_next(walk, paths.save, request.run.today)


def _ask(name: str, subject: Subject, request: Request, paths: Paths, *, resume: bool) -> None:
    keeper, screen = Keeper(paths.keep or usual_answers_path(subject)), Screen()
    again = f"dilemma walk {quote(name)} --resume"
    if paths.keep:
        again += f" --answers-out {quote(str(paths.keep))}"
    try:
        with keeper.lock():
            session = _Session(_start(subject, keeper, screen, resume=resume), keeper, screen)
            session.open()
            session.interview()
            walk_save.say_next(session.walk, session.close(request, paths.save), request.run.today)
    except Quit:  # everything answered is on disk
        say(_kept(keeper, again))
    except KeyboardInterrupt:
        say(f"\n{_kept(keeper, again)}")
        raise typer.Exit(INTERRUPTED) from None


def _start(subject: Subject, keeper: Keeper, screen: Screen, *, resume: bool) -> Walk:
    """Return a walk from the beginning, or from where the answers on disk end."""
    if not keeper.path.exists():
        if resume:
            refuse(f"there are no answers in {keeper.path} to resume from")
        return Walk(subject=subject)
    if not resume and not _wants_to_resume(keeper, screen):
        say(f"The old answers are now in {keeper.put_aside()}.")
        return Walk(subject=subject)
    walk, problem = replay_valid_answers(subject, load_file(keeper.path, "answers"))
    if problem is not None:
        say(f"The scenario has changed, and later answers do not fit any more: {problem.message}.")
    say(f"Resumed after {len(walk.steps)} answer{'' if len(walk.steps) == 1 else 's'}.")
    return walk


def _wants_to_resume(keeper: Keeper, screen: Screen) -> bool:
    """Ask whether to go on with the answers that are there.

    Raises:
        Quit: neither.
    """
    say(f"There are answers from an earlier walk in {keeper.path}.")
    while True:
        typed = screen.read("Resume, or start anew? [resume]: ").strip().lower()
        if typed in ("quit", "q"):
            raise Quit
        if (typed and "resume".startswith(typed)) or typed in ("", "y", "yes"):
            return True
        if "anew".startswith(typed) or typed in ("n", "no", "new", "start"):
            return False
        say("Type resume or anew.")


def _kept(keeper: Keeper, again: str) -> str:
    if not keeper.path.exists():
        return "Nothing was answered, so nothing was kept."
    return f"Your answers are in {keeper.path}. Go on with: {again}"
