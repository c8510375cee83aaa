"""Validation of a file's meaning once its shape is right: small pure functions, listed once."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dilemma.scenario.checks import (
    chances,
    coalition,
    criteria,
    dates,
    idle,
    options,
    reasons,
    references,
    scores,
    signposts,
    size,
    watching,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dilemma.scenario.checks.finding import Draft, Finding
    from dilemma.scenario.model import Scenario

_CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    size.check_size,
    options.check_stances,
    criteria.check_criteria,
    references.check_score_references,
    references.check_weight_references,
    references.check_viewpoint,
    references.check_coalition_references,
    references.check_signpost_references,
    references.check_assumption_references,
    references.check_shift_references,
    references.check_citations,
    scores.check_score_completeness,
    scores.check_score_ranges,
    chances.check_chance_ranges,
    chances.check_chance_form,
    coalition.check_leverages,
    signposts.check_likelihoods,
    signposts.check_share_moves,
    dates.check_term,
)
# Only what a framework must get right by itself; the rest may come from the scenarios that build on it.
_FRAMEWORK_CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    criteria.check_criteria,
    references.check_viewpoint,
    references.check_citations,
    chances.check_chance_ranges,
)
_WARNINGS: tuple[Callable[[Scenario], Iterator[Finding]], ...] = (
    reasons.warn_of_missing_reasons,
    reasons.warn_of_missing_sources,
    reasons.warn_of_equal_weights,
    reasons.warn_of_equal_chances,
    options.warn_of_equal_titles,
    idle.warn_of_flat_criteria,
    idle.warn_of_dominated_options,
    idle.warn_of_unreachable_futures,
    watching.warn_of_uninformative_signposts,
    watching.warn_of_conduct_moving_succession,
    watching.warn_of_past_deadlines,
    watching.warn_of_idle_assumptions,
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
