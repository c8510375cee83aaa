"""Errors of the command line: one sentence and an exit code for users, a report for a bug of the program.

An error that is no `DilemmaError` is a bug in dilemma. It passes through here, and `dilemma.cli` reports what
its maintainers need, with no value of anybody's file.
"""

from __future__ import annotations

import errno
import os
import platform
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from dilemma import __version__
from dilemma.cli import COMMAND_AT_FAULT, FILE_AT_FAULT, READER_GONE
from dilemma.cli.commands import NAMES
from dilemma.cli.streams import say, say_composed, stop_writing
from dilemma.errors import BadObservation, BadSetting, DilemmaError, FaultyFile, UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.errors import Crash


_NOT_ENOUGH_MEMORY = "there is not enough memory for this; ask for fewer --samples, or split the scenario"


@contextmanager
def handle_errors() -> Iterator[None]:
    """Run a command, and turn what is wrong with its input into words and an exit code."""
    try:
        yield
    except FaultyFile as faulty:
        from dilemma.scenario.excerpt import render_problems

        say_composed(render_problems(faulty.problems))
        raise typer.Exit(FILE_AT_FAULT) from None
    except BrokenPipeError:
        stop_writing()
        raise typer.Exit(READER_GONE) from None
    except OSError as error:
        refuse(_unusable(error))
    except DilemmaError as error:
        refuse(explain_error(error))
    except EOFError as bug:  # typer would take it for an end of the input, and end with 1
        raise RuntimeError("the end of a file where none was expected") from bug
    except MemoryError:
        refuse(_NOT_ENOUGH_MEMORY)


@contextmanager
def handle_errors_of_typer() -> Iterator[None]:
    """Do the same for what the command-line library writes itself: help, the version, a faulty option."""
    try:
        yield
    except SystemExit as end:
        if not isinstance(end.__context__, BrokenPipeError):
            raise
        stop_writing()
        raise SystemExit(READER_GONE) from None
    except OSError as error:
        say(f"error: {_unusable(error)}")
        raise SystemExit(COMMAND_AT_FAULT) from None
    except MemoryError:
        say(f"error: {_NOT_ENOUGH_MEMORY}")
        raise SystemExit(COMMAND_AT_FAULT) from None


def _unusable(error: OSError) -> str:
    """Return what cannot be used and why; where that is standard output, nothing more is written to it."""
    if error.filename is None and not _folder_is_gone():
        stop_writing()
    return explain_error(error)


