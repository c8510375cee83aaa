"""`dilemma completion`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Shell(StrEnum):
    """The shells that can complete what is typed."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
) -> None:
    """Print what lets a shell complete names, profiles and paths.

    Keep its output in a file that your shell reads when it starts, and open a new window. For zsh that is a
    line in ~/.zshrc after `compinit`: source ~/.dilemma.zsh

    \b
    Examples:
      dilemma completion bash > ~/.local/share/bash-completion/completions/dilemma
      dilemma completion zsh > ~/.dilemma.zsh
      dilemma completion fish > ~/.config/fish/completions/dilemma.fish
      dilemma completion powershell >> $PROFILE
    """
    from dilemma.cli.completing import script
    from dilemma.cli.guard import handle_errors
    from dilemma.cli.streams import answer

    with handle_errors():
        answer(script(shell.value))
