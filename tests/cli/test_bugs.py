"""A bug of ours, planted in every room: exit code 70 and a report, and never an answer, a gap or blame."""

from __future__ import annotations

import builtins
import gc
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.builders import FOLDER
from tests.house import MODULES

from dilemma import __version__
from dilemma.cli import main, streams
from dilemma.cli.errors import report_bug
from dilemma.errors import Crash
from dilemma.scenario import parse, quantity

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke

SECRET = "a judgement of 73.41 points"
PLANTED = """
import sys
from pathlib import Path

import {module} as target

usual = target.{name}


def broken(*given, **named):
    if not ({when}):
        return usual(*given, **named)
    Path({marker!r}).touch()
    {bug}


target.{name} = broken
if __name__ == "__main__":
    sys.argv = ["dilemma", *{typed!r}]
    from dilemma.cli import main

    main()
"""
MATRIX = "option,cost,speed\na,1,2\nb,2,1\n"
ANSWERS = "dilemma: 1\nfile: answers\nscenario: nato\nsteps: []\n"


class Bug(NamedTuple):
    """What is typed, the function that is broken, and the name of the file that would be written."""

    typed: str
    module: str
    name: str
    raised: str = "KeyError"
    written: str = ""

    def words(self) -> list[str]:
        """What is typed, word for word."""
        return self.typed.replace("allies.yaml", str(FOLDER / "frameworks" / "allies.yaml")).split()


BUGS = {
    # The three that used to end with another answer, without a section, and in blaming the user.
    "default profile": Bug("assess nato", "dilemma.scenario.load", "check_model_citations"),
    "section of a memo": Bug(
        "report nato -o memo.md", "dilemma.analysis.portfolio", "portfolio", "IndexError", "memo.md"
    ),
    "arithmetic": Bug("assess nato", "dilemma.analysis.assess", "option_results"),
    # The coalition of a memo, which is left out where partners are at odds.
    "chain of a memo": Bug(
        "report nato -o memo.html",
        "dilemma.analysis.coalition",
        "coalition",
        "ValueError",
        "memo.html",
    ),
    "check of a file": Bug("check nato", "dilemma.scenario.load", "find_errors", "AttributeError"),
    # Pydantic takes these two for what a validator finds wrong with a file.
    "validator": Bug("check nato", "dilemma.scenario.quantity", "_require_within_limit", "ValueError"),
    "rule of a validator": Bug(
        "coalition nuclear", "dilemma.scenario.quantity", "_require_within_limit", "AssertionError"
    ),
    "reading of YAML": Bug(
        "check answers.yaml", "dilemma.scenario.yaml.parser", "sort_problems", "ValueError"
    ),
    "text of an answer": Bug("assess nato", "dilemma.report.formats.terminal", "write", "TypeError"),
    "Word file": Bug("report nato -o m.docx", "dilemma.report.formats.docx", "write", "IndexError", "m.docx"),
    "page": Bug("report nato -o m.html", "dilemma.report.formats.html", "write_report", written="m.html"),
    "end of a walk": Bug(
        "walk nato --answers answers.yaml --save mine.yaml",
        "dilemma.elicitation.profile",
        "assess_loaded",
        "ValueError",
        "mine.yaml",
    ),
    "export": Bug(
        "export nato -o t.csv", "dilemma.interchange.csv_reader", "render_csv", "LookupError", "t.csv"
    ),
    "import": Bug(
        "import matrix.csv -o new.yaml",
        "dilemma.interchange.import_new",
        "import_matrix",
        "ValueError",
        "new.yaml",
    ),
    "portfolio": Bug("portfolio", "dilemma.analysis.portfolio", "portfolio", "TypeError"),
    "coalition": Bug("coalition nato", "dilemma.analysis.coalition", "coalition", "EOFError"),
    "panel": Bug("panel nato frontline realist", "dilemma.analysis.panel", "panel", "StopIteration"),
    "difference": Bug("diff nato order", "dilemma.analysis.difference", "difference", "AssertionError"),
    "catalogue": Bug("list", "dilemma.report.sections.catalogue", "catalogue_document", "RuntimeError"),
    "file that a framework names": Bug("check allies.yaml", "dilemma.scenario.check", "load_scenario"),
}


