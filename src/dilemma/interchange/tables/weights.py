"""The table of the criteria with their weights: points, a ranking, or nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.form import JudgementField, TemplateColumn, TemplateLine, TemplateTable
from dilemma.interchange.tables.spelling import clip_text, quantity_cells
from dilemma.interchange.tables.standing import is_in_file
from dilemma.scenario.yaml.writer import yaml_number

if TYPE_CHECKING:
    from dilemma.interchange.form import CellValue
    from dilemma.scenario.model import LeafCriterion, Scenario
    from dilemma.scenario.yaml.nodes import Node

_WEIGHTS_SHEET = "Criteria and weights"
_CRITERION_COLUMNS = (
    TemplateColumn(header="criterion", width=18),
    TemplateColumn(header="title", width=36),
    TemplateColumn(header="question", width=44),
    TemplateColumn(header="worst, worth 0", width=28),
    TemplateColumn(header="best, worth 100", width=28),
)
_POINTS_COLUMNS = (
    TemplateColumn(header="low", width=9, note="The fewest points; empty if the points are exact."),
    TemplateColumn(
        header="points", width=9, note="What going from worst to best is worth, in points of any total."
    ),
    TemplateColumn(header="high", width=9, note="The most points; empty if the points are exact."),
)
_RANK_COLUMN = (
    TemplateColumn(
        header="rank", width=9, note="1 for the criterion that matters most; equal ranks are ties."
    ),
)
_POINTS_PURPOSE = (
    "Give points to the swing from worst to best on each criterion: the largest swing first, say 100, and "
    "the others in proportion."
)


def weights_table(scenario: Scenario, file_node: Node) -> TemplateTable:
    """Return the table of the lowest-level criteria, with the weight of each swing."""
    weights = scenario.file.weights
    ranked = weights is not None and bool(weights.ranking)
    lines = tuple(_weight_line(scenario, leaf, file_node, ranked=ranked) for leaf in scenario.leaves)
    purpose = "Rank the swings from worst to best; equal ranks are ties." if ranked else _POINTS_PURPOSE
    if weights is None:
        purpose += f" No weights stand in the file{_viewpoint_note(scenario)}; fill all of them or none."
    return TemplateTable(
        name=_WEIGHTS_SHEET,
        purpose=purpose,
        columns=_CRITERION_COLUMNS + (_RANK_COLUMN if ranked else _POINTS_COLUMNS),
        keys=1,
        lines=lines,
    )


def _viewpoint_note(scenario: Scenario) -> str:
    viewpoint = scenario.file.viewpoint
    return f": those of profile {viewpoint} are used unless another is named" if viewpoint else ""


def _weight_line(scenario: Scenario, leaf: LeafCriterion, file_node: Node, *, ranked: bool) -> TemplateLine:
    criterion = leaf.criterion
    scale, unit = criterion.scale, (criterion.scale.unit if criterion.scale else None) or ""
    worst = f"{yaml_number(scale.worst)} {unit}".strip() if scale else clip_text(criterion.worst)
    best = f"{yaml_number(scale.best)} {unit}".strip() if scale else clip_text(criterion.best)
    values: tuple[CellValue, ...] = (leaf.id, clip_text(leaf.title), clip_text(criterion.asks), worst, best)
    weights = scenario.file.weights
    in_file = is_in_file(file_node, ("weights",))
    if weights is not None and ranked:
        rank = next(rank for rank, tie in enumerate(weights.ranking, start=1) if leaf.id in tie)
        field = JudgementField(path=("weights",), columns=(5,), kind="rank", low=1, required=True, joint=True)
        return TemplateLine(
            values=(*values, float(rank)), fields=(field,) if in_file else (), in_framework=not in_file
        )
    return TemplateLine(
        values=(*values, *quantity_cells(weights.points[leaf.id] if weights else None)),
        fields=(_points_field(leaf, has_points=weights is not None),) if in_file or weights is None else (),
        in_framework=not in_file and weights is not None,
    )


def _points_field(leaf: LeafCriterion, *, has_points: bool) -> JudgementField:
    """Return the field for the points of a criterion.

    If the file has no weights yet, the points of all criteria are filled in together or not at all.
    """
    path = ("weights", leaf.id) if has_points else ("weights",)
    return JudgementField(
        path=path, columns=(5, 6, 7), kind="quantity", low=0, required=True, joint=not has_points
    )
