"""The few questions asked of git: always a fixed list of arguments, no shell, no network, nothing written."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.scenario.reading.decode import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# No pager, no prompt, no lock, no file monitor, and no object fetched from elsewhere.
COMMAND = ("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never")
SURROUNDINGS = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
    # A folder may be called `:(glob)x`: paths mean themselves, whatever the shell says of them.
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_GLOB_PATHSPECS": "0",
    "GIT_NOGLOB_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "0",
}
FILES = frozenset({"100644", "100755"})  # the modes of a regular file; a link is none
LINK = b"120000"


class NoRevision(LookupError):
    """A revision cannot be read; the message is for whoever named it."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a revision: its path from the top of the repository, its object and its size in bytes."""

    path: str
    object: str
    size: int


def top(folder: Path) -> str:
    """The top folder of the repository that a folder belongs to.

    Raises:
        NoRevision: git is missing, or the folder belongs to no repository that git will read.
    """
    found = _run(("rev-parse", "--show-toplevel"), folder)
    if found.returncode:
        raise NoRevision(_refusal(folder, _first_line(found.stderr)))
    return os.fsdecode(found.stdout).rstrip("\n")


def commit(revision: str, folder: Path) -> str:
    """The commit a revision stands for, as its full name; whatever git calls a revision will do.

    Raises:
        NoRevision: git knows no such commit here.
    """
    # Nothing that starts with `-` names a revision, so none can be taken for an option.
    if revision and not revision.startswith("-") and "\0" not in revision:
        found = _run(("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", "--"), folder)
        name = found.stdout.decode("ascii", "replace").split("\n")[0]
        if not found.returncode and name:
            return name
    if not _run(("rev-list", "--all", "--max-count=1"), folder).stdout:
        raise NoRevision(f"the repository at `{folder}` has no commits yet; commit first, or name two files")
    raise NoRevision(f"git knows no revision `{revision}` here; one from elsewhere needs a `git fetch` first")


def blobs(commit: str, folders: Sequence[str], within: Path) -> Iterator[Blob]:
    """The regular files that stand right in some folders of a commit; '' is the top of the repository.

    Raises:
        NoRevision: the repository does not hold them, as a partial copy may not.
    """
    for folder in folders:
        inside = (f"{folder}/",) if folder else ()
        found = _run(("ls-tree", "-z", "-l", "--full-tree", commit, "--", *inside), within)
        if found.returncode:
            raise _missing(within, found.stderr)
        for entry in found.stdout.split(b"\0")[:-1]:
            described, _, path = entry.partition(b"\t")
            mode, _, name, size = described.decode("ascii").split()
            if mode in FILES:
                if not size.isdecimal():  # git writes `BAD` for a file that is not there
                    raise _missing(within, found.stderr)
                yield Blob(os.fsdecode(path), name, int(size))


def is_link(commit: str, path: str, within: Path) -> bool:
    """Whether a path of a commit is a symbolic link."""
    return _run(("ls-tree", "--full-tree", commit, "--", path), within).stdout.startswith(LINK)


def contents(wanted: Sequence[Blob], folder: Path) -> Iterator[tuple[Blob, bytes]]:
    """The bytes of each file; of one that is too large to be read, as many zeros as show that.

    Raises:
        NoRevision: the repository does not hold one of them.
    """
    small = [blob for blob in wanted if blob.size <= LARGEST_FILE]
    asked = "".join(f"{blob.object}\n" for blob in small).encode("ascii")
    found = _run(("cat-file", "--batch"), folder, asked)
    given, start = found.stdout, 0
    for blob in small:
        head = f"{blob.object} blob {blob.size}\n".encode("ascii")
        if not given.startswith(head, start):
            raise _missing(folder, found.stderr)
        start += len(head)
        yield blob, given[start : start + blob.size]
        start += blob.size + 1
    yield from ((blob, bytes(LARGEST_FILE + 1)) for blob in wanted if blob.size > LARGEST_FILE)


def _run(arguments: Sequence[str], folder: Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Runs git in a folder; it reads nothing but what it is given."""
    try:
        return subprocess.run(
            (*COMMAND, *arguments),
            cwd=folder,
            env={**os.environ, **SURROUNDINGS},
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        if not folder.is_dir():
            raise
        raise NoRevision("git is not installed, so no revision can be read; name two files") from None


def _first_line(said: bytes) -> str:
    return said.decode("utf-8", "replace").strip().split("\n")[0].removeprefix("fatal: ")


def _missing(folder: Path, said: bytes) -> NoRevision:
    """A revision whose files are not all here, and nothing is fetched to complete it."""
    reason = f": {_first_line(said)}" if said.strip() else ""
    return NoRevision(
        f"the repository at `{folder}` lacks files of that revision; `git fetch` them first{reason}"
    )


def _refusal(folder: Path, reason: str) -> str:
    if reason.startswith("not a git repository"):
        return (
            f"`{folder.resolve()}` is in no git repository, so there are no revisions of it; name two files"
        )
    if reason.startswith("this operation must be run in a work tree"):
        return f"the repository of `{folder.resolve()}` holds no files to work on; ask in a clone of it"
    return f"git does not read the repository of `{folder.resolve()}`: {reason}"
