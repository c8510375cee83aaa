"""`compare` as a batch: the same bytes however it is done, and nothing lost to a kill or a bad file."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from io import StringIO
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.builders import FOLDER_OF_PROGRAMS

from dilemma.batch.partial_file import PartialFile
from dilemma.cli import comparison
from dilemma.errors import install_command
from dilemma.scenario.new_scenario import standalone_text

if TYPE_CHECKING:
    from typing import Any

    from tests.cli.conftest import Invoke
    from tests.conftest import Program

# 27 cases of a few milliseconds.
MANY = ("compare", "order", "--as", "all", "--vary", "futures.rupture.chance=0.1:0.5:3", "--samples", "64")
BAD = "dilemma: 1\ntitel: Bad\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What one process writes without being disturbed."""
    output = tmp_path_factory.mktemp("whole") / "out.csv"
    command = [sys.executable, "-m", "dilemma", *MANY, "-o", str(output)]
    subprocess.run(command, cwd=output.parent, check=True, timeout=60)
    return output.read_bytes()


@pytest.mark.parametrize("engine", [("--jobs", "3"), ("--cluster", "local:2")])
def test_the_bytes_are_the_same_whoever_works(
    engine: tuple[str, str], whole: bytes, program: Program, tmp_path: Path
) -> None:
    """Any number of processes, and a cluster, write what one process writes."""
    result = program(*MANY, *engine, "-o", "out.csv")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "wrote out.csv\n")
    assert (tmp_path / "out.csv").read_bytes() == whole
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_killed_and_resumed(whole: bytes, program: Program, tmp_path: Path) -> None:
    """Killed in the middle, it is resumed to the same bytes, and until then the wanted file is not there."""
    killed_after(3, tmp_path, *MANY, "--jobs", "2")
    assert not (tmp_path / "out.csv").exists()
    result = program(*MANY, "--jobs", "2", "-o", "out.csv", "--resume")
    assert result.returncode == 0
    assert (tmp_path / "out.csv").read_bytes() == whole


def killed_after(lines: int, folder: Path, *typed: str) -> None:
    """Starts the comparison and kills it once its ledger has some lines."""
    command = [sys.executable, "-m", "dilemma", *typed, "-o", "out.csv"]
    environment = {**os.environ, "DILEMMA_SCENARIOS": FOLDER_OF_PROGRAMS}
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL, env=environment) as process:
        await_ledger(lines, folder, process)
        process.send_signal(signal.SIGKILL)


def await_ledger(lines: int, folder: Path, process: subprocess.Popen[bytes]) -> None:
    """Waits until a running comparison has noted so much as kept; the first line says what is asked for."""
    ledger = folder / "out.csv.ledger"
    while not ledger.exists() or ledger.read_bytes().count(b"\n") < lines:
        assert process.poll() is None, "it ended before that"
        time.sleep(0.001)


