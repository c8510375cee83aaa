"""The assessment: the ranking in whole points, how firm it is, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.assessment.basis import evidence
from dilemma.report.compose.assessment.changes import levels, line, nearest
from dilemma.report.document import Bar, Block, Column, Heading, Run, Table, bullets, paragraph
from dilemma.report.names import capitalised, listed
from dilemma.report.numbers import percent, told_apart, whole

if TYPE_CHECKING:
    from dilemma.analysis.results import BreakEven
    from dilemma.report.compose.memo.case import Case
    from dilemma.report.document import Cell

MOST = 4  # changes told in the memo


def assessment(case: Case) -> list[Block]:
    """Ranking, firmness and changes; how sure the author is stands in sentences of its own."""
    return [
        Heading("Assessment"),
        _ranking(case),
        paragraph(_firm(case), _rules(case), _others(case)),
        *_changes(case),
        *evidence(case.result),
    ]


def _ranking(case: Case) -> Table:
    columns = (
        Column("Option"),
        Column(""),
        Column("value", "right"),
        Column("at worst", "right"),
        Column("largest regret", "right"),
        Column("comes first in", "right"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Run(case.option(each.id), "strong" if each.rank == 1 else "plain"),
            Bar(each.value),
            whole(each.value),
            whole(each.worst_value),
            "" if each.max_regret is None else whole(each.max_regret),
            percent(each.first_rank_share),
        )
        for each in case.result.options
    )
    return Table(columns, rows, title="The options in points of value, 0 to 100")


def _firm(case: Case) -> str:
    """How far the lead holds as less is taken for granted."""
    shares = {rung.rung: rung.first_rank_shares[case.chosen.id] for rung in case.result.ladder}
    name = case.option(case.chosen.id)
    return (
        f"{name} comes first in {percent(shares['ranges'])} of cases with every number anywhere in its "
        f"stated range, in {percent(shares['order'])} with any weights that keep their order, and in "
        f"{percent(shares['open'])} with any weights and any probabilities at all."
    )


def _rules(case: Case) -> str:
    """What a decision-maker who fears the worst would do."""
    found = case.result.rules
    if len(case.result.probabilities) < 2 or found.minimax_regret is None:
        return ""
    worst, regret = case.names.options(found.maximin), case.names.options(found.minimax_regret)
    if worst == regret:
        return f" Whoever looks only to the worst case, or to the least regret, would take {worst}."
    return f" Whoever looks only to the worst case would take {worst}, to the least regret {regret}."


def _others(case: Case) -> str:
    choices = case.result.who_chooses or ()
    chosen = case.chosen.id
    others = [
        f"{each.title} ({case.names.choice(each.option, each.ties)}, by {whole(each.margin)})"
        for each in choices
        if chosen not in (each.option, *each.ties)
    ]
    if not choices:
        return ""
    if not others:
        return f" None of the {len(choices)} profiles would choose otherwise."
    return f" Would choose otherwise: {listed(others)}."


def _changes(case: Case) -> list[Block]:
    found = nearest(case.result)
    if not found:
        return [paragraph("No single probability, weight, score or share would change the choice.")]
    return [
        paragraph("What would most plausibly change it:"),
        bullets(*(_change(case, each) for each in found[:MOST])),
    ]


def _change(case: Case, found: BreakEven) -> str:
    winner = case.names.choice(found.winner, found.ties)
    now, at = told_apart(found.now, found.at, whole if found.kind == "score" else percent)
    inside = " (inside its stated range)" if found.within_range else ""
    own = levels(found, case.names)
    inside = f" ({own}){inside}" if own else inside
    what = capitalised(line(found.kind, found.of, case.names))
    return f"{what}: from {now} to {at}{inside}, then {winner}."
