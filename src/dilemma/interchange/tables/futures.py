"""The futures with their chances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.form import Column, Entry, Line, Table
from dilemma.interchange.tables.spelling import clipped, three
from dilemma.interchange.tables.standing import stands
from dilemma.scenario.lexicon import words
from dilemma.scenario.quantities import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.parts import Future
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.naming import Path
    from dilemma.scenario.reading.nodes import Node

NAME = "Futures"
COLUMNS = (
    Column(head="future", width=18),
    Column(head="title", width=28),
    Column(head="question", width=60),
    Column(head="low", width=9, note="The lowest chance, from 0 to 1; empty if it is exact or a word."),
    Column(head="most likely", width=9, note="The chance, from 0 to 1: 0.3 for 30 %."),
    Column(head="high", width=9, note="The highest chance, from 0 to 1; empty if it is exact or a word."),
    Column(head="in words", width=22, note="A word instead of numbers."),
    Column(head="why", width=60, note="The reason, in a sentence."),
)
SAYS = {
    "chain": "Asked in order: each chance is of what the earlier futures leave, and the last takes the rest.",
    "free": "Each probability stands by itself; together they make 1.",
    "equal": "No chances are stated, so all futures count the same; state them in the file.",
}


def futures(scenario: Scenario, own: Node) -> Table:
    """Every future with its question and its chance."""
    lines = tuple(_line(scenario, key, future, own) for key, future in scenario.file.futures.items())
    return Table(name=NAME, says=SAYS[scenario.chances], columns=COLUMNS, keys=1, lines=lines)


def _line(scenario: Scenario, key: str, future: Future, own: Node) -> Line:
    stated = future.probability or future.chance
    number = stated.range if stated and isinstance(stated.range, Quantity) else None
    word = stated.range if stated and isinstance(stated.range, str) else None
    shown = (key, clipped(future.title), clipped(future.asks), *three(number), word)
    path: Path = ("futures", key, "probability" if future.probability else "chance")
    here = stands(own, path)
    entries = tuple(_entries(scenario, path)) if stated and here else ()
    shared = stated is not None and not here
    return Line(shown=(*shown, clipped(stated.why if stated else None)), entries=entries, shared=shared)


def _entries(scenario: Scenario, path: Path) -> Iterator[Entry]:
    choices = words(scenario.file.lexicon)
    yield Entry(
        path=path,
        columns=(3, 4, 5, 6),
        kind="quantity",
        part="range",
        bare="range",
        low=0,
        high=1,
        choices=choices,
        wanted=True,
    )
    yield Entry(path=path, columns=(7,), kind="text", part="why", bare="range")
