"""The levels of robustness: which option stays first as less and less is taken for granted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Run, Table, muted, paragraph
from dilemma.report.names import Names, capitalize
from dilemma.report.numbers import format_percent

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.analysis.results.sensitivity import Rung
    from dilemma.report.document import Cell

_NEGLIGIBLE_ERROR = 0.005  # the largest standard error of a share that its last digit hides


@dataclass(frozen=True, slots=True)
class _LevelWords:
    """A level by what it allows, and in a chart by what it grants, with a remark."""

    allows: str
    name: str
    remark: str


ROBUSTNESS_LEVELS = {
    "judged": _LevelWords(
        "everything as judged", "As judged", "scores, weights and probabilities as they were judged"
    ),
    "ranges": _LevelWords(
        "anything in the stated ranges", "Within the ranges", "everything anywhere in the range stated for it"
    ),
    "order": _LevelWords("any weights in this order", "Only the order", "any weights that keep their order"),
    "open": _LevelWords(
        "any weights, any chances", "Nothing granted", "any weights and any probabilities at all"
    ),
}


def robustness_blocks(result: Assessment, names: Names) -> list[Block]:
    """Return how often each option is first at every level, and one sentence on what that means."""
    columns = (
        Column("How firm: first, if we allow"),
        *(Column(capitalize(names.option(option.id)), "right") for option in result.options),
    )
    rows = tuple(_level_row(level, result) for level in result.ladder)
    return [Table(columns, rows), paragraph(muted(_describe_levels(result, names)))]


def _level_row(level: Rung, result: Assessment) -> tuple[Cell, ...]:
    """Return the shares of one level, the highest in bold."""
    shares = level.first_rank_shares
    highest = max(shares.values())
    cells = (
        Run(format_percent(shares[option.id]), "strong" if shares[option.id] == highest else "plain")
        for option in result.options
    )
    return (ROBUSTNESS_LEVELS[level.rung].allows, *cells)


def _describe_levels(result: Assessment, names: Names) -> str:
    """Return down to which level the recommended option stays first more often than any other."""
    leader = result.recommendation.option
    if result.recommendation.ties:
        return "Those that tie share the first place."
    leading = [level for level in result.ladder if _is_first(level, leader)]
    name = names.option(leader)
    if len(leading) == len(result.ladder):
        return f"{name} is first most often whatever is allowed."
    first_lost = next(level for level in result.ladder if level not in leading)
    rival = max(first_lost.first_rank_shares, key=lambda option: first_lost.first_rank_shares[option])
    return (
        f"{name} is first most often until we allow {ROBUSTNESS_LEVELS[first_lost.rung].allows}: "
        f"then {names.option(rival)} is."
    )


def _is_first(level: Rung, option: str) -> bool:
    """Return whether no option comes first more often than this one at a level."""
    return level.first_rank_shares[option] >= max(level.first_rank_shares.values())


def describe_precision(result: Assessment) -> str:
    """Return how exactly the shares are known: by their standard errors."""
    largest = max(error for level in result.ladder for error in level.first_rank_shares_se.values())
    if largest < _NEGLIGIBLE_ERROR:
        return "No share is off by more than its last digit: the standard errors are under half a percent."
    return f"The shares have standard errors of up to {format_percent(largest)}."
