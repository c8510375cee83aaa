"""Checking one file of any kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dilemma.errors import FaultyFile
from dilemma.scenario.load import build_scenario, load_all_sources, load_scenario, load_sources
from dilemma.scenario.parse import file_kind, load_file, parse_file
from dilemma.scenario.problems import sort_problems
from dilemma.scenario.validation import find_framework_errors, other_files
from dilemma.scenario.validation.finding import Draft
from dilemma.scenario.validation.references import check_model_citations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.parse import ParsedFile
    from dilemma.scenario.problems import Problem
    from dilemma.scenario.validation.finding import Finding


def check_file(path: Path, library: Library) -> tuple[Problem, ...]:
    """Return everything wrong with a file of any kind, warnings included.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        node, problems = parse_file(path)
        kind = file_kind(node)
        if kind == "scenario":
            return build_scenario(node, path, library, problems).problems
        file = load_file(path, kind)
        # These files stand in a subfolder of the library they belong to.
        findings = _CHECKS_BY_KIND[kind](file, library.near(path.parent)) if kind in _CHECKS_BY_KIND else ()
        return sort_problems((*file.problems, *(finding.problem(file.node) for finding in findings)))
    except FaultyFile as faulty:
        return faulty.problems


def _check_profile(file: ParsedFile, library: Library) -> Iterator[Finding]:
    yield from check_model_citations(file.model, load_all_sources(library))
    yield from other_files.check_profile(file.model, _Scenarios(library))


def _check_framework(file: ParsedFile, library: Library) -> Iterator[Finding]:
    sources = load_sources(file, library) if file.model.sources else load_all_sources(library)
    # The checks of a framework read only what both kinds of file may hold.
    yield from find_framework_errors(Draft(file.model, sources.keys(), library.all("profile").keys()))
    yield from other_files.check_portfolio(file.model, _Scenarios(library))
    if file.model.portfolio is not None:  # as a framework for scenarios the file is as good as before
        yield from (
            replace(finding, severity="warning")
            for finding in other_files.check_joined_scenarios(file.model.portfolio)
        )


def _check_observations(file: ParsedFile, library: Library) -> Iterator[Finding]:
    yield from check_model_citations(file.model, load_all_sources(library))
    yield from other_files.check_observations(file.model, _Scenarios(library))


# What a file that is no scenario may get wrong about sources, profiles and scenarios; other kinds name none.
_CHECKS_BY_KIND: Mapping[str, Callable[[ParsedFile, Library], Iterator[Finding]]] = {
    "profile": _check_profile,
    "framework": _check_framework,
    "observations": _check_observations,
}


class _Scenarios(Mapping[str, "Scenario | None"]):
    """The scenarios of a library by name, each loaded when first asked for; None for a faulty one."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._paths = library.all("scenario")
        self._loaded: dict[str, Scenario | None] = {}

    def __getitem__(self, name: str) -> Scenario | None:
        if name not in self._loaded:
            try:
                self._loaded[name] = load_scenario(self._paths[name], self._library).scenario
            except FaultyFile:
                self._loaded[name] = None
        return self._loaded[name]

    def __contains__(self, name: object) -> bool:
        """Return whether there is a scenario of a name.

        The default would load the scenario, and take a KeyError of ours for a no.
        """
        return name in self._paths

    def get(self, name: str, default: Any = None) -> Any:
        """Return a scenario by name, or the default where there is none; pass on errors on loading it."""
        return self[name] if name in self._paths else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
