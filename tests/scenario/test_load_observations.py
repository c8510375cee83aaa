"""What a log of observations says of one scenario, and when it may be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import LIBRARY

from dilemma.api.evidence import add_evidence
from dilemma.errors import BadObservation, FaultyFile, UnknownName
from dilemma.scenario.edits.apply import Edits
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_observations, load_scenario, require_known_by

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dilemma.scenario.model import Scenario

    Build = Callable[..., Scenario]
    Write = Callable[[str, str], Path]

SIGNPOSTS = """\
scores:
"""
WATCHED = """\
signposts:
  A: {event: It rains, kind: conduct, likelihood: {storm: 0.9, calm: 0.3, fog: 0.5}}
  B: {event: Birds leave, kind: conduct, likelihood: {storm: 0.6, calm: 0.2, fog: 0.3}}
scores:
"""


@pytest.fixture
def scenario(build: Build) -> Scenario:
    """The small scenario with two signposts."""
    return build((SIGNPOSTS, WATCHED))


def log(*entries: str) -> str:
    """An observations file of entries."""
    return "dilemma: 1\nfile: observations\nseen:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)


def test_entries_of_the_scenario_by_date(scenario: Scenario, write: Write) -> None:
    """Entries on others are passed over, even on what does not exist; the rest come by their last day."""
    path = write(
        "log.yaml",
        log(
            "scenario: small, signpost: B, seen: false, date: '2025'",
            "scenario: other, signpost: Z, seen: true, date: 2024-01",
            "scenario: small, signpost: A, seen: true, date: 2025-03",
        ),
    )
    assert [each.signpost for each in load_observations(path, scenario)] == ["A", "B"]


def test_an_unknown_signpost_is_a_fault(scenario: Scenario, write: Write) -> None:
    """The fault has a place and the nearest name."""
    path = write("log.yaml", log("scenario: small, signpost: C, seen: true, date: 2025"))
    with pytest.raises(FaultyFile) as caught:
        load_observations(path, scenario)
    (problem,) = caught.value.problems
    assert (problem.code, problem.span.line) == ("unknown-signpost", 4)


def test_seen_and_not_seen_on_one_day_is_a_fault(scenario: Scenario, write: Write) -> None:
    """The second of two entries that contradict one another is refused."""
    path = write(
        "log.yaml",
        log(
            "scenario: small, signpost: A, seen: true, date: 2025-03",
            "scenario: small, signpost: A, seen: false, date: 2025-03",
        ),
    )
    with pytest.raises(FaultyFile, match="signpost `A` is both seen and not seen on 2025-03"):
        load_observations(path, scenario)


def test_what_comes_after_the_day_is_refused(scenario: Scenario, write: Write) -> None:
    """A month is known on its last day, not before; the sentence counts, and names both ways out."""
    path = write("log.yaml", log("scenario: small, signpost: A, seen: true, date: 2025-03"))
    entries = load_observations(path, scenario)
    assert require_known_by(entries, "2025-03-31", path) == entries
    said = (
        r"holds an observation from after 2025-03-30, such as `A` \(2025-03, over on 2025-03-31\); "
        r"read it with --today 2025-03-31 or later, or count them all the same with --later"
    )
    with pytest.raises(BadObservation, match=said):
        require_known_by(entries, "2025-03-30", path)


def test_the_latest_entry_counts_and_what_is_typed_goes_over_it(scenario: Scenario, write: Write) -> None:
    """Looked for in vain in March, seen in May: seen. What is typed is the last word and has no date."""
    path = write(
        "log.yaml",
        log(
            "scenario: small, signpost: A, seen: true, date: 2025-05",
            "scenario: small, signpost: A, seen: false, date: 2025-03",
            "scenario: small, signpost: B, seen: true, date: 2025-04",
        ),
    )
    found = add_evidence(Edits(), scenario, {}, path, day=None, library=Library(()))
    assert (found.seen, found.dates) == ({"A": True, "B": True}, {"A": "2025-05", "B": "2025-04"})
    typed = add_evidence(Edits(), scenario, {"B": False}, path, day=None, library=Library(()))
    assert (typed.seen, typed.dates) == ({"A": True, "B": False}, {"A": "2025-05"})


def test_a_log_that_does_not_exist(scenario: Scenario) -> None:
    """By name it is looked for among observations, and the sentence calls it a file of that kind."""
    with pytest.raises(UnknownName, match="there is no observations file `nope`"):
        add_evidence(Edits(), scenario, {}, "nope", day=None, library=Library(()))


@pytest.mark.parametrize(("issue", "count"), [("nato", 4), ("climate", 2), ("nuclear", 3), ("order", 0)])
def test_the_shipped_log(issue: str, count: int) -> None:
    """It is about three issues, and all of it comes after the evidence of the scenarios stops."""
    scenario = load_scenario(LIBRARY.find("scenario", issue), LIBRARY).scenario
    path = LIBRARY.find("observations", "after-2024")
    entries = load_observations(path, scenario)
    assert len(entries) == count
    if entries:
        with pytest.raises(BadObservation, match=f"holds {count} observations from after 2024-11-24"):
            require_known_by(entries, scenario.file.as_of, path)


def test_what_was_seen_of_the_original_counts_for_a_variant(build: Build, write: Write) -> None:
    """Its own entry on a day has the last word; a signpost that only the original has is passed over."""
    build((SIGNPOSTS, WATCHED))
    variant = build((SIGNPOSTS, WATCHED), ("title:", "variant_of: small\ntitle:"), name="small-2")
    path = write(
        "log.yaml",
        log(
            "scenario: small-2, signpost: B, seen: true, date: '2025'",
            "scenario: small, signpost: B, seen: false, date: '2025'",
            "scenario: small, signpost: A, seen: true, date: 2025-03",
            "scenario: small, signpost: dropped, seen: true, date: 2025-03",
        ),
    )
    found = load_observations(path, variant)
    assert [(each.signpost, each.seen) for each in found] == [("A", True), ("B", False), ("B", True)]
