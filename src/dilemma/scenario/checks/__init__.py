"""What a file of the right shape can still get wrong: small pure functions, listed once."""

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

CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    size.size,
    options.stances,
    criteria.criteria,
    references.scores,
    references.weights,
    references.viewpoint,
    references.coalition,
    references.signposts,
    references.assumptions,
    references.shifts,
    references.citations,
    scores.complete,
    scores.inside_scale,
    chances.inside,
    chances.one_form,
    coalition.leverage,
    signposts.likelihoods,
    signposts.share_movers,
    dates.term,
)
# What a framework says for itself; the rest may come from the scenarios that build on it.
FRAMEWORK_CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    criteria.criteria,
    references.viewpoint,
    references.citations,
    chances.inside,
)
WARNINGS: tuple[Callable[[Scenario], Iterator[Finding]], ...] = (
    reasons.unexplained,
    reasons.unsourced,
    reasons.equal_weights,
    reasons.equal_chances,
    idle.flat_criteria,
    idle.beaten_options,
    idle.unreachable_futures,
    watching.uninformative,
    watching.conduct_moves_succession,
    watching.past_deadlines,
    watching.idle_assumptions,
)

# A file with more is hopeless anyway, and looking for what each mistyped name may mean takes its time.
MOST_FINDINGS = 1000


def faults(draft: Draft) -> Iterator[Finding]:
    """What keeps a scenario from being used: the first thousand things."""
    return islice((finding for check in CHECKS for finding in check(draft)), MOST_FINDINGS)


def framework_faults(draft: Draft) -> Iterator[Finding]:
    """Everything wrong with a framework, whatever scenario is laid over it."""
    for check in FRAMEWORK_CHECKS:
        yield from check(draft)


def warnings(scenario: Scenario) -> Iterator[Finding]:
    """Everything a careful author would want to know of a scenario that can be used."""
    for check in WARNINGS:
        yield from check(scenario)
