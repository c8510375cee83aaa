"""Makes each call of the disk fail in turn, for every command that writes, and says what became of files.

    python -m tests.fuzz.disk [COMMAND...]

Every `open`, `write`, `fsync`, `replace`, `truncate`, `chmod` and `mkdir` on the folder of a run fails once:
with an input/output error, which passes, and as on a full disk, which stays full; a write puts half of its
bytes there first. A file that was there is then the old one or the new one, whole; nothing lies beside it but
what `compare` keeps to go on with; the exit code is 2, with a sentence and no traceback; and the same command
afterwards ends as if nothing had been. Nothing of the program is replaced: the calls of Python that lead to
the system are, in a process of its own for each run. It ends with 1 where any of this does not hold. Not for
Windows.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import pkgutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dilemma.cli

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOLDER = Path(__file__).parents[1] / "frozen"
SMALL = """\
dilemma: 1
title: The lease
question: Renew it?
as_of: 2024-11-24
options: {accommodate: {title: Renew}, counter: {}}
criteria: {income: {asks: What does it earn?}, control: {asks: Who decides?}}
weights: {income: 1, control: 2}
futures: {boom: {chance: 0.3}, slump: {}}
scores:
  accommodate: {income: {score: [20, 30, 40], why: W.}, control: {boom: 20, slump: 60, why: W.}}
  counter: {income: {score: 50, why: W.}, control: {boom: 40, slump: 20, why: W.}}
"""
# What lies in the folder before each run.
FILES = {
    "lease.yaml": SMALL,
    "other.yaml": SMALL.replace("boom: 20", "boom: 50"),
    "table.csv": "Option,Cost,Risk\nworst,90,90\nbest,10,10\nA,45,30\nB,30,40\n",
    "answers.yaml": "file: answers\nscenario: lease\n",
    "people.csv": "Name,income,control\nAda,60,40\nBen,30,70\n",
    "filled.csv": """\
