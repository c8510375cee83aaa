"""The commands by name: every file is one, and none is made before it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dilemma.cli import app, commands
from dilemma.cli.app import app as app_app

if TYPE_CHECKING:
    import pytest
    from tests.cli.conftest import Invoke
    from typer.core import TyperCommand


def test_every_file_of_a_command_is_a_command() -> None:
    """The names are those of the files, so that no command is written and then forgotten."""
    files = Path(commands.__file__).parent.glob("*.py")
    assert sorted(commands.NAMES) == sorted(
        {path.stem.removesuffix("_") for path in files if path.stem != "__init__"}
    )


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
    assert "Weigh the options" in dilemma("--help").stdout
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
    assert said.endswith("(frontline); whose eyes is said with --as\n")
    assert dilemma("list", "nato").stderr.endswith("extra argument(s) (nato)\n")
