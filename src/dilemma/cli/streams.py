"""Standard output, standard error and signals: answers apart from talk, and nothing half-written.

A signal ends the program in order, never in the middle of a file.
"""

from __future__ import annotations

import codecs
import errno
import os
import signal
import sys
from io import RawIOBase, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO, cast

from dilemma.cli import SIGNALLED
from dilemma.errors import CannotWrite
from dilemma.whole_file import ENDING, refuse_to_overwrite_judgements, write_whole

if TYPE_CHECKING:
    from types import FrameType
    from typing import BinaryIO

    from dilemma.report.formats.terminal import ColourSystem

received: list[int] = []
"""Those that came, in order: an import that one broke off may fail in words of its own."""


def set_up_signals() -> None:
    """Let every signal that can be asked for end the program as Ctrl-C does: what is begun is put away."""
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:  # one that is ignored, as under nohup, stays so
            signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    received.append(number)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(exit_code_of_signal(number))


def exit_code_of_signal(number: int) -> int:
    """Return what a shell reports of a program ended by a signal."""
    return SIGNALLED + number


_PLAINER = {
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{FULL BLOCK}": "#",
    "\N{DARK SHADE}": "=",
    "\N{BOX DRAWINGS LIGHT HORIZONTAL}": "-",
    "\N{BOX DRAWINGS LIGHT VERTICAL AND LEFT}": "|",
    "\N{BALLOT BOX}": "[ ]",
    "\N{EM SPACE}": "  ",
} | dict.fromkeys("\u258f\u258e\u258d\u258c\u258b\u258a\u2589", " ")
LEAST, MOST = 60, 160  # columns: below the first nothing fits, above the second nothing is added


def set_up_streams() -> None:
    """Make any stream able to carry any text, and keep the libraries from work that is not needed here."""
    # Saves starting threads that no array here is large enough for.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    codecs.register_error("plainer", _plainer)
    if None in (sys.stdout, sys.stderr):
        _occupy()
    sys.stdout = _able(sys.stdout or TextIOWrapper(cast("BinaryIO", _Closed()), write_through=True))
    sys.stderr = _able(sys.stderr or open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  it stays open


def _able(stream: TextIO) -> TextIO:
    """Return the stream, able to carry any text."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="plainer")
    return stream


def _occupy() -> None:
    """Take the numbers of the streams that are closed, so that no file gets one and is written into."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)


class _Closed(RawIOBase):
    """Standard output that was closed before the program began: no answer goes there unnoticed."""

    def writable(self) -> bool:
        """Return True: it takes what is written, to refuse it."""
        return True

    def write(self, _content: object) -> NoReturn:
        """Refuse.

        Raises:
            OSError: always.
        """
        raise OSError(errno.EBADF, "standard output is closed")


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """Return what a terminal without Unicode shows instead: `-` for a minus, `#` for a bar, else `?`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unknown = error.object[error.start : error.end]
    return "".join(_PLAINER.get(character, "?") for character in unknown), error.end


def width() -> int:
    """Return the columns to write for: the terminal's, or 80 where there is none."""
    from shutil import get_terminal_size

    return max(LEAST, min(MOST, get_terminal_size((80, 24)).columns))


def colour_of(stream: TextIO) -> ColourSystem | None:
    """Return how many colours a stream shows; None where it is no terminal, or one that wants none."""
    terminal = os.environ.get("TERM", "")
    if not stream.isatty() or os.environ.get("NO_COLOR") or terminal == "dumb":
        return None
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "truecolor"
    return "256" if terminal.endswith("256color") else "standard"


def say(text: str) -> None:
    """Write talk to standard error; nothing that it quotes acts on the terminal."""
    from dilemma.report.text import sanitize

    say_composed("\n".join(sanitize(line) for line in text.split("\n")))


def say_composed(text: str) -> None:
    """Write talk composed for a terminal, colour included; where nobody can read it, nothing else changes."""
    try:
        _write(f"{text}\n", sys.stderr)
    except OSError:
        _stop(sys.stderr)


def _write(text: str, stream: TextIO) -> None:
    stream.write(text)
    stream.flush()  # so that a reader who left, or a full disk, is noticed here


def stop_writing() -> None:
    """Let the rest of the answer go nowhere, for nobody can read it any more."""
    _stop(sys.stdout)


def _stop(stream: TextIO) -> None:
    """Turn a stream away from where it failed, so that the end of the program does not try again."""
    try:
        number = stream.fileno()
    except OSError:  # it never led anywhere
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def answer(text: str, to: Path | None = None) -> None:
    """Write the answer to standard output or to a file."""
    if to is None:
        _write(text, sys.stdout)
    else:
        answer_bytes(text.encode(errors="replace"), to)  # a name of a file may hold what is no text


def answer_bytes(content: bytes, to: Path | None = None) -> None:
    """Write an answer that is no text to a file or through a pipe, never to a terminal.

    Raises:
        CannotWrite: no file is named, and standard output is a terminal.
    """
    if to is not None:
        refuse_to_overwrite_judgements(to)
        write_whole(to, content)
        say(f"wrote {to}")
        return
    if sys.stdout.isatty():
        raise CannotWrite("a terminal cannot show this format; name a file with -o")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
