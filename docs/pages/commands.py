"""The command reference, from the command tree itself.

The tree is walked rather than its help printed: names, sentences and defaults are ours and stay the same
under every version of Typer, while the look of `--help` does not.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

import typer
from typer.models import OptionInfo

from dilemma.cli.app import app
from dilemma.cli.commands import function

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """\
# Commands

Answers go to standard output, talk and faults of the command line to standard error. Exit codes: 0 answered,
1 a file is at fault, 2 the command line is at fault; `diff --exit-code` also knows 3, the choice moved. 70
is a bug in dilemma: what to report is on standard error, and it counts more than 1, 2 and 3. Every command
also takes `--help`. This page is made from the program.

`NAME` is the name of a scenario that `dilemma list` shows, or the path of a file. Names are looked up in
`./scenarios`, then in the folder that `DILEMMA_SCENARIOS` names, then among those that came with the program.
"""


def commands_page() -> str:
    """The whole page."""
    tree: Any = typer.main.get_command(app)
    links = "".join(
        f"- [`dilemma {name}`](#dilemma-{name}): {_first(of)}\n" for name, of in tree.commands.items()
    )
    whole = "".join(
        f"- {_code(parameter.opts)}: {parameter.help}\n" for parameter in tree.params if parameter.help
    )
    parts = [_command(name, command) for name, command in tree.commands.items()]
    return f"{HEAD}\n{links}\nThe program by itself takes:\n\n{whole}{''.join(parts)}"


def _command(name: str, command: Any) -> str:
    text, examples = _described(command)
    hints = _hints(name)
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    usage = " ".join(["dilemma", name, "[OPTIONS]", *(_placeholder(each) for each in arguments)])
    lines = [f"\n## dilemma {name}\n", f"{text}\n", f"```text\n{usage}\n```\n"]
    lines += [_table("argument", arguments, hints)] if arguments else []
    lines += [_table("option", options, hints)] if options else []
    lines += ["Examples:\n", "```sh", *examples, "```"]
    return "\n".join(lines) + "\n"


def _table(kind: str, parameters: list[Any], hints: dict[str, Any]) -> str:
    rows = [f"| {kind} | meaning |", "| --- | --- |"]
    rows += [
        f"| {_spelled(each, hints[each.name])} | {_meaning(each, hints[each.name])} |" for each in parameters
    ]
    return "\n".join(rows) + "\n"


def _spelled(parameter: Any, hint: Any) -> str:
    """How a parameter is written on the command line."""
    if parameter.param_type_name == "argument":
        return f"`{_placeholder(parameter)}`"
    flag = getattr(parameter, "is_flag", False)
    value = "" if flag else f" {parameter.metavar or ('VALUE' if _choices(hint) else 'NUMBER')}"
    return _code([f"{name}{value}" for name in parameter.opts]).replace("|", r"\|")


def _meaning(parameter: Any, hint: Any) -> str:
    choices, limits = _choices(hint), _limits(hint)
    said = [parameter.help or ""]
    if choices and "|" not in (parameter.metavar or ""):
        said.append(f"One of {_code(choices)}.")
    if limits:
        said.append(f"From {limits[0]} to {limits[1]}.")
    if isinstance(parameter.default, Enum):
        said.append(f"[default: {parameter.default.value}]")
    return " ".join(said).replace("|", r"\|")


def _placeholder(parameter: Any) -> str:
    """What stands for an argument; one that may be left out is in brackets."""
    name = str(parameter.metavar or parameter.name.upper())
    return name if parameter.required else f"[{name}]"


def _described(command: Any) -> tuple[str, list[str]]:
    """The sentences of a command's help, and its examples."""
    help_ = f"{command.help}\n{command.epilog or ''}"
    text, _, examples = help_.replace("\b", "").partition("Examples:")
    return text.strip(), [line.strip() for line in examples.strip().splitlines()]


def _first(command: Any) -> str:
    return _described(command)[0].split("\n\n")[0].replace("\n", " ")


def _hints(name: str) -> dict[str, Any]:
    """The annotations of the function behind a command, by parameter."""
    return get_type_hints(function(name), include_extras=True)


def _parts(hint: Any) -> Iterator[Any]:
    """An annotation and everything it is made of."""
    yield hint
    if get_origin(hint) is not None:
        for part in get_args(hint):
            yield from _parts(part)


def _choices(hint: Any) -> list[str]:
    for part in _parts(hint):
        if isinstance(part, type) and issubclass(part, Enum):
            return [str(member.value) for member in part]
    return []


def _limits(hint: Any) -> tuple[str, str] | None:
    if get_origin(hint) is not Annotated:
        return None
    for part in get_args(hint)[1:]:
        if isinstance(part, OptionInfo) and part.min is not None and part.max is not None:
            return f"{part.min:g}", f"{part.max:g}"
    return None


def _code(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
