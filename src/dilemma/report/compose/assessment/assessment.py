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
from dilemma.report.compose.observed import observation_blocks, wrong_assumption_paragraphs
from dilemma.report.document import Block, Document
from dilemma.report.names import Names

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.scenario.model import Scenario


def assessment_document(result: Assessment, scenario: Scenario, *, full: bool) -> Document:
    """Return the sections in the order of the contract: answer, ranking, trade-off, robustness, the rest.

    Args:
        result: the assessment.
        scenario: the scenario it assesses.
        full: whether the sections after the first screen follow.
    """
    names = Names(scenario)
    blocks: list[Block] = [
        *answer._assessment_header(result, names),
        *answer.assessment_answer(result, names),
        *endogenous._common_chances_paragraphs(result, names),
        *observation_blocks(result.observed, names),
        *wrong_assumption_paragraphs(result.wrong, names),
        ranking.ranking_table(result, names),
        *ranking.future_values_tables(result, names),
        *ranking.trade_off_paragraphs(result, names),
        *ranking.poles_blocks(result, names),
        *ladder.robustness_blocks(result, names),
        *firmness.rule_choices_paragraphs(result, names),
        *firmness.profile_choices_paragraphs(result, names),
        *endogenous._withheld_paragraphs(result),
    ]
    return Document(
        result.scenario.title, (*blocks, *(_rest(result, names) if full else _hint(result, names)))
    )


def _rest(result: Assessment, names: Names) -> list[Block]:
    """Return the sections that only `full` shows."""
    return [
        *firmness.leave_one_out_paragraphs(result, names),
        *changes.break_evens_section(result, names),
        *changes.discovery_paragraphs(result, names),
        *winners.winners_blocks(result, names),
        *information.information_section(result, names),
        *watch.monitoring_section(result, names),
        *basis._deadline_blocks(result),
        *basis._basis_section(result, names),
    ]


def _hint(result: Assessment, names: Names) -> list[Block]:
    """Return the two most plausible changes, for the first screen."""
    return changes.break_evens_section(result, names, most=2)
