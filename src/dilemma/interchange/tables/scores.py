"""The table of the scores: one line for each option, criterion and future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.form import JudgementField, TemplateColumn, TemplateLine, TemplateTable
from dilemma.interchange.tables.spelling import clip_text, fits_cell, format_citations, quantity_cells
from dilemma.interchange.tables.standing import is_in_file
from dilemma.scenario.model import score_limits
from dilemma.scenario.schema.judgement import CONFIDENCES
from dilemma.scenario.yaml.writer import yaml_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.interchange.form import CellValue
    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.model import LeafCriterion, Scenario
    from dilemma.scenario.schema.judgement import Judgement, Row
    from dilemma.scenario.yaml.nodes import Node

_ALL_FUTURES = "all"  # the future of a score that holds in every one
SCORES_SHEET = "Scores"
SCORE_KEYS = ("option", "criterion", "future")  # the columns that identify a line
_SCORE_COLUMNS = (
    *(TemplateColumn(header=key, width=16) for key in SCORE_KEYS),
    TemplateColumn(header="worst, worth 0", width=24),
    TemplateColumn(header="best, worth 100", width=24),
    TemplateColumn(header="low", width=9, note="The lowest that is plausible; empty if the score is exact."),
    TemplateColumn(
        header="most likely", width=9, note="The score. With only low and high, all between is as likely."
    ),
    TemplateColumn(
        header="high", width=9, note="The highest that is plausible; empty if the score is exact."
    ),
    TemplateColumn(header="confidence", width=12, note="Your own: high, moderate or low."),
    TemplateColumn(header="why", width=60, note="The reason, in a sentence."),
    TemplateColumn(
        header="sources", width=20, note="Ids of sources, parted by commas; AJ is analyst judgement."
    ),
)


def scores_table(scenario: Scenario, file_node: Node) -> TemplateTable:
    """Return the table of the scores, in the order of the options, criteria and futures of the file."""
    lines = (
        line
        for option in scenario.options
        for leaf in scenario.leaves
        for line in _score_lines(scenario, option, leaf, file_node)
    )
    purpose = "One score a line. Fill low, most likely and high; say why, and how sure you are."
    return TemplateTable(
        name=SCORES_SHEET, purpose=purpose, columns=_SCORE_COLUMNS, keys=len(SCORE_KEYS), lines=tuple(lines)
    )


def _score_lines(
    scenario: Scenario, option: str, leaf: LeafCriterion, file_node: Node
) -> Iterator[TemplateLine]:
    row = scenario.file.scores[option][leaf.id]
    path: KeyPath = ("scores", option, leaf.id)
    if row.every is not None:
        yield _score_line(leaf, path, row.every, row, file_node)
        return
    for future in scenario.futures:
        yield _score_line(leaf, (*path, future.id), row.futures[future.id], row, file_node)


def _score_line(
    leaf: LeafCriterion, path: KeyPath, judgement: Judgement, row: Row, file_node: Node
) -> TemplateLine:
    """Return the line of a score; reason, sources and confidence default to those of its row of the file."""
    why = judgement.why or row.why
    sources, confidence = judgement.sources or row.sources, judgement.confidence or row.confidence
    worst, best = _scale_ends(leaf)
    future = str(path[3]) if len(path) > 3 else _ALL_FUTURES
    values = (str(path[1]), leaf.id, future, worst, best, *quantity_cells(judgement.score))
    fields = tuple(_score_fields(leaf, path, judgement, row)) if is_in_file(file_node, path) else ()
    return TemplateLine(
        values=(*values, confidence, clip_text(why), format_citations(sources)),
        fields=fields,
        in_framework=not fields,
    )


def _score_fields(
    leaf: LeafCriterion, path: KeyPath, judgement: Judgement, row: Row
) -> Iterator[JudgementField]:
    low, high = score_limits(leaf.criterion)
    yield JudgementField(
        path=path, columns=(5, 6, 7), kind="quantity", part="score", low=low, high=high, required=True
    )
    inherited = bool(row.confidence and not judgement.confidence)
    yield JudgementField(
        path=path, columns=(8,), kind="choice", part="confidence", choices=CONFIDENCES, inherited=inherited
    )
    if fits_cell(judgement.why or row.why):
        inherited = bool(row.why and not judgement.why)
        yield JudgementField(path=path, columns=(9,), kind="text", part="why", inherited=inherited)
    inherited = bool(row.sources and not judgement.sources)
    yield JudgementField(path=path, columns=(10,), kind="ids", part="from", inherited=inherited)


def _scale_ends(leaf: LeafCriterion) -> tuple[CellValue, CellValue]:
    """Return what the values 0 and 100 mean: the ends of the scale, else the author's words."""
    scale = leaf.criterion.scale
    if scale:
        unit = f" {scale.unit}" if scale.unit else ""
        return f"{yaml_number(scale.worst)}{unit}", f"{yaml_number(scale.best)}{unit}"
    return clip_text(leaf.criterion.worst) or "0", clip_text(leaf.criterion.best) or "100"
