"""Answers go whole to where they are wanted, in words that any terminal and any pipe can carry."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tests.builders import FOLDER_OF_PROGRAMS, SCENARIOS
from tests.pairwise import pairwise

from dilemma.cli import streams
from dilemma.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Invoke
    from tests.conftest import Program

    Terminal = Callable[..., str]

READS = (
    "assess {} --samples 64",
    "assess {} --full --samples 64",
    "show {}",
    "show {} --scores",
    "show {} --sources",
    "compare {} --as all --samples 64",
)
TOLD_APART = ("NO_COLOR", "PYTHONIOENCODING", "DILEMMA_SCENARIOS")
STYLING = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Runs the program on a terminal of 80 columns and gives what it writes there."""

    def run(*arguments: str, **environment: str) -> str:
        inherited = {key: value for key, value in os.environ.items() if key not in TOLD_APART}
        given = {**inherited, "COLUMNS": "80", "TERM": "xterm-256color"}
        given = {**given, "DILEMMA_SCENARIOS": FOLDER_OF_PROGRAMS, **environment}
        command = [sys.executable, "-m", "dilemma", *arguments]
        master, slave = pty.openpty()
        with subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=given, cwd=tmp_path
        ) as running:
            os.close(slave)
            written = b"".join(_parts(master))
            os.close(master)
            assert running.wait() == 0
        return written.decode("utf-8").replace("\r\n", "\n")

    return run


def _parts(master: int) -> Iterator[bytes]:
    """What arrives at a terminal until the program closes it."""
    while True:
        try:
            part = os.read(master, 65_536)
        except OSError:  # how Linux says that the other end is closed
            return
        if not part:
            return
        yield part


def bare(text: str) -> list[str]:
    """The lines of a text without styling and without blanks at their ends."""
    return [line.rstrip() for line in STYLING.sub("", text).splitlines()]


@pytest.mark.parametrize("typed", ["assess climate", "assess nato --full", "show order", "show realist"])
def test_colour_only_on_a_terminal_and_no_word_of_it(typed: str, terminal: Terminal, dilemma: Invoke) -> None:
    """A terminal gets colour, a pipe none, and both the same words in the same places."""
    coloured = terminal(*typed.split())
    plain = dilemma(*typed.split()).stdout
    assert STYLING.search(coloured)
    assert "\x1b" not in plain
    assert bare(coloured) == plain.splitlines()


@pytest.mark.parametrize("wish", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_that_wants_no_colour(wish: dict[str, str], terminal: Terminal, dilemma: Invoke) -> None:
    """`NO_COLOR` and a dumb terminal are heeded."""
    assert terminal("assess", "nato", **wish) == dilemma("assess", "nato").stdout


def test_an_empty_no_color_is_no_wish(terminal: Terminal) -> None:
    """`NO_COLOR` set to nothing asks for nothing (no-color.org)."""
    assert STYLING.search(terminal("assess", "nato", NO_COLOR=""))


def test_only_default_colours_are_used(terminal: Terminal) -> None:
    """Text is bold, dim, green or red in the terminal's own palette; bars alone have other colours."""
    shown = terminal("assess", "climate", "--full")
    text = re.sub(r"\x1b\[38;5;\d+m[█▉▊▋▌▍▎▏▓─┤]+\x1b\[0m", "", shown)
    assert text != shown
    codes = {code for style in STYLING.findall(text) for code in re.findall(r"\d+", style)}
    assert codes <= {"0", "1", "2", "4", "31", "32"}


@pytest.mark.parametrize(
    ("term", "colorterm", "system"),
    [("xterm-256color", "truecolor", "truecolor"), ("xterm-256color", "", "256"), ("xterm", "", "standard")],
)
def test_a_terminal_gets_the_colours_it_has(
    term: str, colorterm: str, system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The terminal says how many colours it shows; a file shows none."""
    master, slave = pty.openpty()
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", colorterm)
    with open(slave, "w", encoding="utf-8") as screen, open(os.devnull, "w", encoding="utf-8") as nowhere:
        assert streams.colour_of(screen) == system
        assert streams.colour_of(nowhere) is None
    os.close(master)


def test_an_ascii_terminal_reads_minus_as_minus(terminal: Terminal, dilemma: Invoke) -> None:
    """A terminal without Unicode shows `-` and `#` for a minus and a bar, and every column stays in place."""
    shown = terminal("assess", "nato", PYTHONIOENCODING="ascii", NO_COLOR="1").splitlines()
    meant = dilemma("assess", "nato").stdout.splitlines()
    assert "norms -1.3" in "\n".join(shown)
    assert "?" not in "".join(shown).replace("conditional?", "")
    assert [line[30:] for line in shown if "Counter  " in line] == [
        line[30:].replace("\N{MINUS SIGN}", "-") for line in meant if "Counter  " in line
    ]


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}]
)
def test_a_pipe_carries_utf_8_in_any_locale(
    environment: dict[str, str], program: Program, dilemma: Invoke
) -> None:
    """What is piped is UTF-8 whatever the locale, so that a file of it means the same everywhere."""
    typed = ("assess", "nato", "--format", "markdown")
    result = program(*typed, **environment)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == dilemma(*typed).stdout
    assert "\N{MINUS SIGN}" in result.stdout


@pytest.mark.parametrize(("read", "name", "columns"), pairwise(READS, SCENARIOS, (60, 80, 120)))
def test_no_line_is_wider_than_the_terminal(
    read: str, name: str, columns: int, dilemma: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is read of a shipped scenario fits into the columns there are."""
    monkeypatch.setenv("COLUMNS", str(columns))
    result = dilemma(*read.format(name).split())
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if len(line) > columns] == []


@pytest.mark.parametrize(
    ("columns", "width"), [("20", 60), ("60", 60), ("100", 100), ("500", 160), ("0", 80), ("x", 80)]
)
def test_width_has_bounds(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between 60 and 160 columns are used; without a terminal and without `COLUMNS`, 80."""
    monkeypatch.setattr("sys.__stdout__", None)
    monkeypatch.setenv("COLUMNS", columns)
    assert streams.width() == width


def test_write_whole_replaces_a_file_and_keeps_its_mode(tmp_path: Path) -> None:
    """A file that is there is replaced as a whole and stays as readable as it was."""
    path = tmp_path / "memo.md"
    path.write_text("old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    assert os.listdir(tmp_path) == ["memo.md"]


def test_write_whole_gives_a_new_file_the_usual_mode(tmp_path: Path) -> None:
    """A new file is as readable as any other the user makes."""
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "new", b"new")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_write_whole_keeps_a_link(tmp_path: Path) -> None:
    """A symbolic link stays one; the file behind it is replaced, or made."""
    target, link = tmp_path / "target", tmp_path / "link"
    link.symlink_to(target)
    for content in (b"made", b"replaced"):
        write_whole(link, content)
        assert link.is_symlink()
        assert target.read_bytes() == content


def test_write_whole_follows_no_circle(tmp_path: Path) -> None:
    """Links that lead round in a circle lead nowhere; none of them is replaced."""
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        write_whole(loop, b"new")
    assert loop.is_symlink()


def test_write_whole_takes_any_name_the_system_takes(tmp_path: Path) -> None:
    """The file beside it has a name of its own, which is not too long where that of the file is not."""
    path = tmp_path / ("é" * 100 + "x" * 50 + ".json")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("failing", ["os.fsync", "os.replace", "os.chmod"])
def test_write_whole_leaves_nothing_half_written(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full, what stood there is untouched, nothing lies beside it; the error names it."""
    path = tmp_path / "memo.md"
    path.write_text("old")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "a file beside it")

    monkeypatch.setattr(failing, full)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as caught:
        write_whole(path, b"new")
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(path))
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["memo.md"]