def test_a_worker_killed_in_the_middle(whole: bytes, tmp_path: Path) -> None:
    """A process that dies with its work is made up for, and nobody can tell."""
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    if not children.exists():
        pytest.skip("needs a list of child processes")
    command = [sys.executable, "-m", "dilemma", *MANY, "--jobs", "2", "-o", "out.csv"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        _kill(_a_worker_of(process.pid))
    assert process.returncode == 0
    assert (tmp_path / "out.csv").read_bytes() == whole


def _a_worker_of(parent: int) -> int:
    """The first child of a process that does its work."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    while True:
        for child in children.read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
        time.sleep(0.005)


def _kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)


def test_ctrl_c_says_how_to_go_on(
    here: Path, dilemma: Invoke, monkeypatch: pytest.MonkeyPatch, whole: bytes
) -> None:
    """Stopped by hand, it ends with 130, says how far it came, and keeps that."""
    usual, calls = comparison.new_faults, []

    def stopping(*given: Any) -> Any:
        calls.append(given)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return usual(*given)

    with monkeypatch.context() as patched:
        patched.setattr(comparison, "new_faults", stopping)
        result = dilemma(*MANY, "-o", "out.csv")
    assert result.exit_code == 130
    kept = r"what is done is kept in out\.csv\.part, and the same command with --resume goes on"
    assert re.fullmatch(rf"stopped after \d+ of 27 cases; {kept}\n", result.stderr)
    again = dilemma(*MANY, "-o", "out.csv")
    assert again.exit_code == 2
    assert "of this very run; add --resume to go on, or delete it" in again.stderr
    other = dilemma(*MANY, "--seed", "1", "-o", "out.csv", "--resume")
    assert (other.exit_code, other.stderr) == (
        2,
        "error: out.csv.part is not of this run: the seed differs; delete it to start afresh\n",
    )
    assert dilemma(*MANY, "-o", str(here / "out.csv"), "--resume").exit_code == 0
    assert (here / "out.csv").read_bytes() == whole


def test_a_closed_terminal_ends_all_in_silence(tmp_path: Path) -> None:
    """It reaches every process at once; none complains of another's end, and what is done is kept."""
    typed = [*MANY[:4], "--vary", "futures.rupture.chance=0.1:0.5:900", "--jobs", "2", "-o", "out.csv"]
    command = [sys.executable, "-m", "dilemma", *typed]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True) as process:
        await_ledger(2, tmp_path, process)
        os.killpg(process.pid, signal.SIGHUP)
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 129
    assert (tmp_path / "out.csv.part").stat().st_size


def test_one_bad_scenario_and_the_rest_done(here: Path, dilemma: Invoke) -> None:
    """A faulty file is told of once, with its place; the others are answered; the exit code is 1."""
    (here / "bad.yaml").write_text(BAD)
    result = dilemma(
        "compare", "order", "bad.yaml", "nato", "--as", "realist", "--as", "none", "--format", "csv"
    )
    assert result.exit_code == 1
    assert result.stderr.count("bad.yaml:2:1: error[unknown-key]") == 1
    found = list(csv.DictReader(StringIO(result.stdout)))
    assert [row["scenario"] for row in found if row["rank"] == "1"] == ["order", "order", "nato", "nato"]


