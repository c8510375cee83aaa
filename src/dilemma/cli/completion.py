"""Completion for four shells: names that exist, and silence where nothing is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario


COMPLETION_VARIABLE = "_DILEMMA_COMPLETE"  # set by the script of the shell when it asks, never by a person


def _script(shell: str) -> str:
    """Return the script that lets a shell complete this program; typer writes it on request."""
    import os
    import subprocess
    import sys

    command = [sys.executable, "-m", "dilemma"]
    environment = {**os.environ, COMPLETION_VARIABLE: f"source_{shell}"}
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True).stdout


def refuse_incomplete_request() -> None:
    """End the program where it is to complete a line that no shell passed on."""
    import os

    # The other shells have defaults for what they tell.
    if os.environ.get(COMPLETION_VARIABLE) != "complete_bash":
        return
    if "COMP_WORDS" not in os.environ or not os.environ.get("COMP_CWORD", "").isdecimal():
        from dilemma.cli import COMMAND_AT_FAULT
        from dilemma.cli.streams import say

        say(
            f"error: {COMPLETION_VARIABLE} is set, but not the line to complete, as a shell sets it; "
            f"unset {COMPLETION_VARIABLE}"
        )
        raise SystemExit(COMMAND_AT_FAULT)


def _names(kind: str, *words: str) -> Callable[[], Iterator[str]]:
    """Offer the files of a kind by name, and the words that may stand in place of one."""

    def offered() -> Iterator[str]:
        from dilemma.scenario.library import standard_library

        yield from standard_library().all(kind)
        yield from words

    return offered


def _of_scenario(listed: Callable[[Scenario], Iterable[str]]) -> Callable[[typer.Context], Iterable[str]]:
    """Offer parts of the scenario typed before; nothing where that cannot be read."""

    def offered(context: typer.Context) -> Iterable[str]:
        from dilemma.api.assess import load
        from dilemma.errors import DilemmaError

        name = _typed(context)
        if name is None:
            return ()
        try:
            return tuple(listed(load(name).scenario))
        except (DilemmaError, OSError):
            return ()

    return offered


def _typed(context: typer.Context) -> str | None:
    """Return the scenario typed before; an option without its value leaves it in the rest of the line."""
    typed = (context.params.get(name) for name in ("name", "names", "old"))
    names = next((name for name in typed if name), context.args)
    if isinstance(names, str):
        return names
    return names[0] if names else None


def _paths(scenario: Scenario) -> Iterator[str]:
    from dilemma.scenario.edits.what_if import settable_paths

    return (f"{path}=" for path in settable_paths(scenario))


def measures() -> Iterator[str]:
    """Offer every figure that can be explained."""
    from dilemma.report.measures.registry import MEASURES

    yield from (measure.id for measure in MEASURES)
    yield "all"


scenarios = _names("scenario")
profiles = _names("profile", "none", "all")
frameworks = _names("framework")
observations = _names("observations")
settings = _of_scenario(_paths)
signposts = _of_scenario(lambda scenario: scenario.file.signposts)
assumptions = _of_scenario(lambda scenario: scenario.file.assumptions)
members = _of_scenario(lambda scenario: scenario.file.coalition.members if scenario.file.coalition else ())


class Shell(StrEnum):
    """The shells that can complete what is typed."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
) -> None:
    """Print the script that completes names and paths in your shell.

    Keep its output in a file that your shell reads when it starts, and open a new window. For zsh that is a
    line in ~/.zshrc after `compinit`: source ~/.dilemma.zsh

    \b
    Examples:
      dilemma completion bash > ~/.local/share/bash-completion/completions/dilemma
      dilemma completion zsh > ~/.dilemma.zsh
      dilemma completion fish > ~/.config/fish/completions/dilemma.fish
      dilemma completion powershell >> $PROFILE
    """
    from dilemma.cli.streams import answer

    answer(_script(shell.value))