def test_write_whole_writes_to_a_pipe_as_it_is(tmp_path: Path) -> None:
    """A device or a pipe is never replaced by a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write_whole(pipe, b"through")
        assert reader.communicate()[0] == b"through"
    assert pipe.is_fifo()


def test_output_is_written_and_said(here: Path, dilemma: Invoke) -> None:
    """`-o` writes the answer to the file, says so, and prints nothing else."""
    result = dilemma("assess", "nato", "-o", "found.json")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "wrote found.json\n")
    assert json.loads((here / "found.json").read_text())["scenario"]["id"] == "nato"


def test_a_faulty_run_leaves_the_file_of_the_last_one(here: Path, dilemma: Invoke) -> None:
    """When there is no answer, the file with the last one is untouched."""
    (here / "found.json").write_text("old")
    assert dilemma("assess", "nto", "-o", "found.json").exit_code == 2
    assert (here / "found.json").read_text() == "old"


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("missing/found.json", "no such file or directory; there is no folder missing"),
        (".", "is a directory"),
    ],
)
def test_a_place_that_cannot_be_written_to(output: str, said: str, dilemma: Invoke) -> None:
    """A folder that is missing, or stands where the file should, ends with 2 and is named as it was typed."""
    result = dilemma("assess", "nato", "-o", output)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: cannot use {output}: {said}\n"


@pytest.mark.parametrize("format_", ["json", "docx"])
@pytest.mark.parametrize("output", ["mine.yaml", "linked"])
def test_no_result_replaces_a_file_of_judgements(
    output: str, format_: str, here: Path, dilemma: Invoke
) -> None:
    """A slip after `-o` costs nobody a scenario, whatever is written and whatever link leads to it."""
    (here / "mine.yaml").write_text("judgements")
    (here / "linked").symlink_to(here / "mine.yaml")
    result = dilemma("assess", "nato", "--format", format_, "-o", output)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {output} is a file of judgements; ")
    assert (here / "mine.yaml").read_text() == "judgements"


@pytest.mark.parametrize("failing", [errno.EROFS, errno.EACCES, errno.ENOSPC, errno.EIO])
def test_a_place_that_takes_nothing(
    failing: int, here: Path, dilemma: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read-only or forbidden folder, a full or broken disk: 2, the old file, and nothing beside it."""
    (here / "found.json").write_text("old")

    def refusing(*_: Any, **__: Any) -> None:
        raise OSError(failing, os.strerror(failing))

    monkeypatch.setattr("os.replace", refusing)
    result = dilemma("assess", "nato", "-o", "found.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: cannot use found.json: {os.strerror(failing).lower()}\n"
    assert (here / "found.json").read_text() == "old"
    assert os.listdir(here) == ["found.json"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_to(here: Path, dilemma: Invoke) -> None:
    """A read-only folder ends with 2, and nothing is written."""
    here.chmod(0o500)
    result = dilemma("assess", "nato", "-o", "found.json")
    here.chmod(0o700)
    assert result.exit_code == 2
    assert result.stderr == "error: cannot use found.json: permission denied\n"
