"""The charts a report may hold: plain numbers, labels and nothing of how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Style = Literal["points", "signed", "percent", "share"]
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name that keeps one look (colour, hatching, dash, marker) in every chart."""

    text: str
    look: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Captioned:
    """What every chart says of itself.

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
class Bars(Captioned):
    """One bar a row, all from the low end of one scale."""

    what: str
    rows: tuple[Row, ...]
    ends: Point = (0.0, 100.0)
    style: Style = "points"


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar made of parts, none negative, in the order of the chart's parts."""

    name: str
    values: tuple[float, ...]
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacked(Captioned):
    """What each total is made of."""

    what: str
    parts: tuple[str, ...]
    stacks: tuple[Stack, ...]


@dataclass(frozen=True, slots=True)
class Gain:
    """What the first has over the second in one respect; negative is what it gives up."""

    name: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(Captioned):
    """Where the first leads the second and where it trails; `total` is the difference in all."""

    what: str
    first: Named
    second: Named
    gains: tuple[Gain, ...]
    total: float


@dataclass(frozen=True, slots=True)
class Line:
    """The values of one thing at the points of the chart."""

    name: Named
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Who leads from one point of a line to another."""

    start: float
    stop: float
    leader: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Captioned):
    """Values against a number that moves; each stretch has its leader, and the lead crosses between them.

    Attributes:
        across: what moves.
        now: where it stands.
        at: the points between which every line is straight, rising.
        lines: the values there.
        stretches: who leads where, in order, without gaps.
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
    """One thing on two scales at once."""

    name: Named
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter(Captioned):
    """Things on two scales, more being better on both."""

    what: str
    across: str
    up: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A convex polygon of the map, counter-clockwise, and what is best in it."""

    name: Named
    polygon: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Map(Captioned):
    """What is best over two probabilities: the triangle x, y >= 0, x + y <= 1, the rest going to others."""

    what: str
    across: str
    up: str
    now: Point
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder: the share each name has of the whole, in the order of the chart's names."""

    name: str
    shares: tuple[float, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder(Captioned):
    """How the shares of first rank change as less is taken for granted."""

    what: str
    names: tuple[Named, ...]
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """How far a number must move to change the winner, against the range stated for it."""

    name: str
    now: float
    at: float
    winner: Named
    stated: Point | None = None
    ends: Point = (0.0, 1.0)
    style: Style = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tornado(Captioned):
    """What would change the winner, in the order given."""

    what: str
    swings: tuple[Swing, ...]


@dataclass(frozen=True, slots=True)
class DotRow:
    """The values of every name under one heading, in the order of the chart's names."""

    name: str
    values: tuple[float, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots(Captioned):
    """One line of markers a row, all on one scale."""

    what: str
    names: tuple[Named, ...]
    rows: tuple[DotRow, ...]


Chart: TypeAlias = "Bars | Stacked | Difference | Lines | Scatter | Map | Ladder | Tornado | Dots"
