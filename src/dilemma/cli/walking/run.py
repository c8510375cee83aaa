"""What `walk` does: asks at a terminal, or replays a file of answers anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import typer

from dilemma.api.assess import load
from dilemma.api.viewpoints import applicable_profiles
from dilemma.cli.exit_codes import INTERRUPTED
from dilemma.cli.guard import refuse
from dilemma.cli.streams import say
from dilemma.cli.walking import closing
from dilemma.cli.walking.keeping import Keeper, refuse_another_file, usual_answers_path
from dilemma.cli.walking.screen import Screen, at_terminal
from dilemma.cli.walking.session import Quit, Session
from dilemma.elicitation.state import Subject
from dilemma.elicitation.walk import (
    Walk,
    count_questions_left,
    replay_answers,
    replay_valid_answers,
    skip_to_end,
)
from dilemma.scenario.library import standard_library
from dilemma.scenario.parse import load_file

if TYPE_CHECKING:
    from dilemma.cli.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """The files of a walk: answers to replay, where to keep answers, where to save the profile."""

    answers: Path | None = None
    keep: Path | None = None
    save: Path | None = None


def walk_to(name: str, request: Request, paths: Paths, *, resume: bool, force: bool) -> None:
    """Walk through a scenario, and answer with what it leads to."""
    subject = _subject(name, request.run.today)
    closing.refuse_to_overwrite(paths.save, force=force)
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


def _subject(name: str, today: str | None) -> Subject:
    loaded = load(name)
    profiles, _ = applicable_profiles(loaded.scenario, standard_library())
    return Subject(loaded=loaded, profiles=profiles, day=today or loaded.scenario.file.as_of)


def _replay(subject: Subject, request: Request, paths: Paths) -> None:
    """Replay a file of answers; questions that it leaves open are skipped, and that is said."""
    assert paths.answers is not None
    walk = replay_answers(subject, load_file(paths.answers, "answers"))
    open_ = count_questions_left(walk)
    if open_:
        say(f"{paths.answers} leaves {open_} question{'s' if open_ > 1 else ''} open; skipped")
    walk = skip_to_end(walk)
    if paths.keep is not None:
        Keeper(paths.keep).keep(walk)
    closing.show_result(walk, request)
    if paths.save is not None:
        closing.save_profile(walk, paths.save)
    closing.say_next(walk, paths.save)


def _ask(name: str, subject: Subject, request: Request, paths: Paths, *, resume: bool) -> None:
    keeper, screen = Keeper(paths.keep or usual_answers_path(subject)), Screen()
    again = f"dilemma walk {quote(name)} --resume"
    if paths.keep:
        again += f" --answers-out {quote(str(paths.keep))}"
    try:
        session = Session(_start(subject, keeper, screen, resume=resume), keeper, screen)
        session.open()
        session.interview()
        closing.say_next(session.walk, session.close(request, paths.save))
    except Quit:
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
        try:
            typed = screen.read("Resume, or start anew? [resume]: ").strip().lower()
        except EOFError:
            raise Quit from None
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
