"""A program told to stop stops in order: nothing half written, nothing left over, the right exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from dilemma.cli import streams
from dilemma.whole_file import ENDING, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STEPS = ("os.open", "os.fsync", "os.chmod", "os.replace")  # of writing a file
# Sends itself a signal when it asks the system for something for the n-th time; says how often it did.
AT_A_STEP = """
import atexit, os, signal, sys
number, sent, step = 0, getattr(signal, sys.argv[1]), int(sys.argv[2])

def watch(event, _):
    global number
    if event.partition(".")[0] in ("open", "os", "import", "tempfile", "shutil"):
        number += 1
        if number == step:
            os.kill(os.getpid(), sent)

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
sys.addaudithook(watch)
if step == 0:
    atexit.register(lambda: print(number))
"""
ASSESSING = (
    'sys.argv[:] = ["dilemma", "assess", "nato", "-o", "found.json"]\nimport dilemma.cli; dilemma.cli.main()'
)
WRITING = """
from pathlib import Path
from dilemma.whole_file import write_whole
number = 0
write_whole(Path("found.json"), b"new" * 100_000)
"""


@pytest.fixture
def handlers() -> Iterator[None]:
    """What signals do in the tests' own process, as it was."""
    before = {number: signal.getsignal(number) for number in ENDING}
    yield
    streams.received.clear()
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize("step", STEPS)
def test_ctrl_c_while_a_file_is_written(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At any step of writing, Ctrl-C waits until the file is whole, and is then heard."""
    meant = getattr(os, step.removeprefix("os."))

    def interrupted(*arguments: Any, **more: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        return meant(*arguments, **more)

    signal.signal(signal.SIGINT, signal.default_int_handler)
    monkeypatch.setattr(step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "memo.md", b"new")
    monkeypatch.undo()
    assert (tmp_path / "memo.md").read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["memo.md"]


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_request_to_end_is_an_end(name: str, code: int) -> None:
    """What is begun is put away, and the exit code is the one a shell reports of that signal."""
    signal.signal(getattr(signal, name), signal.SIG_DFL)
    streams.set_up_signals()
    with pytest.raises(SystemExit) as ended:
        signal.raise_signal(getattr(signal, name))
    assert ended.value.code == code


@pytest.mark.usefixtures("handlers")
def test_what_is_ignored_stays_ignored() -> None:
    """Under `nohup` a terminal may be closed, and the program goes on."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    streams.set_up_signals()
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


def test_an_import_that_ctrl_c_broke_off(tmp_path: Path) -> None:
    """A library that fails in words of its own because of Ctrl-C is not blamed for it."""
    script = """
import os, signal, sys

class Failing:
    def find_spec(self, name, *_):
        if name == "numpy":
            try:
                os.kill(os.getpid(), signal.SIGINT)
            except KeyboardInterrupt:
                raise RuntimeError("__set_name__ failed") from None

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Failing())
sys.argv = ["dilemma", "assess", "nato"]
import dilemma.cli; dilemma.cli.main()
"""
    command = [sys.executable, "-c", script]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (130, b"", b"")


# Python ignores what is raised while it puts an object away, a signal's exception too.
UNHEARD = """
import signal, sys
import dilemma.cli, dilemma.cli.commands.list as catalogue
meant = catalogue._title

class Last:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

def titled(*given):
    Last()
    return meant(*given)

signal.signal(signal.SIGINT, signal.default_int_handler)
catalogue._title = titled
sys.argv[:] = ["dilemma", "list"]
dilemma.cli.main()
"""


def test_a_signal_that_python_drops_is_still_an_end(tmp_path: Path) -> None:
    """Ctrl-C where no exception can be raised does not end in a claim that all went well."""
    command = [sys.executable, "-c", UNHEARD]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 130


def run(script: str, name: str, step: int, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """A script that gets a signal at a step."""
    command = [sys.executable, "-c", AT_A_STEP + script, name, str(step)]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How often the program asks the system for something while it assesses."""
    return int(run(ASSESSING, "SIGINT", 0, tmp_path_factory.mktemp("counting")).stdout)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", [0.05, 0.3, 0.6, 0.9, 0.97])
def test_stopped_at_any_moment(moment: float, number: signal.Signals, steps: int, tmp_path: Path) -> None:
    """Whatever the program is doing: silence, the signal's exit code, the old file, nothing beside it."""
    (tmp_path / "found.json").write_text("null")
    result = run(ASSESSING, number.name, round(steps * moment), tmp_path)
    # At first nobody listens, and the signal itself is the end.
    assert result.returncode in ({-number, 128 + number} if moment < 0.1 else {128 + number})
    assert (result.stdout, result.stderr) == (b"", b"")
    assert json.loads((tmp_path / "found.json").read_text()) is None
    assert os.listdir(tmp_path) == ["found.json"]


def test_killed_at_every_step_of_writing(tmp_path: Path) -> None:
    """SIGKILL cannot be heard; yet the file is the old one or the new one, whole, at every step."""
    kept: list[bytes] = []
    for step in range(1, 100):
        (tmp_path / "found.json").write_bytes(b"old")
        result = run(WRITING, "SIGKILL", step, tmp_path)
        kept.append((tmp_path / "found.json").read_bytes())
        if result.returncode == 0:
            break
        assert result.returncode == -signal.SIGKILL
    assert len(kept) > len(STEPS)
    assert set(kept) == {b"old", b"new" * 100_000}
