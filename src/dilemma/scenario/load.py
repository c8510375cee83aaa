"""From a path to a scenario or a profile, or to what keeps the file from being used."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, cast

from dilemma.scenario import layers
from dilemma.scenario.checks import MOST_FINDINGS, faults, warnings
from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.checks.reasons import unweighed
from dilemma.scenario.checks.references import NOBODY, cited, cited_as_written, variant
from dilemma.scenario.edits.profile import applies, entry
from dilemma.scenario.library import UnknownName
from dilemma.scenario.model import Profile, Scenario
from dilemma.scenario.problems import FaultyFile, Problem, in_order
from dilemma.scenario.resolve import resolve
from dilemma.scenario.shape import Shaped, kind_of, load, parse, shaped
from dilemma.scenario.suggest import remedy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from dilemma.scenario.files.scenario_file import ScenarioFile
    from dilemma.scenario.files.sources_file import Source, SourcesFile
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
    return scenario_of(node, path, library, problems)


def scenario_of(node: Node, path: Path, library: Library, problems: tuple[Problem, ...] = ()) -> Loaded:
    """The scenario that nodes mean when they stand, or will stand, in the file at `path`.

    Raises:
        FaultyFile: with every error and warning of the file, or of its framework or sources.
    """
    near = library.near(path)
    node = _on_framework(node, near, problems)
    found = _in_shape(node, near, problems)
    file: ScenarioFile = found.model
    sources = sources_of(found, near)
    draft = Draft(file, sources.keys(), near.all("profile").keys())
    known = near.all("scenario") if file.variant_of else {}
    found_wrong = (*faults(draft), *variant(file.variant_of, path.stem, known))
    wrong = tuple(finding.problem(node) for finding in found_wrong)
    if wrong:
        raise FaultyFile((*problems, *wrong))
    scenario = replace(resolve(file, path.stem, path, sources), works=_works(found, near))
    warned = (finding.problem(node) for finding in (*warnings(scenario), *_unseen(scenario, near)))
    return Loaded(scenario, in_order((*problems, *warned)))


def _in_shape(node: Node, library: Library, problems: tuple[Problem, ...]) -> Shaped:
    """The scenario of nodes; where their shape is at fault, unknown sources are told of as well."""
    try:
        return shaped(node, "scenario", problems)
    except FaultyFile as faulty:
        wrong = (finding.problem(node) for finding in islice(_uncited(node, library), MOST_FINDINGS))
        raise FaultyFile((*faulty.problems, *wrong)) from None


def _uncited(node: Node, library: Library) -> Iterator[Finding]:
    """The citations of what is not there; nothing where it cannot be told which sources are meant."""
    listed, known = node.child("sources"), library.all("sources")
    names = listed.data() if listed else []
    if kind_of(node) != "scenario" or not isinstance(names, list):
        return
    paths = [known[name] for name in names if isinstance(name, str) and name in known]
    if len(paths) < len(names):
        return
    with suppress(FaultyFile, OSError):
        yield from cited_as_written(node, _entries(paths))


def _unseen(scenario: Scenario, library: Library) -> Iterator[Finding]:
    """Warns where neither the scenario nor the profile used when none is named has weights for it."""
    name = scenario.file.viewpoint
    if scenario.weights is not None or name in (None, NOBODY):
        return
    path = library.find("profile", name)
    try:
        if not _has_entry(path, scenario.id) and not applies(scenario, _read_profile(path)[0]):
            yield from unweighed(scenario, name)
    except (FaultyFile, OSError):
        return  # whoever looks through it is told


def _has_entry(path: Path, name: str) -> bool:
    """Whether a profile has weights under a name; no model is made for the answer, which mostly is yes."""
    weights = parse(path)[0].child("weights")
    return weights is not None and weights.child(name) is not None


def load_profile(path: Path, sources: Mapping[str, Source]) -> Profile:
    """Reads a profile whose citations are looked up in `sources`.

    Raises:
        FaultyFile: with every error of the file.
        OSError: the file cannot be read.
    """
    profile, found = _read_profile(path)
    _refuse(found, cited(found.model, sources))
    return profile


def profile_for(path: Path, scenario: Scenario) -> Profile:
    """Reads a profile to look at a scenario with; one that has no weights for it is not asked for sources.

    Raises:
        LookupError: the profile has no weights for the scenario.
        FaultyFile: with every error of the file.
        OSError: the file cannot be read.
    """
    profile, found = _read_profile(path)
    entry(scenario, profile)
    _refuse(found, cited(found.model, scenario.sources))
    return profile


def _read_profile(path: Path) -> tuple[Profile, Shaped]:
    found = load(path, "profile")
    return Profile(path.stem, found.model, path, found.node), found


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


def sources_of(found: Shaped, library: Library) -> dict[str, Source]:
    """Every source the files named under `sources:` hold, by id."""
    known = library.all("sources")
    missing = [(place, name) for place, name in enumerate(found.model.sources) if name not in known]
    _refuse(found, [_no_sources(place, name, known) for place, name in missing])
    return _entries(known[name] for name in found.model.sources)


def _works(found: Shaped, library: Library) -> dict[str, str]:
    """The work that each source stands in, by the source's id, for the files that name one."""
    files = [library.find("sources", name) for name in found.model.sources]
    read = [cast("SourcesFile", load(path, "sources").model) for path in files]
    return {key: each.citation for each in read if each.citation for key in each.entries}


def _entries(paths: Iterable[Path]) -> dict[str, Source]:
    entries: dict[str, Source] = {}
    for path in paths:
        entries.update(cast("SourcesFile", load(path, "sources").model).entries)
    return entries


def _no_sources(place: int, name: str, known: Iterable[str]) -> Finding:
    message = f"there is no sources file `{name}`{remedy(name, known)}"
    return Finding(("sources", place), "unknown-sources", message)


def every_source(library: Library) -> dict[str, Source]:
    """The sources of all sources files of a library, for files that stand outside any scenario."""
    return _entries(library.all("sources").values())
