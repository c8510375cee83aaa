"""What a user typed or wrote never ends in a traceback: one sentence, and the right exit code.

An error that is no `DilemmaError` is a bug in dilemma. It passes through here, and `dilemma.cli` reports it.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

from dilemma.cli.exit_codes import COMMAND_AT_FAULT, FILE_AT_FAULT, READER_GONE
from dilemma.cli.streams import say, say_composed, stop_writing
from dilemma.errors import BadObservation, BadSetting, DilemmaError, FaultyFile, UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
        from dilemma.cli.meant_instead import remark_on_folder, suggest_file
        from dilemma.scenario.suggest import suggest_word

        known = suggest_word(error.name, error.known) or "; `dilemma list` shows what there is"
        return f"{error}{suggest_file(error) or known}{remark_on_folder()}"
    if isinstance(error, BadSetting) and not isinstance(error, BadObservation):
        return f"{option}: {error}"
    if isinstance(error, OSError):
        from dilemma.cli.meant_instead import suggest_for_path

        if error.filename is None and _folder_is_gone():
            return "the current folder is gone; change to one that is there"
        reason = (error.strerror or str(error)).lower()
        return f"cannot use {error.filename or 'the output'}: {reason}{suggest_for_path(error)}"
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
