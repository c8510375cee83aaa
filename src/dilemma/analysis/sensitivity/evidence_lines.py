"""Lines of what evidence is weighed by: the chances as they were before it, and the dependence of groups.

Along either the likelihood of the evidence changes too, so values are ratios. Their numerators
`Σ_f p[f]·L[f]·V[o,f]` are straight, with one denominator for all options, so who leads is exact.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.probabilities import (
    answered_probabilities,
    conditional_probabilities,
    prior_probabilities,
    revise_probabilities,
)
from dilemma.analysis.sensitivity.break_evens import line_of_probabilities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.results.sensitivity import LineKind
    from dilemma.analysis.sensitivity.break_evens import ValueLine
    from dilemma.scenario.model import Scenario


def evidence_lines(scenario: Scenario, decision: Decision) -> list[ValueLine]:
    """Return the lines of prior chances and of dependences; none where nothing observed tells."""
    return [*_prior_chance_lines(scenario, decision), *_dependence_lines(scenario, decision)]


def _prior_chance_lines(scenario: Scenario, decision: Decision) -> Iterator[ValueLine]:
    """Yield each question's chance before the evidence from 0 to 1, with the other questions kept.

    Probabilities that were set override the chances, which then move nothing.
    """
    if not scenario.evidence or scenario.pinned:
        return
    likelihoods = _by_future(scenario.evidence, decision)
    answered = answered_probabilities(scenario)
    for question, now in enumerate(conditional_probabilities(scenario)):
        # A question that shares its unknown with another cannot be moved alone.
        if answered is not None and not np.isnan(answered[question]).any():
            joint = answered[question] * likelihoods
            yield _ratio_line(("chance", decision.futures[question]), float(now), 1.0, joint, decision)


def _dependence_lines(scenario: Scenario, decision: Decision) -> Iterator[ValueLine]:
    """Yield the dependence of each group of which several signposts were observed, from none to the most."""
    # Probabilities that were set are what the evidence met.
    prior = revise_probabilities(replace(scenario, evidence={}), prior_probabilities(scenario))
    for group, evidence in scenario.evidence_by_dependence.items():
        joint = prior * np.stack([_by_future(end, decision) for end in evidence.values()])
        yield _ratio_line(("dependence", group), scenario.dependence[group], max(evidence), joint, decision)


def _by_future(evidence: Mapping[str, float], decision: Decision) -> Floats:
    return np.array([evidence[future] for future in decision.futures])


def _ratio_line(
    name: tuple[LineKind, str], now: float, most: float, joint: Floats, decision: Decision
) -> ValueLine:
    """Return the line from 0 to `most`, scaled so that values are values at `now`.

    Args:
        name: the kind of number moved, and its own name.
        now: its present value.
        most: the end of the line.
        joint: prior times likelihood at both ends, [end, future].
        decision: the options and what each is worth in a future.
    """
    mass = joint.sum(axis=1)
    here = float(mass[0] + (mass[1] - mass[0]) * now / most)
    line = line_of_probabilities(name, now, np.array([0.0, most]), joint / here, decision)
    return replace(line, mass=mass / here)
