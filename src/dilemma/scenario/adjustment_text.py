"""A profile's adjustments of some scores, written as the YAML of a profile file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.edits.profile import adjustments_of
from dilemma.scenario.yaml_text import yaml_flow, yaml_quoted, yaml_scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.profile_file import Adjustment
    from dilemma.scenario.model import Profile, Scenario

_ADJUSTMENTS_HEADING = "\nadjustments:                # taken over from the profile started from\n"


def adjustments_text(profile: Profile | None, scenario: Scenario) -> str:
    """Return the adjustments that hold in one scenario, under their key; empty when there are none."""
    adjustments = adjustments_of(scenario, profile)
    entries = "".join(
        line for adjustment in adjustments for line in _adjustment_lines(adjustment, scenario.id)
    )
    return _ADJUSTMENTS_HEADING + entries if adjustments else ""


def _adjustment_lines(adjustment: Adjustment, scenario: str) -> Iterator[str]:
    yield f"  - scenarios: [{yaml_scalar(scenario)}]\n"
    for key in ("option", "criterion", "future"):
        if getattr(adjustment, key):
            yield f"    {key}: {yaml_scalar(getattr(adjustment, key))}\n"
    yield f"    add: {yaml_flow(adjustment.add)}\n"
    if adjustment.why:
        yield f"    why: {yaml_quoted(adjustment.why)}\n"
    if adjustment.sources:
        yield f"    from: {yaml_flow(list(adjustment.sources))}\n"
