"""`dilemma check` finds every problem of every file; problems are its answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke

FAULTY = """\
dilemma: 1
title: One
qestion: What?
question: Which?
as_of: 2024-11-24
options: {accommodate: {}, counter: {}}
criteria: {cost: {worst: Much., best: Little.}}
scores:
  accommodate: {cost: {score: 40, why: A guess., from: [AJ]}}
  counter: {cost: {score: 60, why: A guess., from: [AJ]}}
"""
WARNED = FAULTY.replace("title: One\nqestion: What?", "title: NO")


@pytest.fixture
def files(here: Path) -> Path:
    """A folder with a file at fault and one that is only warned about."""
    (here / "faulty.yaml").write_text(FAULTY)
    (here / "warned.yaml").write_text(WARNED)
    return here


@pytest.mark.usefixtures("files")
def test_faults_are_listed_on_standard_output(dilemma: Invoke) -> None:
    """Each problem is a line with place, severity and code, then an indented excerpt; the exit code is 1."""
    result = dilemma("check", "faulty.yaml")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        "faulty.yaml:3:1: error[unknown-key]: the scenario has no key `qestion`\n"
        "   3 | qestion: What?\n"
        "     | ^^^^^^^\n"
        "1 error in faulty.yaml\n"
    )


@pytest.mark.usefixtures("files")
def test_brief_is_one_line_a_problem(dilemma: Invoke) -> None:
    """`--brief` leaves out excerpts and counts, for editors and `grep`."""
    lines = dilemma("check", "faulty.yaml", "warned.yaml", "--brief").stdout.splitlines()
    assert lines != []
    assert [line for line in lines if not line.startswith(("faulty.yaml:", "warned.yaml:"))] == []


@pytest.mark.usefixtures("files")
def test_a_warning_is_no_fault_unless_strict(dilemma: Invoke) -> None:
    """A file with warnings passes, with the same words; `--strict` makes them faults."""
    lenient, strict = dilemma("check", "warned.yaml"), dilemma("check", "warned.yaml", "--strict")
    assert (lenient.exit_code, strict.exit_code) == (0, 1)
    assert "warning[yaml-1.1]" in lenient.stdout
    assert lenient.stdout == strict.stdout


@pytest.mark.usefixtures("files")
def test_one_faulty_file_among_good_ones(dilemma: Invoke) -> None:
    """Every file is looked at, and one at fault makes the exit code 1."""
    result = dilemma("check", "nato", "faulty.yaml", "climate")
    assert result.exit_code == 1
    assert "unknown-key" in result.stdout
    assert "nato.yaml: no problems" in result.stdout


@pytest.mark.usefixtures("files")
def test_problems_as_json(dilemma: Invoke) -> None:
    """`--format json` gives each problem with its place, severity, code and message, and no others."""
    result = dilemma("check", "faulty.yaml", "warned.yaml", "nuclear", "--format", "json")
    problems = json.loads(result.stdout)
    assert result.exit_code == 1
    assert {tuple(problem) for problem in problems} == {
        ("file", "line", "column", "severity", "code", "message")
    }
    assert {
        "file": "warned.yaml",
        "line": 2,
        "column": 8,
        "severity": "warning",
        "code": "yaml-1.1",
        "message": "`NO` means text here, but YAML 1.1 tools read it as `false`; put it in quotes",
    } in problems


def test_no_problems_as_json(dilemma: Invoke) -> None:
    """No problems are an empty list, not nothing."""
    result = dilemma("check", "nato", "--format", "json")
    assert (result.exit_code, result.stdout) == (0, "[]\n")


@pytest.mark.parametrize("format_", ["csv", "markdown", "jsonl"])
def test_other_formats_are_refused(format_: str, dilemma: Invoke) -> None:
    """A format that problems cannot have ends with 2."""
    result = dilemma("check", "nato", "--format", format_)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: problems cannot be written as {format_}; use text or json\n"


def test_what_ships_has_no_errors(dilemma: Invoke) -> None:
    """Every file that comes with the program passes."""
    entries = json.loads(dilemma("list", "--format", "json").stdout)
    assert dilemma("check", *(entry["path"] for entry in entries)).exit_code == 0


def test_a_file_with_an_odd_name_is_checked(here: Path, dilemma: Invoke) -> None:
    """A file that is there is meant, whatever its ending; what its name hides is made visible."""
    (here / "odd\u202ename").write_text(FAULTY)
    result = dilemma("check", "odd\u202ename", "--brief")
    assert result.exit_code == 1
    assert result.stdout.startswith("odd\N{REPLACEMENT CHARACTER}name:")


def test_folders_and_patterns(dilemma: Invoke, here: Path) -> None:
    """A folder stands for the files in it, a pattern for those it matches, in order of their names."""
    (here / "drafts").mkdir()
    for name in ("b", "a"):
        assert dilemma("new", f"drafts/{name}.yaml").exit_code == 0
    names = ["drafts/a.yaml", "drafts/b.yaml"]
    for typed in ("drafts", "drafts/*.yaml"):
        lines = dilemma("check", typed).stdout.splitlines()
        assert [name for name in names if any(line.startswith(name) for line in lines)] == names
