"""The versions that a person names: a scenario, a file, or either as it stands in a revision."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.errors import NoRevision, UnknownName
from dilemma.scenario.library import SUFFIXES, is_path
from dilemma.scenario.revisions import git
from dilemma.scenario.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.library import Library

# A revision ends at the first colon outside braces, as in `HEAD^{/fix: a score}:nato.yaml`.
_REVISION_AND_PATH = re.compile(r"((?:[^:{]|\{[^}]*\})*):(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision as it was named, the commit it stands for, and the top folder of its repository."""

    name: str
    commit: str
    top: Path


@dataclass(frozen=True, slots=True)
class FileVersion:
    """One version: a file on disk, or a path from the top of a repository as it stands in a revision."""

    source: str
    path: Path
    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class _BareRevision:
    """A revision without a file; the file is that of the other version."""

    revision: str


def parse_versions(old: str, new: str, library: Library) -> tuple[FileVersion, FileVersion]:
    """Return the two versions that two texts name, read as git reads them.

    `REVISION:PATH` names a file from the top of the repository, or from the working folder if it begins with
    `./`; a scenario's name will do for the path. A revision alone means the other version's file.

    Raises:
        UnknownName: no scenario goes by a name.
        NoRevision: what was typed is no file and no revision, or both are revisions without a file.
    """
    old_version, new_version = _parse_version(old, library), _parse_version(new, library)
    if isinstance(old_version, FileVersion):
        return old_version, new_version if isinstance(new_version, FileVersion) else _counterpart(
            new_version, old_version, library
        )
    if isinstance(new_version, FileVersion):
        return _counterpart(old_version, new_version, library), new_version
    known = library.all("scenario")
    near = did_you_mean(old, known) or did_you_mean(new, known)
    raise NoRevision(
        f"neither `{old}` nor `{new}` is a scenario or a file{near or f'; of a revision, say `{old}:PATH`'}"
    )


def _parse_version(text: str, library: Library) -> FileVersion | _BareRevision:
    """Return the version that a text names, or the revision where it names no file."""
    if os.path.isfile(text):  # False, not an error, for names no file system takes
        return FileVersion(text, Path(text))
    match = _REVISION_AND_PATH.fullmatch(text)
    if match:
        return _version_at_revision(text, match[1], match[2], library)
    known = library.all("scenario")
    if text in known:
        return FileVersion(text, known[text])
    return FileVersion(text, Path(text)) if text.endswith(SUFFIXES) else _BareRevision(text)


def _version_at_revision(text: str, revision: str, file: str, library: Library) -> FileVersion:
    """Return the version `REVISION:PATH`, from the working folder or from the top of its repository."""
    if not revision:
        raise NoRevision(
            f"`{text}` names no revision before the colon; write `HEAD:PATH` for the last commit"
        )
    # Any name will do: what counts is the working folder.
    top = _top_of(Path("here"))
    at_revision = Revision(revision, git.resolve_commit(revision, top), top)
    if not file:
        raise NoRevision(f"`{text}` names no file after the colon; write `{revision}` alone, or add its path")
    if is_path(file):
        start = Path.cwd() if file.startswith((f".{os.sep}", "./", "../")) else top
        return FileVersion(text, _require_inside(start / file, top), at_revision)
    return FileVersion(text, _find_by_name(file, at_revision, library), at_revision)


def _find_by_name(name: str, revision: Revision, library: Library) -> Path:
    """Return the file of a scenario's name: the one it has now, else the one it had in the revision.

    Raises:
        NoRevision: it goes by that name neither now nor then, within the repository.
    """
    try:
        return _require_inside(library.find("scenario", name), revision.top)
    except (UnknownName, NoRevision):
        path = next(_former_files(name, revision, library), None)
        if path is None:
            raise
        return path


def _former_files(name: str, revision: Revision, library: Library) -> Iterator[Path]:
    """Yield the files of a name in a revision, in the folders of the library within its repository."""
    for root in library.roots:
        path = _path_inside(root / name, revision.top)
        if path is None:
            continue
        folder = "" if path.parent == Path() else path.parent.as_posix()
        with suppress(NoRevision):  # a partial copy may not hold what this folder held then
            paths = {blob.path for blob in git.list_blobs(revision.commit, [folder], revision.top)}
            candidates = (path.parent / f"{name}{suffix}" for suffix in SUFFIXES)
            yield from (candidate for candidate in candidates if candidate.as_posix() in paths)


def _counterpart(bare: _BareRevision, other: FileVersion, library: Library) -> FileVersion:
    """Return the file of the other version, as it stands in a revision."""
    if ".." in bare.revision:
        raise NoRevision(f"`{bare.revision}` is a range of revisions; name its two ends one by one")
    try:
        top = other.revision.top if other.revision else _top_of(other.path)
        revision = Revision(bare.revision, git.resolve_commit(bare.revision, top), top)
    except NoRevision as none:
        if bare.revision in library.all("profile"):
            raise NoRevision(
                f"`{bare.revision}` is a profile and no version of a scenario; "
                f"to look through it, add --as {bare.revision}"
            ) from None
        near = did_you_mean(bare.revision, library.all("scenario"))
        reason = near or f": {none}"
        raise NoRevision(f"`{bare.revision}` is no scenario, no file and no revision{reason}") from None
    path = other.path if other.revision else _require_inside(other.path, top)
    elsewhere = "" if Path.cwd().is_relative_to(os.path.realpath(top)) else f" in {top}"
    return FileVersion(f"{bare.revision}:{path.as_posix()}{elsewhere}", path, revision)


def _top_of(file: Path) -> Path:
    """Return the top folder of the repository a file belongs to."""
    return Path(git.repository_top(Path(os.path.realpath(file)).parent))


def _require_inside(file: Path, top: Path) -> Path:
    """Return the path of a file from the top of its repository, whether or not it exists now.

    Raises:
        NoRevision: it lies outside.
    """
    path = _path_inside(file, top)
    if path is None:
        raise NoRevision(f"`{file}` is outside the repository at `{top}`")
    return path


def _path_inside(file: Path, top: Path) -> Path | None:
    """Return the path of a file from the top of its repository; None for a file outside."""
    path, home = Path(os.path.realpath(file.parent), file.name), os.path.realpath(top)
    return path.relative_to(home) if path.is_relative_to(home) else None
