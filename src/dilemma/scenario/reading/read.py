"""A file to a tree of values with places, and everything wrong with how it is written."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from dilemma.scenario.problems import Problem
from dilemma.scenario.reading.builder import build
from dilemma.scenario.reading.decode import LARGEST_FILE, decode

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.scenario.reading.nodes import Node


def read(path: Path, name: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a file and the problems of its text, which is shown under `name`.

    Raises OSError when the path is missing, forbidden, or not a regular file; a pipe is never waited for.
    """
    return read_text(content(path), name)


def read_text(data: bytes, name: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a file's bytes, if one could be built, and the problems of its text in order of place."""
    source = decode(data, name)
    return (None, (source,)) if isinstance(source, Problem) else build(source)


def content(path: Path) -> bytes:
    """The bytes of a file that may be one of ours. Raises OSError as `read` does."""
    return regular(path, LARGEST_FILE + 1)


def regular(path: Path, most: int) -> bytes:
    """The bytes of a regular file, and of a file that is too large just enough to show it.

    Raises OSError as `read` does.
    """
    with open(path, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        try:
            return file.read(most)
        except OSError as error:  # which names no file once it is open
            raise OSError(error.errno, error.strerror, str(path)) from error


def _without_waiting(path: str, flags: int) -> int:
    """Opens a file at once, even where a pipe has come to stand in its place that nobody writes to."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
