"""The charts of every scenario: what they say is what the assessment says."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Literal

import pytest
from tests.builders import LIBRARY, SCENARIOS

from dilemma.analysis.assess import assess
from dilemma.analysis.core.run import Run
from dilemma.analysis.results.sensitivity import Rung
from dilemma.api.assess import load
from dilemma.api.viewpoints import find_profile
from dilemma.report.charts.svg import chart_table, draw
from dilemma.report.numbers import format_points
from dilemma.report.sections import charts
from dilemma.report.text import Names
from dilemma.scenario.edits.apply import apply_edits, make_edits

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.report.charts.chart import Chart


@cache
def assessed(name: str) -> tuple[Assessment, Names]:
    """A scenario through the framework's own choice of eyes, with everything worked out."""
    found = load(name, LIBRARY)
    seen = apply_edits(found.scenario, make_edits(find_profile(None, found, LIBRARY), (), None))
    return assess(seen, Run(everything=True)), Names(seen)


def drawn(name: str) -> list[Chart]:
    """Every chart that needs no samples."""
    result, names = assessed(name)
    found = [
        charts.ranking_chart(result, names),
        charts.contributions_chart(result, names),
        charts.trade_off_chart(result, names),
        charts.poles_chart(result, names),
        charts.future_values_chart(result, names),
        charts.tornado_chart(result, names),
        *(charts.value_line_chart(each, result, names) for each in result.series or ()),
        None if result.winners_map is None else charts.winners_map_chart(result.winners_map, names),
    ]
    return [chart for chart in found if chart is not None]


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_chart_of_every_scenario_is_drawn(name: str) -> None:
    """Each has a title of its own, a description in sentences and no id for a name."""
    found = drawn(name)
    titles = [chart.title for chart in found]
    assert len(set(titles)) == len(titles) > 6
    for place, chart in enumerate(found):
        assert chart.description.endswith(".")
        assert not re.search(r"\b[a-z]+_[a-z]+\b|wait-out", chart.title + chart.description)
        assert draw(chart, prefix=f"c{place}").startswith("<svg ")
        assert chart_table(chart).rows


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_ranking_is_that_of_the_assessment(name: str) -> None:
    """Same order, same values."""
    result, names = assessed(name)
    rows = chart_table(charts.ranking_chart(result, names)).rows
    assert [row[1] for row in rows] == [format_points(option.value) for option in result.options]


@pytest.mark.parametrize("name", SCENARIOS)
def test_contributions_and_gains_add_up(name: str) -> None:
    """The parts of a value make the value, and the gains make the margin."""
    result, names = assessed(name)
    for stack in charts.contributions_chart(result, names).stacks:
        assert sum(stack.values) == pytest.approx(stack.total, abs=1e-9)
    found = charts.trade_off_chart(result, names)
    assert sum(gain.value for gain in found.gains) == pytest.approx(found.total, abs=1e-9)


@pytest.mark.parametrize("name", SCENARIOS)
def test_who_leads_is_the_highest_line(name: str) -> None:
    """In the middle of each stretch the named leader has the highest of the values drawn there."""
    result, names = assessed(name)
    for series in result.series or ():
        found = charts.value_line_chart(series, result, names)
        assert found.stretches[0].start == series.at[0]
        assert found.stretches[-1].stop == series.at[-1]
        for stretch in found.stretches:
            here = {
                line.name: value(found.at, line.values, (stretch.start + stretch.stop) / 2)
                for line in found.lines
            }
            assert here[stretch.leader] == pytest.approx(max(here.values()), abs=1e-9)


def value(at: tuple[float, ...], values: tuple[float, ...], x: float) -> float:
    """The height of a broken line."""
    place = max(place for place, start in enumerate(at[:-1]) if start <= x)
    share = (x - at[place]) / (at[place + 1] - at[place])
    return values[place] + share * (values[place + 1] - values[place])


def test_an_option_looks_the_same_in_every_chart() -> None:
    """The look goes with the place in the file, whatever the rank."""
    result, names = assessed("nato")
    looks = {row.name for row in charts.ranking_chart(result, names).rows}
    assert {name.look for name in looks} == {0, 1, 2, 3}
    poles = charts.poles_chart(result, names)
    assert poles is not None
    assert {spot.name for spot in poles.spots} == looks


def rung(name: Literal["judged", "open"], shares: dict[str, float]) -> Rung:
    """A rung of which only the shares of first rank are known."""
    return Rung(
        rung=name,
        first_rank_shares=shares,
        first_rank_shares_se={},
        rank_shares={},
        rank_shares_se={},
        pairwise_wins={},
        pairwise_wins_se={},
        central_weights={},
        central_weights_se={},
        confidence_factor={},
        confidence_factor_se={},
    )


def test_the_ladder_keeps_the_order_of_the_ranking() -> None:
    """Shares stand under their option's name, whatever order they come in."""
    result, names = assessed("nato")
    keys = [each.id for each in result.options]
    shares = dict(zip(reversed(keys), (0.1, 0.2, 0.3, 0.4), strict=True))
    found = charts.robustness_chart([rung("judged", shares), rung("open", shares)], result, names)
    assert [row[1:] for row in chart_table(found).rows] == [("40%", "30%", "20%", "10%")] * 2
    assert found.names == tuple(charts.option_label(key, names) for key in keys)


@pytest.mark.parametrize(("gap", "tie"), [(0.0, True), (0.01, False)])
def test_only_equal_values_tie_for_the_best(gap: float, tie: bool) -> None:
    """Options that merely print alike do not tie: the better one is named alone."""
    result, names = assessed("nato")
    one, other, *rest = result.options
    level = {key: 90.0 for key in result.probabilities}
    lower = {key: value - gap for key, value in level.items()}
    options = (replace(one, values_by_future=level), replace(other, values_by_future=lower), *rest)
    chart = charts.future_values_chart(replace(result, options=options), names)
    assert chart is not None
    both = f"best: {names.options((one.id, other.id))} (tie)"
    assert {row.remark for row in chart.rows} == {both if tie else f"best: {names.option(one.id)}"}


@pytest.mark.parametrize("some", [True, False])
def test_a_range_that_nobody_stated_is_said_to_be_missing(some: bool) -> None:
    """A blank among stated ranges is filled; where none is stated there is no column."""
    chart = charts.tornado_chart(*assessed("nato"))
    assert chart is not None
    first, *rest = chart.swings
    stated = replace(first, stated=(0.1, 0.2) if some else None)
    swings = (stated, *(replace(swing, stated=None) for swing in rest))
    table = chart_table(replace(chart, swings=swings))
    assert [column.title for column in table.columns][4:] == ["stated range"] * some
    assert all(row[4:] == ("none stated",) * some for row in table.rows[1:])


def test_nothing_to_draw_is_no_chart() -> None:
    """Without poles, futures or changes there is no chart of them."""
    result, names = assessed("nato")
    assert charts.poles_chart(replace(result, dilemma_index=None), names) is None
    assert charts.future_values_chart(replace(result, probabilities={"only": 1.0}), names) is None
    assert charts.tornado_chart(replace(result, break_evens=()), names) is None


def test_options_tied_over_the_whole_map_share_their_part() -> None:
    """Two regions with one polygon are one part with both names."""
    result, names = assessed("nato")
    assert result.winners_map is not None
    first = result.winners_map.regions[0]
    tied = replace(result.winners_map, regions=(first, replace(first, option="accommodate")))
    (area,) = charts.winners_map_chart(tied, names).areas
    assert area.name.text.endswith("and Accommodate")
    assert area.polygon == first.polygon
