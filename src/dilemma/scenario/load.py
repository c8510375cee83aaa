"""From a path to a scenario or a profile, or to everything that is wrong with the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from dilemma.scenario import layers
from dilemma.scenario.checks import faults, warnings
from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.checks.references import cited
from dilemma.scenario.library import UnknownName
from dilemma.scenario.model import Profile, Scenario
from dilemma.scenario.problems import FaultyFile, Problem, in_order
from dilemma.scenario.resolve import resolve
from dilemma.scenario.shape import Shaped, kind_of, load, parse, shaped
from dilemma.scenario.suggest import remedy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dilemma.scenario.files.kinds import ScenarioFile, Source, SourcesFile
    from dilemma.scenario.library import Library
    from dilemma.scenario.reading.nodes import Node


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario that can be used, and the warnings about its file."""

    scenario: Scenario
    problems: tuple[Problem, ...]


def load_scenario(path: Path, library: Library) -> Loaded:
    """Reads a scenario with its framework and sources.

    Raises:
        FaultyFile: with every error and warning of the file, or of its framework or sources.
        OSError: the file cannot be read.
    """
    node, problems = parse(path)
    near = library.near(path)
    node = _on_framework(node, near, problems)
    found = shaped(node, "scenario", problems)
    file: ScenarioFile = found.model
    sources = _sources(found, near)
    draft = Draft(file, sources.keys(), near.all("profile").keys())
    wrong = tuple(finding.problem(node) for finding in faults(draft))
    if wrong:
        raise FaultyFile((*problems, *wrong))
    scenario = resolve(file, path.stem, path, sources)
    warned = (finding.problem(node) for finding in warnings(scenario))
    return Loaded(scenario, in_order((*problems, *warned)))


def load_profile(path: Path, sources: Mapping[str, Source]) -> Profile:
    """Reads a profile whose citations are looked up in `sources`.

    Raises:
        FaultyFile: with every error of the file.
        OSError: the file cannot be read.
    """
    found = load(path, "profile")
    _refuse(found, cited(found.model, sources))
    return Profile(path.stem, found.model, path, found.node)


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
        if kind in {"profile", "framework"}:
            # These files stand in a subfolder of the library they belong to.
            _refuse(found, cited(found.model, _every_source(library.near(path.parent))))
        return found.problems
    except FaultyFile as faulty:
        return faulty.problems


def _refuse(found: Shaped, findings: Iterator[Finding]) -> None:
    wrong = tuple(finding.problem(found.node) for finding in findings)
    if wrong:
        raise FaultyFile((*found.problems, *wrong))


def _on_framework(node: Node, library: Library, problems: tuple[Problem, ...]) -> Node:
    """The scenario laid over the framework it names, if it names one that exists."""
    named = node.child("framework")
    if named is None or not isinstance(named.value, str):
        return node
    try:
        path = library.find("framework", named.value)
    except UnknownName as unknown:
        message = f"there is no framework `{unknown.name}`{remedy(unknown.name, unknown.known)}"
        raise FaultyFile((*problems, Problem(named.span, "unknown-framework", message))) from None
    framework = load(path, "framework")
    return layers.over(layers.under(framework.node), node)


def _sources(found: Shaped, library: Library) -> dict[str, Source]:
    """Every source the files named under `sources:` hold, by id."""
    entries: dict[str, Source] = {}
    for place, named in enumerate(found.model.sources):
        try:
            path = library.find("sources", named)
        except UnknownName as unknown:
            message = f"there is no sources file `{named}`{remedy(named, unknown.known)}"
            finding = Finding(("sources", place), "unknown-sources", message)
            raise FaultyFile((*found.problems, finding.problem(found.node))) from None
        entries.update(cast("SourcesFile", load(path, "sources").model).entries)
    return entries


def _every_source(library: Library) -> dict[str, Source]:
    """The sources of all sources files of a library, for files that stand outside any scenario."""
    entries: dict[str, Source] = {}
    for path in library.all("sources").values():
        entries.update(load(path, "sources").model.entries)
    return entries
