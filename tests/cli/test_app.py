"""The program as a whole: its help, its version, and how it is started."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from typer.main import get_command

from dilemma import __version__
from dilemma.cli.app import app

if TYPE_CHECKING:
    from tests.cli.conftest import Invoke
    from tests.conftest import Program

COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]  # a group has commands


def examples(text: str) -> list[str]:
    """The command lines below `Examples:`, which must be the last part of a help text."""
    last = text.rstrip().rpartition("\n\n")[2].splitlines()
    assert last[0].strip() == "Examples:"
    return [line.strip() for line in last[1:]]


def test_help_names_every_command_in_one_line(dilemma: Invoke) -> None:
    """`dilemma --help` lists each command with a whole sentence, none of them cut short."""
    listed = dilemma("--help").stdout.partition("Commands:\n")[2].rstrip("\n").splitlines()
    assert sorted(line.split()[0] for line in listed) == COMMANDS
    assert [line for line in listed if not line.endswith(".") or line.endswith("...")] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_ends_with_examples_of_it(command: str, dilemma: Invoke) -> None:
    """The help of every command ends with at least two examples, and each is of that command."""
    shown = examples(dilemma(command, "--help").stdout)
    assert len(shown) >= 2
    assert {tuple(shlex.split(line)[:2]) for line in shown} == {("dilemma", command)}


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_use_options_that_exist(command: str, dilemma: Invoke) -> None:
    """Every option an example uses is an option of its command."""
    known = {
        name
        for parameter in get_command(app).commands[command].params  # type: ignore[attr-defined]
        for name in parameter.opts
    }
    used = {
        word
        for line in examples(dilemma(command, "--help").stdout)
        for word in shlex.split(line)
        if word.startswith("-")
    }
    assert used - known == set()


def test_no_command_is_help(dilemma: Invoke) -> None:
    """`dilemma` alone shows the help and says by its exit code that nothing was asked."""
    result = dilemma()
    assert result.exit_code == 2
    assert "Usage: dilemma" in result.output


def test_version(dilemma: Invoke) -> None:
    """`--version` prints the version and nothing else."""
    assert dilemma("--version").stdout == f"dilemma {__version__}\n"


def test_module_is_the_program(program: Program) -> None:
    """`python -m dilemma` runs the program from any folder, under its own name."""
    result = program("--help")
    assert result.returncode == 0
    assert result.stdout.startswith("Usage: dilemma [OPTIONS] COMMAND")


@pytest.mark.parametrize("typed", ["frob", "asess nato", "assess", "assess nato climate", "assess --frob"])
def test_a_line_that_cannot_be_parsed_is_the_users_fault(typed: str, dilemma: Invoke) -> None:
    """Unknown commands and options, missing and surplus arguments end with 2 and speak on standard error."""
    result = dilemma(*typed.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr
