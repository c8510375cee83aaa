"""The share of partners that act, and what it does to the ranking: a table and a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.model import Line, Lines, Stretch
from dilemma.report.compose.assessment.charts import VALUE, option, together
from dilemma.report.document import Column, Run, Table
from dilemma.report.names import capitalised, listed
from dilemma.report.numbers import percent, points

if TYPE_CHECKING:
    from dilemma.analysis.coalition.coalition_results import AtShare, Coalition
    from dilemma.report.document import Cell
    from dilemma.report.names import Names


def by_share(result: Coalition, names: Names) -> Table:
    """The value of every option at a few shares, the leader set out."""
    columns = (
        Column("Value if this share acts"),
        *(Column(percent(each.share) if each.share else "alone", "right") for each in result.at_shares),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (capitalised(names.option(key)), *(_value(key, each) for each in result.at_shares))
        for key in result.series.values
    )
    return Table(columns, rows)


def _value(option: str, found: AtShare) -> Run:
    value = found.values[option]
    return Run(points(value), "strong" if value == max(found.values.values()) else "plain")


def drawn(result: Coalition, names: Names) -> Lines:
    """The value of each option as the share moves, with who leads where."""
    found, joint = result.series, names.option(result.option)
    ranked = sorted(found.values, key=lambda key: -result.values[key])
    parts = [f"{names.options(each.options)} from {percent(each.start)}" for each in result.leads]
    return Lines(
        title="Value against the share of partners that act",
        description=f"Lines of value. Now {percent(found.now)}. In the lead: {listed(parts)}.",
        unit=VALUE,
        note=f"Only {joint} moves with the share.",
        across="Share of the partners' leverage that acts",
        now=found.now,
        at=found.at,
        lines=tuple(Line(option(key, names), found.values[key]) for key in ranked),
        stretches=tuple(
            Stretch(each.start, each.stop, together(each.options, names)) for each in result.leads
        ),
        style="percent",
    )
