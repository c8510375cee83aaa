"""How weights came about, written as the YAML of a profile file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.yaml_text import flow, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.elicited import Elicited, Meaning

HEAD = "elicited:                   # how they were given; `assess` warns when the rest has changed"


def elicited_text(key: str, given: Elicited) -> str:
    """The part `elicited` with the circumstances of one entry of the weights."""
    method = flow({name: how for name, how in given.method.items()})
    return f"{before_method(key, given)}{method}{after_method(given)}"


def before_method(key: str, given: Elicited) -> str:
    """The part up to the way each weight was given, for those who know that only later."""
    started = f"    started_from: {scalar(given.started_from)}\n" if given.started_from else ""
    return f"{HEAD}\n  {scalar(key)}:\n    date: {given.date}\n{started}    method: "


def after_method(given: Elicited) -> str:
    """The rest of the part: the options, the futures and the scales there were."""
    lines = [
        "",
        f"    options: {flow(list(given.options))}",
        f"    futures: {flow(list(given.futures))}",
        "    scales:",
        *(line for name, ends in given.scales.items() for line in _scale(name, ends)),
    ]
    return "\n".join(lines) + "\n"


def _scale(name: str, ends: Meaning) -> Iterator[str]:
    """One criterion: a line for each end that its file states."""
    stated = ends.model_dump(mode="json", exclude_none=True)
    if not stated:
        yield f"      {scalar(name)}: {{}}"
        return
    yield f"      {scalar(name)}:"
    yield from (f"        {key}: {flow(value)}" for key, value in stated.items())
