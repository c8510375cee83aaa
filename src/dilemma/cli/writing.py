"""What `new` does: a scenario that loads, written whole, never over another file unasked."""

from __future__ import annotations

from pathlib import Path

from dilemma.cli.guard import refuse
from dilemma.cli.streams import answer, say, write_whole
from dilemma.scenario.library import is_path, standard
from dilemma.scenario.shape import load, shown
from dilemma.scenario.template import on_framework, standalone


def new_scenario(name: str, *, framework: str | None, force: bool) -> None:
    """Writes the file and says what to do next."""
    path = _path(name)
    if path.exists() and not force:
        refuse(f"{shown(path)} is already there; choose another name or add --force")
    if framework is None:
        text = standalone(path.stem)
    else:
        lent = load(standard().near(path).find("framework", framework), "framework").model
        text = on_framework(path.stem, framework, lent)
    write_whole(path, text.encode())
    answer(f"{shown(path)}\n")
    say(f"Edit it, then: dilemma check {shown(path)} and dilemma assess {shown(path)}")


def _path(name: str) -> Path:
    """The file meant: a path as given, a name in ./scenarios if that folder exists, else here."""
    if is_path(name):
        return Path(name)
    if not name.replace("-", "").replace("_", "").isalnum() or not name.isascii():
        refuse(f"`{name}` is not an id; use letters, digits, `_` and `-`, or give the path of a file")
    folder = Path("scenarios")
    return (folder if folder.is_dir() else Path()) / f"{name}.yaml"