option,criterion,future,"worst, worth 0","best, worth 100",low,most likely,high,confidence,why,sources,of
accommodate,income,all,0,100,20,30,40,,W.,,lease
accommodate,control,boom,0,100,,20,,,W.,,lease
accommodate,control,slump,0,100,,60,,,W.,,lease
counter,income,all,0,100,,55,,,W.,,lease
counter,control,boom,0,100,,40,,,W.,,lease
counter,control,slump,0,100,,20,,,W.,,lease
""",
}
# Commands by name, each with the files it writes; `@` stands for a file of the run.
COMMANDS = {
    "assess": "assess lease.yaml -o @out.json",
    "draws": "assess lease.yaml --samples 64 --draws @draws.csv -o @out.txt",
    "report": "report lease.yaml -o @out.md",
    "page": "report lease.yaml -o @out.html",
    "word": "report lease.yaml -o @out.docx",
    "pdf": "report lease.yaml -o @out.pdf",
    "show": "show lease.yaml -o @out.md",
    "compare": "compare lease.yaml other.yaml --samples 64 -o @out.csv",
    "rows": "compare lease.yaml --vary rules.too_close=1,2,3 --samples 64 -o @out.json",
    "diff": "diff lease.yaml other.yaml -o @out.md",
    "panel": "panel nato realist frontline -o @out.json",
    "coalition": "coalition nato -o @out.json",
    "portfolio": "portfolio --samples 64 -o @out.csv",
    "new": "new fresh --force",
    "export": "export lease.yaml --force -o @out.xlsx",
    "export-csv": "export lease.yaml --force -o @out.csv",
    "import": "import table.csv --direction Cost=lower --direction Risk=lower -o @new.yaml",
    "into": "import filled.csv --into lease.yaml -o @new.yaml",
    "people": "import people.csv --people lease.yaml --force -o .",
    "record": "export lease.yaml --force -o @out.md",
    "dmsy": "export lease.yaml --force -o @out.dmsy",
    "schema": "schema scenario -o @out.json",
    "ask": "ask lease.yaml --force -o @out.html",
    "walk": "walk lease.yaml --answers answers.yaml --answers-out "
    "@kept.yaml --force --save @me.yaml -o @out.json",
}
# The files of a command that names none of them.
TARGETS = {"new": ("fresh.yaml",), "people": ("ada.yaml", "ben.yaml")}
OLD = b"the old file\n"
# Files that a command replaces only where they hold the like of what it writes.
OLD_ANSWERS = b"file: answers\nscenario: lease\nsteps: []\n"
ERRORS = (errno.EIO, errno.ENOSPC)
KEPT = (".part", ".ledger")  # beside a target, until `compare --resume` is done
LARGEST = 400  # calls of one command; more would never end


@dataclass(slots=True)
class Disk:
    """The disk under a folder, of which the call `failing` fails, counted from 1; 0 for none."""

    home: str
    failing: int
    error: int
    calls: list[str] = field(default_factory=list)

    def call(self, name: str, path: object) -> None:
        """Count a call on a file of the folder, and fail where it is its turn."""
        if not self._is_ours(path):
            return
        self.calls.append(name)
        turn = len(self.calls)
        stays_full = self.error == errno.ENOSPC and 0 < self.failing < turn and name == "write"
        if turn == self.failing or stays_full:
            raise OSError(self.error, os.strerror(self.error))

    def _is_ours(self, path: object) -> bool:
        if isinstance(path, int):
            path = os.readlink(f"/proc/self/fd/{path}")
        return os.path.realpath(str(path)).startswith(self.home)

    def install(self) -> None:
        """Put the counted calls in the place of those of Python, for this process."""
        for name in ("fsync", "replace", "rename", "truncate", "chmod", "mkdir"):
            setattr(os, name, partial(self._counted, name, getattr(os, name)))
        os.open = partial(self._counted, "open", os.open)
        opened = partial(self._opened, io.open)
        for module in (builtins, io, sys.modules["_io"]):
            module.open = opened  # type: ignore[attr-defined]  # the three names of one function

    def _counted(self, name: str, call: Callable[..., Any], path: Any, *rest: Any, **named: Any) -> Any:
        self.call("replace" if name == "rename" else name, path)
        return call(path, *rest, **named)

    def _opened(self, real: Callable[..., Any], file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        """Open a file; where it is written, each write that reaches the system counts."""
        if not isinstance(file, int) and named.get("opener") is None:
            self.call("open", file)
        if not set(mode) & set("wax+"):
            return real(file, mode, *rest, **named)
        raw = _Counted(self, file, mode.replace("b", "").replace("t", ""), opener=named.get("opener"))
        buffer: Any = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        if "b" in mode:
            return buffer
        return io.TextIOWrapper(buffer, encoding=named.get("encoding"), newline=named.get("newline"))


class _Counted(io.FileIO):
    """A file whose writes are counted; one that fails has put half of its bytes there."""

    def __init__(self, disk: Disk, file: Any, mode: str, opener: Any) -> None:
        self._disk = disk
        self._short: OSError | None = None
        super().__init__(file, mode, opener=opener)
        self.name = file

    def write(self, content: Any) -> int:
        try:
            self._disk.call("write", self.fileno())
        except OSError as error:
            # As the system does it: what went through is counted, and the next call ends with the error.
            if self._short is None and len(content) > 1:
                self._short = error
                return super().write(bytes(content)[: len(content) // 2])
            raise
        if self._short is not None:
            short, self._short = self._short, None
            raise short
        return super().write(content)


@dataclass(frozen=True, slots=True)
class Run:
    """How a run ended: its exit code, what it said, and the calls of the disk that it made."""

    code: int
    talk: str
    calls: tuple[str, ...]


def run(home: Path, typed: tuple[str, ...], failing: int = 0, error: int = errno.EIO) -> Run:
    """Run a command in a folder, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        talk, calls = Path(folder, "talk"), Path(folder, "calls")
        child = os.fork()
        if child == 0:
            code = 99
            try:
                code = _in_child(home, typed, Disk(str(home.resolve()), failing, error), talk, calls)
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        made = tuple(calls.read_text().split()) if calls.exists() else ()
        return Run(os.waitstatus_to_exitcode(status), talk.read_text(errors="replace"), made)


def _in_child(home: Path, typed: tuple[str, ...], disk: Disk, talk: Path, calls: Path) -> int:
    """Run the program as a shell does, and return its exit code."""
    written = os.open(talk, os.O_WRONLY | os.O_CREAT, 0o600)
    answered = os.open(os.devnull, os.O_RDWR)
    for stream, number in ((0, answered), (1, answered), (2, written)):
        os.dup2(number, stream)
    sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
    os.chdir(home)
    os.environ["DILEMMA_SCENARIOS"] = str(FOLDER)
    sys.argv = ["dilemma", *typed]
    record = os.open(calls, os.O_WRONLY | os.O_CREAT, 0o600)
    code = 0
    disk.install()
    try:
        dilemma.cli.main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    os.write(record, "\n".join(disk.calls).encode())
    return code


