"""The options: what each is, for those who fill in the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.form import Column, Line, Table
from dilemma.interchange.tables.spelling import clipped

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario

COLUMNS = (
    Column(head="option", width=18),
    Column(head="title", width=24),
    Column(head="stance", width=14),
    Column(head="what it is", width=60),
    Column(head="what it consists of", width=70),
)


def options(scenario: Scenario) -> Table:
    """Every option, to be read and not to be filled in."""
    lines = []
    for key, option in scenario.options.items():
        does = clipped("\n".join(f"- {act}" for act in option.does)) or None
        is_ = clipped(option.definition)
        lines.append(Line(shown=(key, clipped(option.title), scenario.stance(key), is_, does)))
    says = "What can be chosen. Nothing is filled in on this sheet."
    return Table(name="Options", says=says, columns=COLUMNS, keys=1, lines=tuple(lines))
