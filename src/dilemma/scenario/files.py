"""Where the text of files comes from: this machine's disk, or texts held in memory.

A worker on another machine does not have our disk. It receives the texts of a scenario and of all files
beside it and reads them under the paths they have here, so that its results and its problems are those that
would be reported here.
"""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Protocol

from dilemma.records import dataclass
from dilemma.scenario.yaml.parser import read_content

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Files(Protocol):
    """Files that can be listed and read by path."""

    def is_file(self, path: Path) -> bool:
        """Return whether a path leads to a file; False, not an error, for names no file system accepts."""
        ...

    def list_files(self, folder: Path) -> list[Path]:
        """Return the files of a folder, sorted by path.

        Raises:
            OSError: the folder cannot be read.
        """
        ...

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file, cut just past the size limit.

        Raises:
            OSError: the path is missing, forbidden, or not a regular file.
        """
        ...


@dataclass(frozen=True, slots=True)
class DiskFiles:
    """The files of this machine."""

    def is_file(self, path: Path) -> bool:
        """Return whether a path leads to a file."""
        return os.path.isfile(path)

    def list_files(self, folder: Path) -> list[Path]:
        """Return the files of a folder, sorted by path."""
        return sorted(path for path in folder.iterdir() if path.is_file())

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file, cut just past the size limit."""
        return read_content(path)


DISK: Files = DiskFiles()


@dataclass(frozen=True, slots=True, eq=False)
class MemoryFiles:
    """Texts by path, which are the only files there are."""

    texts: Mapping[Path, bytes]

    def is_file(self, path: Path) -> bool:
        """Return whether there is a text for a path."""
        return path in self.texts

    def list_files(self, folder: Path) -> list[Path]:
        """Return the paths of a folder's texts, sorted."""
        return sorted(path for path in self.texts if path.parent == folder)

    def read(self, path: Path) -> bytes:
        """Return the text of a path."""
        if path not in self.texts:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return self.texts[path]
