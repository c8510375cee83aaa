"""The files that names, paths, folders and patterns of a command line stand for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.cli.errors import refuse
from dilemma.errors import UnknownName
from dilemma.scenario.library import SUFFIXES, is_path, standard_library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SIGNS = frozenset("*?[")  # what makes a name a pattern


def expand_scenarios(names: Sequence[str]) -> tuple[str, ...]:
    """Return names and paths, each pattern or folder replaced by its files in order of their names.

    A file met twice, by two patterns or by a pattern and its own path, is taken once.
    """
    paths: dict[Path, str] = {}
    for name in names:
        for path in _expand(name):
            paths.setdefault(Path(path), path)
    return tuple(paths.values())


def expand_profiles(names: Sequence[str]) -> tuple[str, ...]:
    """Return names and paths, each pattern replaced by its files."""
    return tuple(path for name in names for path in (_matching(name) if _is_pattern(name) else [name]))


def expand_files(names: Sequence[str]) -> tuple[str, ...]:
    """Return names and paths, each pattern and each folder replaced by its YAML files."""
    return tuple(path for name in names for path in _expand(name))


def _expand(name: str) -> Iterator[str]:
    if _is_pattern(name):
        yield from _matching(name)
    elif Path(name).is_dir() and not _is_known(name):
        yield from _files_in(name)
    else:
        yield name


def _is_pattern(name: str) -> bool:
    return not _SIGNS.isdisjoint(name) and not Path(name).exists()


def _is_known(name: str) -> bool:
    if not is_path(name):
        try:
            standard_library().find("scenario", name)
        except UnknownName:
            return False
        return True
    return False


def _matching(pattern: str) -> list[str]:
    """Return the YAML files a pattern matches; `**` stands for any folders."""
    from glob import glob

    paths = sorted(path for path in glob(pattern, recursive=True) if path.endswith(SUFFIXES))
    if not paths:
        refuse(f"`{pattern}` matches no YAML file")
    return [str(Path(path)) for path in paths]


def _files_in(folder: str) -> list[str]:
    paths = sorted(str(path) for path in Path(folder).iterdir() if path.suffix in SUFFIXES)
    if not paths:
        refuse(f"the folder `{folder}` holds no YAML file")
    return paths
