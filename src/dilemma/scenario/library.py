"""Where files are found: a name, the kind of file, and the folders that may hold it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.scenario.files.kinds import KINDS
from dilemma.scenario.reading import at_hand

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = {kind: each.folder for kind, each in KINDS.items() if each.folder}
SUFFIXES = (".yaml", ".yml")


class UnknownName(LookupError):
    """No file goes by a name; `known` are the names that exist."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        self.kind, self.name, self.known = kind, name, known
        super().__init__(f"there is no {kind} `{name}`")

    def __reduce__(self) -> tuple[type[UnknownName], tuple[str, str, tuple[str, ...]]]:
        """What another process makes it again from."""
        return type(self), (self.kind, self.name, self.known)


@dataclass(frozen=True, slots=True)
class Library:
    """Folders that hold scenarios, the first one first; other kinds stand in their subfolders."""

    roots: tuple[Path, ...]

    def near(self, path: Path) -> Library:
        """The same library, with the folder of a scenario file searched first."""
        home = path.parent
        return Library((home, *(root for root in self.roots if root != home)))

    def find(self, kind: str, name: str) -> Path:
        """The file of a kind that goes by a name.

        Raises:
            UnknownName: no folder of the library holds it.
        """
        for candidate in self._candidates(kind, name):
            if at_hand.is_file(candidate):
                return candidate
        raise UnknownName(KINDS[kind].noun, name, tuple(self.all(kind)))

    def meant(self, kind: str, given: str | Path) -> Path:
        """The file that is meant by a path, or by the name of one of a kind; a path is not looked at.

        Raises:
            UnknownName: no folder of the library holds a file of that name.
        """
        return Path(given) if isinstance(given, Path) or is_path(given) else self.find(kind, given)

    def all(self, kind: str) -> dict[str, Path]:
        """Every file of a kind by name; a name in an earlier folder hides the same name in a later one."""
        found: dict[str, Path] = {}
        for root in self.roots:
            for path in _yaml_files(root / FOLDERS[kind]):
                found.setdefault(path.stem, path)
        return found

    def _candidates(self, kind: str, name: str) -> Iterator[Path]:
        if Path(name).name != name:  # a name is never a way out of the folder
            return
        for root in self.roots:
            for suffix in SUFFIXES:
                yield root / FOLDERS[kind] / f"{name}{suffix}"


def standard() -> Library:
    """`./scenarios`, then `$DILEMMA_SCENARIOS`, then what came with the program."""
    package = Path(__file__).resolve().parents[1]
    places = [Path("scenarios")]
    if os.environ.get("DILEMMA_SCENARIOS"):
        places.append(Path(os.environ["DILEMMA_SCENARIOS"]))
    places += [package / "scenarios", package.parents[1] / "scenarios"]
    kept: dict[Path, Path] = {}
    for place in places:
        if place.is_dir():
            kept.setdefault(place.resolve(), place)
    return Library(tuple(kept.values()))


def is_path(given: str) -> bool:
    """Whether what a user typed means a file rather than a name."""
    return given.endswith(SUFFIXES) or "/" in given or os.sep in given


def _yaml_files(folder: Path) -> list[Path]:
    try:
        return [path for path in at_hand.files_in(folder) if path.suffix in SUFFIXES]
    except OSError:
        return []
