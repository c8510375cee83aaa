"""The files that a scenario of a revision may refer to, in a temporary folder while they are read."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile, NoRevision
from dilemma.scenario.library import FOLDERS, SUFFIXES, Library
from dilemma.scenario.revisions import git
from dilemma.scenario.shape import display_path
from dilemma.scenario.suggest import suggest_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dilemma.scenario.problems import Problem
    from dilemma.scenario.revisions.git import _Blob
    from dilemma.scenario.revisions.given import FileVersion, Revision


@dataclass(frozen=True, slots=True)
class Checkout:
    """A version ready to be read: its file, the library for the names in it, and the labels of its files."""

    source: str
    path: Path
    library: Library
    labels: Mapping[str, str]

    def relabel(self, problem: Problem) -> Problem:
        """Return a problem with the label of its file, `HEAD~1:nato.yaml`, in place of a temporary path."""
        name = self.labels.get(problem.span.source.name)
        if name is None:
            return problem
        return replace(problem, span=problem.span._replace(source=replace(problem.span.source, name=name)))


@contextmanager
def check_out(version: FileVersion, library: Library) -> Iterator[Checkout]:
    """Provide a version to be read while the context lasts; of a revision, its files as they were then.

    The folder of the scenario and those folders of the library that lie in the repository are that
    revision's; other folders, such as the scenarios that came with the program, are what they are today.

    Raises:
        NoRevision: the revision does not hold the file.
        FaultyFile: as the body raises it, with files called what their reader calls them.
    """
    if version.revision is None:
        yield Checkout(version.source, version.path, library, {})
        return
    with TemporaryDirectory(prefix="dilemma-") as folder:
        checkout = _write_files(version, version.revision, library, Path(folder))
        try:
            yield checkout
        except FaultyFile as faulty:
            raise FaultyFile(checkout.relabel(problem) for problem in faulty.problems) from None


def _write_files(version: FileVersion, revision: Revision, library: Library, folder: Path) -> Checkout:
    """Write the files of a revision that may be needed into a folder, and return the version there."""
    roots = [_relative_to(root, revision.top) for root in library.roots]
    homes = [version.path.parent, *(root for root in roots if root is not None)]
    blobs = [
        blob
        for blob in git.list_blobs(revision.commit, _kind_folders(homes), revision.top)
        if blob.path.endswith(SUFFIXES)
    ]
    _refuse_missing(version, revision, blobs)
    for blob, content in git.read_blobs(blobs, revision.top):
        target = folder / blob.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    checked_out = [
        root if relative is None else folder / relative
        for root, relative in zip(library.roots, roots, strict=True)
    ]
    labels = {display_path(folder / blob.path): f"{revision.name}:{blob.path}" for blob in blobs}
    return Checkout(version.source, folder / version.path, Library(tuple(checked_out)), labels)


def _relative_to(root: Path, top: Path) -> Path | None:
    """Return a folder of the library from the top of a repository; None for one that lies elsewhere."""
    # Links are resolved, for git names files from the real top of a repository.
    path, home = Path(os.path.realpath(root)), os.path.realpath(top)
    return path.relative_to(home) if path.is_relative_to(home) else None


def _kind_folders(homes: list[Path]) -> list[str]:
    """Return the folders that hold files of any kind, as git names them."""
    folders = (home / part for home in homes for part in FOLDERS.values())
    return list(dict.fromkeys("" if folder == Path() else folder.as_posix() for folder in folders))


def _refuse_missing(version: FileVersion, revision: Revision, blobs: list[_Blob]) -> None:
    """Refuse a revision that does not hold the wanted file."""
    wanted = version.path.as_posix()
    if wanted not in {blob.path for blob in blobs}:
        if git._is_link(revision.commit, wanted, revision.top):
            raise NoRevision(
                f"`{version.source}`: in that revision `{wanted}` is a link, which is not followed there; "
                "name the file it leads to"
            )
        beside = [blob.path for blob in blobs if Path(blob.path).parent == version.path.parent]
        raise NoRevision(
            f"`{version.source}`: that revision holds no file `{wanted}`{suggest_word(wanted, beside)}"
        )