@pytest.mark.parametrize("format_", ["text", "json", "jsonl", "csv", "html"])
def test_nothing_but_bad_scenarios(format_: str, here: Path, dilemma: Invoke) -> None:
    """With nothing to answer, nothing is written, not even heads."""
    (here / "bad.yaml").write_text(BAD)
    result = dilemma("compare", "bad.yaml", "--format", format_, "-o", "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert [path.name for path in here.iterdir()] == ["bad.yaml"]


def test_what_no_case_can_do_is_the_command_lines_fault(dilemma: Invoke) -> None:
    """A what-if that fits nowhere ends with 2, and so does one that fits somewhere, with the rest done."""
    result = dilemma("compare", "nato", "order", "--set", "criteria.security.floor=50", "--format", "csv")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: order: --set: there is no criterion `security`")
    assert {row["scenario"] for row in csv.DictReader(StringIO(result.stdout))} == {"nato"}
    result = dilemma("compare", "nato", "--vary", "weights.norms=-1:1:3", "--format", "csv")
    assert (result.exit_code, len(result.stdout.splitlines())) == (2, 9)
    result = dilemma("compare", "nato", "order", "--vary", "criteria.securty.floor=50,60")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("there is no criterion `securty`") == 2


def test_faults_of_the_first_run_are_told_again_when_resumed(here: Path, program: Program) -> None:
    """A fault met before an interruption is not lost by it: it is told again, and the exit code is 1."""
    (here / "a.yaml").write_text(BAD)
    typed = ("compare", "a.yaml", *MANY[1:])
    killed_after(3, here, *typed)
    result = program(*typed, "-o", "out.csv", "--resume")
    assert (result.returncode, result.stderr.count("a.yaml:2:1: error[unknown-key]")) == (1, 1)


def test_the_rows_say_what_varies(dilemma: Invoke) -> None:
    """CSV has a column for every varied path, JSON the settings, and text a column of each."""
    typed = ("compare", "nato", "--vary", "futures.rupture.chance=0.1,0.4", "--vary", "rules.too_close=2,3")
    rows = list(csv.DictReader(StringIO(dilemma(*typed, "--format", "csv").stdout)))
    grid = [("0.1", "2"), ("0.1", "3"), ("0.4", "2"), ("0.4", "3")]
    assert [(row["futures.rupture.chance"], row["rules.too_close"]) for row in rows[::4]] == grid
    found = json.loads(dilemma(*typed, "--format", "json", "--samples", "64").stdout)
    assert [each["settings"] for each in found] == [
        {"futures.rupture.chance": float(chance), "rules.too_close": int(rule)} for chance, rule in grid
    ]
    lines = [line.split()[:2] for line in dilemma(*typed).stdout.splitlines()]
    rows_of_text = [tuple(cells) for cells in lines if len(cells) > 1 and cells[0].endswith("%")]
    assert rows_of_text == [(f"{100 * float(chance):g}%", rule) for chance, rule in grid]


def test_json_is_an_array_for_several_cases_and_an_object_for_one(dilemma: Invoke) -> None:
    """What is asked decides, not what comes of it; the pieces are those of an array written whole."""
    several = dilemma("compare", "order", "nato", "--format", "json", "--samples", "64").stdout
    assert several == json.dumps(json.loads(several), ensure_ascii=False, indent=2) + "\n"
    one = dilemma("compare", "order", "--format", "json", "--samples", "64").stdout
    assert json.loads(one) == json.loads(several)[0]


@pytest.mark.parametrize(
    ("typed", "format_"),
    [
        *product(("compare", "assess", "coalition", "panel"), ("text", "json", "html")),
        *product(("report",), ("text", "html")),
    ],
)
def test_nobody_to_ask(typed: str, format_: str, here: Path, dilemma: Invoke) -> None:
    """Where no profile applies, that is said; an empty answer would look like one."""
    (here / "a.yaml").write_text(standalone_text("a", "2024-11-24"))
    everybody = ("all",) if typed == "panel" else ("--as", "all")
    result = dilemma(typed, "a.yaml", *everybody, "--format", format_, "-o", "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: no profile has weights for `a`; give one weights for it")
    assert [path.name for path in here.iterdir()] == ["a.yaml"]


@pytest.mark.parametrize("format_", ["text", "csv"])
def test_default_weights_that_fit_nowhere(format_: str, here: Path, dilemma: Invoke) -> None:
    """Where somebody might have weights and nobody has, that is said as well."""
    (here / "a.yaml").write_text(standalone_text("a", "2024-11-24"))
    (here / "profiles").mkdir()
    eyes = "dilemma: 1\nfile: profile\ntitle: Eyes\nkind: person\nweights:\n  default: {other: 100}\n"
    (here / "profiles" / "eyes.yaml").write_text(eyes)
    result = dilemma("compare", "a.yaml", "--as", "all", "--format", format_)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no profile has weights for `a`" in result.stderr


def test_nobody_to_ask_of_one(here: Path, dilemma: Invoke) -> None:
    """A scenario that nobody has weights for is told of, and the others are done."""
    (here / "a.yaml").write_text(standalone_text("a", "2024-11-24"))
    result = dilemma("compare", "a.yaml", "nato", "--as", "all", "--format", "csv")
    assert (result.exit_code, result.stderr.count("no profile has weights for `a`")) == (2, 1)
    assert {row["scenario"] for row in csv.DictReader(StringIO(result.stdout))} == {"nato"}


def test_a_broken_link_among_others(here: Path, dilemma: Invoke) -> None:
    """A link that leads nowhere is told of in its turn; the others are done, and the exit code is 1."""
    (here / "a.yaml").write_text(standalone_text("a", "2024-11-24"))
    (here / "b.yaml").symlink_to("nowhere")
    result = dilemma("compare", ".", "--format", "csv")
    assert (result.exit_code, result.stderr) == (1, "error: cannot use b.yaml: no such file or directory\n")
    assert {row["scenario"] for row in csv.DictReader(StringIO(result.stdout))} == {"a"}


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_more_cases_than_a_table_can_hold(format_: str, dilemma: Invoke) -> None:
    """What has to be held in memory is counted before any work, and another format is named."""
    vary = [f"--vary={path}=0:1:400" for path in ("futures.rupture.chance", "rules.too_close")]
    result = dilemma("compare", "nato", *vary, "--format", format_)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: 160,000 cases are too many for {format_}, which has to know all")


def test_two_runs_of_one_file(here: Path, dilemma: Invoke) -> None:
    """A file that another run is writing is refused, and so are files that are not ours."""
    part = PartialFile(here / "out.csv", {})
    part.look()
    part.begin()
    result = dilemma("compare", "nato", "--format", "csv", "-o", "out.csv")
    part.close()
    said = "error: another run is writing out.csv; wait for it to end, or name another file\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
    part.path.write_text("mine")
    part.ledger.unlink()
    result = dilemma("compare", "nato", "--format", "csv", "-o", "out.csv", "--resume")
    assert (result.exit_code, part.path.read_text()) == (2, "mine")
    assert result.stderr.startswith("error: out.csv.part is there already and not of an unfinished run; move")
    part.path.unlink()
    assert dilemma("compare", "nato", "--format", "csv", "-o", "out.csv").exit_code == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--resume",), "--resume needs a format that is written case by case (csv, jsonl, json), not text"),
        (("--resume", "--format", "csv"), "--resume needs the file that is to be written; name it with -o"),
        (("--jobs", "2", "--cluster", "local:2"), "--jobs is for this machine and --cluster for others; "),
        (("--cluster", "here"), "`here` is no cluster; write tcp://HOST:PORT, or local:N for a trial"),
        (("--vary", "a=1:2"), "--vary: `a=1:2` needs a count from 2 to 10,000"),
        (("--seen", "N1", "--not-seen", "N1"), "`N1` is given with --seen and with --not-seen"),
        (("--seen", "climate:C1"), "`climate:C1` is of `climate`, which is not among the scenarios"),
        (("--observed", "never"), "there is no observations file `never`"),
        (("--as", "frontlin"), "there is no profile `frontlin`; did you mean `frontline`?"),
    ],
)
def test_what_cannot_be_meant(typed: tuple[str, ...], said: str, dilemma: Invoke) -> None:
    """Options that contradict one another are refused before any work."""
    result = dilemma("compare", "nato", "order", *typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: {said}")


def test_a_cluster_without_dask(dilemma: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing extra is named, with what to install."""
    monkeypatch.setattr(comparison, "CLUSTER_PACKAGE", "no_such_package")
    result = dilemma("compare", "nato", "--cluster", "local:2")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: --cluster needs no_such_package; " + install_command("no_such_package") + "\n"
    )


def test_two_scenarios_of_one_name(here: Path, dilemma: Invoke) -> None:
    """Where two of them share an id, each goes by its path; the others keep their ids."""
    (here / "drafts").mkdir()
    for path in (here / "a.yaml", here / "drafts" / "a.yaml"):
        path.write_text(standalone_text("a", "2024-11-24"))
    typed = ("compare", "a.yaml", "order", "drafts/a.yaml", "--format")
    paths = ["a.yaml", "order", "drafts/a.yaml"]
    rows = csv.DictReader(StringIO(dilemma(*typed, "csv").stdout))
    assert list(dict.fromkeys(row["scenario"] for row in rows)) == paths
    found = json.loads(dilemma(*typed, "json", "--samples", "64").stdout)
    assert [each["scenario"]["id"] for each in found] == paths
    text = dilemma(*typed, "text").stdout
    assert text.index("(a.yaml)") < text.index("UN and") < text.index("(drafts/a.yaml)")


def test_evidence_counts_in_every_case(dilemma: Invoke) -> None:
    """`--seen` moves what it moves in `assess`."""
    typed = ("nato", "--seen", "N6", "--samples", "64", "--format", "json")
    compared, assessed = (json.loads(dilemma(command, *typed).stdout) for command in ("compare", "assess"))
    for key in ("probabilities", "recommendation", "observed"):
        assert compared[key] == assessed[key]
