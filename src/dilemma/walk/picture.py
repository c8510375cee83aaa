"""What an answer moved: the ranking before and after it, as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import decide, order
from dilemma.report.document import Bar, Column, Document, Run, Table, muted, paragraph
from dilemma.report.names import capitalised
from dilemma.report.numbers import percent, points, signed

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.report.document import Cell, Tone
    from dilemma.report.names import Names
    from dilemma.scenario.model import Scenario

SHOWN = 0.05  # a move that one decimal shows


def moved(before: Scenario, after: Scenario, names: Names) -> Document:
    """The ranking after an answer, each option with its value before; one line when nothing moved."""
    then, now = decide(before), decide(after)
    if abs(now.value - then.value).max() < SHOWN:
        said = f"No move: {_leader(now, names)} still leads." if len(now.options) > 1 else "No move."
        return Document("", (paragraph(muted(said)),))
    return Document("", (_table(then, now, names),))


def standing(scenario: Scenario, names: Names) -> Document:
    """The ranking before anything is answered."""
    at = decide(scenario)
    return Document("", (_table(at, at, names),))


def _leader(at: Decision, names: Names) -> str:
    return capitalised(names.option(at.options[order(at.value)[0]]))


def _table(then: Decision, now: Decision, names: Names) -> Table:
    changed = then is not now
    columns = [Column("", "right"), Column("Ranking now"), Column(""), Column("value", "right")]
    if changed:
        columns += [Column("before", "right"), Column("moved", "right"), Column("")]
    places = {option: place for place, option in enumerate(order(then.value), start=1)}
    rows = []
    for place, option in enumerate(order(now.value), start=1):
        row: list[Cell] = _row(place, float(now.value[option]), names.option(now.options[option]))
        if changed:
            row += _change(float(then.value[option]), float(now.value[option]), places[option], place)
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows))


def _row(place: int, value: float, name: str) -> list[Cell]:
    tone: Tone = "strong" if place == 1 else "plain"
    return [str(place), Run(capitalised(name), tone), Bar(value), points(value)]


def _change(then: float, now: float, place_then: int, place: int) -> list[Cell]:
    tone: Tone = "good" if now - then > SHOWN else "bad" if then - now > SHOWN else "muted"
    where = "" if place == place_then else f"{'up' if place < place_then else 'down'} from {place_then}"
    return [points(then), Run(signed(now - then), tone), where]


def weights_line(scenario: Scenario, names: Names) -> str:
    """The weights in one line, the largest first."""
    at = decide(scenario)
    pairs = sorted(zip(at.criteria, at.weights.tolist(), strict=True), key=lambda pair: -pair[1])
    return "Weights: " + ", ".join(f"{names.criterion(name)} {percent(weight)}" for name, weight in pairs)
