"""The files of a walk: answers written after each one, and at the end a profile if one is wanted."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from dilemma.batch.ledger import delete_locked, open_locked
from dilemma.cli.errors import refuse, refuse_to_replace
from dilemma.cli.output import write_results
from dilemma.cli.streams import say
from dilemma.elicitation import profile
from dilemma.elicitation.profile import profile_text, setting_options
from dilemma.elicitation.walk import answers_text
from dilemma.errors import CannotWrite, FaultyFile
from dilemma.records import dataclass
from dilemma.report.sections.assessment import assessment_document
from dilemma.scenario.library import SUFFIXES, standard_library
from dilemma.scenario.parse import display_path, file_kind, parse_file, typed_name
from dilemma.scenario.schema.kinds import modeline
from dilemma.whole_file import sync_folder, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.cli.request import Request
    from dilemma.elicitation.state import Subject
    from dilemma.elicitation.walk import Walk
    from dilemma.report.document import Document


def show_result(walk: Walk, request: Request, title: str = profile.DEFAULT_TITLE) -> Assessment:
    """Answer with the assessment by this person's weights, in the format asked for."""
    run = replace(request.run, everything=request.everything)
    result = profile.assess_walk(walk.subject, walk.state, run, title=title)

    def compose() -> list[Document]:
        return [assessment_document(result, walk.subject.scenario, full=request.everything)]

    write_results([result], request, compose, day=lambda: result.today)
    return result


def save_profile(walk: Walk, path: Path) -> None:
    """Write the profile, titled after its file."""
    title = path.stem.replace("-", " ").replace("_", " ").strip() or profile.DEFAULT_TITLE
    text = profile_text(walk.subject, walk.state, title[:1].upper() + title[1:])
    write_whole(path, f"{modeline('profile')}{text}".encode())
    say(f"wrote {path}")


def refuse_to_overwrite(path: Path | None, *, force: bool) -> None:
    """End the program when a profile would replace a file unasked."""
    if path is None:
        return
    if path.suffix not in SUFFIXES:
        refuse(f"a profile needs a name that ends in .yaml, not `{path.name}`")
    refuse_to_replace(path, force=force)


def usual_profile_path(subject: Subject) -> Path:
    """Return the usual path of a saved profile: `nato-me.yaml`, or the next free number."""
    tries = ("me", *(f"me-{number}" for number in range(2, 1000)))
    free = (Path(f"{subject.scenario.id}-{name}.yaml") for name in tries)
    return next((path for path in free if not path.exists()), Path(f"{subject.scenario.id}-me.yaml"))


def say_next(walk: Walk, saved: Path | None, today: str | None) -> None:
    """Say the commands that go on from here."""
    if saved is None:
        return
    name = quote(typed_name("scenario", walk.subject.scenario.path, standard_library()))
    day = f"--today {today}" if today else ""
    words = (f"{name} --as {quote(str(saved))}", setting_options(walk.subject, walk.state), day)
    line = " ".join(word for word in words if word)
    say(f"The same result again:\n  dilemma assess {line}")
    say(f"As a memo:\n  dilemma report {line} -o memo.md")


@dataclass(frozen=True, slots=True)
class Keeper:
    """Where the answers of a walk are kept."""

    path: Path

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the answers for one walk alone, for two would write over each other.

        Raises:
            CannotWrite: another walk holds them.
            OSError: the folder is missing or read-only.
        """
        target = Path(os.path.realpath(self.path))
        if target.exists() and not target.is_file():  # a device keeps nothing that could be lost
            yield
            return
        beside = target.with_name(f".{target.name}.lock")
        try:
            file = open_locked(beside)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(self.path)) from error
        if file is None:
            raise CannotWrite(
                f"another walk is writing {self.path}; you can finish that one first, or keep the answers of "
                "this one elsewhere with --answers-out FILE"
            )
        try:
            yield
        finally:
            delete_locked(beside, file)

    def keep(self, walk: Walk) -> None:
        """Write every answer so far.

        Raises:
            OSError: the folder is missing, read-only or full.
        """
        write_whole(self.path, f"{modeline('answers')}{answers_text(walk.subject, walk.steps)}".encode())

    def put_aside(self) -> Path:
        """Rename what is there, so that a new walk overwrites nothing, and return the new name."""
        aside = self.path.with_name(f"{self.path.name.removesuffix('.yaml')}.old.yaml")
        os.replace(self.path, aside)
        sync_folder(aside.parent)
        return aside


def refuse_another_file(path: Path) -> None:
    """End the program where answers would take the place of a file that is none of answers, or go nowhere."""
    if str(path) == "-":
        refuse("answers are kept in a file, to go on from; name one, as in --answers-out mine.yaml")
    if path.is_file() and not _holds_answers(path):
        refuse(
            f"{display_path(path)} is there and holds no answers of a walk; "
            "keep the answers under another name"
        )


def _holds_answers(path: Path) -> bool:
    try:
        return file_kind(parse_file(path)[0]) == "answers"
    except FaultyFile:  # nobody can tell what it holds, so it is not ours to replace
        return False


def usual_answers_path(subject: Subject) -> Path:
    """Return the file of answers in the working folder: `nato.answers.yaml`."""
    return Path(f"{subject.scenario.id}.answers.yaml")
