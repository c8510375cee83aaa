"""The table of the options, for information only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.form import TemplateColumn, TemplateLine, TemplateTable
from dilemma.interchange.tables.spelling import clip_text

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario

_OPTION_COLUMNS = (
    TemplateColumn(header="option", width=18),
    TemplateColumn(header="title", width=24),
    TemplateColumn(header="stance", width=14),
    TemplateColumn(header="what it is", width=60),
    TemplateColumn(header="what it consists of", width=70),
)


def options_table(scenario: Scenario) -> TemplateTable:
    """Return the table of the options, in which nothing is filled in."""
    lines = []
    for key, option in scenario.options.items():
        actions = clip_text("\n".join(f"- {act}" for act in option.does)) or None
        definition = clip_text(option.definition)
        lines.append(
            TemplateLine(values=(key, clip_text(option.title), scenario.stance(key), definition, actions))
        )
    purpose = "What can be chosen. Nothing is filled in on this sheet."
    return TemplateTable(name="Options", purpose=purpose, columns=_OPTION_COLUMNS, keys=1, lines=tuple(lines))
