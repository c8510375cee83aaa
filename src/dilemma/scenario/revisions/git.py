"""Calls of git: always a fixed list of arguments, no shell, no network, nothing written."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.errors import NoRevision
from dilemma.scenario.reading.decode import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# No pager, no prompt, no lock, no file monitor, and no object fetched from elsewhere.
_COMMAND = ("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never")
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    # Messages of git are compared below, so they must be in English.
    "LC_ALL": "C",
    # A folder may be called `:(glob)x`: paths mean themselves, whatever the shell says of them.
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_GLOB_PATHSPECS": "0",
    "GIT_NOGLOB_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "0",
}
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
            env={**os.environ, **_ENVIRONMENT},
            input=standard_input,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        # Python raises the same error for a missing program and for a missing working folder.
        if not folder.is_dir():
            raise
        raise NoRevision("git is not installed, so no revision can be read; name two files") from None


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
        return (
            f"`{folder.resolve()}` is in no git repository, so there are no revisions of it; name two files"
        )
    if reason.startswith("this operation must be run in a work tree"):
        return f"the repository of `{folder.resolve()}` holds no files to work on; ask in a clone of it"
    return f"git does not read the repository of `{folder.resolve()}`: {reason}"
