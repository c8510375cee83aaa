"""The criteria with their weights: points, a ranking, or nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.form import Column, Entry, Line, Table
from dilemma.interchange.tables.spelling import clipped, three
from dilemma.interchange.tables.standing import stands
from dilemma.scenario.yaml_text import number

if TYPE_CHECKING:
    from dilemma.interchange.form import Plain
    from dilemma.scenario.model import Leaf, Scenario
    from dilemma.scenario.reading.nodes import Node

NAME = "Criteria and weights"
HEADS = (
    Column(head="criterion", width=18),
    Column(head="title", width=36),
    Column(head="question", width=44),
    Column(head="worst, worth 0", width=28),
    Column(head="best, worth 100", width=28),
)
POINTS = (
    Column(head="low", width=9, note="The fewest points; empty if the points are exact."),
    Column(head="points", width=9, note="What going from worst to best is worth, in points of any total."),
    Column(head="high", width=9, note="The most points; empty if the points are exact."),
)
RANK = (Column(head="rank", width=9, note="1 for the criterion that matters most; equal ranks are ties."),)
SAID = (
    "Give points to the swing from worst to best on each criterion: the largest swing first, say 100, and "
    "the others in proportion."
)


def weights(scenario: Scenario, own: Node) -> Table:
    """Every criterion that is scored, with what its swing weighs."""
    stated = scenario.file.weights
    ranked = stated is not None and bool(stated.ranking)
    lines = tuple(_line(scenario, leaf, own, ranked=ranked) for leaf in scenario.leaves)
    says = "Rank the swings from worst to best; equal ranks are ties." if ranked else SAID
    if stated is None:
        says += f" No weights stand in the file{_viewer(scenario)}; fill all of them or none."
    return Table(name=NAME, says=says, columns=HEADS + (RANK if ranked else POINTS), keys=1, lines=lines)


def _viewer(scenario: Scenario) -> str:
    seen = scenario.file.viewpoint
    return f": those of profile {seen} are used unless another is named" if seen else ""


def _line(scenario: Scenario, leaf: Leaf, own: Node, *, ranked: bool) -> Line:
    criterion = leaf.criterion
    scale, unit = criterion.scale, (criterion.scale.unit if criterion.scale else None) or ""
    worst = f"{number(scale.worst)} {unit}".strip() if scale else clipped(criterion.worst)
    best = f"{number(scale.best)} {unit}".strip() if scale else clipped(criterion.best)
    shown: tuple[Plain, ...] = (leaf.id, clipped(leaf.title), clipped(criterion.asks), worst, best)
    stated = scenario.file.weights
    here = stands(own, ("weights",))
    if stated is not None and ranked:
        rank = next(place for place, tie in enumerate(stated.ranking, start=1) if leaf.id in tie)
        entry = Entry(path=("weights",), columns=(5,), kind="rank", low=1, wanted=True, gathered=True)
        return Line(shown=(*shown, float(rank)), entries=(entry,) if here else (), shared=not here)
    return Line(
        shown=(*shown, *three(stated.points[leaf.id] if stated else None)),
        entries=(_points(leaf, stated=stated is not None),) if here or stated is None else (),
        shared=not here and stated is not None,
    )


def _points(leaf: Leaf, *, stated: bool) -> Entry:
    """Points where there are some, else a part of what all criteria must be given together."""
    path = ("weights", leaf.id) if stated else ("weights",)
    return Entry(path=path, columns=(5, 6, 7), kind="quantity", low=0, wanted=True, gathered=not stated)
