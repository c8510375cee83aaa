"""The ladder of assumptions: who stays first as less and less is taken for granted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Run, Table, muted, paragraph
from dilemma.report.names import Names, capitalised
from dilemma.report.numbers import percent

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment
    from dilemma.analysis.stress.stress_results import Rung
    from dilemma.report.document import Cell

FINE = 0.005


@dataclass(frozen=True, slots=True)
class Words:
    """A rung by what it allows, and in a chart by what it grants, with a remark."""

    allows: str
    name: str
    remark: str


RUNGS = {
    "judged": Words(
        "everything as judged", "As judged", "scores, weights and probabilities as they were judged"
    ),
    "ranges": Words(
        "anything in the stated ranges", "Within the ranges", "everything anywhere in the range stated for it"
    ),
    "order": Words("any weights in this order", "Only the order", "any weights that keep their order"),
    "open": Words("any weights, any chances", "Nothing granted", "any weights and any probabilities at all"),
}


def ladder(result: Assessment, names: Names) -> list[Block]:
    """How often each option is first at every rung, and one sentence on what that means."""
    columns = (
        Column("How firm: first, if we allow"),
        *(Column(capitalised(names.option(option.id)), "right") for option in result.options),
    )
    rows = tuple(_row(rung, result) for rung in result.ladder)
    return [Table(columns, rows), paragraph(muted(_meaning(result, names)))]


def _row(rung: Rung, result: Assessment) -> tuple[Cell, ...]:
    shares = rung.first_rank_shares
    most = max(shares.values())
    cells = (
        Run(percent(shares[option.id]), "strong" if shares[option.id] == most else "plain")
        for option in result.options
    )
    return (RUNGS[rung.rung].allows, *cells)


def _meaning(result: Assessment, names: Names) -> str:
    """How far down the ladder the recommended option stays first more often than any other."""
    leader = result.recommendation.option
    if result.recommendation.ties:
        return "Those that tie share the first place."
    held = [rung for rung in result.ladder if _leads(rung, leader)]
    name = names.option(leader)
    if len(held) == len(result.ladder):
        return f"{name} is first most often whatever is allowed."
    lost = next(rung for rung in result.ladder if rung not in held)
    other = max(lost.first_rank_shares, key=lambda option: lost.first_rank_shares[option])
    return (
        f"{name} is first most often until we allow {RUNGS[lost.rung].allows}: then {names.option(other)} is."
    )


def _leads(rung: Rung, option: str) -> bool:
    return rung.first_rank_shares[option] >= max(rung.first_rank_shares.values())


def precision(result: Assessment) -> str:
    """How exactly the shares are known."""
    worst = max(error for rung in result.ladder for error in rung.first_rank_shares_se.values())
    if worst < FINE:
        return "No share is off by more than its last digit: the standard errors are under half a percent."
    return f"The shares have standard errors of up to {percent(worst)}."