def _folder_is_gone() -> bool:
    """Return whether the folder the program works in was deleted; the system's errors then name no file."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False


def explain_error(error: Exception, option: str = "--set") -> str:
    """Return what is wrong with a request, as a sentence; `option` is the one a what-if was given with."""
    if isinstance(error, UnknownName):
        from dilemma.scenario.suggest import suggest_word

        known = suggest_word(error.name, error.known) or "; `dilemma list` shows what there is"
        return f"{error}{_suggest_file(error) or _suggest_kind(error) or known}{_remark_on_folder()}"
    if isinstance(error, BadSetting) and not isinstance(error, BadObservation):
        return f"{option}: {error}"
    if isinstance(error, OSError):
        if error.filename is None and _folder_is_gone():
            return "the current folder is gone; change to one that is there"
        reason = (error.strerror or str(error)).lower()
        return f"cannot use {error.filename or 'the output'}: {reason}{_suggest_for_path(error)}"
    return str(error)


def refuse_to_replace(path: Path, *, force: bool) -> None:
    """End the program where a file would be replaced unasked."""
    if path.exists() and not force:
        from dilemma.scenario.parse import display_path

        refuse(f"{display_path(path)} is already there; choose another name or add --force")


def refuse(message: str) -> NoReturn:
    """Say what is wrong with the command line and end with exit code 2."""
    say(f"error: {message}")
    raise typer.Exit(COMMAND_AT_FAULT)


def _suggest_file(error: UnknownName) -> str:
    """Return a remark on what goes by that name in this folder, if it is no YAML file; empty without any."""
    from dilemma.scenario.library import SUFFIXES

    if Path(error.name).name != error.name:
        return ""
    file = next(
        (name for name in (f"{error.name}{suffix}" for suffix in SUFFIXES) if Path(name).is_file()), None
    )
    if file:
        return f", but there is a file {file} here; type {file}"
    if Path(error.name).is_dir() and error.kind == "profile":
        return f", but there is a folder of that name here; a panel reads the answers in it as {error.name}/"
    if Path(error.name).is_file() and error.kind == "scenario":
        return f", and the file of that name is no YAML; try: dilemma import {error.name} -o new.yaml"
    return ""


_USES = {
    "scenario": "`dilemma assess {}`",
    "profile": "`dilemma show {0}` or, after another command, `--as {0}`",
    "framework": "`dilemma portfolio {}`",
    "observations": "`--observed {}` after another command",
}


def _suggest_kind(error: UnknownName) -> str:
    """Return what goes by that name and how it is typed, where it is of another kind; else an empty text."""
    from dilemma.scenario.library import standard_library
    from dilemma.scenario.schema.kinds import KINDS

    library = standard_library()
    kind = next((kind for kind in _USES if error.name in library.all(kind)), None)
    if kind is None:
        return ""
    noun, use = KINDS[kind].noun, _USES[kind].format(error.name)
    return f"; the {noun} of that name is read with {use}"


def _remark_on_folder() -> str:
    """Return a remark where `$DILEMMA_SCENARIOS` names no folder, in which nothing can be found; else ''."""
    named = os.environ.get("DILEMMA_SCENARIOS")
    is_missing = named and not Path(named).is_dir()
    return f"; DILEMMA_SCENARIOS names {named}, which is no folder" if is_missing else ""


def _suggest_for_path(error: OSError) -> str:
    """Return a remark on the missing folder, the scenario of that name or a file nearly so; else nothing."""
    path = Path(str(error.filename or ""))
    if error.errno != errno.ENOENT or not path.name:
        return ""
    if not path.parent.exists():
        return f"; there is no folder {path.parent}"
    from dilemma.scenario.library import SUFFIXES, standard_library
    from dilemma.scenario.suggest import nearest_word

    known = path.stem in standard_library().all("scenario") and path.suffix in SUFFIXES
    if known:
        return f"; did you mean the scenario `{path.stem}`?"
    alike = SUFFIXES if path.suffix in SUFFIXES else (path.suffix,)
    files = path.parent.iterdir() if os.access(path.parent, os.R_OK) else ()
    beside = {file.stem: file for file in files if file.suffix in alike}
    near = nearest_word(path.stem, beside)
    return f"; did you mean {beside[near]}?" if near and not path.is_symlink() else ""


_OPTION = r"(?s)(--?[a-z][a-z-]*)(=.*)?"
_WHAT_TO_DO = """\
The lines above hold nothing of your files. Please report them where you got dilemma from, with the command as
you typed it and, if you may show it, the smallest file with which it happens."""


def report_bug(crash: Crash, *, where: str = "") -> None:
    """Write a bug to standard error; `where` is what was being worked on, as the end of a sentence."""
    lines = (
        f"error: this is a bug in dilemma, not in your file or your command line{where}",
        f"dilemma {__version__}, Python {platform.python_version()}, {sys.platform}",
        f"command: {_without_values(sys.argv[1:])}",
        crash.trace,
        _WHAT_TO_DO,
    )
    try:
        sys.stderr.write("\n".join(lines) + "\n")
        sys.stderr.flush()
    except OSError:  # nobody can hear it; the exit code still tells
        return


def _without_values(typed: Sequence[str]) -> str:
    """Return a command line with its options and without what was given to them."""
    command = [word for word in typed[:1] if word in NAMES]
    options = [match[1] for word in typed if (match := re.fullmatch(_OPTION, word))]
    return " ".join(["dilemma", *command, *options])
