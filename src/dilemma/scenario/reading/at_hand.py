"""File contents from the disk, or from texts held in memory in its place.

A worker on another machine does not have our disk. It receives the texts of a scenario and of all files
beside it and reads them under the paths they have here, so that it finds and reports exactly what would be
found and reported here.
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

# A context variable, so that threads with different texts do not see each other's.
_TEXTS: ContextVar[Mapping[Path, bytes] | None] = ContextVar("held", default=None)


@contextmanager
def files_in_memory(texts: Mapping[Path, bytes]) -> Iterator[None]:
    """Make these texts the only files there are, for as long as the context lasts."""
    token = _TEXTS.set(texts)
    try:
        yield
    finally:
        _TEXTS.reset(token)


def bytes_in_memory(path: Path) -> bytes | None:
    """Return the bytes held in memory for a path, or None where the disk is to be read.

    Raises:
        FileNotFoundError: texts are held in memory, and the path is none of them.
    """
    texts = _TEXTS.get()
    if texts is None:
        return None
    if path not in texts:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return texts[path]


def is_file(path: Path) -> bool:
    """Return whether a path leads to a file; False, not an error, for names no file system accepts."""
    texts = _TEXTS.get()
    return os.path.isfile(path) if texts is None else path in texts


def list_files(folder: Path) -> list[Path]:
    """Return the files of a folder, sorted by path.

    Raises:
        OSError: the folder on the disk cannot be read.
    """
    texts = _TEXTS.get()
    if texts is None:
        return sorted(path for path in folder.iterdir() if path.is_file())
    return sorted(path for path in texts if path.parent == folder)
