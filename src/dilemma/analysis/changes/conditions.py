"""Under which conditions another option is best: scenario discovery over what a reader can name.

Probabilities are drawn from all there are, the coalition share from none to all, swing points in their
ranges; scores stay central, for a rule about them would name a single cell nobody can observe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.changes.discovery import discover
from dilemma.analysis.changes.discovery_results import Condition, Discovery
from dilemma.analysis.changes.share_line import joint_option
from dilemma.analysis.futures.starr import uniform_on_simplex
from dilemma.analysis.stress import sobol
from dilemma.analysis.stress.unknowns import drawn
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats, Table
    from dilemma.analysis.changes.changes_results import LineKind
    from dilemma.analysis.changes.discovery import Box
    from dilemma.analysis.changes.peeling import Flags
    from dilemma.analysis.results import Recommendation
    from dilemma.analysis.stress.unknowns import Weighing
    from dilemma.scenario.files.parts import Coalition
    from dilemma.scenario.model import Scenario

POINTS = 4096
FEWEST = 2  # with one unknown, its break-even says it all
Named = tuple["LineKind", str]


def discovery(
    scenario: Scenario,
    decision: Decision,
    stated: Table,
    weighing: Weighing,
    found: Recommendation,
    *,
    seed: int,
) -> Discovery | None:
    """Where the runner-up is best, as one box; where it mostly is, where the first still holds out.

    A box is found on some points, and its coverage and density are counted on as many others. None when a
    rule would say nothing: fewer than two unknowns, no case, or only boxes chance can explain.
    """
    sample, others = (
        _sample(scenario, decision, stated, weighing, seed=seed, scramble=scramble) for scramble in (0, 1)
    )
    unknowns, names = sample.unknowns(decision, scenario.file.coalition)
    if len(names) < FEWEST:
        return None
    for option in (found.runner_up, found.option):
        place = decision.options.index(option)
        case = sample.best(place)
        if 0 < case.mean() <= 0.5:
            box = discover(unknowns, case)
            fresh = box and box.on(others.unknowns(decision, scenario.file.coalition)[0], others.best(place))
            return _result(option, names, fresh) if fresh and fresh.limits else None
    return None


def _result(option: str, names: list[Named], box: Box) -> Discovery:
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
    """Points of everything a reader can name.

    Attributes:
        probabilities: [point, future].
        weights: [point, criterion].
        share: [point], or None without a coalition.
        values: value of each option, [point, option].
    """

    probabilities: Floats
    weights: Floats
    share: Floats | None
    values: Floats

    def best(self, place: int) -> Flags:
        """Where an option is best, ties left out, [point]."""
        rivals = np.delete(self.values, place, axis=1).max(axis=1)
        return np.asarray(self.values[:, place] > rivals + TIE)

    def unknowns(self, decision: Decision, coalition: Coalition | None) -> tuple[Floats, list[Named]]:
        """What varies, [point, unknown], and what it is called."""
        parts, names = [np.empty((POINTS, 0))], list[Named]()
        if len(decision.futures) > 1:
            parts.append(self.probabilities)
            names += [("probability", name) for name in decision.futures]
        if np.ptp(self.weights, axis=0).any():
            parts.append(self.weights)
            names += [("weight", name) for name in decision.criteria]
        if self.share is not None and coalition is not None:
            parts.append(self.share[:, None])
            names.append(("share", coalition.option))
        return np.hstack(parts), names


def _sample(
    scenario: Scenario, decision: Decision, stated: Table, weighing: Weighing, *, seed: int, scramble: int
) -> _Sample:
    """Sobol points of probabilities, swing points and share, and the values they give."""
    coalition = scenario.file.coalition
    asked, criteria = len(decision.futures) - 1, len(decision.criteria)
    points = sobol.points(POINTS, asked + criteria + (coalition is not None), seed=seed, scramble=scramble)
    probabilities = uniform_on_simplex(points[:, :asked])
    weights = _weights(weighing, points[:, asked : asked + criteria])
    share = None if coalition is None else points[:, -1]
    values = np.einsum("nf,ocf,nc->no", probabilities, decision.scores, weights, optimize=True)
    if coalition is not None and share is not None:
        joint = joint_option(scenario, coalition, stated)
        acting = np.einsum("ncf,nf,nc->n", joint.scores(share), probabilities, weights, optimize=True)
        values[:, joint.place] = acting
    return _Sample(probabilities=probabilities, weights=weights, share=share, values=values)


def _weights(weighing: Weighing, points: Floats) -> Floats:
    """Swing points in their ranges, normalised; the weights as given when no points are stated."""
    given = weighing.points
    if not given:
        return np.tile(weighing.central, (len(points), 1))
    swings = np.column_stack([drawn(quantity, points[:, place]) for place, quantity in enumerate(given)])
    return np.asarray(swings / swings.sum(axis=1, keepdims=True))
