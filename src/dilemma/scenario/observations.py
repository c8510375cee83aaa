"""Observations of a scenario's signposts: the entries of an observations file, and the day they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.errors import BadObservation, FaultyFile
from dilemma.scenario.dates import last_day
from dilemma.scenario.files import DISK
from dilemma.scenario.parse import display_path, load_file
from dilemma.scenario.validation.other_files import check_contradictions
from dilemma.scenario.validation.references import check_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dilemma.scenario.files import Files
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.extra_files import Observation, ObservationsFile
    from dilemma.scenario.validation.finding import Finding


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
