"""What was seen of a scenario's signposts: the entries of an observations file, and when they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.references import unknown
from dilemma.scenario.checks.together import contradicted
from dilemma.scenario.dates import last_day
from dilemma.scenario.edits.refusal import BadObservation
from dilemma.scenario.problems import FaultyFile
from dilemma.scenario.shape import load, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dilemma.scenario.checks.finding import Finding
    from dilemma.scenario.files.observations_file import Observation, ObservationsFile
    from dilemma.scenario.model import Scenario


def load_observations(path: Path, scenario: Scenario) -> tuple[Observation, ...]:
    """What a file says of one scenario, the earliest first; entries on other scenarios are passed over.

    Those on the scenario it is a variant of count as far as it has their signposts, its own on a day after.

    Raises:
        FaultyFile: the file is at fault, names a signpost the scenario does not have, or says on one day
            that a signpost was seen and was not.
        OSError: the file cannot be read.
    """
    found = load(path, "observations")
    wrong = tuple(finding.problem(found.node) for finding in _faults(found.model, scenario))
    if wrong:
        raise FaultyFile((*found.problems, *wrong))
    known = scenario.file.signposts
    own = (each for each in found.model.seen if each.scenario in scenario.known_as and each.signpost in known)
    return tuple(sorted(own, key=lambda each: (last_day(each.date), each.scenario == scenario.id)))


def known_by(observations: tuple[Observation, ...], day: str, path: Path) -> tuple[Observation, ...]:
    """The same observations, once it is clear that none of them comes after a day.

    Raises:
        BadObservation: some do; the day is none on which they could be known.
    """
    later = [each for each in observations if last_day(each.date) > last_day(day)]
    if later:
        first, over = later[0], max(last_day(each.date) for each in later)
        count = f"{len(later)} observations" if len(later) > 1 else "an observation"
        end = last_day(first.date)
        until = "" if str(end) == first.date else f", over on {end}"
        said = f"`{first.signpost}` ({first.date}{until})"
        raise BadObservation(
            f"{shown(path)} holds {count} from after {day}, such as {said}; "
            f"read it with --today {over} or later, or count them all the same with --later"
        )
    return observations


def _faults(file: ObservationsFile, scenario: Scenario) -> Iterator[Finding]:
    known = scenario.file.signposts
    for place, each in enumerate(file.seen):
        if each.scenario == scenario.id:
            yield from unknown("signpost", each.signpost, known, ("seen", place, "signpost"))
    yield from contradicted(file)
