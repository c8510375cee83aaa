"""What somebody means who names a version: a scenario, a file, or either as it stands in a revision."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.scenario.library import SUFFIXES, is_path
from dilemma.scenario.revisions import git
from dilemma.scenario.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.library import Library

# A revision ends at the first colon that stands in no braces, as in `HEAD^{/fix: a score}:nato.yaml`.
_OF_A_REVISION = re.compile(r"((?:[^:{]|\{[^}]*\})*):(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision as it was named, the commit it stands for, and the top folder of its repository."""

    name: str
    commit: str
    top: Path


@dataclass(frozen=True, slots=True)
class Given:
    """One version: a file on disk, or a path from the top of a repository as it stands in a revision."""

    source: str
    path: Path
    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class _Bare:
    """A revision without a file; the other version says of which."""

    revision: str


def meant(old: str, new: str, library: Library) -> tuple[Given, Given]:
    """The two versions that two words stand for, read as git reads them.

    `REVISION:PATH` names a file from the top of the repository, or from the working folder if it begins with
    `./`; a scenario's name will do for the path. A revision alone means the other version's file.

    Raises:
        UnknownName: no scenario goes by a name.
        LookupError: what was typed is no file and no revision, or both are revisions without a file.
    """
    first, second = _read(old, library), _read(new, library)
    if isinstance(first, Given):
        return first, second if isinstance(second, Given) else _beside(second, first, library)
    if isinstance(second, Given):
        return _beside(first, second, library), second
    known = library.all("scenario")
    near = did_you_mean(old, known) or did_you_mean(new, known)
    raise LookupError(
        f"neither `{old}` nor `{new}` is a scenario or a file{near or f'; of a revision, say `{old}:PATH`'}"
    )


def _read(given: str, library: Library) -> Given | _Bare:
    if os.path.isfile(given):  # False, not an error, for names no file system takes
        return Given(given, Path(given))
    parts = _OF_A_REVISION.fullmatch(given)
    if parts:
        return _named(given, parts[1], parts[2], library)
    known = library.all("scenario")
    if given in known:
        return Given(given, known[given])
    return Given(given, Path(given)) if given.endswith(SUFFIXES) else _Bare(given)


def _named(given: str, revision: str, file: str, library: Library) -> Given:
    """`REVISION:PATH`, from the working folder or from the top of its repository."""
    if not revision:
        raise LookupError(
            f"`{given}` names no revision before the colon; write `HEAD:PATH` for the last commit"
        )
    top = _top(Path("here"))
    then = Revision(revision, git.commit(revision, top), top)
    if not file:
        raise LookupError(
            f"`{given}` names no file after the colon; write `{revision}` alone, or add its path"
        )
    if is_path(file):
        start = Path.cwd() if file.startswith((f".{os.sep}", "./", "../")) else top
        return Given(given, _inside(start / file, top), then)
    return Given(given, _known_then(file, then, library), then)


def _known_then(name: str, then: Revision, library: Library) -> Path:
    """The file of a scenario's name: the one it has now, else the one it had in the revision.

    Raises:
        LookupError: it goes by that name neither now nor then, within the repository.
    """
    try:
        return _inside(library.find("scenario", name), then.top)
    except LookupError:
        found = next(_of_that_time(name, then, library), None)
        if found is None:
            raise
        return found


def _of_that_time(name: str, then: Revision, library: Library) -> Iterator[Path]:
    """The files of a name in a revision, in the folders of the library that lie in its repository."""
    for root in library.roots:
        with suppress(LookupError):
            home = _inside(root / name, then.top).parent
            folder = "" if home == Path() else home.as_posix()
            there = {blob.path for blob in git.blobs(then.commit, [folder], then.top)}
            paths = (home / f"{name}{suffix}" for suffix in SUFFIXES)
            yield from (path for path in paths if path.as_posix() in there)


def _beside(bare: _Bare, other: Given, library: Library) -> Given:
    """The file of the other version, as it stands in a revision."""
    if ".." in bare.revision:
        raise LookupError(f"`{bare.revision}` is a range of revisions; name its two ends one by one")
    try:
        top = other.revision.top if other.revision else _top(other.path)
        then = Revision(bare.revision, git.commit(bare.revision, top), top)
    except git.NoRevision as none:
        if bare.revision in library.all("profile"):
            raise LookupError(
                f"`{bare.revision}` is a profile and no version of a scenario; "
                f"to look through it, add --as {bare.revision}"
            ) from None
        near = did_you_mean(bare.revision, library.all("scenario"))
        reason = near or f": {none}"
        raise LookupError(f"`{bare.revision}` is no scenario, no file and no revision{reason}") from None
    path = other.path if other.revision else _inside(other.path, top)
    elsewhere = "" if Path.cwd().is_relative_to(os.path.realpath(top)) else f" in {top}"
    return Given(f"{bare.revision}:{path.as_posix()}{elsewhere}", path, then)


def _top(file: Path) -> Path:
    """The top folder of the repository a file stands in."""
    return Path(git.top(Path(os.path.realpath(file)).parent))


def _inside(file: Path, top: Path) -> Path:
    """The path of a file from the top of its repository, whether or not it is there now."""
    folder = Path(os.path.realpath(file.parent))
    try:
        return folder.joinpath(file.name).relative_to(os.path.realpath(top))
    except ValueError:
        raise LookupError(f"`{file}` is outside the repository at `{top}`") from None
