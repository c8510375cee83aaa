"""The commands by name: every file is one, and none is made before it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

from dilemma.cli import app, commands
from dilemma.cli.app import app as app_app

if TYPE_CHECKING:
    from tests.cli.conftest import Invoke
    from typer.core import TyperCommand


def test_every_file_of_a_command_is_a_command() -> None:
    """Each file of the folder is in the registry, so that no command is written and then forgotten."""
    folder = Path(commands.__file__).parent
    files = {f"dilemma.cli.commands.{path.stem}" for path in folder.glob("*.py") if path.stem != "__init__"}
    assert files <= set(commands._MODULES.values())


@pytest.mark.parametrize("name", commands.NAMES)
def test_every_name_has_a_function_of_that_name(name: str) -> None:
    """What the registry finds by a name is called so, is public, and has a help."""
    function = commands.function(name)
    assert function.__name__.removesuffix("_") == name
    assert function.__doc__


def test_the_commands_stand_in_the_order_of_their_names() -> None:
    """Whoever walks the command tree finds every command, made, in the order of the help."""
    tree = typer.main.get_command(app_app).commands  # type: ignore[attr-defined]  # a group has commands
    assert tuple(command.name for command in tree.values()) == commands.NAMES
    assert "frob" not in tree


def test_listing_makes_no_command(dilemma: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """The help of the program reads no signature; that of a command reads one."""
    made: list[str] = []
    make = app._command

    def watched(name: str) -> TyperCommand:
        made.append(name)
        return make(name)

    monkeypatch.setattr(app, "_command", watched)
    assert "Score the options" in dilemma("--help").stdout
    assert made == []
    dilemma("check", "--help")
    assert set(made) == {"check"}


def test_a_slip_in_a_command_is_answered_with_the_nearest(dilemma: Invoke) -> None:
    """A misspelt command is refused with the one that was probably meant."""
    assert "Did you mean 'assess'?" in dilemma("asess", "nato").stderr


def test_an_option_of_another_command(dilemma: Invoke) -> None:
    """An option that few other commands have is answered with them; one that many have is not."""
    assert dilemma("assess", "nato", "--vary", "a=1").stderr.endswith(
        "No such option: --vary; `dilemma compare` has it\n"
    )
    assert dilemma("list", "--full").stderr.endswith("No such option: --full\n")


def test_a_second_name_is_answered_with_whose_eyes_are_said_how(dilemma: Invoke) -> None:
    """`assess nato frontline` is what people try; where there are no eyes to name, nothing is added."""
    said = dilemma("assess", "nato", "frontline").stderr
    assert said.endswith("(frontline); name a perspective with --as\n")
    assert dilemma("list", "nato").stderr.endswith("extra argument(s) (nato)\n")
