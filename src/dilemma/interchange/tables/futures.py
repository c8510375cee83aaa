"""The table of the futures with their chances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.form import JudgementField, TemplateColumn, TemplateLine, TemplateTable
from dilemma.interchange.tables.spelling import clip_text, quantity_cells
from dilemma.interchange.tables.standing import is_in_file
from dilemma.scenario.lexicon import lexicon_words
from dilemma.scenario.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import Future
    from dilemma.scenario.yaml.nodes import Node

_FUTURES_SHEET = "Futures"
_FUTURE_COLUMNS = (
    TemplateColumn(header="future", width=18),
    TemplateColumn(header="title", width=28),
    TemplateColumn(header="question", width=60),
    TemplateColumn(
        header="low", width=9, note="The lowest chance, from 0 to 1; empty if it is exact or a word."
    ),
    TemplateColumn(header="most likely", width=9, note="The chance, from 0 to 1: 0.3 for 30 %."),
    TemplateColumn(
        header="high", width=9, note="The highest chance, from 0 to 1; empty if it is exact or a word."
    ),
    TemplateColumn(header="in words", width=22, note="A word instead of numbers."),
    TemplateColumn(header="why", width=60, note="The reason, in a sentence."),
)
_CHANCE_NOTES = {
    "chain": "Asked in order: each chance is of what the earlier futures leave, and the last takes the rest.",
    "free": "Each probability stands by itself; together they make 1.",
    "equal": "No chances are stated, so all futures count the same; state them in the file.",
}


def futures_table(scenario: Scenario, file_node: Node) -> TemplateTable:
    """Return the table of the futures: question and chance of each."""
    lines = tuple(
        _future_line(scenario, key, future, file_node) for key, future in scenario.file.futures.items()
    )
    return TemplateTable(
        name=_FUTURES_SHEET,
        purpose=_CHANCE_NOTES[scenario.chances],
        columns=_FUTURE_COLUMNS,
        keys=1,
        lines=lines,
    )


def _future_line(scenario: Scenario, key: str, future: Future, file_node: Node) -> TemplateLine:
    chance = future.probability or future.chance
    number = chance.range if chance and isinstance(chance.range, Quantity) else None
    word = chance.range if chance and isinstance(chance.range, str) else None
    values = (key, clip_text(future.title), clip_text(future.asks), *quantity_cells(number), word)
    path: KeyPath = ("futures", key, "probability" if future.probability else "chance")
    in_file = is_in_file(file_node, path)
    fields = tuple(_chance_fields(scenario, path)) if chance and in_file else ()
    in_framework = chance is not None and not in_file
    return TemplateLine(
        values=(*values, clip_text(chance.why if chance else None)), fields=fields, in_framework=in_framework
    )


def _chance_fields(scenario: Scenario, path: KeyPath) -> Iterator[JudgementField]:
    choices = lexicon_words(scenario.file.lexicon)
    yield JudgementField(
        path=path,
        columns=(3, 4, 5, 6),
        kind="quantity",
        part="range",
        bare="range",
        low=0,
        high=1,
        choices=choices,
        required=True,
    )
    yield JudgementField(path=path, columns=(7,), kind="text", part="why", bare="range")
