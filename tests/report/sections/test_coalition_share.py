"""The ranking against the share of partners, as a chart and as a table."""

from __future__ import annotations

import pytest
from tests.builders import LIBRARY

import dilemma
from dilemma.analysis.core.run import Run
from dilemma.api.coalition import coalition
from dilemma.report.charts import svg
from dilemma.report.sections.coalition import share_chart, share_table
from dilemma.report.text import Names

NAMES = Names(dilemma.load("nuclear", LIBRARY).scenario)
FOUND = coalition("nuclear", library=LIBRARY)


def test_the_chart_has_the_results_own_line() -> None:
    """Every option at every knot, the share that acts now, and the stretches without a gap."""
    chart = share_chart(FOUND, NAMES)
    assert (chart.at, chart.now) == (FOUND.series.at, FOUND.share)
    assert {line.name.text: line.values for line in chart.lines} == {
        NAMES.option(key): values for key, values in FOUND.series.values.items()
    }
    assert chart.lines[0].name.text == NAMES.option(FOUND.best)
    ends = [(each.start, each.stop) for each in chart.stretches]
    assert (ends[0][0], ends[-1][1]) == (0.0, 1.0)
    assert [stop for _, stop in ends[:-1]] == [start for start, _ in ends[1:]]
    assert svg.draw(chart, prefix="a").startswith("<svg")


@pytest.mark.parametrize(("place", "share"), [(1, 0.0), (3, 0.4), (6, 1.0)])
def test_the_table_is_the_assessment_at_each_share(place: int, share: float) -> None:
    """What stands in a column is what `assess --share` gives."""
    run = Run(samples=64, everything=False)
    values = {
        each.id: each.value
        for each in dilemma.assess("nuclear", share=share, run=run, library=LIBRARY).options
    }
    for row in share_table(FOUND, NAMES).rows:
        (key,) = (key for key in values if NAMES.option(key) == row[0])
        cell = row[place]
        text = cell if isinstance(cell, str) else getattr(cell, "text", "")
        assert float(text) == pytest.approx(values[key], abs=0.05 + 1e-9)