@dataclass(slots=True)
class Command:
    """A command by name, the new files it writes undisturbed, and what was not as promised."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def typed(self) -> tuple[str, ...]:
        """The words of its command line."""
        return tuple(word.removeprefix("@") for word in COMMANDS[self.name].split())

    @property
    def targets(self) -> tuple[str, ...]:
        """The files it writes."""
        named = tuple(word[1:] for word in COMMANDS[self.name].split() if word.startswith("@"))
        return TARGETS.get(self.name, named)

    def old(self, target: str) -> bytes | None:
        """What a target holds before a run; None where the command makes a new file only."""
        if target.endswith(".yaml"):
            return OLD_ANSWERS if target == "kept.yaml" else None if target == "new.yaml" else OLD
        return OLD

    def prepare(self, home: Path) -> None:
        """Lay the files of a run into its folder, and nothing else."""
        for path in home.iterdir():
            path.unlink()
        for name, text in FILES.items():
            (home / name).write_text(text, encoding="utf-8")
        for target in self.targets:
            content = self.old(target)
            if content is not None:
                (home / target).write_bytes(content)

    def failures(self, home: Path, every: int = 1) -> Iterator[tuple[str, int, int]]:
        """Yield every call, or each of so many, by name, number and the error it ends with."""
        self.prepare(home)
        whole = run(home, self.typed)
        if whole.code:
            self.faults.append(f"undisturbed, it ends with {whole.code}: {whole.talk}")
            return
        new = {target: (home / target).read_bytes() for target in self.targets}
        assert len(whole.calls) < LARGEST, f"{self.name} makes {len(whole.calls)} calls"
        for number, name in enumerate(whole.calls, 1):
            if number % every:
                continue
            for error in ERRORS:
                if error == errno.ENOSPC and name not in {"open", "write", "mkdir", "fsync"}:
                    continue
                yield name, number, error
                self._fail(home, name, number, error, new)

    def _fail(self, home: Path, name: str, number: int, error: int, new: dict[str, bytes]) -> None:
        """Let one call fail, and note whatever is not as promised."""
        self.prepare(home)
        ended = run(home, self.typed, number, error)
        where = f"{self.name}, call {number} ({name}, {errno.errorcode[error]})"
        self.counts["runs"] += 1
        lines = ended.talk.strip().splitlines()
        done = not ended.code and all((home / target).read_bytes() == new[target] for target in new)
        self.counts["done all the same"] += done
        if not done and (
            ended.code != 2 or not lines or not any(line.startswith("error: ") for line in lines)
        ):
            self._note("unsound", f"{where}: ends with {ended.code}, saying {ended.talk!r}")
        if "Traceback" in ended.talk or "Errno" in ended.talk:
            self._note("unsound", f"{where}: says {ended.talk!r}")
        known = {*FILES, *self.targets, *(target + end for target in self.targets for end in KEPT)}
        over = sorted(path.name for path in home.iterdir() if path.name not in known)
        if over:
            self._note("left over", f"{where}: leaves {over}")
        for target, content in new.items():
            path = home / target
            there = path.read_bytes() if path.exists() else None
            if there not in (content, self.old(target)):
                self._note("damaged", f"{where}: {target} holds {there and there[:60]!r}")
        self._again(home, where, new)

    def _again(self, home: Path, where: str, new: dict[str, bytes]) -> None:
        """Run it once more, without a fault: nothing of the first time may stand in its way."""
        for target in self.targets:
            if self.old(target) is None and (home / target).exists():
                (home / target).unlink()
        ended = run(home, self.typed)
        if ended.code == 2 and "--resume" in ended.talk:
            ended = run(home, (*self.typed, "--resume"))
        whole = all(
            (home / target).exists() and (home / target).read_bytes() == new[target] for target in new
        )
        if ended.code or not whole:
            self._note("in the way", f"{where}: afterwards it ends with {ended.code}, saying {ended.talk!r}")

    def _note(self, what: str, fault: str) -> None:
        self.counts[what] += 1
        self.faults.append(fault)


def load_everything() -> None:
    """Import the program once, before processes part from this one, so that a run takes no time to begin."""
    for module in pkgutil.walk_packages(dilemma.__path__, "dilemma."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


COLUMNS = ("runs", "done all the same", "damaged", "left over", "unsound", "in the way")


def main() -> int:
    """Print a row for each command; 1 where something is not as promised."""
    names, failed = sys.argv[1:] or list(COMMANDS), False
    load_everything()
    for name in names:
        command = Command(name)
        with tempfile.TemporaryDirectory() as folder:
            calls = Counter(call for call, _, error in command.failures(Path(folder)) if error == errno.EIO)
        failed |= bool(command.faults)
        listed = ", ".join(f"{count} {call}" for call, count in sorted(calls.items()))
        cells = " | ".join(str(command.counts[column]) for column in COLUMNS)
        print(f"| `{' '.join(command.typed[:2])}` ({name}) | {listed} | {cells} |", flush=True)  # noqa: T201
        for fault in command.faults:
            print(f"  {fault}", file=sys.stderr)  # noqa: T201  what to mend
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
