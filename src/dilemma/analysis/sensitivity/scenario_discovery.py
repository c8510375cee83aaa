"""Scenario discovery: the conditions, over numbers a reader can name, under which another option is best.

Probabilities are drawn from all there are, the coalition share from none to all, swing points in their
ranges; scores stay central, since a condition on one would name a single cell that cannot be observed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.results.sensitivity import Condition, Discovery
from dilemma.analysis.sensitivity.break_evens import joint_options
from dilemma.analysis.sensitivity.prim import find_box
from dilemma.analysis.sensitivity.rule_choices import uniform_on_simplex
from dilemma.analysis.uncertainty import sobol
from dilemma.analysis.uncertainty.quantiles import draw_quantity
from dilemma.records import dataclass
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats, ScoreArray
    from dilemma.analysis.results.sensitivity import LineKind
    from dilemma.analysis.results.verdict import Recommendation
    from dilemma.analysis.sensitivity.prim import Flags, PrimBox
    from dilemma.analysis.uncertainty.inputs import Weighing
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import Coalition

_POINTS = 4096
# With one unknown, its break-even says it all.
_FEWEST_UNKNOWNS = 2
_NumberName = tuple["LineKind", str]


def discover_conditions(
    scenario: Scenario,
    decision: Decision,
    scores: ScoreArray,
    weighing: Weighing,
    recommendation: Recommendation,
    *,
    seed: int,
) -> Discovery | None:
    """Return the conditions under which the runner-up is best, as one box.

    Where it is best in most cases, the conditions under which the recommended option is.

    A box is chosen on one sample, and its coverage and density are counted on another of the same size.

    Returns:
        None when a box would say nothing: fewer than two unknowns, no case, or only boxes chance can explain.
    """
    sample = _draw_sample(scenario, decision, scores, weighing, seed=seed, scramble=0)
    unknowns, names = sample.unknowns(decision, scenario.file.coalition)
    if len(names) < _FEWEST_UNKNOWNS:
        return None
    for option in (recommendation.runner_up, recommendation.option):
        index = decision.options.index(option)
        case = sample.is_best(index)
        if 0 < case.mean() <= 0.5:
            box = find_box(unknowns, case)
            if box is None:
                return None
            fresh = _draw_sample(scenario, decision, scores, weighing, seed=seed, scramble=1)
            recounted = box.on(fresh.unknowns(decision, scenario.file.coalition)[0], fresh.is_best(index))
            return _result(option, names, recounted) if recounted and recounted.limits else None
    return None


def _result(option: str, names: list[_NumberName], box: PrimBox) -> Discovery:
    return Discovery(
        option=option,
        conditions=tuple(
            Condition(
                kind=names[limit.unknown][0], of=names[limit.unknown][1], low=limit.low, high=limit.high
            )
            for limit in box.limits
        ),
        coverage=box.coverage,
        density=box.density,
        samples=box.samples,
        cases=box.cases,
        inside=box.inside,
        covered=box.covered,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    """A sample of all numbers that a reader can name.

    Attributes:
        probabilities: of the futures, [point, future].
        weights: of the criteria, [point, criterion].
        share: of the coalition, [point], or None without one.
        values: the values of the options, [point, option].
    """

    probabilities: Floats
    weights: Floats
    share: Floats | None
    values: Floats

    def is_best(self, index: int) -> Flags:
        """Return where an option is best, without ties, [point]."""
        rivals = np.delete(self.values, index, axis=1).max(axis=1)
        return np.asarray(self.values[:, index] > rivals + TIE)

    def unknowns(self, decision: Decision, coalition: Coalition | None) -> tuple[Floats, list[_NumberName]]:
        """Return the numbers that vary, [point, unknown], and their names."""
        columns, names = [np.empty((_POINTS, 0))], list[_NumberName]()
        if len(decision.futures) > 1:
            columns.append(self.probabilities)
            names += [("probability", name) for name in decision.futures]
        if np.ptp(self.weights, axis=0).any():
            columns.append(self.weights)
            names += [("weight", name) for name in decision.criteria]
        if self.share is not None and coalition is not None:
            columns.append(self.share[:, None])
            names.append(("share", coalition.option))
        return np.hstack(columns), names


def _draw_sample(
    scenario: Scenario,
    decision: Decision,
    scores: ScoreArray,
    weighing: Weighing,
    *,
    seed: int,
    scramble: int,
) -> _Sample:
    """Return Sobol points of probabilities, swing points and share, and the values they give."""
    coalition = scenario.file.coalition
    free_futures, criteria = len(decision.futures) - 1, len(decision.criteria)
    points = sobol.sobol_points(
        _POINTS, free_futures + criteria + (coalition is not None), seed=seed, scramble=scramble
    )
    probabilities = uniform_on_simplex(points[:, :free_futures])
    weights = _sample_weights(weighing, points[:, free_futures : free_futures + criteria])
    share = None if coalition is None else points[:, -1]
    values = np.einsum("nf,ocf,nc->no", probabilities, decision.scores, weights, optimize=True)
    if coalition is not None and share is not None:
        for joint in joint_options(scenario, coalition, scores):
            moved = joint.scores(share)
            values[:, joint.index] = np.einsum("ncf,nf,nc->n", moved, probabilities, weights, optimize=True)
    return _Sample(probabilities=probabilities, weights=weights, share=share, values=values)


def _sample_weights(weighing: Weighing, points: Floats) -> Floats:
    """Return normalised swing points in their ranges, or the central weights without points.

    Returns:
        Weights, [point, criterion].
    """
    quantities = weighing.points
    if not quantities:
        return np.tile(weighing.central, (len(points), 1))
    swings = np.column_stack(
        [draw_quantity(quantity, points[:, column]) for column, quantity in enumerate(quantities)]
    )
    return np.asarray(swings / swings.sum(axis=1, keepdims=True))
