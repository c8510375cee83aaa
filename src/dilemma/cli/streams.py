"""Answers to standard output or a file, talk to standard error, and nothing half-written."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pathlib import Path

LEAST, MOST = 60, 120  # columns: below the first nothing fits, above the second lines are tiring


def set_up() -> None:
    """Makes any stream able to carry any text, and keeps small matrices on one thread."""
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # saves starting threads no array here is large enough for
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def width() -> int:
    """The columns to write for: the terminal's, or 80 where there is none."""
    from shutil import get_terminal_size

    return max(LEAST, min(MOST, get_terminal_size((80, 24)).columns))


def colour() -> bool:
    """Colour only on a terminal that wants it."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def say(text: str) -> None:
    """Talk, on standard error."""
    typer.echo(text, err=True)


def answer(text: str, to: Path | None = None) -> None:
    """The answer, on standard output or as a file."""
    if to is None:
        typer.echo(text, nl=False)
    else:
        write_whole(to, text.encode())
        say(f"wrote {to}")


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all: into a file beside it, then into its place.

    A symbolic link keeps pointing where it does; the file behind it is replaced.

    Raises:
        OSError: the folder is missing, read-only or full; whatever stood there is untouched.
    """
    from tempfile import NamedTemporaryFile

    target = path.resolve()
    mode = target.stat().st_mode & 0o777 if target.exists() else None
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            os.fsync(beside.fileno())
            os.chmod(beside.name, mode if mode is not None else 0o666 & ~_umask())
            os.replace(beside.name, target)
        except BaseException:
            os.unlink(beside.name)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
