"""The files a scenario of a revision may refer to, laid out in a folder of their own while they are read."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dilemma.scenario.library import FOLDERS, SUFFIXES, Library
from dilemma.scenario.problems import FaultyFile
from dilemma.scenario.revisions import git
from dilemma.scenario.shape import shown
from dilemma.scenario.suggest import remedy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dilemma.scenario.problems import Problem
    from dilemma.scenario.revisions.git import Blob
    from dilemma.scenario.revisions.given import Given, Revision


@dataclass(frozen=True, slots=True)
class Found:
    """A version ready to be read: its file, where names are looked up for it, and what to call its files."""

    source: str
    path: Path
    library: Library
    called: Mapping[str, str]

    def told(self, problem: Problem) -> Problem:
        """A problem at the place its reader knows: `HEAD~1:scenarios/nato.yaml`, not a passing folder."""
        name = self.called.get(problem.span.source.name)
        if name is None:
            return problem
        return replace(problem, span=problem.span._replace(source=replace(problem.span.source, name=name)))


@contextmanager
def found(given: Given, library: Library) -> Iterator[Found]:
    """A version to be read while the context lasts; of a revision, its files as they stood then.

    The folder of the scenario and those folders of the library that lie in the repository are that
    revision's; other folders, such as the scenarios that came with the program, are what they are today.

    Raises:
        NoRevision: the revision does not hold the file.
        FaultyFile: as the body raises it, with files called what their reader calls them.
    """
    if given.revision is None:
        yield Found(given.source, given.path, library, {})
        return
    with TemporaryDirectory(prefix="dilemma-") as folder:
        laid = _laid_out(given, given.revision, library, Path(folder))
        try:
            yield laid
        except FaultyFile as faulty:
            raise FaultyFile(laid.told(problem) for problem in faulty.problems) from None


def _laid_out(given: Given, then: Revision, library: Library, folder: Path) -> Found:
    roots = [_in_repository(root, then.top) for root in library.roots]
    homes = [given.path.parent, *(root for root in roots if root is not None)]
    kept = [
        each for each in git.blobs(then.commit, _folders(homes), then.top) if each.path.endswith(SUFFIXES)
    ]
    _refuse_missing(given, then, kept)
    for blob, content in git.contents(kept, then.top):
        target = folder / blob.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    inside = [
        root if there is None else folder / there for root, there in zip(library.roots, roots, strict=True)
    ]
    called = {shown(folder / blob.path): f"{then.name}:{blob.path}" for blob in kept}
    return Found(given.source, folder / given.path, Library(tuple(inside)), called)


def _in_repository(root: Path, top: Path) -> Path | None:
    """A folder of the library from the top of a repository; None for one that lies elsewhere."""
    try:
        return Path(os.path.realpath(root)).relative_to(os.path.realpath(top))
    except ValueError:
        return None


def _folders(homes: list[Path]) -> list[str]:
    """The folders that hold files of any kind, as git names them."""
    every = (home / part for home in homes for part in FOLDERS.values())
    return list(dict.fromkeys("" if each == Path() else each.as_posix() for each in every))


def _refuse_missing(given: Given, then: Revision, kept: list[Blob]) -> None:
    wanted = given.path.as_posix()
    if wanted not in {blob.path for blob in kept}:
        if git.is_link(then.commit, wanted, then.top):
            raise git.NoRevision(
                f"`{given.source}`: in that revision `{wanted}` is a link, which is not followed there; "
                "name the file it leads to"
            )
        beside = [blob.path for blob in kept if Path(blob.path).parent == given.path.parent]
        raise git.NoRevision(
            f"`{given.source}`: that revision holds no file `{wanted}`{remedy(wanted, beside)}"
        )
