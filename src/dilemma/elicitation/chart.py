"""The effect of an answer as a document: the ranking before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.core.decision import decide, descending_order
from dilemma.report.document import Bar, Column, Document, Table, TextRun, muted, paragraph
from dilemma.report.numbers import format_percent, format_points, format_signed
from dilemma.report.text import capitalize

if TYPE_CHECKING:
    from dilemma.analysis.core.decision import Decision
    from dilemma.report.document import Cell, Tone
    from dilemma.report.text import Names
    from dilemma.scenario.model import Scenario

_SMALLEST_SHOWN = 0.05  # a move that one decimal shows


def ranking_change(before: Scenario, after: Scenario, names: Names) -> Document:
    """Return the ranking after an answer, each option with its old value; one line when nothing moved."""
    old, new = decide(before), decide(after)
    if abs(new.value - old.value).max() < _SMALLEST_SHOWN:
        leader = capitalize(names.option(new.options[descending_order(new.value)[0]]))
        message = f"No change: {leader} still leads." if len(new.options) > 1 else "No change."
        return Document("", (paragraph(muted(message)),))
    return Document("", (_ranking_table(old, new, names),))


def current_ranking(scenario: Scenario, names: Names) -> Document:
    """Return the ranking before anything is answered."""
    decision = decide(scenario)
    return Document("", (_ranking_table(decision, decision, names),))


def _ranking_table(old: Decision, new: Decision, names: Names) -> Table:
    changed = old is not new
    columns = [Column("", "right"), Column("Ranking now"), Column(""), Column("value", "right")]
    if changed:
        columns += [Column("before", "right"), Column("moved", "right"), Column("")]
    old_ranks = {option: rank for rank, option in enumerate(descending_order(old.value), start=1)}
    rows = []
    for rank, option in enumerate(descending_order(new.value), start=1):
        row: list[Cell] = _rank_cells(rank, float(new.value[option]), names.option(new.options[option]))
        if changed:
            row += _move_cells(float(old.value[option]), float(new.value[option]), old_ranks[option], rank)
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows))


def _rank_cells(rank: int, value: float, name: str) -> list[Cell]:
    tone: Tone = "strong" if rank == 1 else "plain"
    return [str(rank), TextRun(capitalize(name), tone), Bar(value), format_points(value)]


def _move_cells(old: float, new: float, old_rank: int, rank: int) -> list[Cell]:
    tone: Tone = "good" if new - old > _SMALLEST_SHOWN else "bad" if old - new > _SMALLEST_SHOWN else "muted"
    move = "" if rank == old_rank else f"{'up' if rank < old_rank else 'down'} from {old_rank}"
    return [format_points(old), TextRun(format_signed(new - old), tone), move]


def weights_summary(scenario: Scenario, names: Names) -> str:
    """Return the weights in one line, the largest first."""
    decision = decide(scenario)
    pairs = sorted(zip(decision.criteria, decision.weights.tolist(), strict=True), key=lambda pair: -pair[1])
    return "Weights: " + ", ".join(
        f"{names.criterion(name)} {format_percent(weight)}" for name, weight in pairs
    )
