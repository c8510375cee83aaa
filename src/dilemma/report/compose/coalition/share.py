"""The share of partners that act, and what it does to the ranking: a table and a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.model import LeaderInterval, LineChart, LineSeries
from dilemma.report.compose.assessment.charts import VALUE_UNIT, option_label, options_label
from dilemma.report.document import Column, Run, Table
from dilemma.report.names import capitalize, join_names
from dilemma.report.numbers import format_percent, format_points

if TYPE_CHECKING:
    from dilemma.analysis.results.coalition import AtShare, Coalition
    from dilemma.report.document import Cell
    from dilemma.report.names import Names


def share_table(result: Coalition, names: Names) -> Table:
    """Return the value of every option at a few shares, the leader in bold."""
    columns = (
        Column("Value if this share acts"),
        *(
            Column(format_percent(point.share) if point.share else "alone", "right")
            for point in result.at_shares
        ),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (capitalize(names.option(key)), *(_value_cell(key, point) for point in result.at_shares))
        for key in result.series.values
    )
    return Table(columns, rows)


def _value_cell(key: str, point: AtShare) -> Run:
    """Return the value of an option at a share, in bold where it is the highest."""
    value = point.values[key]
    return Run(format_points(value), "strong" if value == max(point.values.values()) else "plain")


def share_chart(result: Coalition, names: Names) -> LineChart:
    """Return the value of each option as the share moves, with who leads where."""
    series, joint = result.series, names.option(result.option)
    ranked = sorted(series.values, key=lambda key: -result.values[key])
    parts = [f"{names.options(lead.options)} from {format_percent(lead.start)}" for lead in result.leads]
    return LineChart(
        title="Value against the share of partners that act",
        description=f"Lines of value. Now {format_percent(series.now)}. In the lead: {join_names(parts)}.",
        unit=VALUE_UNIT,
        note=f"Only {joint} moves with the share.",
        across="Share of the partners' leverage that acts",
        now=series.now,
        at=series.at,
        lines=tuple(LineSeries(option_label(key, names), series.values[key]) for key in ranked),
        stretches=tuple(
            LeaderInterval(lead.start, lead.stop, options_label(lead.options, names)) for lead in result.leads
        ),
        style="percent",
    )
