"""Answers to standard output or a file, talk to standard error, and nothing half-written."""

from __future__ import annotations

import codecs
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

PLAINER = {
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{FULL BLOCK}": "#",
    "\N{BALLOT BOX}": "[ ]",
    "\N{EM SPACE}": "  ",
} | dict.fromkeys("\u258f\u258e\u258d\u258c\u258b\u258a\u2589", " ")
LEAST, MOST = 60, 120  # columns: below the first nothing fits, above the second lines are tiring


def set_up() -> None:
    """Makes any stream able to carry any text, and keeps small matrices on one thread."""
    # Saves starting threads that no array here is large enough for.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    codecs.register_error("plainer", _plainer)
    sys.stdout, sys.stderr = (_open(stream) for stream in (sys.stdout, sys.stderr))


def _open(stream: TextIO | None) -> TextIO:
    """The stream, able to carry any text; one that leads nowhere where it was closed from the start."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="plainer")
    return stream


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """What a terminal without Unicode shows instead: `-` for a minus, `#` for a bar, else `?`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unknown = error.object[error.start : error.end]
    return "".join(PLAINER.get(character, "?") for character in unknown), error.end


def width() -> int:
    """The columns to write for: the terminal's, or 80 where there is none."""
    from shutil import get_terminal_size

    return max(LEAST, min(MOST, get_terminal_size((80, 24)).columns))


def colour() -> bool:
    """Colour only on a terminal that wants it."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say(text: str) -> None:
    """Talk, on standard error."""
    _write(f"{text}\n", sys.stderr)


def say_quoting(text: str) -> None:
    """Talk that quotes what was typed: nothing in it acts on the terminal."""
    from dilemma.report.hostile import harmless

    say("\n".join(harmless(line) for line in text.split("\n")))


def _write(text: str, stream: TextIO) -> None:
    stream.write(text)
    stream.flush()  # so that a reader who left, or a full disk, is noticed here


def stop_writing() -> None:
    """Lets the rest of the answer go nowhere, for nobody reads it any more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


def answer(text: str, to: Path | None = None) -> None:
    """The answer, on standard output or as a file."""
    if to is None:
        _write(text, sys.stdout)
    else:
        spare(to)
        write_whole(to, text.encode())
        say_quoting(f"wrote {to}")


def spare(path: Path) -> None:
    """Refuses to put a result in the place of a scenario or a profile.

    Raises:
        LookupError: the file is one of ours.
    """
    if path.suffix in (".yaml", ".yml") and path.exists():
        raise LookupError(f"{path} is a file of judgements; name another one for the result")


def answer_bytes(content: bytes, to: Path | None = None) -> None:
    """An answer that is no text, as a file or through a pipe; never on a terminal.

    Raises:
        LookupError: no file is named, and standard output is a terminal.
    """
    if to is not None:
        write_whole(to, content)
        say_quoting(f"wrote {to}")
        return
    if sys.stdout.isatty():
        raise LookupError("this is no text for a terminal; name a file with -o")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all; a device or a pipe is written to as it is.

    Raises:
        OSError: the folder is missing, read-only or full; whatever stood there is untouched.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _replace(target: Path, content: bytes) -> None:
    """Writes into a file beside the target, then puts that in its place.

    The mode is kept; `target` is where a link leads to, so that the link stays.
    """
    from tempfile import NamedTemporaryFile

    mode = target.stat().st_mode & 0o777 if target.exists() else None
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            os.fsync(beside.fileno())
            os.chmod(beside.name, mode if mode is not None else 0o666 & ~_umask())
            os.replace(beside.name, target)
        except BaseException:
            os.unlink(beside.name)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
