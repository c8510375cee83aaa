"""A profile's own reading of some scores, written as the YAML of a profile file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.edits.profile import readings
from dilemma.scenario.yaml_text import flow, quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.profile_file import Adjustment
    from dilemma.scenario.model import Profile, Scenario

HEAD = "\nadjustments:                # taken over from the profile started from\n"


def adjustments_text(profile: Profile | None, scenario: Scenario) -> str:
    """The adjustments that hold in one scenario, under their key; empty when there are none."""
    own = readings(scenario, profile)
    entries = "".join(line for each in own for line in _entry(each, scenario.id))
    return HEAD + entries if own else ""


def _entry(given: Adjustment, scenario: str) -> Iterator[str]:
    yield f"  - scenarios: [{scalar(scenario)}]\n"
    for key in ("option", "criterion", "future"):
        if getattr(given, key):
            yield f"    {key}: {scalar(getattr(given, key))}\n"
    yield f"    add: {flow(given.add)}\n"
    if given.why:
        yield f"    why: {quoted(given.why)}\n"
    if given.sources:
        yield f"    from: {flow(list(given.sources))}\n"
