"""The answers on disk: written after each of them, whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.cli.guard import refuse
from dilemma.cli.streams import write_whole
from dilemma.elicitation.walk import answers_text
from dilemma.errors import FaultyFile
from dilemma.scenario.parse import display_path, file_kind, parse_file

if TYPE_CHECKING:
    from dilemma.elicitation.state import Subject
    from dilemma.elicitation.walk import Walk


@dataclass(frozen=True, slots=True)
class Keeper:
    """Where the answers of a walk are kept."""

    path: Path

    def keep(self, walk: Walk) -> None:
        """Write every answer so far.

        Raises:
            OSError: the folder is missing, read-only or full.
        """
        write_whole(self.path, answers_text(walk.subject, walk.steps).encode())

    def put_aside(self) -> Path:
        """Rename what is there, so that a new walk overwrites nothing, and return the new name."""
        aside = self.path.with_name(f"{self.path.name.removesuffix('.yaml')}.old.yaml")
        os.replace(self.path, aside)
        return aside


def refuse_another_file(path: Path) -> None:
    """End the program where answers would take the place of a file that is none of answers."""
    if path.is_file() and not _holds_answers(path):
        refuse(
            f"{display_path(path)} is there and holds no answers of a walk; keep the answers under another name"
        )


def _holds_answers(path: Path) -> bool:
    try:
        return file_kind(parse_file(path)[0]) == "answers"
    except FaultyFile:  # nobody can tell what it holds, so it is not ours to replace
        return False


def usual_answers_path(subject: Subject) -> Path:
    """Return the file of answers in the working folder: `nato.answers.yaml`."""
    return Path(f"{subject.scenario.id}.answers.yaml")
