"""The charts a report may hold: plain numbers and labels, and nothing of how they are drawn."""

from __future__ import annotations

from typing import TypeAlias

from dilemma.records import dataclass

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A label that keeps one style (colour, hatching, dash, marker) in every chart."""

    text: str
    look: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _ChartBase:
    """The texts of every chart.

    Attributes:
        title: shown above the chart and read out.
        description: the picture in a sentence or two, for those who do not see it.
        unit: what the numbers are, shown under the title.
        note: what a reader should know, shown below the chart.
        name: what it is about, for a page that draws it anew, such as `weight.cost`.
    """

    title: str
    description: str
    unit: str = ""
    note: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar: its name, its length and a remark beside its name."""

    name: Label
    value: float
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart(_ChartBase):
    """Horizontal bars on the scale of points, from 0 to 100 or as far as they go."""

    what: str
    rows: tuple[BarRow, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar made of parts, none of them negative, in the order of the parts of the chart."""

    name: str
    values: tuple[float, ...]
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedBars(_ChartBase):
    """Stacked bars: the parts that each total is made of."""

    what: str
    parts: tuple[str, ...]
    stacks: tuple[Stack, ...]


@dataclass(frozen=True, slots=True)
class Gain:
    """The lead of the first label over the second in one respect; negative where it trails."""

    name: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DivergingBars(_ChartBase):
    """Diverging bars: where the first label leads the second and where it trails; `total` sums them up."""

    what: str
    first: Label
    second: Label
    gains: tuple[Gain, ...]
    total: float


@dataclass(frozen=True, slots=True)
class LineSeries:
    """The values of one label at the points of the chart."""

    name: Label
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LeaderInterval:
    """The leader from one point of a line to another."""

    start: float
    stop: float
    leader: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart(_ChartBase):
    """Values against a share that moves; each stretch has its leader, and the lead changes between them.

    Attributes:
        across: the name of the share that moves.
        now: its value today.
        at: the points between which every line is straight, rising.
        lines: the values at these points.
        stretches: the leaders, in order and without gaps.
    """

    across: str
    now: float
    at: tuple[float, ...]
    lines: tuple[LineSeries, ...]
    stretches: tuple[LeaderInterval, ...]


@dataclass(frozen=True, slots=True)
class ScatterPoint:
    """One label on two scales at once."""

    name: Label
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScatterPlot(_ChartBase):
    """Labels on two scales; more is better on both."""

    what: str
    across: str
    up: str
    spots: tuple[ScatterPoint, ...]


@dataclass(frozen=True, slots=True)
class MapArea:
    """A convex polygon of the map, counter-clockwise, and the label that is best in it."""

    name: Label
    polygon: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WinnersMapChart(_ChartBase):
    """The best label over two probabilities: the triangle x, y >= 0, x + y <= 1, the rest going to others."""

    what: str
    across: str
    up: str
    now: Point
    areas: tuple[MapArea, ...]


@dataclass(frozen=True, slots=True)
class ShareBar:
    """One bar of shares: the share each label has of the whole, in the order of the labels of the chart."""

    name: str
    shares: tuple[float, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareBars(_ChartBase):
    """Bars of shares, one above the other, such as first-rank shares with less and less taken for granted."""

    what: str
    names: tuple[Label, ...]
    rungs: tuple[ShareBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """How far one score, or one share, must move to change the winner, against the range stated for it."""

    name: str
    now: float
    at: float
    winner: Label
    stated: Point | None = None
    is_score: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TornadoChart(_ChartBase):
    """The numbers that could change the winner, in the order given."""

    what: str
    swings: tuple[Swing, ...]


@dataclass(frozen=True, slots=True)
class DotRow:
    """The values of every label under one heading, in the order of the labels of the chart."""

    name: str
    values: tuple[float, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DotPlot(_ChartBase):
    """Rows of markers, all on one scale."""

    what: str
    names: tuple[Label, ...]
    rows: tuple[DotRow, ...]


Chart: TypeAlias = (
    BarChart
    | StackedBars
    | DivergingBars
    | LineChart
    | ScatterPlot
    | WinnersMapChart
    | ShareBars
    | TornadoChart
    | DotPlot
)
