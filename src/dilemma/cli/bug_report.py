"""Report of a bug in dilemma: what its maintainers need to know, and no value of anybody's file."""

from __future__ import annotations

import platform
import re
import sys
from typing import TYPE_CHECKING

from dilemma import __version__
from dilemma.cli.commands import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.errors import Crash

_OPTION = re.compile(r"(--?[a-z][a-z-]*)(=.*)?", re.DOTALL)
_WHAT_TO_DO = """\
The lines above hold nothing of your files. Please report them where you got dilemma from, with the command as
you typed it and, if you may show it, the smallest file with which it happens."""


def report_bug(crash: Crash, *, where: str = "") -> None:
    """Write a bug to standard error; `where` is what was being worked on, as the end of a sentence."""
    lines = (
        f"error: this is a bug in dilemma, not in your file or your command line{where}",
        f"dilemma {__version__}, Python {platform.python_version()}, {sys.platform}",
        f"command: {_without_values(sys.argv[1:])}",
        crash.trace,
        _WHAT_TO_DO,
    )
    try:
        sys.stderr.write("\n".join(lines) + "\n")
        sys.stderr.flush()
    except OSError:  # nobody can hear it; the exit code still tells
        return


def _without_values(typed: Sequence[str]) -> str:
    """Return a command line with its options and without what was given to them."""
    command = [word for word in typed[:1] if word in NAMES]
    options = [match[1] for word in typed if (match := _OPTION.fullmatch(word))]
    return " ".join(["dilemma", *command, *options])
