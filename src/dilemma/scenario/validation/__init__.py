"""Validation of a file's meaning once its shape is right: small pure functions, listed once."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dilemma.scenario.validation import references, structure, warnings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dilemma.scenario.model import Scenario
    from dilemma.scenario.validation.finding import Draft, Finding

_CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    structure.check_size,
    structure.check_stances,
    structure.check_criteria,
    references.check_score_references,
    references.check_dissent_references,
    references.check_weight_references,
    references.check_viewpoint,
    references.check_coalition_references,
    references.check_signpost_references,
    references.check_future_order,
    references.check_assumption_references,
    references.check_shift_references,
    references.check_citations,
    structure.check_score_completeness,
    structure.check_score_ranges,
    structure.check_chance_ranges,
    structure.check_chance_form,
    structure.check_leverages,
    structure.check_likelihoods,
    structure.check_share_moves,
    structure.check_term,
)
# Only what a framework must get right by itself; the rest may come from the scenarios that build on it.
_FRAMEWORK_CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    structure.check_criteria,
    references.check_viewpoint,
    references.check_citations,
    structure.check_chance_ranges,
)
_WARNINGS: tuple[Callable[[Scenario], Iterator[Finding]], ...] = (
    warnings.warn_of_placeholders,
    warnings.warn_of_missing_reasons,
    warnings.warn_of_missing_sources,
    warnings.warn_of_equal_weights,
    warnings.warn_of_equal_chances,
    structure.warn_of_equal_titles,
    warnings.warn_of_flat_criteria,
    warnings.warn_of_dominated_options,
    warnings.warn_of_unreachable_futures,
    warnings.warn_of_uninformative_signposts,
    warnings.warn_of_idle_groups,
    warnings.warn_of_conduct_moving_succession,
    warnings.warn_of_past_deadlines,
    warnings.warn_of_idle_assumptions,
)

# A file with more is hopeless anyway, and the search for what each mistyped name may mean takes time.
MOST_FINDINGS = 1000


def find_errors(draft: Draft) -> Iterator[Finding]:
    """Yield what keeps a scenario from being used, up to a thousand findings."""
    return islice((finding for check in _CHECKS for finding in check(draft)), MOST_FINDINGS)


def find_framework_errors(draft: Draft) -> Iterator[Finding]:
    """Yield everything wrong with a framework, whatever scenario is laid over it."""
    for check in _FRAMEWORK_CHECKS:
        yield from check(draft)


def find_warnings(scenario: Scenario) -> Iterator[Finding]:
    """Yield everything a careful author would want to know about a scenario that can be used."""
    for check in _WARNINGS:
        yield from check(scenario)
