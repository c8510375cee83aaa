"""The table of the coalition: the assumed share, the gains, and each member's leverage and chance to join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.form import JudgementField, TemplateColumn, TemplateLine, TemplateTable
from dilemma.interchange.tables.spelling import clip_text, quantity_cells
from dilemma.interchange.tables.standing import is_in_file
from dilemma.scenario.quantity import exact_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import Coalition, Member
    from dilemma.scenario.yaml.nodes import Node

_SHARE_LABEL = "share the scores assume"
_GAIN_LABEL = "points gained per share"
_LEVERAGE_LABEL = "leverage"
_JOINS_LABEL = "chance of joining"
_COALITION_COLUMNS = (
    TemplateColumn(header="what", width=28),
    TemplateColumn(header="of", width=22),
    TemplateColumn(
        header="low", width=9, note="The lowest chance of joining, from 0 to 1; empty if it is exact."
    ),
    TemplateColumn(header="most likely", width=9, note="Shares and chances from 0 to 1; leverages sum to 1."),
    TemplateColumn(
        header="high", width=9, note="The highest chance of joining, from 0 to 1; empty if it is exact."
    ),
    TemplateColumn(header="why", width=70),
)


def coalition_table(scenario: Scenario, file_node: Node) -> TemplateTable | None:
    """Return the table of the coalition; None if the scenario has none."""
    coalition = scenario.file.coalition
    if coalition is None:
        return None
    purpose = f"How the scores of {scenario.title_of(coalition.option)} move with the partners that act."
    lines = (
        _share_line(coalition, file_node),
        *_gain_lines(coalition, file_node),
        *_member_lines(coalition, file_node),
    )
    return TemplateTable(name="Coalition", purpose=purpose, columns=_COALITION_COLUMNS, keys=2, lines=lines)


def _share_line(coalition: Coalition, file_node: Node) -> TemplateLine:
    path: KeyPath = ("coalition", "assumed_share")
    return _number_line(
        (_SHARE_LABEL, None),
        coalition.assumed_share,
        coalition.why,
        _number_fields(file_node, path, low=0, high=1),
    )


def _gain_lines(coalition: Coalition, file_node: Node) -> Iterator[TemplateLine]:
    for criterion, gain in coalition.per_share.items():
        fields = _number_fields(file_node, ("coalition", "per_share", criterion))
        yield _number_line((_GAIN_LABEL, criterion), gain, None, fields)


def _member_lines(coalition: Coalition, file_node: Node) -> Iterator[TemplateLine]:
    for key, member in coalition.members.items():
        path: KeyPath = ("coalition", "members", key)
        fields = _number_fields(file_node, (*path, "leverage"), low=0, high=1)
        yield _number_line((_LEVERAGE_LABEL, key), member.leverage, member.why, fields)
        if member.joins is not None:
            yield _joins_line(key, member, file_node, (*path, "joins"))


def _number_line(
    names: tuple[str, str | None], number: float, why: str | None, fields: tuple[JudgementField, ...]
) -> TemplateLine:
    return TemplateLine(
        values=(*names, *quantity_cells(exact_quantity(number)), clip_text(why)),
        fields=fields,
        in_framework=not fields,
    )


def _number_fields(
    file_node: Node, path: KeyPath, low: float | None = None, high: float | None = None
) -> tuple[JudgementField, ...]:
    """Return the field for the number of a line, if the scenario's own file states it."""
    field = JudgementField(path=path, columns=(3,), kind="number", low=low, high=high, required=True)
    return (field,) if is_in_file(file_node, path) else ()


def _joins_line(key: str, member: Member, file_node: Node, path: KeyPath) -> TemplateLine:
    field = JudgementField(path=path, columns=(2, 3, 4), kind="quantity", low=0, high=1, required=True)
    values = (_JOINS_LABEL, key, *quantity_cells(member.joins), None)
    in_file = is_in_file(file_node, path)
    return TemplateLine(values=values, fields=(field,) if in_file else (), in_framework=not in_file)