def write_inputs(folder: Path) -> None:
    """The files that some commands read."""
    (folder / "matrix.csv").write_text(MATRIX, encoding="utf-8")
    (folder / "answers.yaml").write_text(ANSWERS, encoding="utf-8")


def run(bug: Bug, folder: Path, *, when: str = "True") -> subprocess.CompletedProcess[str]:
    """The program with a bug in it, in a folder."""
    write_inputs(folder)
    script = folder / "planted.py"
    script.write_text(
        PLANTED.format(
            module=bug.module,
            name=bug.name,
            when=when,
            marker=str(folder / "called"),
            bug=f"raise {bug.raised}({SECRET!r})",
            typed=bug.words(),
        ),
        encoding="utf-8",
    )
    return subprocess.run(
        [sys.executable, str(script)], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize("room", BUGS)
def test_a_bug_ends_in_a_report(
    room: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The end is 70, nothing is answered or written, and the report says where and shows no value."""
    bug, calls = BUGS[room], []

    def broken(*_: object, **__: object) -> None:
        calls.append(bug.name)
        raise getattr(builtins, bug.raised)(SECRET)

    write_inputs(here)
    # What is loaded while the bug is there would keep it, and hand it to the tests that follow.
    for name in MODULES:
        import_module(name)
    usual = getattr(import_module(bug.module), bug.name)
    for name, module in list(sys.modules.items()):  # whoever has imported the function by its name
        if name.startswith("dilemma") and vars(module).get(bug.name) is usual:
            monkeypatch.setattr(module, bug.name, broken)
    monkeypatch.setattr(sys, "argv", ["dilemma", *bug.words()])
    # Signals and the collector of garbage are those of all tests; below, the program is a process.
    monkeypatch.setattr(streams, "set_up_signals", lambda: None)
    # What other tests read is not known yet, as in a process of its own.
    monkeypatch.setattr(parse, "_parse_cached", parse._parse)
    monkeypatch.setattr(parse, "_load_cached", parse._load_cached.__wrapped__)
    quantity._range_of.cache_clear()
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(gc, "set_threshold", lambda _: None)
    with pytest.raises(SystemExit) as end:
        main()
    answer, report = capsys.readouterr()
    assert calls, "the planted function was never called"
    assert (end.value.code, answer) == (70, "")
    assert not bug.written or not (here / bug.written).exists()
    reported(report, bug)


def reported(said: str, bug: Bug) -> None:
    """The report is there, whole, and without a value or a path of this machine."""
    before, begin, report = said.partition("error: this is a bug in dilemma")
    assert begin, before
    _, version, command, *trace = report.splitlines()
    assert version.startswith(f"dilemma {__version__}, Python 3.")
    assert command.startswith(f"command: dilemma {bug.typed.split()[0]}")
    assert any(line.startswith(f"{bug.raised}, raised in:") for line in trace)
    assert any(
        line.startswith("  dilemma/cli/__init__.py:") or "dilemma/api/compare.py:" in line for line in trace
    )
    assert "Please report them" in said
    assert "Traceback (most recent call last)" not in said
    assert "73.41" not in said
    assert str(FOLDER.parent) not in said


def test_a_file_that_was_there_stays(tmp_path: Path) -> None:
    """Where a file would have been replaced, the old one is whole."""
    (tmp_path / "m.html").write_text("as it was", encoding="utf-8")
    result = run(BUGS["page"], tmp_path)
    assert result.returncode == 70
    assert (tmp_path / "called").exists()
    assert (tmp_path / "m.html").read_text(encoding="utf-8") == "as it was"


EYES = "--as frontline --as realist"
COMPARE = f"compare order {EYES} --vary futures.rupture.chance=0.1:0.5:3 --samples 64 -o out.csv"
FRONTLINE = "given[1].profile is not None and given[1].profile.id == 'frontline'"
IN_A_WORKER = Bug(COMPARE, "dilemma.api.compare", "assess_loaded", "KeyError", "out.csv")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the comparison writes without a bug."""
    folder = tmp_path_factory.mktemp("whole")
    assert dilemma(COMPARE, folder).returncode == 0
    return (folder / "out.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("workers", ["", " --jobs 2", " --cluster local:2"])
def test_a_bug_in_a_worker_leaves_out_its_cases(workers: str, whole: str, tmp_path: Path) -> None:
    """The rest is done and written, the end is 70, and `--resume` tries what was left out again."""
    bug = IN_A_WORKER._replace(typed=COMPARE + workers)
    result = run(bug, tmp_path, when=FRONTLINE)
    assert (tmp_path / "called").exists()
    assert (result.returncode, result.stdout) == (70, "")
    reported(result.stderr, bug)
    assert result.stderr.count("this is a bug in dilemma") == 1
    assert "error: the same bug kept 2 more cases from being done\n" in result.stderr
    assert "wrote out.csv without 3 cases; the same command with --resume tries again\n" in result.stderr
    others = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert "frontline" not in others
    again = dilemma(f"{COMPARE} --resume", tmp_path)
    assert (again.returncode, again.stderr) == (0, "wrote out.csv\n")
    assert not list(tmp_path.glob("out.csv.*"))
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == whole
    assert [line for line in whole.splitlines() if ",frontline," not in line] == others.splitlines()


def dilemma(typed: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The program as it is."""
    command = [sys.executable, "-m", "dilemma", *typed.split()]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("format_", ["csv", "markdown"])
def test_a_bug_outweighs_a_fault(format_: str, tmp_path: Path) -> None:
    """With a faulty file and a bug in one comparison, both are said, and the end is 70, not 1."""
    (tmp_path / "bad.yaml").write_text("dilemma: 1\ntitel: Bad\n", encoding="utf-8")
    typed = f"compare order ./bad.yaml --as all --samples 64 --format {format_}"
    bug = IN_A_WORKER._replace(typed=typed)
    result = run(bug, tmp_path, when=FRONTLINE)
    assert (tmp_path / "called").exists()
    assert result.returncode == 70
    assert "error[unknown-key]" in result.stderr
    assert "this is a bug in dilemma" in result.stderr
    assert result.stdout


def test_a_bug_that_spares_no_case_writes_nothing(tmp_path: Path) -> None:
    """Where every case meets the bug, no file is left, and none that is not finished."""
    result = run(IN_A_WORKER, tmp_path)
    assert (tmp_path / "called").exists()
    assert result.returncode == 70
    assert not list(tmp_path.glob("out.csv*"))


def test_a_worker_hands_a_bug_to_the_library(tmp_path: Path) -> None:
    """`dilemma.compare` raises what a worker met, which is none of the errors a caller is to catch."""
    script = tmp_path / "library.py"
    script.write_text(
        "import dilemma\n"
        "from dilemma.api import compare\n"
        "def broken(*_, **__):\n    raise KeyError('bug')\n"
        "compare.assess_loaded = broken\n"
        "try:\n    dilemma.compare(['order'])\n"
        "except dilemma.InternalError as error:\n    print(error.crash.type, error.crash.text)\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(script)]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (result.stdout, result.stderr) == ("KeyError 'bug'\n", "")


def test_what_was_given_to_options_is_not_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command is named with its options, never with a name, a path or a value."""
    typed = ["assess", "secret.yaml", "--set", "weights.cost=73", "--share=0.73", "-o", "/home/me/x.md"]
    monkeypatch.setattr(sys, "argv", ["dilemma", *typed])
    report_bug(Crash("KeyError", "73", "KeyError, raised in:"))
    said = capsys.readouterr().err
    assert "command: dilemma assess --set --share -o\n" in said
    assert "73" not in said
    assert "secret" not in said
    assert "/home" not in said


def test_an_interrupt_and_little_memory_are_no_bugs(dilemma: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C and memory that does not suffice end as ever."""

    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("dilemma.api.compare.assess_loaded", full)
    result = dilemma("compare", "order", "--samples", "64")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: there is not enough memory for this")
