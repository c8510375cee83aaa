"""The options that each rule over futures chooses, and the share of all probabilities each is best for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core import decision_rules
from dilemma.analysis.core.decision import tied_options
from dilemma.analysis.core.probabilities import chain_probabilities
from dilemma.analysis.core.scores import floats_by_name
from dilemma.analysis.core.simplex import simplex_shares
from dilemma.analysis.results.assessment import HurwiczInterval, RuleChoices
from dilemma.analysis.uncertainty import sobol
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats


# With more, cutting the simplex can take seconds.
_MOST_EXACT_FUTURES = 6
_SAMPLES = 1 << 15
_BLOCK = 1 << 12  # of samples, so that their arrays stay near the processor


def _starr_shares(in_future: Floats, *, seed: int) -> Floats:
    """Return the share of all probability vectors under which each option is best, [option] (Starr 1963).

    The vectors are uniform on the simplex of futures. It is cut exactly for as many futures as that stays
    quick, and sampled for more, to about a tenth of a percent.

    Args:
        in_future: values, [option, future].
        seed: for the sample, where one is drawn.
    """
    if in_future.shape[1] <= _MOST_EXACT_FUTURES:
        exact = simplex_shares(in_future)
        if exact is not None:
            return exact.share
    shares = np.zeros(len(in_future))
    for start in range(0, _SAMPLES, _BLOCK):
        u = sobol.sobol_points(_BLOCK, in_future.shape[1] - 1, seed=seed, scramble=0, start=start)
        values = in_future @ uniform_on_simplex(u).T
        is_best = values >= values.max(axis=0) - TIE
        shares += (is_best / is_best.sum(axis=0)).sum(axis=1)
    return np.asarray(shares / _SAMPLES)


def uniform_on_simplex(u: Floats) -> Floats:
    """Map points of the unit cube to the simplex by breaking a stick: uniform in, uniform out.

    Args:
        u: uniform numbers, [point, futures − 1].

    Returns:
        Probabilities, [point, future].

    Question k of K takes `1 − (1 − u)^(1/(K − k))` of what the earlier ones leave, k from 1.
    """
    futures = u.shape[1] + 1
    left = np.arange(futures - 1, 0, -1)
    return chain_probabilities(1.0 - (1.0 - u) ** (1.0 / left))


def rule_choices(decision: Decision, seed: int | None) -> RuleChoices:
    """Return the options each rule chooses, with ties.

    Args:
        decision: the decision at central values.
        seed: for Starr's shares, where they must be sampled; None where nobody looks at them.
    """

    def ids(indices: Iterable[int]) -> tuple[str, ...]:
        return tuple(decision.options[index] for index in indices)

    return RuleChoices(
        **{rule.id: ids(rule.choose(decision)) for rule in decision_rules.RULES},
        hurwicz=tuple(
            HurwiczInterval(
                start=lead.start,
                stop=lead.stop,
                option=decision.options[lead.leaders[0]],
                ties=tied_options(decision.options, lead.leaders),
            )
            for lead in decision_rules.hurwicz(decision.in_future)
        ),
        starr_shares=None
        if seed is None
        else floats_by_name(decision.options, _starr_shares(decision.in_future, seed=seed)),
    )
