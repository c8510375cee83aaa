"""The command `dilemma new`: a scenario that loads, and never over another file unasked."""

from __future__ import annotations

import re
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from dilemma.cli.options import Force, WrittenOn

if TYPE_CHECKING:
    from dilemma.scenario.library import Library

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def new(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="Name of the new scenario (letters, digits, - and _), or the path of its file.",
        ),
    ],
    framework: Annotated[
        str | None,
        typer.Option("--framework", metavar="NAME", help="Start from a framework, such as allies."),
    ] = None,
    today: WrittenOn = None,
    force: Force = False,
) -> None:
    """Write a new scenario of placeholders, ready to be filled in.

    \b
    Examples:
      dilemma new energy
      dilemma new energy --framework allies
      dilemma new drafts/energy.yaml
    """
    from dilemma.cli.errors import refuse_to_replace
    from dilemma.cli.streams import answer, say
    from dilemma.report.text import sanitize
    from dilemma.scenario.dates import current_day
    from dilemma.scenario.library import standard_library
    from dilemma.scenario.new_scenario import framework_text, standalone_text
    from dilemma.scenario.parse import display_path, load_file
    from dilemma.scenario.schema.kinds import modeline
    from dilemma.whole_file import write_whole

    path = _path(name)
    refuse_to_replace(path, force=force)
    day = today or current_day()
    if framework is None:
        text = standalone_text(path.stem, day)
    else:
        path_of_framework = _framework(framework, standard_library().near(path))
        framework_file = load_file(path_of_framework, "framework").model
        text = framework_text(path.stem, day, path_of_framework.stem, framework_file)
    write_whole(path, f"{modeline('scenario')}{text}".encode())
    answer(f"{sanitize(display_path(path))}\n")
    typed = quote(display_path(path))
    say(f"Edit it, then try: dilemma check {typed} and dilemma assess {typed}")


def _framework(name: str, library: Library) -> Path:
    """Return the framework of a name or path; a scenario names it, so it must be found by name from there."""
    from dilemma.cli.errors import refuse
    from dilemma.scenario.library import is_path

    if not is_path(name):
        return library.find("framework", name)
    path = Path(name)
    path.stat()  # what cannot be used is told as it is
    known = library.all("framework").get(path.stem)
    if known is None or not known.samefile(path):
        refuse(
            f"a scenario names its framework, so {name} must be found by name from there; move it into a "
            f"folder `frameworks` beside the scenario, and type --framework {quote(path.stem)}"
        )
    return known


def _path(name: str) -> Path:
    """Return the file meant: a path as given, a name in ./scenarios if that folder exists, else here."""
    from dilemma.cli.errors import refuse
    from dilemma.scenario.library import SUFFIXES, is_path

    folder = Path("scenarios")
    by_name = name and not is_path(name) and folder.is_dir()  # an empty name is not the folder itself
    path = folder / name if by_name else Path(name)
    stem, ending = (path.stem, path.suffix) if path.suffix in SUFFIXES else (path.name, SUFFIXES[0])
    if not _ID.fullmatch(stem):
        wanted = "use letters, digits, `_` and `-`, with a letter first, such as `energy`"
        refuse(f"`{stem or name}` cannot be the name of a scenario; {wanted}")
    return path.with_name(stem + ending)
