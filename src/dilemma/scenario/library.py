"""Library of files: a name, the kind of file, the folders that may hold it, and where their text comes from.

The text is on this machine's disk or held in memory: a worker on another machine receives the texts of a
scenario and of all files beside it and reads them under the paths they have here, so that its results and its
problems are those that would be reported here.
"""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dilemma.errors import UnknownName
from dilemma.records import dataclass
from dilemma.scenario.schema.kinds import KINDS
from dilemma.scenario.yaml.parser import read_content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDERS = {kind: file_kind.folder for kind, file_kind in KINDS.items() if file_kind.folder}
SUFFIXES = (".yaml", ".yml")


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


@dataclass(frozen=True, slots=True)
class Library:
    """Folders that hold scenarios, the first one first; files of other kinds are in their subfolders.

    Attributes:
        roots: the folders.
        files: where their files are read, the disk unless a worker was sent the texts.
    """

    roots: tuple[Path, ...]
    files: Files = DISK

    def near(self, path: Path) -> Library:
        """Return the same library, with the folder of a scenario file searched first."""
        home = path.parent
        return replace(self, roots=(home, *(root for root in self.roots if root != home)))

    def find(self, kind: str, name: str) -> Path:
        """Return the file of a kind and name.

        Raises:
            UnknownName: no folder of the library holds it.
        """
        for candidate in self._candidates(kind, name):
            if self.files.is_file(candidate):
                return candidate
        raise UnknownName(KINDS[kind].noun, name, tuple(self.all(kind)))

    def locate(self, kind: str, name_or_path: str | Path) -> Path:
        """Return the path itself, or the file of a kind with that name; a path need not exist.

        Raises:
            UnknownName: no folder of the library holds a file of that name.
        """
        return (
            Path(name_or_path)
            if isinstance(name_or_path, Path) or is_path(name_or_path)
            else self.find(kind, name_or_path)
        )

    def all(self, kind: str) -> dict[str, Path]:
        """Return every file of a kind by name; an earlier folder hides the same name in a later one."""
        paths: dict[str, Path] = {}
        for root in self.roots:
            for path in self._yaml_files(root / FOLDERS[kind]):
                paths.setdefault(path.stem, path)
        return paths

    def _candidates(self, kind: str, name: str) -> Iterator[Path]:
        if Path(name).name != name:  # a name is never a way out of the folder
            return
        roots = list(self.roots)
        if kind == "scenario":  # `dilemma new NAME` writes here; that hides what came with the program
            shipped = shipped_folders()
            after = next((index for index, root in enumerate(roots) if root in shipped), len(roots))
            roots.insert(after, Path())
        for root in roots:
            for suffix in SUFFIXES:
                yield root / FOLDERS[kind] / f"{name}{suffix}"

    def _yaml_files(self, folder: Path) -> list[Path]:
        try:
            return [path for path in self.files.list_files(folder) if path.suffix in SUFFIXES]
        except OSError:
            return []


def standard_library() -> Library:
    """Return the library of `./scenarios`, then `$DILEMMA_SCENARIOS`, then what came with the program."""
    folders = [Path("scenarios")]
    if os.environ.get("DILEMMA_SCENARIOS"):
        folders.append(Path(os.environ["DILEMMA_SCENARIOS"]))
    folders += shipped_folders()
    unique: dict[Path, Path] = {}
    for folder in folders:
        # One folder may be reached in several ways, and the first spelling is the one to show.
        if folder.is_dir():
            unique.setdefault(folder.resolve(), folder)
    return Library(tuple(unique.values()))


def shipped_folders() -> tuple[Path, ...]:
    """Return the folders that may hold what came with the program."""
    # Scenarios ship inside the package; a checkout keeps them at its root instead.
    package = Path(__file__).resolve().parents[1]
    return (package / "scenarios", package.parents[1] / "scenarios")


def is_path(text: str) -> bool:
    """Return whether a user typed the path of a file rather than a name."""
    return text.endswith(SUFFIXES) or "/" in text or os.sep in text
