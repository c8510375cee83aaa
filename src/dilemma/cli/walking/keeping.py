"""The answers on disk: written after each of them, whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.cli.streams import write_whole
from dilemma.walk.answers import answers_text

if TYPE_CHECKING:
    from dilemma.walk.machine import Walk
    from dilemma.walk.subject import Subject


@dataclass(frozen=True, slots=True)
class Keeper:
    """Where the answers of a walk are kept."""

    path: Path

    def keep(self, walk: Walk) -> None:
        """Writes every answer so far.

        Raises:
            OSError: the folder is missing, read-only or full.
        """
        write_whole(self.path, answers_text(walk.subject, walk.steps).encode())

    def put_aside(self) -> Path:
        """Renames what is there, so that a new walk overwrites nothing; the new name."""
        aside = self.path.with_name(f"{self.path.name.removesuffix('.yaml')}.old.yaml")
        os.replace(self.path, aside)
        return aside


def usual_path(subject: Subject) -> Path:
    """The file of answers in the working folder: `nato.answers.yaml`."""
    return Path(f"{subject.scenario.id}.answers.yaml")
