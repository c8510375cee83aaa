"""The share of partners that act, and what it does to the ranking: a table and a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.model import Line, Lines, Stretch
from dilemma.report.compose.assessment.charts import VALUE, option, together
from dilemma.report.document import Column, Run, Table
from dilemma.report.names import capitalised, listed
from dilemma.report.numbers import percent, points

if TYPE_CHECKING:
    from dilemma.analysis.coalition.coalition_results import Coalition
    from dilemma.report.document import Cell
    from dilemma.report.names import Names

SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)  # shares at which the ranking is shown


def by_share(result: Coalition, names: Names) -> Table:
    """The value of every option at a few shares, the leader set out."""
    at, moving = result.series.at, result.series.values
    columns = (
        Column("Value if this share acts"),
        *(Column(percent(share) if share else "alone", "right") for share in SHARES),
    )
    values = {key: [_between(at, line, share) for share in SHARES] for key, line in moving.items()}
    best = [max(line[place] for line in values.values()) for place in range(len(SHARES))]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            capitalised(names.option(key)),
            *(
                Run(points(value), "strong" if value == top else "plain")
                for value, top in zip(line, best, strict=True)
            ),
        )
        for key, line in values.items()
    )
    return Table(columns, rows)


def _between(at: tuple[float, ...], values: tuple[float, ...], share: float) -> float:
    """A value on the broken line of a series."""
    after = next(place for place, knot in enumerate(at) if knot >= share)
    if at[after] == share or after == 0:
        return values[after]
    part = (share - at[after - 1]) / (at[after] - at[after - 1])
    return values[after - 1] + part * (values[after] - values[after - 1])


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
