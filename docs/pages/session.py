"""A folder with a copy of the scenarios, in which commands run as they would at a prompt."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from dilemma.cli.app import app

if TYPE_CHECKING:
    from types import TracebackType

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
# 80 columns, no colour, and only the library of the folder.
SURROUNDINGS = {
    "COLUMNS": "80",
    "NO_COLOR": "1",
    "TERM": "dumb",
    "DILEMMA_SCENARIOS": None,
    "SOURCE_DATE_EPOCH": "1732406400",  # 24 November 2024: what is shown does not hang on the clock
}
_PIPE = re.compile(
    r" \| (?:head -(?P<head>\d+)|(?P<first>sed '/\^\$/q')|"
    r"grep -m1(?: -B(?P<before>\d+))? -A(?P<after>\d+) (?P<word>\w+|'[^']+'))$"
)


class Session:
    """One page's folder: entered, it is the working folder; its files stay until it is left."""

    def __enter__(self) -> Session:
        self._before = Path.cwd()
        self._folder = TemporaryDirectory()
        shutil.copytree(SCENARIOS, Path(self._folder.name) / "scenarios")
        os.chdir(self._folder.name)
        return self

    @property
    def folder(self) -> Path:
        """Where commands run."""
        return Path(self._folder.name)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.chdir(self._before)
        self._folder.cleanup()

    def run(self, line: str) -> str:
        """What a command prints on both streams, or the part of it that a pipe keeps.

        Three pipes are known: `| head -N`; `| sed '/^$/q'` for the lines before the first empty one; and
        `| grep -m1 -AN WORD` for a line that holds a word and the N lines after it, with `-BN` before.

        Raises:
            ValueError: the line is no command of this program, or nothing is left of what it prints.
        """
        pipe = _PIPE.search(line)
        program, *arguments = shlex.split(_PIPE.sub("", line))
        if program != "dilemma":
            raise ValueError(f"`{line}` cannot be run here; only `dilemma` can")
        printed = [text.rstrip() for text in run(arguments).rstrip("\n").split("\n")]
        return "\n".join(_kept(printed, pipe) if pipe else printed)


def _kept(lines: list[str], pipe: re.Match[str]) -> list[str]:
    if pipe["head"]:
        return lines[: int(pipe["head"])]
    if pipe["first"]:
        return lines[: lines.index("")]
    word = pipe["word"].strip("'")
    start = next((place for place, line in enumerate(lines) if word in line), None)
    if start is None:
        raise ValueError(f"nothing it prints holds `{word}`")
    return lines[max(0, start - int(pipe["before"] or 0)) : start + int(pipe["after"]) + 1]


def run(arguments: list[str], *, colour: bool = False) -> str:
    """Runs the program in this process and gives what it printed.

    Raises:
        Exception: whatever the program lets through; a user would see a traceback.
    """
    result = CliRunner().invoke(app, arguments, env=SURROUNDINGS, color=colour, prog_name="dilemma")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output
