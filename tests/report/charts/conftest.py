"""A chart of every kind and of any size, and SVG texts read back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypedDict
from xml.etree import ElementTree as ET

import pytest

from dilemma.report.charts import chart as model
from dilemma.report.charts.canvas import measure_text
from dilemma.report.charts.style import Rectangle
from dilemma.report.charts.svg import draw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dilemma.report.charts.chart import Chart, Label, Point

    Make = Callable[..., Chart]
    Spread = Callable[[Chart], list[tuple[str, Rectangle]]]
    Said = Callable[[Chart], dict[str, Rectangle]]
    Read = Callable[[Chart], ET.Element]

HIGH = 100.0


class Caption(TypedDict):
    """What every chart here says of itself."""

    title: str
    description: str
    unit: str
    note: str


CAPTION = Caption(title="A title", description="What is seen.", unit="points", note="A note.")


@dataclass(frozen=True, slots=True)
class Case:
    """So many names, the same text with a number, and a value for each."""

    text: str
    names: tuple[Label, ...]
    values: tuple[float, ...]

    @property
    def pairs(self) -> list[tuple[Label, float]]:
        """Names with their values."""
        return list(zip(self.names, self.values, strict=True))

    @property
    def cuts(self) -> list[Point]:
        """The line from 0 to 1 in equal parts, one for each name."""
        return list(pairwise(place / len(self.names) for place in range(len(self.names) + 1)))


def bars(case: Case) -> Chart:
    """A bar for each."""
    return model.BarChart(
        **CAPTION, what="Option", rows=tuple(model.BarRow(*pair, "a remark") for pair in case.pairs)
    )


def stacked(case: Case) -> Chart:
    """As many parts as stacks."""
    count = len(case.names)
    values = tuple(value / count for value in case.values)
    parts = tuple(name.text for name in case.names)
    stacks = tuple(model.Stack(part, values, sum(values)) for part in parts)
    return model.StackedBars(**CAPTION, what="Option", parts=parts, stacks=stacks)


def difference(case: Case) -> Chart:
    """Gains and losses around 50."""
    gains = tuple(model.Gain(name.text, value - HIGH / 2) for name, value in case.pairs)
    first, second = case.names[0], case.names[-1]
    return model.DivergingBars(
        **CAPTION, what="Criterion", first=first, second=second, gains=gains, total=1.5
    )


def lines(case: Case) -> Chart:
    """Broken lines, with as many stretches as lines."""
    return model.LineChart(
        **CAPTION,
        across=f"the weight of {case.text}",
        now=0.25,
        at=(0.0, 0.5, 1.0),
        lines=tuple(model.LineSeries(name, (value, value / 2, HIGH - value)) for name, value in case.pairs),
        stretches=tuple(
            model.LeaderInterval(*cut, name) for cut, name in zip(case.cuts, case.names, strict=True)
        ),
    )


def scatter(case: Case) -> Chart:
    """More of one is less of the other."""
    spots = tuple(model.ScatterPoint(name, value, HIGH - value) for name, value in case.pairs)
    across, up = f"{case.text} kept", f"{case.text} upheld"
    return model.ScatterPlot(**CAPTION, what="Option", across=across, up=up, spots=spots)


def winners(case: Case) -> Chart:
    """The triangle cut into upright strips of equal width."""
    areas = tuple(model.MapArea(name, _strip(*cut)) for name, cut in zip(case.names, case.cuts, strict=True))
    across, up = f"{case.text} across", f"{case.text} up"
    return model.WinnersMapChart(**CAPTION, what="Best", across=across, up=up, now=(0.12, 0.37), areas=areas)


def _strip(left: float, right: float) -> tuple[Point, ...]:
    corners = ((left, 0.0), (right, 0.0), (right, 1 - right), (left, 1 - left))
    return corners if right < 1 else (*corners[:2], corners[3])


def ladder(case: Case) -> Chart:
    """Four rungs, all shares alike."""
    shares = tuple(1 / len(case.names) for _ in case.names)
    rungs = tuple(model.ShareBar(f"{case.text} rung {place}", shares, "a remark") for place in range(4))
    return model.ShareBars(**CAPTION, what="Rung", names=case.names, rungs=rungs)


def tornado(case: Case) -> Chart:
    """From 0.4 to the value of each."""
    swings = tuple(
        model.Swing(name=name.text, now=0.4, at=value / HIGH, winner=name, stated=(0.3, 0.6))
        for name, value in case.pairs
    )
    return model.TornadoChart(**CAPTION, what="Number", swings=swings)


def dots(case: Case) -> Chart:
    """Three rows alike."""
    rows = tuple(model.DotRow(f"{case.text} future {place}", case.values, "a remark") for place in range(3))
    return model.DotPlot(**CAPTION, what="Future", names=case.names, rows=rows)


KINDS: dict[str, Callable[[Case], Chart]] = {
    "bars": bars,
    "stacked": stacked,
    "difference": difference,
    "lines": lines,
    "scatter": scatter,
    "map": winners,
    "ladder": ladder,
    "tornado": tornado,
    "dots": dots,
}


def made(kind: str, count: int = 4, text: str = "Option", *, level: float | None = None) -> Chart:
    """A chart of a kind with so many things of such a name; values differ unless a level is given."""
    names = tuple(model.Label(f"{text} {place + 1}", place) for place in range(count))
    spread = [HIGH * (place + 1) / (count + 1) for place in range(count)]
    return KINDS[kind](Case(text, names, tuple(spread) if level is None else (level,) * count))


def extents(root: ET.Element) -> list[tuple[str, Rectangle]]:
    """The name and the room of every mark on the paper; texts as wide as the program takes them to be."""
    found: list[tuple[str, Rectangle]] = []
    for element, top in marks_of(root):
        tag = element.tag.partition("}")[2]
        if tag in ROOM_OF:
            room = ROOM_OF[tag](element)
            found.append((tag, Rectangle(room.left, room.top + top, room.width, room.height)))
    return found


def marks_of(root: ET.Element, top: float = 0.0) -> Iterator[tuple[ET.Element, float]]:
    """Every element that is drawn, with how far its group is moved down."""
    for element in root:
        if element.tag.endswith("defs"):
            continue
        moved = element.get("transform", "translate(0 0)")
        down = top + float(moved.removeprefix("translate(0 ").removesuffix(")"))
        yield element, down
        yield from marks_of(element, down)


def text_room(element: ET.Element) -> Rectangle:
    """From the height of its capitals to its base; what hangs below the base is left out."""
    size = float(element.get("font-size", "12"))
    width = measure_text(element.text or "", size, bold=element.get("font-weight") == "bold")
    share = {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", "start"), 0.0)
    x, base = float(element.attrib["x"]), float(element.attrib["y"])
    return Rectangle(x - share * width, base - size * 0.75, width, size * 0.75)


def points_room(element: ET.Element) -> Rectangle:
    """The frame of a polygon or a broken line."""
    pairs = [pair.split(",") for pair in element.attrib["points"].split()]
    return frame([float(x) for x, _ in pairs], [float(y) for _, y in pairs])


def frame(across: list[float], down: list[float]) -> Rectangle:
    """The smallest rectangle around points."""
    return Rectangle(min(across), min(down), max(across) - min(across), max(down) - min(down))


def circle_room(element: ET.Element) -> Rectangle:
    """The square around a circle."""
    x, y, radius = (float(element.attrib[name]) for name in ("cx", "cy", "r"))
    return Rectangle(x - radius, y - radius, 2 * radius, 2 * radius)


def tips(root: ET.Element) -> dict[str, Rectangle]:
    """The room of every mark that says what it is when pointed at, by what it says."""
    return {
        said.text or "": ROOM_OF[element.tag.partition("}")[2]](element)
        for element, _ in marks_of(root)
        if (said := element.find("{*}title")) is not None
    }


ROOM_OF: dict[str, Callable[[ET.Element], Rectangle]] = {
    "text": text_room,
    "circle": circle_room,
    "polygon": points_room,
    "polyline": points_room,
    "rect": lambda each: Rectangle(*(float(each.attrib[name]) for name in ("x", "y", "width", "height"))),
    "line": lambda each: frame(
        [float(each.attrib["x1"]), float(each.attrib["x2"])],
        [float(each.attrib["y1"]), float(each.attrib["y2"])],
    ),
}


@pytest.fixture
def make() -> Make:
    """Makes a chart of a kind."""
    return made


@pytest.fixture
def spread() -> Spread:
    """The room of every mark of a chart."""
    return lambda chart: extents(ET.fromstring(draw(chart, prefix="a")))


@pytest.fixture
def said() -> Said:
    """The room of every mark of a chart by what the mark says of itself."""
    return lambda chart: tips(ET.fromstring(draw(chart, prefix="a")))


@pytest.fixture
def read() -> Read:
    """Draws a chart and reads it back as XML; fails if it is not well-formed."""
    return lambda chart: ET.fromstring(draw(chart, prefix="a"))
