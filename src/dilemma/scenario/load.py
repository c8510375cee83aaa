"""From a path to a scenario or a profile, or to everything that is wrong with the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from dilemma.scenario import layers
from dilemma.scenario.checks import faults, framework_faults, together, warnings
from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.checks.references import cited
from dilemma.scenario.files.kinds import FrameworkFile, ObservationsFile, ProfileFile
from dilemma.scenario.library import UnknownName
from dilemma.scenario.model import Profile, Scenario
from dilemma.scenario.problems import FaultyFile, Problem, in_order
from dilemma.scenario.resolve import resolve
from dilemma.scenario.shape import Shaped, kind_of, load, parse, shaped
from dilemma.scenario.suggest import remedy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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
        # These files stand in a subfolder of the library they belong to.
        findings = _beside(found, library.near(path.parent))
        return in_order((*found.problems, *(finding.problem(found.node) for finding in findings)))
    except FaultyFile as faulty:
        return faulty.problems


def _beside(found: Shaped, library: Library) -> Iterator[Finding]:
    """What a file that is no scenario gets wrong about sources, profiles and scenarios."""
    file, scenarios = found.model, _Scenarios(library)
    if isinstance(file, ProfileFile):
        yield from cited(file, _every_source(library))
        yield from together.profile(file, scenarios)
    elif isinstance(file, FrameworkFile):
        sources = _sources(found, library) if file.sources else _every_source(library)
        # The checks of a framework read only what both kinds of file may hold.
        draft = Draft(cast("ScenarioFile", file), sources.keys(), library.all("profile").keys())
        yield from framework_faults(draft)
        yield from together.portfolio(file, scenarios)
    elif isinstance(file, ObservationsFile):
        yield from together.observations(file, scenarios)


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


def _refuse(found: Shaped, findings: Iterable[Finding]) -> None:
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
    known = library.all("sources")
    missing = [(place, name) for place, name in enumerate(found.model.sources) if name not in known]
    _refuse(found, [_no_sources(place, name, known) for place, name in missing])
    entries: dict[str, Source] = {}
    for name in found.model.sources:
        entries.update(cast("SourcesFile", load(known[name], "sources").model).entries)
    return entries


def _no_sources(place: int, name: str, known: Iterable[str]) -> Finding:
    message = f"there is no sources file `{name}`{remedy(name, known)}"
    return Finding(("sources", place), "unknown-sources", message)


def _every_source(library: Library) -> dict[str, Source]:
    """The sources of all sources files of a library, for files that stand outside any scenario."""
    entries: dict[str, Source] = {}
    for path in library.all("sources").values():
        entries.update(load(path, "sources").model.entries)
    return entries
