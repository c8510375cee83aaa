"""Everything wrong with one file, whatever its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.checks import framework_faults, together
from dilemma.scenario.checks.finding import Draft
from dilemma.scenario.checks.references import cited
from dilemma.scenario.load import every_source, load_scenario, sources_of
from dilemma.scenario.problems import FaultyFile, in_order
from dilemma.scenario.shape import kind_of, load, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from dilemma.scenario.checks.finding import Finding
    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.problems import Problem
    from dilemma.scenario.shape import Shaped


def check_file(path: Path, library: Library) -> tuple[Problem, ...]:
    """Everything wrong with a file of any kind, warnings included.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        kind = kind_of(parse(path)[0])
        if kind == "scenario":
            return load_scenario(path, library).problems
        found = load(path, kind)
        # These files stand in a subfolder of the library they belong to.
        findings = BESIDE[kind](found, library.near(path.parent)) if kind in BESIDE else ()
        return in_order((*found.problems, *(finding.problem(found.node) for finding in findings)))
    except FaultyFile as faulty:
        return faulty.problems


def _profile(found: Shaped, library: Library) -> Iterator[Finding]:
    yield from cited(found.model, every_source(library))
    yield from together.profile(found.model, _Scenarios(library))


def _framework(found: Shaped, library: Library) -> Iterator[Finding]:
    sources = sources_of(found, library) if found.model.sources else every_source(library)
    # The checks of a framework read only what both kinds of file may hold.
    yield from framework_faults(Draft(found.model, sources.keys(), library.all("profile").keys()))
    yield from together.portfolio(found.model, _Scenarios(library))
    if found.model.portfolio is not None:  # as a framework for scenarios the file is as good as before
        yield from (replace(each, severity="warning") for each in together.joined(found.model.portfolio))


def _observations(found: Shaped, library: Library) -> Iterator[Finding]:
    yield from together.observations(found.model, _Scenarios(library))


# What a file that is no scenario may get wrong about sources, profiles and scenarios; other kinds name none.
BESIDE: Mapping[str, Callable[[Shaped, Library], Iterator[Finding]]] = {
    "profile": _profile,
    "framework": _framework,
    "observations": _observations,
}


class _Scenarios(Mapping[str, "Scenario | None"]):
    """The scenarios of a library by name, each read when it is asked for; None for a faulty one."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._paths = library.all("scenario")
        self._read: dict[str, Scenario | None] = {}

    def __getitem__(self, name: str) -> Scenario | None:
        if name not in self._read:
            try:
                self._read[name] = load_scenario(self._paths[name], self._library).scenario
            except FaultyFile:
                self._read[name] = None
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
