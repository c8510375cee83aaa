"""Errors of the project: one tree under `DilemmaError`, and what is kept of an error that is a bug.

Whatever a user typed or wrote, and whatever a caller of the library asked for, is refused with a subclass of
`DilemmaError`; its text is one sentence for that person. Anything else that is raised is a bug in dilemma.
This module stands below every room and imports nothing that takes time.
"""

from __future__ import annotations

import copyreg
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from dilemma.scenario.problems import Problem

_PACKAGE = __name__.partition(".")[0]
_MOST_FRAMES = 40
"""Calls of a traceback that are shown; an endless recursion has a thousand, all alike."""


class _Portable(Exception):
    """An exception that another process can make again, whatever the arguments of its class are."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how to make it again, with its message and all it carries, without calling `__init__`."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


class DilemmaError(_Portable):
    """Base of everything that a user or a caller of the library can put right."""


class FaultyFile(DilemmaError):
    """A file cannot be used; `problems` holds everything found wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.location))
        super().__init__("; ".join(problem.message for problem in self.problems))


class BadRequest(DilemmaError):
    """What is asked for cannot be meant, whatever the files hold."""


class UnknownName(BadRequest):
    """No file goes by a name; `known` are the names that exist."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        self.kind, self.name, self.known = kind, name, known
        super().__init__(f"there is no {kind} `{name}`")


class UnknownId(BadRequest):
    """A file has nothing under an id: no such option, signpost, assumption, member or issue."""

    def __init__(self, message: str, *, kind: str, id: str) -> None:
        self.kind, self.id = kind, id
        super().__init__(message)


class ProfileNotApplicable(BadRequest):
    """A profile has no weights for some of the scenarios; `profile` is None where no profile has any."""

    def __init__(self, message: str, *, profile: str | None, scenarios: tuple[str, ...]) -> None:
        self.profile, self.scenarios = profile, scenarios
        super().__init__(message)


class NoCoalition(BadRequest):
    """A scenario has no coalition, or none from which anything can be worked out."""

    def __init__(self, message: str, *, scenario: str) -> None:
        self.scenario = scenario
        super().__init__(message)


class NoPortfolio(BadRequest):
    """No framework, or not a single one, joins several issues as it is asked for."""


class TooManyPortfolios(BadRequest):
    """There are more portfolios than can be enumerated; `count` of them, over `issues` issues."""

    def __init__(self, message: str, *, issues: int, count: int) -> None:
        self.issues, self.count = issues, count
        super().__init__(message)


class NothingAffordable(BadRequest):
    """No portfolio fits the `budget`; `cheapest` is what the cheapest takes."""

    def __init__(self, budget: float, cheapest: float) -> None:
        self.budget, self.cheapest = budget, cheapest
        super().__init__(f"no portfolio fits a budget of {budget:g}; the cheapest takes {cheapest:g}")


class NothingToCompare(BadRequest):
    """Hard floors leave fewer than two options; `left` is the one they leave, or None."""

    def __init__(self, message: str, *, left: str | None) -> None:
        self.left = left
        super().__init__(message)


class BadDate(BadRequest):
    """A text is no date, or no day of the calendar."""


class BadSetting(BadRequest):
    """A what-if that cannot be meant; the message is for the person who typed it."""


class BadObservation(BadSetting):
    """What was seen cannot be meant: it contradicts itself, or comes from a day not yet reached."""


class NoRevision(BadRequest):
    """A revision of git cannot be read; the message is for whoever named it."""


class FileChanged(DilemmaError):
    """A file is not what it was when the work on it began."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path} changed while it was being compared; start again")


class CannotWrite(DilemmaError):
    """A result cannot be written where, or in the form in which, it is wanted."""


class UnusablePath(DilemmaError, OSError):
    """The system refuses a path: nothing is there, or no file, or nobody may read or write it.

    It is an `OSError` as well, with its `errno`, `strerror` and `filename`: a loop that goes on where a file
    cannot be read goes on here too.
    """

    __reduce__ = OSError.__reduce__  # type: ignore[assignment]  # what it carries is in no dictionary

    def __str__(self) -> str:
        """Return which path cannot be used, and why."""
        path = "the current folder" if self.filename is None else self.filename
        return f"cannot use {path}: {(self.strerror or OSError.__str__(self)).lower()}"


