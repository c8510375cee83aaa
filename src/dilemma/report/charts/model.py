"""The charts a report may hold: plain numbers and labels, and nothing of how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Style = Literal["points", "signed", "percent", "share"]
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Named:
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
    """

    title: str
    description: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its name, its length and a remark beside its name."""

    name: Named
    value: float
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(_ChartBase):
    """Horizontal bars on one scale, all from its low end."""

    what: str
    rows: tuple[Row, ...]
    ends: Point = (0.0, 100.0)
    style: Style = "points"


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar made of parts, none of them negative, in the order of the parts of the chart."""

    name: str
    values: tuple[float, ...]
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacked(_ChartBase):
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
class Difference(_ChartBase):
    """Diverging bars: where the first label leads the second and where it trails; `total` sums them up."""

    what: str
    first: Named
    second: Named
    gains: tuple[Gain, ...]
    total: float


@dataclass(frozen=True, slots=True)
class Line:
    """The values of one label at the points of the chart."""

    name: Named
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The leader from one point of a line to another."""

    start: float
    stop: float
    leader: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(_ChartBase):
    """Values against a number that moves; each stretch has its leader, and the lead changes between them.

    Attributes:
        across: the name of the number that moves.
        now: its value today.
        at: the points between which every line is straight, rising.
        lines: the values at these points.
        stretches: the leaders, in order and without gaps.
        style: how the number that moves is written.
    """

    across: str
    now: float
    at: tuple[float, ...]
    lines: tuple[Line, ...]
    stretches: tuple[Stretch, ...]
    style: Style = "share"


@dataclass(frozen=True, slots=True)
class Spot:
    """One label on two scales at once."""

    name: Named
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter(_ChartBase):
    """Labels on two scales; more is better on both."""

    what: str
    across: str
    up: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A convex polygon of the map, counter-clockwise, and the label that is best in it."""

    name: Named
    polygon: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Map(_ChartBase):
    """The best label over two probabilities: the triangle x, y >= 0, x + y <= 1, the rest going to others."""

    what: str
    across: str
    up: str
    now: Point
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One bar of shares: the share each label has of the whole, in the order of the labels of the chart."""

    name: str
    shares: tuple[float, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder(_ChartBase):
    """Bars of shares, one above the other, such as first-rank shares with less and less taken for granted."""

    what: str
    names: tuple[Named, ...]
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """How far one number must move to change the winner, against the range stated for it."""

    name: str
    now: float
    at: float
    winner: Named
    stated: Point | None = None
    ends: Point = (0.0, 1.0)
    style: Style = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tornado(_ChartBase):
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
class Dots(_ChartBase):
    """Rows of markers, all on one scale."""

    what: str
    names: tuple[Named, ...]
    rows: tuple[DotRow, ...]


Chart: TypeAlias = Bars | Stacked | Difference | Lines | Scatter | Map | Ladder | Tornado | Dots
