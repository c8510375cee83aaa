"""The charts of an assessment: its numbers with names, styles and a sentence that describes the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.chart import (
    BarChart,
    BarRow,
    DivergingBars,
    DotPlot,
    DotRow,
    Gain,
    Label,
    LeaderInterval,
    LineChart,
    LineSeries,
    MapArea,
    ScatterPlot,
    ScatterPoint,
    ShareBar,
    ShareBars,
    Stack,
    StackedBars,
    Swing,
    TornadoChart,
    WinnersMapChart,
)
from dilemma.report.document import Block, Figure, paragraph
from dilemma.report.numbers import format_distinct, format_percent, format_points, format_signed
from dilemma.report.sections.ranking import ROBUSTNESS_LEVELS
from dilemma.report.sections.sensitivity import line_title, nearest_break_evens
from dilemma.report.text import Names, capitalize, join_names
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results import sensitivity
    from dilemma.analysis.results.assessment import Assessment, BreakEven, OptionResult, Series, WinnersMap


VALUE_UNIT = "points of value, 0 to 100"


def option_label(key: str, names: Names) -> Label:
    """Return an option by its title, in the style of its index in the file, the same in every chart."""
    return Label(capitalize(names.option(key)), list(names.scenario.options).index(key))


def options_label(keys: Sequence[str], names: Names) -> Label:
    """Return options that tie, in the style of the first."""
    return Label(capitalize(names.options(keys)), option_label(keys[0], names).look)


def ranking_chart(result: Assessment, names: Names) -> BarChart:
    """Return the value of each option, best first."""
    values = join_names(
        [f"{names.option(option.id)} {format_points(option.value)}" for option in result.options]
    )
    return BarChart(
        title="Ranking",
        description=f"Bars of expected value, best first: {values}.",
        unit=VALUE_UNIT,
        what="Option",
        rows=tuple(
            BarRow(option_label(option.id, names), option.value, _floor_remark(option, names))
            for option in result.options
        ),
    )


def _floor_remark(option: OptionResult, names: Names) -> str:
    """Return the criteria on which an option falls below the minimum; empty without any."""
    criteria = join_names([names.criterion(key) for key in option.below_floor])
    return f"below the minimum on {criteria}" if criteria else ""


def contributions_chart(result: Assessment, names: Names) -> StackedBars:
    """Return what each criterion adds to the value of each option."""
    largest = {
        option.id: max(option.contributions, key=lambda key: rounded(option.contributions[key]))
        for option in result.options
    }
    sources = join_names(
        [f"{names.option(key)} from {names.criterion(criterion)}" for key, criterion in largest.items()]
    )
    return StackedBars(
        name="contributions",
        title="What each value is made of",
        description=f"Stacked bars of what each criterion adds. Most comes, for {sources}.",
        unit="points of value: weight of the criterion times score",
        what="Option",
        parts=tuple(names.criterion(key) for key in result.weights),
        stacks=tuple(
            Stack(
                capitalize(names.option(option.id)),
                tuple(option.contributions[key] for key in result.weights),
                option.value,
            )
            for option in result.options
        ),
    )


def trade_off_chart(result: Assessment, names: Names) -> DivergingBars:
    """Return what choosing the first over the second gains and gives up."""
    recommendation = result.recommendation
    first, second = option_label(recommendation.option, names), option_label(recommendation.runner_up, names)
    gains = ", ".join(
        f"{names.criterion(pair.criterion)} {format_signed(pair.gain)}" for pair in result.trade_off
    )
    return DivergingBars(
        name="difference",
        title=f"{first.text} over {second.text}: gained and given up",
        description=(
            f"Bars to both sides of nought, by criterion: {gains}; "
            f"in all {format_signed(recommendation.margin)}."
        ),
        unit="points of value",
        what="Criterion",
        first=first,
        second=second,
        gains=tuple(Gain(names.criterion(pair.criterion), pair.gain) for pair in result.trade_off),
        total=recommendation.margin,
    )


def poles_chart(result: Assessment, names: Names) -> ScatterPlot | None:
    """Return each option on leadership and order; None unless the criteria name both poles."""
    spots = tuple(
        ScatterPoint(
            option_label(option.id, names), option.pole_values["leadership"], option.pole_values["order"]
        )
        for option in result.options
        if option.pole_values and {"leadership", "order"} <= set(option.pole_values)
    )
    if not spots or result.dilemma_index is None:
        return None
    values = join_names(
        [f"{spot.name.text} {format_points(spot.x)} and {format_points(spot.y)}" for spot in spots]
    )
    return ScatterPlot(
        name="poles",
        title="The dilemma: leadership kept, order upheld",
        description=f"Each option by its points on leadership and on order: {values}.",
        unit="points of value; further right and further up is better",
        note=(
            f"Conflict between leadership and order: {format_points(result.dilemma_index)} points (0: one "
            "option is best on both)."
        ),
        what="Option",
        across="leadership",
        up="order",
        spots=spots,
    )


def value_line_chart(series: Series, result: Assessment, names: Names) -> LineChart:
    """Return the value of each option as one number moves, with who leads where."""
    title = capitalize(line_title(series.kind, series.of, names))
    stretches = tuple(
        LeaderInterval(lead.start, lead.stop, options_label(lead.options, names)) for lead in series.leads
    )
    leaders = [f"{interval.leader.text} {_format_interval(interval)}" for interval in stretches]
    return LineChart(
        name=f"{series.kind}.{series.of}",
        title=f"Value against the {title[:1].lower()}{title[1:]}",
        description=f"Lines of value. Now {format_percent(series.now)}. In the lead: {join_names(leaders)}.",
        unit=VALUE_UNIT,
        across=title,
        now=series.now,
        at=series.at,
        lines=tuple(
            LineSeries(option_label(option.id, names), series.values[option.id]) for option in result.options
        ),
        stretches=stretches,
    )


def _winner_label(break_even: BreakEven, names: Names) -> Label:
    """Return the option that leads past a break-even, or those that tie there."""
    return options_label(break_even.ties or (break_even.winner,), names)


def _format_interval(interval: LeaderInterval) -> str:
    """Return the ends of an interval in words, told apart by as many decimals as it takes."""
    start, stop = format_distinct(interval.start, interval.stop, format_percent)
    return f"from {start} to {stop}"


def winners_map_chart(winners_map: WinnersMap, names: Names) -> WinnersMapChart:
    """Return which option is best over two probabilities; options tied everywhere share an area."""
    options_by_polygon: dict[tuple[tuple[float, float], ...], list[str]] = {}
    for region in winners_map.regions:
        options_by_polygon.setdefault(region.polygon, []).append(region.option)
    # Options that are tied everywhere have one polygon, which is drawn once, in the style of the first.
    areas = tuple(
        MapArea(options_label(keys, names), polygon) for polygon, keys in options_by_polygon.items()
    )
    across, up = names.future(winners_map.across), names.future(winners_map.up)
    return WinnersMapChart(
        title=f"Which option is best, by the probabilities of {across} and {up}",
        description=(
            f"A triangle of the two probabilities, now {format_percent(winners_map.now[0])} "
            f"and {format_percent(winners_map.now[1])}, "
            f"parted among {join_names([area.name.text for area in areas])}."
        ),
        unit="the other futures keep their proportions",
        what="Best",
        across=across,
        up=up,
        now=winners_map.now,
        areas=areas,
    )


def robustness_chart(levels: Sequence[sensitivity.Rung], result: Assessment, names: Names) -> ShareBars:
    """Return how often each option is first as less is taken for granted, in the order of the ranking."""
    keys = [option.id for option in result.options]
    leader = result.recommendation.option
    shares = [
        f"{format_percent(level.first_rank_shares[leader])} {ROBUSTNESS_LEVELS[level.rung].name.lower()}"
        for level in levels
    ]
    return ShareBars(
        title="Robustness: which option ranks first as fewer judgements are relied on",
        description=(
            f"Bars of shares. {capitalize(names.option(leader))} ranks first in {join_names(shares)}."
        ),
        unit="share of simulations in which an option ranks first",
        what="Judgements",
        names=tuple(option_label(key, names) for key in keys),
        rungs=tuple(_share_bar(level, keys) for level in levels),
    )


def _share_bar(level: sensitivity.Rung, keys: Sequence[str]) -> ShareBar:
    """Return the first-rank shares of one level, in the order of the options."""
    words = ROBUSTNESS_LEVELS[level.rung]
    return ShareBar(words.name, tuple(level.first_rank_shares[key] for key in keys), words.remark)


def tornado_chart(result: Assessment, names: Names, *, most: int = 10) -> TornadoChart | None:
    """Return the most plausible single changes that would change the choice; None where there are none."""
    break_evens = nearest_break_evens(result)[:most]
    if not break_evens:
        return None
    first = break_evens[0]
    now, threshold = format_distinct(
        first.now, first.at, format_points if first.kind == "score" else format_percent
    )
    return TornadoChart(
        title="What would change it",
        description=(
            f"How far each number must move for the lead to change hands. The most plausible change: the "
            f"{line_title(first.kind, first.of, names)} from {now} to {threshold}, "
            f"then {_winner_label(first, names).text}."
        ),
        unit="each number moved alone, the most plausible change first",
        what="What would change it",
        swings=tuple(_swing(break_even, names) for break_even in break_evens),
    )


def _swing(break_even: BreakEven, names: Names) -> Swing:
    """Return how far one number must move, with its range and the option that then leads."""
    return Swing(
        name=capitalize(line_title(break_even.kind, break_even.of, names)),
        now=break_even.now,
        at=break_even.at,
        winner=_winner_label(break_even, names),
        stated=break_even.range,
        is_score=break_even.kind == "score",
    )


def future_values_chart(result: Assessment, names: Names) -> DotPlot | None:
    """Return the value of each option in each future; None when there is only one."""
    if len(result.probabilities) < 2:
        return None
    best = {key: _best_in(result, names, key) for key in result.probabilities}
    winners = join_names([f"{winner} in {names.future(key)}" for key, winner in best.items()])
    return DotPlot(
        name="futures",
        title="Value in each future",
        description=f"Markers of the value of each option. Best: {winners}.",
        unit="points of value",
        what="Future",
        names=tuple(option_label(option.id, names) for option in result.options),
        rows=tuple(
            DotRow(
                f"{capitalize(names.future(key))} ({format_percent(probability)})",
                tuple(option.values_by_future[key] for option in result.options),
                f"best: {best[key]}",
            )
            for key, probability in result.probabilities.items()
        ),
    )


def _best_in(result: Assessment, names: Names, future: str) -> str:
    """Return the best option in a future, or all that tie where their values are equal."""
    highest = max(option.values_by_future[future] for option in result.options)
    ties = [option.id for option in result.options if option.values_by_future[future] >= highest - TIE]
    return f"{names.options(ties)} (tie)" if len(ties) > 1 else names.option(ties[0])


def winners_blocks(result: Assessment, names: Names) -> list[Block]:
    """Return the map over two probabilities, and the share of all probabilities where each option is best."""
    blocks: list[Block] = []
    if result.winners_map is not None and len(result.winners_map.regions) > 1:
        blocks.append(Figure(winners_map_chart(result.winners_map, names)))
    starr = result.rules.starr_shares
    if starr and len(result.probabilities) > 1:
        shares = sorted(starr.items(), key=lambda pair: -rounded(pair[1]))
        text = join_names(
            [f"{names.option(key)} in {format_percent(share)}" for key, share in shares if share]
        )
        blocks.append(
            paragraph(f"Share of all combinations of probabilities in which each option is best: {text}.")
        )
    return blocks
