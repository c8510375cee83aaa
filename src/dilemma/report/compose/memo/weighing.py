"""The assessment in a memo: the ranking in whole points, how robust it is, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.assessment.basis import evidence_paragraphs
from dilemma.report.compose.assessment.changes import format_levels, line_title, nearest_break_evens
from dilemma.report.document import Bar, Block, Column, Heading, Run, Table, bullets, paragraph
from dilemma.report.names import capitalize, join_names
from dilemma.report.numbers import format_distinct, format_percent, format_whole_points

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import BreakEven
    from dilemma.report.compose.memo.case import MemoContext
    from dilemma.report.document import Cell

_MOST_BREAK_EVENS = 4  # changes in the text of the memo


def assessment_section(memo: MemoContext) -> list[Block]:
    """Return ranking, robustness and changes; how sure the author is stands in sentences of its own."""
    return [
        Heading("Assessment"),
        _ranking_table(memo),
        paragraph(_describe_robustness(memo), _describe_rules(memo), _describe_dissenters(memo)),
        *_change_blocks(memo),
        *evidence_paragraphs(memo.result),
    ]


def _ranking_table(memo: MemoContext) -> Table:
    """Return the options in whole points, best first."""
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
            Run(memo.option(option.id), "strong" if option.rank == 1 else "plain"),
            Bar(option.value),
            format_whole_points(option.value),
            format_whole_points(option.worst_value),
            "" if option.max_regret is None else format_whole_points(option.max_regret),
            format_percent(option.first_rank_share),
        )
        for option in memo.result.options
    )
    return Table(columns, rows, title="The options in points of value, 0 to 100")


def _describe_robustness(memo: MemoContext) -> str:
    """Return how far the lead holds as less is taken for granted."""
    shares = {level.rung: level.first_rank_shares[memo.chosen.id] for level in memo.result.ladder}
    name = memo.option(memo.chosen.id)
    return (
        f"{name} comes first in {format_percent(shares['ranges'])} of cases with every number anywhere in its "
        f"stated range, in {format_percent(shares['order'])} with any weights that keep their order, and in "
        f"{format_percent(shares['open'])} with any weights and any probabilities at all."
    )


def _describe_rules(memo: MemoContext) -> str:
    """Return what a decision-maker who fears the worst would do."""
    rules = memo.result.rules
    if len(memo.result.probabilities) < 2 or rules.minimax_regret is None:
        return ""
    worst, regret = memo.names.options(rules.maximin), memo.names.options(rules.minimax_regret)
    if worst == regret:
        return f" Whoever looks only to the worst case, or to the least regret, would take {worst}."
    return f" Whoever looks only to the worst case would take {worst}, to the least regret {regret}."


def _describe_dissenters(memo: MemoContext) -> str:
    """Return the profiles that would choose otherwise; empty where there are no profiles."""
    choices = memo.result.who_chooses or ()
    chosen = memo.chosen.id
    dissenters = [
        f"{choice.title} ({memo.names.choice(choice.option, choice.ties)}, by {format_whole_points(choice.margin)})"
        for choice in choices
        if chosen not in (choice.option, *choice.ties)
    ]
    if not choices:
        return ""
    if not dissenters:
        return f" None of the {len(choices)} profiles would choose otherwise."
    return f" Would choose otherwise: {join_names(dissenters)}."


def _change_blocks(memo: MemoContext) -> list[Block]:
    """Return the break-evens nearest to the present values, as a list."""
    break_evens = nearest_break_evens(memo.result)
    if not break_evens:
        return [paragraph("No single probability, weight, score or share would change the choice.")]
    return [
        paragraph("What would most plausibly change it:"),
        bullets(*(_describe_change(memo, break_even) for break_even in break_evens[:_MOST_BREAK_EVENS])),
    ]


def _describe_change(memo: MemoContext, break_even: BreakEven) -> str:
    """Return a break-even: the line, its value now and at the change, the option that then leads."""
    winner = memo.names.choice(break_even.winner, break_even.ties)
    now, threshold = format_distinct(
        break_even.now, break_even.at, format_whole_points if break_even.kind == "score" else format_percent
    )
    remark = " (inside its stated range)" if break_even.within_range else ""
    in_unit = format_levels(break_even, memo.names)
    remark = f" ({in_unit}){remark}" if in_unit else remark
    title = capitalize(line_title(break_even.kind, break_even.of, memo.names))
    return f"{title}: from {now} to {threshold}{remark}, then {winner}."
