"""The signposts: how likely each event is under each future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.form import Column, Entry, Line, Table
from dilemma.interchange.tables.spelling import clipped
from dilemma.interchange.tables.standing import stands

if TYPE_CHECKING:
    from dilemma.scenario.files.parts import Signpost
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.reading.nodes import Node

COLUMNS = (
    Column(head="signpost", width=14),
    Column(head="event", width=70),
    Column(head="kind", width=12),
    Column(head="by", width=12),
)
NOTE = "How likely the event is if this future is the true one, from 0 to 1."


def signposts(scenario: Scenario, own: Node) -> Table | None:
    """Every signpost with its likelihoods, a column for each future; None when there are none."""
    file = scenario.file
    if not file.signposts or not file.futures:
        return None
    under = tuple(Column(head=f"if {key}", width=16, note=NOTE) for key in file.futures)
    lines = tuple(_line(key, each, tuple(file.futures), own) for key, each in file.signposts.items())
    says = "How likely is each event under each future? What is as likely under all of them tells nothing."
    return Table(name="Signposts", says=says, columns=COLUMNS + under, keys=1, lines=lines)


def _line(key: str, signpost: Signpost, futures: tuple[str, ...], own: Node) -> Line:
    paths = {
        place: ("signposts", key, "likelihood", future)
        for place, future in enumerate(futures, start=len(COLUMNS))
    }
    entries = tuple(
        Entry(path=path, columns=(place,), kind="number", low=0, high=1, wanted=True)
        for place, path in paths.items()
        if stands(own, path)
    )
    chances = tuple(signpost.likelihood.get(future) for future in futures)
    return Line(
        shown=(key, clipped(signpost.event), signpost.kind, signpost.by, *chances),
        entries=entries,
        shared=not stands(own, ("signposts", key)),
    )
