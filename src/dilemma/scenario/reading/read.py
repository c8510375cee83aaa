"""Reading a YAML file into a tree of located values and the problems of its text."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from dilemma.scenario.problems import Problem
from dilemma.scenario.reading.builder import _build_tree
from dilemma.scenario.reading.decode import LARGEST_FILE, decode

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.scenario.reading.nodes import Node


def read_yaml(path: Path, name: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read a file and return its tree and the problems of its text, which is shown under `name`.

    Raises:
        OSError: the path is missing, forbidden, or not a regular file; a pipe is never waited for.
    """
    return parse_yaml(read_content(path), name)


def parse_yaml(data: bytes, name: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Parse the bytes of a file into its tree, if one can be built, and list the problems of its text."""
    source = decode(data, name)
    return (None, (source,)) if isinstance(source, Problem) else _build_tree(source)


def read_content(path: Path) -> bytes:
    """Return the bytes of a file, cut just past the size limit.

    Raises:
        OSError: as for `read_yaml`.
    """
    # One byte more than allowed is enough to tell that a file is too large.
    return read_regular_file(path, LARGEST_FILE + 1)


def read_regular_file(path: Path, most: int) -> bytes:
    """Return the first `most` bytes of a regular file.

    Raises:
        OSError: as for `read_yaml`.
    """
    # Opened first and examined through its descriptor, so that nothing can be swapped in between.
    with open(path, "rb", opener=_open_without_blocking) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        try:
            return file.read(most)
        # An error while reading an open file does not name the file; the message to the user must.
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(path)) from error


def _open_without_blocking(path: str, flags: int) -> int:
    """Open a file at once, even where its path has become a pipe that nobody writes to."""
    # Windows has no such flag, and no pipes among its files.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
