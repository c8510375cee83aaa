"""The scores: one line for each option, criterion and future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.form import Column, Entry, Line, Table
from dilemma.interchange.tables.spelling import cited, clipped, fits, three
from dilemma.interchange.tables.standing import stands
from dilemma.scenario.files.judgement import CONFIDENCES
from dilemma.scenario.value_function import ends
from dilemma.scenario.yaml_text import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.interchange.form import Plain
    from dilemma.scenario.files.judgement import Judgement, Row
    from dilemma.scenario.model import Leaf, Scenario
    from dilemma.scenario.naming import Path
    from dilemma.scenario.reading.nodes import Node

ALL = "all"  # the future of a score that holds in every one
NAME = "Scores"
KEYS = ("option", "criterion", "future")  # what tells a line from the others
COLUMNS = (
    *(Column(head=key, width=16) for key in KEYS),
    Column(head="worst, worth 0", width=24),
    Column(head="best, worth 100", width=24),
    Column(head="low", width=9, note="The lowest that is plausible; empty if the score is exact."),
    Column(head="most likely", width=9, note="The score. With only low and high, all between is as likely."),
    Column(head="high", width=9, note="The highest that is plausible; empty if the score is exact."),
    Column(head="confidence", width=12, note="Your own: high, moderate or low."),
    Column(head="why", width=60, note="The reason, in a sentence."),
    Column(head="sources", width=20, note="Ids of sources, parted by commas; AJ is analyst judgement."),
)


def scores(scenario: Scenario, own: Node) -> Table:
    """Every score with its reason, in the order of the file's options, criteria and futures."""
    lines = (
        line
        for option in scenario.options
        for leaf in scenario.leaves
        for line in _lines(scenario, option, leaf, own)
    )
    says = "One score a line. Fill low, most likely and high; say why, and how sure you are."
    return Table(name=NAME, says=says, columns=COLUMNS, keys=len(KEYS), lines=tuple(lines))


def _lines(scenario: Scenario, option: str, leaf: Leaf, own: Node) -> Iterator[Line]:
    row = scenario.file.scores[option][leaf.id]
    path: Path = ("scores", option, leaf.id)
    if row.every is not None:
        yield _line(leaf, path, row.every, row, own)
        return
    for future in scenario.futures:
        yield _line(leaf, (*path, future.id), row.futures[future.id], row, own)


def _line(leaf: Leaf, path: Path, judgement: Judgement, row: Row, own: Node) -> Line:
    """A score as its cells; reason, source and confidence of the row show where a score has none."""
    why = judgement.why or row.why
    sources, rated = judgement.sources or row.sources, judgement.confidence or row.confidence
    worst, best = _meaning(leaf)
    future = str(path[3]) if len(path) > 3 else ALL
    shown = (str(path[1]), leaf.id, future, worst, best, *three(judgement.score))
    entries = tuple(_entries(leaf, path, judgement, row)) if stands(own, path) else ()
    return Line(shown=(*shown, rated, clipped(why), cited(sources)), entries=entries, shared=not entries)


def _entries(leaf: Leaf, path: Path, judgement: Judgement, row: Row) -> Iterator[Entry]:
    low, high = ends(leaf.criterion)
    yield Entry(path=path, columns=(5, 6, 7), kind="quantity", part="score", low=low, high=high, wanted=True)
    rated = bool(row.confidence and not judgement.confidence)
    yield Entry(
        path=path, columns=(8,), kind="choice", part="confidence", choices=CONFIDENCES, inherited=rated
    )
    if fits(judgement.why or row.why):
        inherited = bool(row.why and not judgement.why)
        yield Entry(path=path, columns=(9,), kind="text", part="why", inherited=inherited)
    inherited = bool(row.sources and not judgement.sources)
    yield Entry(path=path, columns=(10,), kind="ids", part="from", inherited=inherited)


def _meaning(leaf: Leaf) -> tuple[Plain, Plain]:
    """What 0 and 100 mean: the ends of the scale, else the author's words."""
    scale = leaf.criterion.scale
    if scale:
        unit = f" {scale.unit}" if scale.unit else ""
        return f"{number(scale.worst)}{unit}", f"{number(scale.best)}{unit}"
    return clipped(leaf.criterion.worst) or "0", clipped(leaf.criterion.best) or "100"
