"""Files written whole or not at all, never in the place of judgements; and archives alike whenever made."""

from __future__ import annotations

import errno
import os
import signal
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.errors import CannotWrite

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Ctrl-C, a polite request to end, a terminal that was closed; the last is unknown to Windows.
ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def refuse_to_overwrite_judgements(path: Path) -> None:
    """Refuse to put a result in the place of a scenario or a profile, a link to one included.

    Raises:
        CannotWrite: the file is one of ours.
    """
    if os.path.realpath(path).endswith((".yaml", ".yml")) and path.exists():
        raise CannotWrite(f"{path} is a file of judgements; name another one for the result")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; a device or a pipe is written to as it is.

    Raises:
        OSError: the folder is missing, read-only or full, or links lead round in a circle; whatever stood
            there is untouched.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            with _defer_signals():
                _replace(target, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _replace(target: Path, content: bytes) -> None:
    """Write into a file beside the target, then put that in its place.

    The mode is kept; `target` is where a link leads to, so that the link stays.
    """
    from tempfile import NamedTemporaryFile  # noqa: PLC0415  slow to import, and many runs write no file

    mode = target.stat().st_mode & 0o777 if target.exists() else None
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name[:40]}.", delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            os.fsync(beside.fileno())
            os.chmod(beside.name, mode if mode is not None else 0o666 & ~_umask())
            os.replace(beside.name, target)
        except BaseException:
            os.unlink(beside.name)
            raise
    sync_folder(target.parent)


# What a file system without such a thing answers, and a folder that may be written but not read.
_CANNOT_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF})


def sync_folder(folder: Path) -> None:
    """Make what was renamed, made or deleted in a folder outlast a loss of power, where the system can.

    Raises:
        OSError: the disk fails; what was renamed is there, but perhaps not for good.
    """
    if os.name == "nt":  # opens no folder
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def _defer_signals() -> Iterator[None]:
    """Let signals wait until what must not be left half done is done; then the first ends the program.

    Outside the main thread nothing is held back, for no signal interrupts another thread.
    """
    from threading import current_thread, main_thread  # noqa: PLC0415  as above

    if current_thread() is not main_thread():
        yield
        return
    waiting: list[int] = []
    before = {number: signal.getsignal(number) for number in ENDING}
    for number in ENDING:
        signal.signal(number, lambda number, _frame: waiting.append(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in waiting[:1]:
            signal.raise_signal(number)


_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip archive can name


def normalize_zip(content: bytes, replacements: Mapping[str, bytes] | None = None) -> bytes:
    """Return an archive with the same members in the same order, all of one time and one system.

    Args:
        content: the bytes of the archive.
        replacements: new contents of some members, by name.
    """
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo  # noqa: PLC0415  few commands write an archive

    out, contents = BytesIO(), replacements or {}
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            member = ZipInfo(name, _EPOCH)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 3  # Unix everywhere; Python would put down the system it runs on
            new.writestr(member, contents[name] if name in contents else old.read(name))
    return out.getvalue()
