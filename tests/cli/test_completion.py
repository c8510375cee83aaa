"""The shell is offered what exists, where it fits."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.completion import completion_init  # type: ignore[attr-defined]  # typer does not list it
from typer.testing import CliRunner

from dilemma.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Program = Callable[..., subprocess.CompletedProcess[str]]

EMPTY = ""


def offered(*words: str) -> list[str]:
    """What is offered in place of the last word of a line."""
    line = {"COMP_WORDS": " ".join(("dilemma", *words)), "COMP_CWORD": str(len(words))}
    completion_init()  # as typer does where a shell asks
    asking = {**line, "_DILEMMA_COMPLETE": "complete_bash"}
    answer = CliRunner().invoke(app, [], prog_name="dilemma", env=asking)
    assert (answer.exit_code, answer.stderr) == (0, "")
    return answer.stdout.split()


@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("assess n", {"nato", "nuclear"}),
        ("compare climate na", {"nato"}),
        ("diff HEAD~1 na", {"nato"}),
        ("diff nato mine.yaml --set futures.", {"futures.rupture.chance="}),
        ("assess nato --as ", {"frontline", "none", "all"}),
        ("assess nato --set futures.", {"futures.rupture.chance=", "futures.rupture.probability="}),
        ("assess nato --seen N1", {"N1"}),
        ("assess nato --not-seen N6", {"N6"}),
        ("assess nato --observed ", {"after-2024"}),
        ("assess nato --wrong pil", {"pillar"}),
        ("assess --explain minimax", {"minimax-regret"}),
        ("panel nato front", {"frontline"}),
        ("coalition nato --without nuc", {"nuclear-power"}),
        ("portfolio all", {"allies"}),
        ("comple", {"completion"}),
    ],
)
def test_what_exists_is_offered(line: str, some: set[str]) -> None:
    """Every offer begins as typed, and what exists is among them."""
    words = line.split(" ")
    found = offered(*words)
    assert some <= set(found)
    assert all(each.startswith(words[-1]) for each in found)


@pytest.mark.parametrize("line", ["assess nowhere --seen ", "assess --set ", "diff HEAD~1 nato --set w"])
def test_nothing_is_offered_where_nothing_is_known(line: str) -> None:
    """A scenario that is missing or not typed yet gives silence, not an error in the middle of a line."""
    assert offered(*line.split(" ")) == []


def test_a_faulty_scenario_offers_nothing(here: Path) -> None:
    """A half-written file is no reason for a traceback in a prompt."""
    (here / "half.yaml").write_text("dilemma: 1\ntitle: [", encoding="utf-8")
    assert offered("assess", "half.yaml", "--wrong", EMPTY) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_has_its_script(shell: str, program: Program) -> None:
    """The script asks this program, by the word the program listens to."""
    script = program("completion", shell).stdout
    assert "_DILEMMA_COMPLETE" in script
    assert f"complete_{shell}" in script


def test_help_has_no_options_for_it(program: Program) -> None:
    """Completion is a command; no help is longer for it."""
    assert "--install-completion" not in program("--help").stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_with_it(tmp_path: Path, program: Program) -> None:
    """A bash that has read the script completes a name."""
    (tmp_path / "script").write_text(program("completion", "bash").stdout, encoding="utf-8")
    lines = """
        source ./script
        COMP_WORDS=(dilemma assess thr); COMP_CWORD=2
        _dilemma_completion ./dilemma
        echo "${COMPREPLY[@]}"
    """
    (tmp_path / "dilemma").write_text(f'#!/bin/sh\nexec {sys.executable} -m dilemma "$@"\n', encoding="utf-8")
    (tmp_path / "dilemma").chmod(0o755)
    done = subprocess.run(["bash", "-c", lines], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["threat-reduction", "threat-reduction-2026"]


@pytest.mark.parametrize("told", [{}, {"COMP_WORDS": "dilemma", "COMP_CWORD": "abc"}, {"COMP_CWORD": "1"}])
def test_a_line_that_is_not_told(told: dict[str, str], program: Program) -> None:
    """Who sets the variable of the script by hand is told so, and sees no traceback."""
    answer = program(**told, _DILEMMA_COMPLETE="complete_bash")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == (
        "error: _DILEMMA_COMPLETE is set, but not the line to complete, as a shell sets it; "
        "unset _DILEMMA_COMPLETE\n"
    )
