"""Where the content of files comes from: the disk, or texts held in memory in its place.

A worker on another machine has no disk of ours. It is sent the texts of a scenario and of all that stands
beside it, and reads them under the paths they have here, so that it finds and says what would be found and
said here.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_HELD: ContextVar[Mapping[Path, bytes] | None] = ContextVar("held", default=None)


@contextmanager
def instead_of_the_disk(texts: Mapping[Path, bytes]) -> Iterator[None]:
    """Within it, these are all the files there are."""
    token = _HELD.set(texts)
    try:
        yield
    finally:
        _HELD.reset(token)


def held(path: Path) -> bytes | None:
    """The text held in memory for a path; None where the disk is read.

    Raises:
        FileNotFoundError: texts are held, and this is none of them.
    """
    texts = _HELD.get()
    if texts is None:
        return None
    if path not in texts:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return texts[path]


def is_file(path: Path) -> bool:
    """Whether there is a file; False, not an error, for names no file system takes."""
    texts = _HELD.get()
    return os.path.isfile(path) if texts is None else path in texts


def files_in(folder: Path) -> list[Path]:
    """The files of a folder in order of their names.

    Raises:
        OSError: the folder on the disk cannot be read.
    """
    texts = _HELD.get()
    if texts is None:
        return sorted(path for path in folder.iterdir() if path.is_file())
    return sorted(path for path in texts if path.parent == folder)