class OnlyPlaceholders(DilemmaError):
    """A memo is asked for on judgements that only hold their cells open; `count` of `total` do."""

    def __init__(self, scenario: str, count: int, total: int) -> None:
        self.scenario, self.count, self.total = scenario, count, total
        super().__init__(
            f"{count} of {total} judgements of `{scenario}` are placeholders; write your own "
            f"(`dilemma check` lists them), or add --draft for a memo that is marked as a draft"
        )


class MissingLetters(CannotWrite):
    """The fonts of a PDF lack a `text`; `field` is the key of the file that holds it, where one is known."""

    def __init__(self, text: str, field: str | None = None) -> None:
        self.text, self.field = text, field
        where = f", which stands in `{field}`" if field else ""
        super().__init__(
            f"the fonts of a PDF have no “{text}”{where}; you can write .docx or .html, or use other letters"
        )


class MissingPackage(DilemmaError):
    """Something needs a package that is not installed; its text says how to install it here."""

    def __init__(self, what: str, package: str) -> None:
        self.what, self.package = what, package
        super().__init__(f"{what} needs {package}; {install_command(package)}")


def install_command(package: str) -> str:
    """Return the command that installs a package for the interpreter that is running, wherever it is."""
    python = sys.executable or "python"
    quoted = f'"{python}"' if any(letter.isspace() for letter in python) else python
    return f"{quoted} -m pip install '{package}'"


class Crash(NamedTuple):
    """A bug in plain data, as one process hands it to another.

    Attributes:
        type: the class of the exception.
        text: its message, which may hold values of a user's file.
        trace: where it was raised, in paths of the package alone and without any value.
    """

    type: str
    text: str
    trace: str


class InternalError(_Portable):
    """A bug in dilemma met by a worker; no `DilemmaError`, so that nobody takes it for a user's fault."""

    def __init__(self, crash: Crash) -> None:
        self.crash = crash
        super().__init__(f"{crash.type}: {crash.text}\n{crash.trace}")


def crash_of(error: BaseException) -> Crash:
    """Return what is kept of a bug: its type, its text and its traceback."""
    return Crash(type(error).__name__, str(error), "\n".join(_chain(error)))


def _chain(error: BaseException) -> Iterator[str]:
    """Yield the lines of a traceback, those of the errors that led to it first, with no message of any."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from _chain(earlier)
        yield "which led to:"
    yield f"{type(error).__name__}, raised in:"
    frames = list(_frames(error.__traceback__))
    skipped = len(frames) - _MOST_FRAMES
    if skipped > 0:
        half = _MOST_FRAMES // 2
        frames[half:-half] = [f"  ({skipped} calls more)"]
    yield from frames


def _frames(trace: TracebackType | None) -> Iterator[str]:
    """Yield each call: file, line and source in the package, of others no more than whose they are."""
    from linecache import getline  # noqa: PLC0415  only a bug needs it

    outside = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        path = _path_in_package(code.co_filename)
        owner = str(trace.tb_frame.f_globals.get("__name__", "?")).partition(".")[0]
        if path is not None:
            source = getline(code.co_filename, trace.tb_lineno).strip()
            yield f"  {path}:{trace.tb_lineno} in {code.co_name}" + (f"\n    {source}" if source else "")
        elif owner != outside:
            yield f"  (in {owner})"
        outside = owner if path is None else ""
        trace = trace.tb_next


def _path_in_package(path: str) -> str | None:
    """Return a path from the folder of the package on; None for a file that does not stand in it."""
    home = __file__.replace("\\", "/").rpartition("/")[0]
    path = path.replace("\\", "/")
    return f"{_PACKAGE}{path.removeprefix(home)}" if path.startswith(f"{home}/") else None
