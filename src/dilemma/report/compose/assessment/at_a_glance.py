"""A result at a glance, without its scenario: what a notebook shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Column, Document, Run, Table, muted, paragraph, strong
from dilemma.report.numbers import percent, points

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment
    from dilemma.report.document import Cell


def at_a_glance(result: Assessment) -> Document:
    """The choice in a line and the ranking in a table, options by their ids."""
    found = result.recommendation
    whose = result.profile.title if result.profile else "nobody in particular"
    said = f"{found.option}, {points(found.margin)} points ahead of {found.runner_up} ({found.verdict})."
    columns = (
        Column("option"),
        *(Column(head, "right") for head in ("value", "worst", "regret", "first in")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Run(each.id, "strong" if each.rank == 1 else "plain"),
            points(each.value),
            points(each.worst_value),
            "" if each.max_regret is None else points(each.max_regret),
            percent(each.first_rank_share),
        )
        for each in result.options
    )
    title = paragraph(strong(result.scenario.title), muted(f" seen by {whose}"))
    set_here = "; ".join(f"{path} {value}" for path, value in (result.settings or {}).items())
    noted = [paragraph(strong("What if: "), f"{set_here}.")] if set_here else []
    return Document(result.scenario.title, (title, *noted, paragraph(said), Table(columns, rows)))
