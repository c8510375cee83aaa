"""Whatever a user types or writes: the right exit code, words on standard error, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Invoke

OPTIONS = """\
dilemma: 1
title: Two options
question: Which?
as_of: 2024-11-24
options: {accommodate: {}, counter: {}}
criteria: {cost: {worst: Much., best: Little.}}
scores:
  accommodate: {cost: {score: 40, why: A guess., from: [AJ]}}
  counter: {cost: {score: 60, why: A guess., from: [AJ]}}
"""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("assess", "nto"), "there is no scenario `nto`; did you mean `nato`?"),
        (("show", "Nato"), "there is no scenario `Nato`; did you mean `nato`?"),
        (("assess", "nato", "--as", "frontlin"), "there is no profile `frontlin`; did you mean `frontline`?"),
        (("compare", "nato", "climat"), "there is no scenario `climat`; did you mean `climate`?"),
        (("check", "nuclaer"), "there is no scenario `nuclaer`; did you mean `nuclear`?"),
        (("new", "x", "--framework", "alies"), "there is no framework `alies`; did you mean `allies`?"),
        (("assess", "../../etc/passwd"), "cannot use ../../etc/passwd: no such file or directory"),
        (("assess", "missing.yaml"), "cannot use missing.yaml: no such file or directory"),
        (("check", "missing.yaml"), "cannot use missing.yaml: no such file or directory"),
        (("assess", "nato", "--as", "./eyes.yaml"), "cannot use eyes.yaml: no such file or directory"),
        (("check", "."), "the folder `.` holds no YAML file"),
        (("assess", ""), "`name` is a name or a path; it cannot be empty; `dilemma list` shows the names"),
    ],
)
def test_a_name_nobody_knows(typed: tuple[str, ...], said: str, dilemma: Invoke) -> None:
    """An unknown name or path ends with 2 and a remedy where there is one; nothing is answered."""
    result = dilemma(*typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: {said}")


def test_a_faulty_file_is_listed_as_talk_by_assess(here: Path, dilemma: Invoke) -> None:
    """`assess` of a faulty file ends with 1; the listing is talk, for it is not the answer asked for."""
    (here / "two.yaml").write_text(OPTIONS.replace("score: 40", "score: 140"), encoding="utf-8")
    result = dilemma("assess", "two.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("two.yaml:8:31: error[outside-scale]: ")


def test_a_faulty_profile_is_the_files_fault(here: Path, dilemma: Invoke) -> None:
    """A profile that is at fault ends with 1 and shows the place in the profile."""
    (here / "eyes.yaml").write_text("dilemma: 1\nfile: profile\ntitel: Eyes\n", encoding="utf-8")
    result = dilemma("assess", "nato", "--as", "./eyes.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "eyes.yaml:3:1: error[unknown-key]: " in result.stderr


@pytest.mark.parametrize(
    "typed",
    ["list", "show nato", "assess nato", "assess nato --format json", "schema", "check nato", "compare nato"],
)
def test_answers_and_talk_stay_apart(typed: str, dilemma: Invoke) -> None:
    """An answer is on standard output, with nothing to say beside it."""
    result = dilemma(*typed.split())
    assert result.exit_code == 0
    assert result.stdout != ""
    assert result.stderr == ""


@pytest.mark.parametrize(
    "typed", ["assess nato --as all --format json --samples 64", "show nato --sources", "schema"]
)
def test_a_reader_that_leaves_early(typed: str, tmp_path: Path) -> None:
    """A closed pipe, as after `| head -1`, ends the program in silence, as a signal would."""
    command = [sys.executable, "-m", "dilemma", *typed.split()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 141


@pytest.mark.parametrize("imported", ["typer", "dilemma.cli.commands.assess", "numpy"])
def test_an_interrupt_ends_in_silence(imported: str, tmp_path: Path) -> None:
    """Ctrl-C ends the program with 130 and no traceback, whatever it is just doing."""
    script = f"""
import os, signal, sys

