"""Loading a scenario over its framework, a profile or observations, with every problem that keeps it out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, cast

from dilemma.errors import BadObservation, FaultyFile, UnknownName
from dilemma.records import dataclass
from dilemma.scenario.dates import last_day
from dilemma.scenario.edits.profile import has_weights_for, not_applicable
from dilemma.scenario.library import DISK
from dilemma.scenario.messages import matches_pattern
from dilemma.scenario.model import Profile, Scenario
from dilemma.scenario.parse import ParsedFile, display_path, file_kind, load_file, parse_file, validate_node
from dilemma.scenario.problems import Problem, sort_problems
from dilemma.scenario.resolve import resolve_scenario
from dilemma.scenario.suggest import suggest_word
from dilemma.scenario.validation import MOST_FINDINGS, find_errors, find_warnings
from dilemma.scenario.validation.finding import Draft, Finding
from dilemma.scenario.validation.other_files import check_contradictions
from dilemma.scenario.validation.references import (
    NO_PROFILE,
    check_id,
    check_model_citations,
    check_variant,
    check_written_citations,
    unknown_citations,
)
from dilemma.scenario.validation.warnings import warn_of_unweighted_profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from dilemma.scenario.library import Files, Library
    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.schema.extra_files import Observation, ObservationsFile
    from dilemma.scenario.schema.files import ScenarioFile, Source, SourcesFile
    from dilemma.scenario.yaml.nodes import Node

# Judgements and weights are replaced whole: half an old one under half a new one is no one's judgement.
_WHOLE: tuple[KeyPath, ...] = (
    ("weights",),
    ("scores", "*", "*"),
    ("futures", "*", "chance"),
    ("futures", "*", "probability"),
)
# Keys that describe one file, and never another that builds on it.
_OWN_KEYS = frozenset({"file", "title", "notes", "from"})


def merge_nodes(base: Node, top: Node, path: KeyPath = ()) -> Node:
    """Lay `top` over `base`: mappings merge, everything else replaces, `null` removes what was there."""
    if not isinstance(base.value, dict) or not isinstance(top.value, dict):
        return top
    if any(matches_pattern(pattern, path) for pattern in _WHOLE):
        return top
    merged = dict(base.value)
    for key, node in top.value.items():
        # A `null` that removes nothing stays, and is validated like any other value.
        if node.value is None and key in merged:
            del merged[key]
        else:
            base_node = merged.get(key)
            merged[key] = node if base_node is None else merge_nodes(base_node, node, (*path, key))
    return top._replace(value=merged)


def framework_defaults(framework: Node) -> Node:
    """Return what a framework gives to a scenario: all but the keys that describe the framework itself."""
    entries = framework.value if isinstance(framework.value, dict) else {}
    return framework._replace(value={key: node for key, node in entries.items() if key not in _OWN_KEYS})


@dataclass(frozen=True, slots=True)
class LoadedScenario:
    """A scenario that can be used, and the warnings about its file."""

    scenario: Scenario
    problems: tuple[Problem, ...]

    def __repr__(self) -> str:
        """Return one line for a notebook: title, size and number of warnings."""
        view = self.scenario
        size = f"{len(view.options)} options, {len(view.leaves)} criteria, {len(view.futures)} futures"
        return f"<LoadedScenario {view.file.title}: {size}, {len(self.problems)} warnings>"


def load_scenario(path: Path, library: Library) -> LoadedScenario:
    """Load a scenario with its framework and its sources.

    Raises:
        FaultyFile: with every error and warning of the file, or of its framework or sources.
        OSError: the file cannot be read.
    """
    node, problems = parse_file(path, library.files)
    return build_scenario(node, path, library, problems)


def build_scenario(
    node: Node, path: Path, library: Library, problems: tuple[Problem, ...] = ()
) -> LoadedScenario:
    """Build the scenario of nodes that stand, or will stand, in the file at `path`.

    Raises:
        FaultyFile: with every error and warning of the file, or of its framework or sources.
    """
    near = library.near(path)
    # Merged before its shape is validated, as a framework may supply what the file lacks.
    node = _order_futures(_on_framework(node, near, problems))
    scenario_file = _validate_scenario(node, near, problems)
    file: ScenarioFile = scenario_file.model
    source_files = _source_files(scenario_file, near)
    sources = _entries(source_files)
    draft = Draft(file, sources.keys(), near.all("profile").keys())
    # The folders are only listed for a variant; hardly any scenario is one.
    known = near.all("scenario") if file.variant_of else {}
    findings = (*find_errors(draft), *check_variant(file.variant_of, path.stem, known))
    errors = tuple(finding.problem(node) for finding in findings)
    if errors:
        raise FaultyFile((*problems, *errors))
    scenario = replace(
        resolve_scenario(file, path.stem, path, sources),
        works={key: listed.citation for listed in source_files if listed.citation for key in listed.entries},
    )
    warning_problems = (
        finding.problem(node)
        for finding in (*find_warnings(scenario), *_check_viewpoint_weights(scenario, near))
    )
    return LoadedScenario(scenario, sort_problems((*problems, *warning_problems)))


def _validate_scenario(node: Node, library: Library, problems: tuple[Problem, ...]) -> ParsedFile:
    """Validate the shape of a scenario; where it is wrong, report unknown citations as well."""
    try:
        return validate_node(node, "scenario", problems)
    except FaultyFile as faulty:
        citation_problems = (
            finding.problem(node) for finding in islice(_check_citations_early(node, library), MOST_FINDINGS)
        )
        raise FaultyFile((*faulty.problems, *citation_problems)) from None


def _check_citations_early(node: Node, library: Library) -> Iterator[Finding]:
    """Check the citations of a file whose shape is wrong, unless its sources cannot be told."""
    sources_node, known = node.child("sources"), library.all("sources")
    names = sources_node.data() if sources_node else []
    if file_kind(node) != "scenario" or not isinstance(names, list):
        return
    paths = [known[name] for name in names if isinstance(name, str) and name in known]
    # With a sources file missing, a citation may be one of its entries.
    if len(paths) < len(names):
        return
    # Faults of the sources files themselves are reported where those are loaded.
    with suppress(FaultyFile, OSError):
        yield from check_written_citations(node, _entries(_read_sources(paths, library.files)))


def _check_viewpoint_weights(scenario: Scenario, library: Library) -> Iterator[Finding]:
    """Warn where neither the scenario nor the profile used by default has weights for it."""
    name = scenario.file.viewpoint
    if scenario.weights is not None or name in (None, NO_PROFILE):
        return
    path = library.find("profile", name)
    try:
        if not _has_entry(path, scenario.id, library.files) and not has_weights_for(
            scenario, _read_profile(path, library.files)[0]
        ):
            yield from warn_of_unweighted_profile(scenario, name)
    except (FaultyFile, OSError):
        return  # reported when the profile itself is used


def _has_entry(path: Path, name: str, files: Files) -> bool:
    """Return whether a profile has weights under a name; the answer is mostly yes and needs no model."""
    weights = parse_file(path, files)[0].child("weights")
    return weights is not None and weights.child(name) is not None


def load_profile(path: Path, sources: Mapping[str, Source]) -> Profile:
    """Load a profile and check its citations against `sources`.

    Raises:
        FaultyFile: with every error of the file.
        OSError: the file cannot be read.
    """
    profile, file = _read_profile(path)
    _raise_errors(file, check_model_citations(file.model, sources))
    return profile


def load_profile_for(path: Path, scenario: Scenario, library: Library) -> Profile:
    """Load a profile to look at a scenario with; its citations are only checked if it has weights for that.

    Raises:
        ProfileNotApplicable: the profile has no weights for the scenario.
        FaultyFile: with every error of the file.
        OSError: the file cannot be read.
    """
    profile = applicable_profile(path, scenario, library)
    if profile is None:
        raise not_applicable(path.stem, scenario.id)
    return profile


def applicable_profile(path: Path, scenario: Scenario, library: Library) -> Profile | None:
    """Return the profile of a file to look at a scenario with; None where it has no weights for that.

    It may cite what any file of the library holds, as `check` has it, for it may weigh other scenarios too.

    Raises:
        FaultyFile: with every error of the file.
        OSError: the file cannot be read.
    """
    profile, file = _read_profile(path, library.files)
    if not has_weights_for(scenario, profile):
        return None
    if any(unknown_citations(file.model, scenario.sources)):
        known = {**load_all_sources(library.near(scenario.path)), **scenario.sources}
        _raise_errors(file, check_model_citations(file.model, known))
    return profile


def _read_profile(path: Path, files: Files = DISK) -> tuple[Profile, ParsedFile]:
    file = load_file(path, "profile", files)
    return Profile(path.stem, file.model, path, file.node), file


def _raise_errors(file: ParsedFile, findings: Iterable[Finding]) -> None:
    errors = tuple(finding.problem(file.node) for finding in findings)
    if errors:
        raise FaultyFile((*file.problems, *errors))


def _on_framework(node: Node, library: Library, problems: tuple[Problem, ...]) -> Node:
    """Return the scenario laid over the framework it names, if it names one."""
    name_node = node.child("framework")
    # Anything but a text is a fault of shape, which is reported with the others.
    if name_node is None or not isinstance(name_node.value, str):
        return node
    try:
        path = library.find("framework", name_node.value)
    except UnknownName as unknown:
        message = f"there is no framework `{unknown.name}`{suggest_word(unknown.name, unknown.known)}"
        raise FaultyFile((*problems, Problem(name_node.span, "unknown-framework", message))) from None
    return merge_nodes(framework_defaults(load_file(path, "framework", library.files).node), node)


def _order_futures(node: Node) -> Node:
    """Return the scenario with every future that says `after:` in its place among the others."""
    futures = node.child("futures")
    if futures is None or not isinstance(futures.value, dict):
        return node
    entries = futures.value
    behind: dict[str | None, list[str]] = {}
    for key in reversed(entries):
        after = entries[key].child("after")
        # Whether an id exists, and whether they go round in a circle, is checked with all other ids.
        before = str(after.value) if after else None
        behind.setdefault(before if before in entries else None, []).append(key)
    ordered, waiting = [], behind.get(None, [])
    while waiting:
        ordered.append(waiting.pop())
        waiting += behind.get(ordered[-1], ())
    ordered = list(dict.fromkeys((*ordered, *entries)))
    placed = futures._replace(value={key: entries[key] for key in ordered})
    return node._replace(value={**cast("dict[str, Node]", node.value), "futures": placed})


def load_sources(file: ParsedFile, library: Library) -> dict[str, Source]:
    """Return every source, by id, of the files listed under `sources:`."""
    return _entries(_source_files(file, library))


def _source_files(file: ParsedFile, library: Library) -> list[SourcesFile]:
    """Return the files listed under `sources:`."""
    known = library.all("sources")
    missing = [(index, name) for index, name in enumerate(file.model.sources) if name not in known]
    _raise_errors(file, [_unknown_sources(index, name, known) for index, name in missing])
    return _read_sources((known[name] for name in file.model.sources), library.files)


def _read_sources(paths: Iterable[Path], files: Files) -> list[SourcesFile]:
    return [cast("SourcesFile", load_file(path, "sources", files).model) for path in paths]


def _entries(source_files: Iterable[SourcesFile]) -> dict[str, Source]:
    return {key: source for listed in source_files for key, source in listed.entries.items()}


def _unknown_sources(index: int, name: str, known: Iterable[str]) -> Finding:
    message = f"there is no sources file `{name}`{suggest_word(name, known)}"
    return Finding(("sources", index), "unknown-sources", message)


def load_all_sources(library: Library) -> dict[str, Source]:
    """Return the sources of all sources files of a library, for files that belong to no scenario."""
    return _entries(_read_sources(library.all("sources").values(), library.files))


def load_observations(path: Path, scenario: Scenario, files: Files = DISK) -> tuple[Observation, ...]:
    """Load a file's observations of one scenario, the earliest first; leave out those of other scenarios.

    Observations of the scenario that this one is a variant of count as far as it has their signposts; of
    those on one day, its own come last.

    Raises:
        FaultyFile: the file is at fault, names a signpost the scenario does not have, or says on one day
            that a signpost was seen and was not.
        OSError: the file cannot be read.
    """
    file = load_file(path, "observations", files)
    errors = tuple(finding.problem(file.node) for finding in _check_entries(file.model, scenario))
    if errors:
        raise FaultyFile((*file.problems, *errors))
    known = scenario.file.signposts
    relevant = (
        entry for entry in file.model.seen if entry.scenario in scenario.known_as and entry.signpost in known
    )
    return tuple(sorted(relevant, key=lambda entry: (last_day(entry.date), entry.scenario == scenario.id)))


def require_known_by(observations: tuple[Observation, ...], day: str, path: Path) -> tuple[Observation, ...]:
    """Require that no observation is from after a day, and return them all.

    Raises:
        BadObservation: some are later, so that they could not be known on that day.
    """
    later = [entry for entry in observations if last_day(entry.date) > last_day(day)]
    if later:
        first, latest_day = later[0], max(last_day(entry.date) for entry in later)
        count = f"{len(later)} observations" if len(later) > 1 else "an observation"
        last = last_day(first.date)
        until = "" if str(last) == first.date else f", over on {last}"
        example = f"`{first.signpost}` ({first.date}{until})"
        raise BadObservation(
            f"{display_path(path)} holds {count} from after {day}, such as {example}; "
            f"read it with --today {latest_day} or later, or count them all the same with --later"
        )
    return observations


def _check_entries(file: ObservationsFile, scenario: Scenario) -> Iterator[Finding]:
    """Check that the file's observations of a scenario name its signposts, and that none contradict."""
    known = scenario.file.signposts
    for index, entry in enumerate(file.seen):
        if entry.scenario == scenario.id:
            yield from check_id("signpost", entry.signpost, known, ("seen", index, "signpost"))
    yield from check_contradictions(file)
