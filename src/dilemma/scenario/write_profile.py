"""The YAML of a profile file: elicited weights with how they were elicited, and adjustments of scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.edits.profile import adjustments_of
from dilemma.scenario.yaml.writer import yaml_flow, yaml_quoted, yaml_scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.model import Profile, Scenario
    from dilemma.scenario.schema.files import Adjustment, Elicited, Meaning


_ELICITED_HEADING = (
    "elicited:                   # how they were given; `assess` warns when the rest has changed"
)


def elicited_text(key: str, elicited: Elicited) -> str:
    """Return the part `elicited` with the circumstances of one entry of the weights."""
    method = yaml_flow({name: how for name, how in elicited.method.items()})
    return f"{elicited_text_head(key, elicited)}{method}{elicited_text_tail(elicited)}"


def elicited_text_head(key: str, elicited: Elicited) -> str:
    """Return the part up to the way each weight was given, for callers that know this only later."""
    started = f"    started_from: {yaml_scalar(elicited.started_from)}\n" if elicited.started_from else ""
    return f"{_ELICITED_HEADING}\n  {yaml_scalar(key)}:\n    date: {elicited.date}\n{started}    method: "


def elicited_text_tail(elicited: Elicited) -> str:
    """Return the rest of the part: the options, the futures and the scales there were."""
    lines = [
        "",
        f"    options: {yaml_flow(list(elicited.options))}",
        f"    futures: {yaml_flow(list(elicited.futures))}",
        "    scales:",
        *(line for name, ends in elicited.scales.items() for line in _scale_lines(name, ends)),
    ]
    return "\n".join(lines) + "\n"


def _scale_lines(name: str, ends: Meaning) -> Iterator[str]:
    """Yield the lines of one criterion: one for each end that its file states."""
    meanings = ends.model_dump(mode="json", exclude_none=True)
    if not meanings:
        yield f"      {yaml_scalar(name)}: {{}}"
        return
    yield f"      {yaml_scalar(name)}:"
    yield from (f"        {key}: {yaml_flow(value)}" for key, value in meanings.items())


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