class Interrupting:
    def find_spec(self, name, *_):
        if name == "{imported}":
            os.kill(os.getpid(), signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
sys.meta_path.insert(0, Interrupting())
sys.argv = ["dilemma", "assess", "nato"]
from dilemma.cli import main
main()
"""
    command = [sys.executable, "-c", script]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (130, b"", b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is always full")
def test_a_full_disk_behind_standard_output(tmp_path: Path) -> None:
    """An answer that cannot be written ends with 2 and says why."""
    with open("/dev/full", "w", encoding="utf-8") as full:
        result = subprocess.run(
            [sys.executable, "-m", "dilemma", "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            check=False,
        )
    assert result.returncode == 2
    assert result.stderr == b"error: cannot use the output: no space left on device\n"


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams(closed: str, tmp_path: Path) -> None:
    """A program started without standard output or error does its work and ends as usual."""
    result = in_a_shell(f"assess order --samples 64 -o found.json {closed}", tmp_path)
    assert result.returncode == 0
    assert b"Traceback" not in result.stderr
    assert (tmp_path / "found.json").read_bytes().startswith(b"{")


@pytest.mark.parametrize(
    "typed", ["assess nato", "list", "report order --format docx --samples 64", "--version", "--help"]
)
def test_an_answer_that_nobody_can_hear_is_no_success(typed: str, tmp_path: Path) -> None:
    """Without standard output there is nowhere for the answer: 2, and why, as for a full disk."""
    result = in_a_shell(f"{typed} >&-", tmp_path)
    assert result.returncode == 2
    assert result.stderr == b"error: cannot use the output: standard output is closed\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is always full")
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("assess nato -o found.json 2>/dev/full", 0),
        ("assess nto 2>/dev/full", 2),
        ("assess nato --unknown 2>/dev/full", 2),
        ("check ./faulty.yaml 2>/dev/full", 1),
        ("assess ./faulty.yaml 2>/dev/full", 1),
        ("list >/dev/full 2>/dev/full", 2),
        ("--version >/dev/full", 2),
        ("assess --help >/dev/full", 2),
    ],
)
def test_a_full_disk_behind_what_is_said(typed: str, code: int, tmp_path: Path) -> None:
    """Talk that cannot be written changes no exit code; an answer that cannot is 2, whoever writes it."""
    (tmp_path / "faulty.yaml").write_text("dilemma: 2\n", encoding="utf-8")
    result = in_a_shell(typed, tmp_path)
    assert result.returncode == code
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("typed", ["--version", "--help", "assess --help"])
def test_a_reader_that_leaves_before_the_help(typed: str, tmp_path: Path) -> None:
    """What the command-line library writes itself ends at a closed pipe as an answer does."""
    command = [sys.executable, "-m", "dilemma", *typed.split()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 141


def in_a_shell(typed: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """A command line as a shell reads it, streams and all."""
    command = f'"{sys.executable}" -m dilemma {typed}'
    return subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, check=False)


def test_too_little_memory(dilemma: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit into memory is the machine's fault, and said so."""

    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("dilemma.api.assess.load", full)
    result = dilemma("assess", "nato")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: there is not enough memory for this; ")


WAYS_OUT = (
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    "a/b",
    "..\\\\..\\\\boot",
    "C:\\\\boot",
    "~root",
    "a\\0b",
)


@pytest.mark.parametrize("way", WAYS_OUT)
@pytest.mark.parametrize("key", ["framework: {}", "sources: [{}]", "as: {}"])
def test_a_file_names_no_way_out_of_its_folder(key: str, way: str, here: Path, dilemma: Invoke) -> None:
    """What a file says it builds on is a name, never a path; nothing elsewhere is read or shown."""
    line = key.format(f'"{way}"')
    (here / "sly.yaml").write_text(f"{OPTIONS}{line}\n", encoding="utf-8")
    result = dilemma("check", "./sly.yaml")
    assert result.exit_code == 1
    assert "root:" not in result.output
    assert result.stdout.startswith("sly.yaml:10:")


@pytest.mark.parametrize("typed", [("check", "./{}"), ("assess", "./{}x"), ("show", "{}"), ("new", "{}/x")])
def test_no_name_acts_on_the_terminal(typed: tuple[str, ...], here: Path, dilemma: Invoke) -> None:
    """A name that holds escape codes, line ends or marks of direction is shown, and does nothing."""
    name = "a\x1b[31mb\x07\u202ec.yaml"
    (here / name).write_text("dilemma: 1\nfile: profile\ntitle: T\nweights: {}\n", encoding="utf-8")
    result = dilemma(*(word.format(name) for word in typed))
    assert set("\x1b\x07\u202e").isdisjoint(result.output)


@pytest.mark.parametrize("output", ["out.json", "out.csv", "out.md", "out.html", "out.docx"])
def test_a_name_that_is_no_text(output: str, here: Path, dilemma: Invoke) -> None:
    """A file whose name is no Unicode can be assessed, and what is written is Unicode all the same."""
    try:
        (here / "x\udcff.yaml").write_text(OPTIONS, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    result = dilemma("assess", "./x\udcff.yaml", "-o", output)
    assert (result.exit_code, result.stderr) == (0, f"wrote {output}\n")
    if output != "out.docx":
        assert "\udcff" not in (here / output).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "typed",
    [
        "--samples 1000000000000",
        "--samples -1",
        "--seed -1",
        "--precision nan",
        "--share nan",
        "--share 1e308",
        "--set weights.norms=1e308",
        "--set futures.rupture.chance=.inf",
        "--set weights.norms=-1e-300",
    ],
)
def test_numbers_nobody_means(typed: str, dilemma: Invoke) -> None:
    """A number that is none, or beyond all bounds, is refused in words."""
    result = dilemma("assess", "nato", *typed.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert "rror: " in result.stderr


HOSTILE: dict[str, tuple[bytes, str]] = {
    "sixty thousand brackets": (
        b"dilemma: 1\ntitle: " + b"[" * 60_000,
        "hostile.yaml:2:47: error[too-deep]: ",
    ),
    "an alias bomb": (
        b"a: &a [x, x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (n, n) for n in range(50)),
        "hostile.yaml:1:4: error[anchor]: anchor `&a` is not allowed; remove it, ",
    ),
    "a line of two megabytes": (
        b"title: " + b"x" * 2_000_000 + b"\n",
        "hostile.yaml:1:1: error[too-large]: ",
    ),
    "a fault in a long line": (
        b"titel: " + b"x" * 900_000 + b"\n",
        "hostile.yaml:1:1: error[missing-key]: the scenario has no `dilemma`; add ",
    ),
    "UTF-16": (
        OPTIONS.encode("utf-16"),
        "hostile.yaml:1:1: error[not-utf8]: the file is UTF-16; save the file as UTF-8",
    ),
    "UTF-32": (
        OPTIONS.encode("utf-32"),
        "hostile.yaml:1:1: error[not-utf8]: the file is UTF-32; save the file as UTF-8",
    ),
    "a million letters for a title": (
        OPTIONS.replace("Two options", "x" * 1_000_000).encode(),
        "hostile.yaml:2:8: error[too-long]: `title` has 1,000,000 characters, more than 300; shorten it",
    ),
    "thousands of names for thousands of others": (
        OPTIONS.replace("{accommodate: {}, counter: {}}", str({f"o{n}x": {} for n in range(4000)})).encode()
        + b"".join(b"  x%do: {cost: 1}\n" % n for n in range(4000)),
        "hostile.yaml:5:1: error[too-many]: there are 4,000 options, more than 100; leave some out",
    ),
    "a duplicate key": (
        (OPTIONS + "title: Again\n").encode(),
        "hostile.yaml:10:1: error[duplicate-key]: ",
    ),
    "a time of day": (
        OPTIONS.replace("score: 40", "score: 1:30").encode(),
        "hostile.yaml:8:31: warning[yaml-1.1]: `1:30` means text here, ",
    ),
    "a tag that would run code": (
        b'title: !!python/object/apply:os.system ["touch executed"]\n',
        "hostile.yaml:1:8: error[tag]: ",
    ),
}


@pytest.mark.parametrize("command", ["check", "assess"])
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_input(kind: str, command: str, here: Path, dilemma: Invoke) -> None:
    """A hostile file is refused with its place, a code and a remedy; nothing in it is run."""
    content, begins = HOSTILE[kind]
    (here / "hostile.yaml").write_bytes(content)
    result = dilemma(command, "./hostile.yaml")
    heard, other = result.stdout, result.stderr
    if command == "assess":
        heard, other = other, heard
    first = heard.partition("\n")[0]
    assert first.startswith(begins)
    assert "; " in first
    assert len(heard) < 20_000
    assert (result.exit_code, other) == (1, "")
    assert not (here / "executed").exists()


def test_no_is_norway(here: Path, dilemma: Invoke) -> None:
    """`NO` is the text it looks like, with a warning that other tools read it as `false`."""
    (here / "norway.yaml").write_text(OPTIONS.replace("Two options", "NO"), encoding="utf-8")
    assert (
        json.loads(dilemma("assess", "norway.yaml", "--format", "json").stdout)["scenario"]["title"] == "NO"
    )
    checked = dilemma("check", "norway.yaml", "--strict")
    assert checked.exit_code == 1
    assert checked.stdout.startswith("norway.yaml:2:8: warning[yaml-1.1]: `NO` means text here, ")


@pytest.mark.parametrize("typed", ["assess nato", "list", "check nato", "diff nato order", "compare nato"])
def test_a_folder_that_is_gone(typed: str, tmp_path: Path) -> None:
    """Where the working folder was deleted, that is what is wrong, and not standard output."""
    script = (
        "import os, sys; from dilemma.cli import main; os.rmdir(os.getcwd()); "
        f"sys.argv = ['dilemma', *{typed.split()!r}]; main()"
    )
    (tmp_path / "gone").mkdir()
    # As the installed program has it, the current folder is none of those that modules come from.
    command = [sys.executable, "-P", "-c", script]
    result = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path / "gone", check=False)
    assert "cannot use the output" not in result.stderr
    assert (result.returncode, result.stderr) in {
        (2, "error: the current folder is gone; change to one that is there\n"),
        (0, ""),  # nothing of it was needed
    }


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read")
def test_a_file_that_fails_while_it_is_read(dilemma: Invoke) -> None:
    """What cannot be read is the file, though the system's error does not name it."""
    result = dilemma("check", "/proc/self/mem")
    assert (result.exit_code, result.stderr) == (2, "error: cannot use /proc/self/mem: input/output error\n")


def test_a_variable_that_names_no_folder(dilemma: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a name is not found, a folder that was to be searched and is not there is named."""
    monkeypatch.setenv("DILEMMA_SCENARIOS", "/nope")
    result = dilemma("assess", "mine")
    assert result.exit_code == 2
    assert result.stderr.endswith("; DILEMMA_SCENARIOS names /nope, which is no folder\n")
