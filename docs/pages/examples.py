"""The fenced examples of a page, run in order in one folder.

- `console`: each line that starts with `$ ` is run and what follows it is replaced by what it prints.
- `yaml file=NAME` and `csv file=NAME` write that file.
- `yaml with=NAME` must load when its keys replace those of that file.
- `diff file=NAME` replaces the lines marked `-` by those marked `+`, which must be found exactly once.
- `python` is a doctest; what it prints today replaces what stands there, but not an error.

Every other block is left alone.
"""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pages.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

_FENCE = re.compile(r"^```(\w+)(?: (file|with)=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SECTION = re.compile(r"^(\w+):.*\n(?:(?:[ #].*|)\n)*", re.MULTILINE)


class Unsound(Exception):
    """An example does not do what its page says; the message names the page and the line."""


def rerun(text: str, page: Path) -> str:
    """The page with the output of its commands as it is today.

    Raises:
        Unsound: an example cannot be run, or does not hold.
    """
    names: dict[str, Any] = {}

    def replaced(fence: re.Match[str]) -> str:
        try:
            body = _done(fence, session, names)
        except ValueError as error:
            line = text.count("\n", 0, fence.start()) + 1
            raise Unsound(f"{page}:{line}: {error}") from error
        return f"{text[fence.start() : fence.start(4)]}{body}```"

    if not _FENCE.search(text):
        return text
    with Session() as session:
        return _FENCE.sub(replaced, text)


def _done(fence: re.Match[str], session: Session, names: dict[str, Any]) -> str:
    """Does what one block asks for and gives the block's text as it should be."""
    language, kind, name, body = fence.groups()
    if language == "console":
        return _console(body, session)
    if language == "python":
        return _doctest(body, names)
    act = _ON_FILES.get((language, kind))
    if act:
        act(Path(name), body, session)
    return body


def _console(body: str, session: Session) -> str:
    commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
    if not body.startswith("$ "):
        raise ValueError("a console block begins with `$ ` and a command")
    said = (f"$ {command}\n{session.run(command)}".rstrip("\n") + "\n" for command in commands)
    return "\n".join(said)


class _Results(doctest.DocTestRunner):
    """Runs a doctest, keeping what its examples print today where that is not what the page says."""

    def __init__(self) -> None:
        super().__init__(verbose=False, optionflags=doctest.ELLIPSIS)
        self.results: dict[int, str] = {}

    def report_failure(self, _out: Any, _test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        self.results[example.lineno] = got


def _doctest(body: str, names: dict[str, Any]) -> str:
    test = doctest.DocTestParser().get_doctest(body, names, "example", None, 0)
    if not test.examples:
        raise ValueError("a python block is a doctest; begin its lines with `>>> `")
    errors: list[str] = []
    runner = _Results()
    runner.run(test, out=errors.append, clear_globs=False)
    if errors:
        raise ValueError("".join(errors))
    names.update(test.globs)
    lines = body.splitlines(keepends=True)
    for example in reversed(test.examples):
        if example.lineno in runner.results:
            first = example.lineno + example.source.count("\n")
            lines[first : first + example.want.count("\n")] = [runner.results[example.lineno]]
    return "".join(lines)


def _write(file: Path, body: str, _session: Session) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(body, encoding="utf-8")


def _mend(file: Path, body: str, _session: Session) -> None:
    """Replaces lines of a file, as a reader would in an editor; lines marked neither way stay as they are."""
    old = "".join(f"{line[1:]}\n" for line in body.splitlines() if not line.startswith("+"))
    new = "".join(f"{line[1:]}\n" for line in body.splitlines() if not line.startswith("-"))
    text = file.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f"the lines to change stand {text.count(old)} times in {file}")
    file.write_text(text.replace(old, new), encoding="utf-8")


def _try(file: Path, body: str, session: Session) -> None:
    """Checks that a file loads with some of its top-level keys replaced or added; the file stays as it is."""
    parts = {part[1]: part[0] for part in _SECTION.finditer(file.read_text(encoding="utf-8"))}
    parts |= {part[1]: part[0] for part in _SECTION.finditer(body)}
    trial = file.with_name(f"trial-{file.name}")
    trial.write_text("".join(parts.values()), encoding="utf-8")
    found = session.run(f"dilemma check {trial} --brief")
    trial.unlink()
    if "error[" in found:
        raise ValueError(f"this does not load:\n{found}")


_ON_FILES: dict[tuple[str, str | None], Callable[[Path, str, Session], None]] = {
    ("yaml", "file"): _write,
    ("csv", "file"): _write,
    ("yaml", "with"): _try,
    ("diff", "file"): _mend,
}
