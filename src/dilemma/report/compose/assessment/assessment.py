"""An assessment as a document: one screen by default, everything under `full`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.assessment import (
    answer,
    basis,
    changes,
    endogenous,
    firmness,
    information,
    ladder,
    ranking,
    watch,
    winners,
)
from dilemma.report.compose.observed import observed, taken_wrong
from dilemma.report.document import Block, Document
from dilemma.report.names import Names

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment
    from dilemma.scenario.model import Scenario


def assessment(result: Assessment, scenario: Scenario, *, full: bool) -> Document:
    """Return the sections in the order of the contract: answer, ranking, trade-off, robustness, the rest.

    Args:
        result: the assessment.
        scenario: the scenario it assesses.
        full: whether the sections after the first screen follow.
    """
    names = Names(scenario)
    blocks: list[Block] = [
        *answer.header(result, names),
        *answer.answer(result, names),
        *endogenous.moved(result, names),
        *observed(result.observed, names),
        *taken_wrong(result.wrong, names),
        ranking.ranking(result, names),
        *ranking.by_future(result, names),
        *ranking.trade_off(result, names),
        *ranking.poles(result, names),
        *ladder.ladder(result, names),
        *firmness.rules(result, names),
        *firmness.who(result, names),
        *endogenous.withheld(result),
    ]
    return Document(
        result.scenario.title, (*blocks, *(_rest(result, names) if full else _hint(result, names)))
    )


def _rest(result: Assessment, names: Names) -> list[Block]:
    """Return the sections that only `full` shows."""
    return [
        *firmness.fragile(result, names),
        *changes.changes(result, names),
        *changes.conditions(result, names),
        *winners.winners(result, names),
        *information.worth_knowing(result, names),
        *watch.watch(result, names),
        *basis.windows(result),
        *basis.basis(result, names),
    ]


def _hint(result: Assessment, names: Names) -> list[Block]:
    """Return the two most plausible changes, for the first screen."""
    return changes.changes(result, names, most=2)
