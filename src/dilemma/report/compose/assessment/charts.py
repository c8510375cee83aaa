"""The charts of an assessment: its numbers with names, looks and a sentence for those who do not see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.model import (
    Area,
    Bars,
    Difference,
    DotRow,
    Dots,
    Gain,
    Ladder,
    Line,
    Lines,
    Map,
    Named,
    Row,
    Rung,
    Scatter,
    Spot,
    Stack,
    Stacked,
    Stretch,
    Swing,
    Tornado,
)
from dilemma.report.compose.assessment.changes import line, nearest
from dilemma.report.compose.assessment.ladder import RUNGS
from dilemma.report.names import Names, capitalised, listed
from dilemma.report.numbers import percent, points, share, signed, told_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results import Assessment, BreakEven, OptionResult, Series, WinnersMap
    from dilemma.analysis.stress import stress_results
    from dilemma.report.charts.model import Style

VALUE = "points of value, 0 to 100"


def option(key: str, names: Names) -> Named:
    """An option by its title, with the look it has in every chart: that of its place in the file."""
    return Named(capitalised(names.option(key)), list(names.scenario.options).index(key))


def together(keys: Sequence[str], names: Names) -> Named:
    """Options that share a place, in the look of the first."""
    return Named(capitalised(names.options(keys)), option(keys[0], names).look)


def ranking(result: Assessment, names: Names) -> Bars:
    """The value of each option, best first."""
    said = listed([f"{names.option(each.id)} {points(each.value)}" for each in result.options])
    return Bars(
        title="Ranking",
        description=f"Bars of expected value, best first: {said}.",
        unit=VALUE,
        what="Option",
        rows=tuple(Row(option(each.id, names), each.value, _floors(each, names)) for each in result.options),
    )


def _floors(result: OptionResult, names: Names) -> str:
    below = listed([names.criterion(key) for key in result.below_floor])
    return f"below the floor on {below}" if below else ""


def contributions(result: Assessment, names: Names) -> Stacked:
    """What each criterion adds to the value of each option."""
    most = {
        each.id: max(each.contributions, key=lambda key: each.contributions[key]) for each in result.options
    }
    said = listed([f"{names.option(key)} from {names.criterion(name)}" for key, name in most.items()])
    return Stacked(
        title="What each value is made of",
        description=f"Stacked bars of what each criterion adds. Most comes, for {said}.",
        unit="points of value: weight of the criterion times score",
        what="Option",
        parts=tuple(names.criterion(key) for key in result.weights),
        stacks=tuple(
            Stack(
                capitalised(names.option(each.id)),
                tuple(each.contributions[key] for key in result.weights),
                each.value,
            )
            for each in result.options
        ),
    )


def difference(result: Assessment, names: Names) -> Difference:
    """What choosing the first over the second gains and gives up."""
    found = result.recommendation
    first, second = option(found.option, names), option(found.runner_up, names)
    said = ", ".join(f"{names.criterion(each.criterion)} {signed(each.gain)}" for each in result.trade_off)
    return Difference(
        title=f"{first.text} over {second.text}: gained and given up",
        description=f"Bars to both sides of nought, by criterion: {said}; in all {signed(found.margin)}.",
        unit="points of value",
        what="Criterion",
        first=first,
        second=second,
        gains=tuple(Gain(names.criterion(each.criterion), each.gain) for each in result.trade_off),
        total=found.margin,
    )


def two_poles(result: Assessment, names: Names) -> Scatter | None:
    """Each option on leadership and order; None unless the criteria name both poles."""
    spots = tuple(
        Spot(option(each.id, names), each.pole_values["leadership"], each.pole_values["order"])
        for each in result.options
        if each.pole_values and {"leadership", "order"} <= set(each.pole_values)
    )
    if not spots or result.dilemma_index is None:
        return None
    said = listed([f"{spot.name.text} {points(spot.x)} and {points(spot.y)}" for spot in spots])
    return Scatter(
        title="The dilemma: leadership kept, order upheld",
        description=f"Each option by its points on leadership and on order: {said}.",
        unit="points of value; further right and further up is better",
        note=f"Dilemma index {points(result.dilemma_index)}; 0 would be no dilemma.",
        what="Option",
        across="leadership",
        up="order",
        spots=spots,
    )


def along(found: Series, result: Assessment, names: Names) -> Lines:
    """The value of each option as one number moves, with who leads where."""
    what = capitalised(line(found.kind, found.of, names))
    stretches = tuple(Stretch(each.start, each.stop, together(each.options, names)) for each in found.leads)
    parts = [f"{each.leader.text} {_from_to(each)}" for each in stretches]
    return Lines(
        title=f"Value against the {what[:1].lower()}{what[1:]}",
        description=f"Lines of value. Now {share(found.now)}. In the lead: {listed(parts)}.",
        unit=VALUE,
        across=what,
        now=found.now,
        at=found.at,
        lines=tuple(Line(option(each.id, names), found.values[each.id]) for each in result.options),
        stretches=stretches,
    )


def _winner(found: BreakEven, names: Names) -> Named:
    return together(found.ties or (found.winner,), names)


def _from_to(found: Stretch) -> str:
    start, stop = told_apart(found.start, found.stop, share)
    return f"from {start} to {stop}"


def map_of(found: WinnersMap, names: Names) -> Map:
    """Who is best over two probabilities; options tied everywhere share a part."""
    shared: dict[tuple[tuple[float, float], ...], list[str]] = {}
    for region in found.regions:
        shared.setdefault(region.polygon, []).append(region.option)
    areas = tuple(Area(together(keys, names), polygon) for polygon, keys in shared.items())
    across, up = names.future(found.across), names.future(found.up)
    return Map(
        title=f"Which option is best, by the probabilities of {across} and {up}",
        description=(
            f"A triangle of the two probabilities, now {percent(found.now[0])} and {percent(found.now[1])}, "
            f"parted among {listed([area.name.text for area in areas])}."
        ),
        unit="what is left goes to the other futures in their present proportion",
        what="Best",
        across=across,
        up=up,
        now=found.now,
        areas=areas,
    )


def ladder(rungs: Sequence[stress_results.Rung], result: Assessment, names: Names) -> Ladder:
    """How often each option is first as less is taken for granted, in the order of the ranking."""
    keys = [each.id for each in result.options]
    leader = result.recommendation.option
    shares = [f"{percent(each.first_rank_shares[leader])} {RUNGS[each.rung].name.lower()}" for each in rungs]
    return Ladder(
        title="How firm: who comes first as less is taken for granted",
        description=f"Bars of shares. {capitalised(names.option(leader))} comes first in {listed(shares)}.",
        unit="share of samples in which an option comes first",
        what="Taken for granted",
        names=tuple(option(key, names) for key in keys),
        rungs=tuple(_rung(each, keys) for each in rungs),
    )


def _rung(found: stress_results.Rung, keys: Sequence[str]) -> Rung:
    said = RUNGS[found.rung]
    return Rung(said.name, tuple(found.first_rank_shares[key] for key in keys), said.remark)


def tornado(result: Assessment, names: Names, *, most: int = 10) -> Tornado | None:
    """The most plausible single changes that would change the choice; None where there are none."""
    found = nearest(result)[:most]
    if not found:
        return None
    first = found[0]
    now, at = told_apart(first.now, first.at, points if first.kind == "score" else share)
    return Tornado(
        title="What would change it",
        description=(
            f"How far each number must move for the lead to change hands. The most plausible change: the "
            f"{line(first.kind, first.of, names)} from {now} to {at}, then {_winner(first, names).text}."
        ),
        unit="each number moved alone, the most plausible change first",
        what="What would change it",
        swings=tuple(_swing(each, names) for each in found),
    )


def _swing(found: BreakEven, names: Names) -> Swing:
    score = found.kind == "score"
    style: Style = "points" if score else "share"
    return Swing(
        name=capitalised(line(found.kind, found.of, names)),
        now=found.now,
        at=found.at,
        winner=_winner(found, names),
        stated=found.range,
        ends=(0.0, 100.0) if score else (0.0, 1.0),
        style=style,
    )


def by_future(result: Assessment, names: Names) -> Dots | None:
    """The value of each option in each future; None when there is only one."""
    if len(result.probabilities) < 2:
        return None
    best = {
        key: max(result.options, key=lambda each: each.values_by_future[key]).id
        for key in result.probabilities
    }
    said = listed([f"{names.option(won)} in {names.future(key)}" for key, won in best.items()])
    return Dots(
        title="Value in each future",
        description=f"Markers of the value of each option. Best: {said}.",
        unit="points of value",
        what="Future",
        names=tuple(option(each.id, names) for each in result.options),
        rows=tuple(
            DotRow(
                f"{capitalised(names.future(key))} ({percent(probability)})",
                tuple(each.values_by_future[key] for each in result.options),
                f"best: {names.option(best[key])}",
            )
            for key, probability in result.probabilities.items()
        ),
    )
