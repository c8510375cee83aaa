"""Versions of a scenario in git, by fixed lists of arguments: no shell, no network, nothing written."""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile, NoRevision, UnknownName
from dilemma.records import dataclass
from dilemma.scenario.library import FOLDERS, SUFFIXES, Library, is_path
from dilemma.scenario.parse import display_path
from dilemma.scenario.suggest import did_you_mean, suggest_word
from dilemma.scenario.yaml.text import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.scenario.problems import Problem


# No pager, no prompt, no lock, no file monitor, and no object fetched from elsewhere.
_COMMAND = ("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never")
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # none at all, whatever the configuration of the repository allows
    # Messages of git are compared below, so they must be in English.
    "LC_ALL": "C",
    # A folder may be called `:(glob)x`: paths mean themselves, whatever the shell says of them.
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_GLOB_PATHSPECS": "0",
    "GIT_NOGLOB_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "0",
}
# What git tells its hooks of the repository they run for (`git rev-parse --local-env-vars`); what is asked
# here is the repository of a folder, which may be another one.
_LOCAL_VARIABLES = frozenset(
    [
        *("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT"),
        *("GIT_CONFIG_PARAMETERS", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE"),
        *("GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_NO_REPLACE_OBJECTS"),
        *("GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_QUARANTINE_PATH", "GIT_REPLACE_REF_BASE"),
        *("GIT_SHALLOW_FILE", "GIT_WORK_TREE"),
    ]
)
_FILE_MODES = frozenset({"100644", "100755"})  # the modes of a regular file; a link is none
_LINK_MODE = b"120000"


@dataclass(frozen=True, slots=True)
class _Blob:
    """A file of a revision: its path from the top of the repository, its object and its size in bytes."""

    path: str
    object: str
    size: int


def repository_top(folder: Path) -> str:
    """Return the top folder of the repository that a folder belongs to.

    Raises:
        NoRevision: git is missing, or the folder belongs to no repository that git will read.
    """
    result = _run(("rev-parse", "--show-toplevel"), folder)
    if result.returncode:
        raise NoRevision(_refusal(folder, _first_line(result.stderr)))
    return os.fsdecode(result.stdout).rstrip("\n")


def resolve_commit(revision: str, folder: Path) -> str:
    """Return the full name of the commit a revision stands for; anything git takes as a revision will do.

    Raises:
        NoRevision: git knows no such commit here.
    """
    if revision.startswith("^"):
        raise NoRevision(
            f"`{revision}` is what git leaves out of a list, and no revision; write `{revision.lstrip('^')}`"
        )
    # A revision that begins with `-` would be taken for an option; git names none like that.
    if revision and not revision.startswith("-") and "\0" not in revision:
        result = _run(("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", "--"), folder)
        name = result.stdout.decode("ascii", "replace").split("\n")[0]
        if not result.returncode and name:
            return name
    if not _run(("rev-list", "--all", "--max-count=1"), folder).stdout:
        raise NoRevision(f"the repository at `{folder}` has no commits yet; commit first, or name two files")
    raise NoRevision(f"git knows no revision `{revision}` here; one from elsewhere needs a `git fetch` first")


def list_blobs(commit_id: str, folders: Sequence[str], within: Path) -> Iterator[_Blob]:
    """Yield the regular files that are directly in some folders of a commit; '' is the top of the repository.

    Raises:
        NoRevision: the repository does not hold them, as a partial copy may not.
    """
    for folder in folders:
        path_filter = (f"{folder}/",) if folder else ()
        result = _run(("ls-tree", "-z", "-l", "--full-tree", commit_id, "--", *path_filter), within)
        if result.returncode:
            raise _incomplete(within, result.stderr)
        for entry in result.stdout.split(b"\0")[:-1]:
            description, _, path = entry.partition(b"\t")
            mode, _, name, size = description.decode("ascii").split()
            if mode in _FILE_MODES:
                if not size.isdecimal():  # git writes `BAD` for a file that is not there
                    raise _incomplete(within, result.stderr)
                yield _Blob(os.fsdecode(path), name, int(size))


def _is_link(commit_id: str, path: str, within: Path) -> bool:
    """Return whether a path of a commit is a symbolic link."""
    return _run(("ls-tree", "--full-tree", commit_id, "--", path), within).stdout.startswith(_LINK_MODE)


def read_blobs(wanted: Sequence[_Blob], folder: Path) -> Iterator[tuple[_Blob, bytes]]:
    """Yield the bytes of each file; of one too large to be read, as many zeros as it takes to show that.

    Raises:
        NoRevision: the repository does not hold one of them.
    """
    small = [blob for blob in wanted if blob.size <= LARGEST_FILE]
    request = "".join(f"{blob.object}\n" for blob in small).encode("ascii")
    result = _run(("cat-file", "--batch"), folder, request)
    output, start = result.stdout, 0
    for blob in small:
        header = f"{blob.object} blob {blob.size}\n".encode("ascii")
        if not output.startswith(header, start):
            raise _incomplete(folder, result.stderr)
        start += len(header)
        yield blob, output[start : start + blob.size]
        start += blob.size + 1  # git ends each content with a line feed
    yield from ((blob, bytes(LARGEST_FILE + 1)) for blob in wanted if blob.size > LARGEST_FILE)


def _run(
    arguments: Sequence[str], folder: Path, standard_input: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, with nothing but the given bytes on standard input."""
    try:
        return subprocess.run(
            (*_COMMAND, *arguments),
            cwd=folder,
            env=_environment(),
            input=standard_input,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        # Python raises the same error for a missing program and for a missing working folder.
        if not folder.is_dir():
            raise
        raise NoRevision("git is not installed, so no revision can be read; name two files") from None


def _environment() -> dict[str, str]:
    """Return the environment of git: the caller's, without what binds it to another repository."""
    kept = {name: value for name, value in os.environ.items() if name not in _LOCAL_VARIABLES}
    return {**kept, **_ENVIRONMENT}


def _first_line(message: bytes) -> str:
    return message.decode("utf-8", "replace").strip().split("\n")[0].removeprefix("fatal: ")


def _incomplete(folder: Path, message: bytes) -> NoRevision:
    """Return the error for a revision whose files are not all here; nothing is fetched to complete it."""
    reason = f": {_first_line(message)}" if message.strip() else ""
    return NoRevision(
        f"the repository at `{folder}` lacks files of that revision; `git fetch` them first{reason}"
    )


def _refusal(folder: Path, reason: str) -> str:
    """Return the message for a folder whose repository git does not read."""
    if reason.startswith("not a git repository"):
        return f"`{folder.resolve()}` is not in a git repository, so it has no revisions; name two files"
    if reason.startswith("this operation must be run in a work tree"):
        return f"the repository of `{folder.resolve()}` holds no files to work on; ask in a clone of it"
    return f"git does not read the repository of `{folder.resolve()}`: {reason}"


# A revision ends at the first colon outside braces, as in `HEAD^{/fix: a score}:nato.yaml`.
_REVISION_AND_PATH = re.compile(r"((?:[^:{]|\{[^}]*\})*):(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Revision:
    """A revision as it was named, the commit it stands for, and the top folder of its repository."""

    name: str
    commit: str
    top: Path


@dataclass(frozen=True, slots=True)
class FileVersion:
    """One version: a file on disk, or a path from the top of a repository as it stands in a revision."""

    source: str
    path: Path
    revision: _Revision | None = None


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
    at_revision = _Revision(revision, resolve_commit(revision, top), top)
    if not file:
        raise NoRevision(f"`{text}` names no file after the colon; write `{revision}` alone, or add its path")
    if is_path(file):
        start = Path.cwd() if file.startswith((f".{os.sep}", "./", "../")) else top
        return FileVersion(text, _require_inside(start / file, top), at_revision)
    return FileVersion(text, _find_by_name(file, at_revision, library), at_revision)


def _find_by_name(name: str, revision: _Revision, library: Library) -> Path:
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


def _former_files(name: str, revision: _Revision, library: Library) -> Iterator[Path]:
    """Yield the files of a name in a revision, in the folders of the library within its repository."""
    for root in library.roots:
        path = _path_inside(root / name, revision.top)
        if path is None:
            continue
        folder = "" if path.parent == Path() else path.parent.as_posix()
        with suppress(NoRevision):  # a partial copy may not hold what this folder held then
            paths = {blob.path for blob in list_blobs(revision.commit, [folder], revision.top)}
            candidates = (path.parent / f"{name}{suffix}" for suffix in SUFFIXES)
            yield from (candidate for candidate in candidates if candidate.as_posix() in paths)


def _counterpart(bare: _BareRevision, other: FileVersion, library: Library) -> FileVersion:
    """Return the file of the other version, as it stands in a revision."""
    if ".." in bare.revision:
        raise NoRevision(f"`{bare.revision}` is a range of revisions; name its two ends one by one")
    if other.revision is None:
        other.path.stat()  # a file that is not there is the first thing to say
    try:
        top = other.revision.top if other.revision else _top_of(other.path)
        revision = _Revision(bare.revision, resolve_commit(bare.revision, top), top)
    except NoRevision as none:
        if bare.revision in library.all("profile"):
            raise NoRevision(
                f"`{bare.revision}` is a profile and no version of a scenario; "
                f"to look through it, add --as {bare.revision}"
            ) from None
        near = did_you_mean(bare.revision, library.all("scenario"))
        reason = near or f": {none}"
        raise NoRevision(f"`{bare.revision}` is neither a scenario, a file nor a revision{reason}") from None
    path = other.path if other.revision else _require_inside(other.path, top)
    elsewhere = "" if Path.cwd().is_relative_to(os.path.realpath(top)) else f" in {top}"
    return FileVersion(f"{bare.revision}:{path.as_posix()}{elsewhere}", path, revision)


def _top_of(file: Path) -> Path:
    """Return the top folder of the repository a file belongs to."""
    return Path(repository_top(Path(os.path.realpath(file)).parent))


def _require_inside(file: Path, top: Path) -> Path:
    """Return the path of a file from the top of its repository, whether or not it exists now."""
    path = _path_inside(file, top)
    if path is None:
        raise NoRevision(f"`{file}` is outside the repository at `{top}`")
    return path


def _path_inside(file: Path, top: Path) -> Path | None:
    """Return the path of a file from the top of its repository; None for a file outside."""
    path, home = Path(os.path.realpath(file.parent), file.name), os.path.realpath(top)
    return path.relative_to(home) if path.is_relative_to(home) else None


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


def _write_files(version: FileVersion, revision: _Revision, library: Library, folder: Path) -> Checkout:
    """Write the files of a revision that may be needed into a folder, and return the version there."""
    roots = [_relative_to(root, revision.top) for root in library.roots]
    homes = [version.path.parent, *(root for root in roots if root is not None)]
    blobs = [
        blob
        for blob in list_blobs(revision.commit, _kind_folders(homes), revision.top)
        if blob.path.endswith(SUFFIXES)
    ]
    _refuse_missing(version, revision, blobs)
    for blob, content in read_blobs(blobs, revision.top):
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


def _refuse_missing(version: FileVersion, revision: _Revision, blobs: list[_Blob]) -> None:
    """Refuse a revision that does not hold the wanted file."""
    wanted = version.path.as_posix()
    if wanted not in {blob.path for blob in blobs}:
        if _is_link(revision.commit, wanted, revision.top):
            raise NoRevision(
                f"`{version.source}`: in that revision `{wanted}` is a link, which is not followed there; "
                "name the file it leads to"
            )
        beside = [blob.path for blob in blobs if Path(blob.path).parent == version.path.parent]
        raise NoRevision(
            f"`{version.source}`: that revision holds no file `{wanted}`{suggest_word(wanted, beside)}"
        )
