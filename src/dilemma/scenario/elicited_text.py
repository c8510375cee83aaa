"""How weights were elicited, written as the YAML of a profile file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.yaml_text import yaml_flow, yaml_scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.elicited import Elicited, Meaning

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
