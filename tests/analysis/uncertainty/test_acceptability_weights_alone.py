"""The weights alone: shares of all weights in the stated order, by hand and against plain draws."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from tests.builders import TESTS

from dilemma.analysis.core.decision import Decision, build_decision
from dilemma.analysis.uncertainty.acceptability import weights_alone
from dilemma.analysis.uncertainty.from_scenario import unknowns_of_scenario
from dilemma.analysis.uncertainty.inputs import Ranking, Unknowns, Weighing
from dilemma.api.assess import assess
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario

CASES = TESTS / "twin" / "cases"
ANY_FILE = CASES / "three-ties.yaml"


def decided(scores: list[list[float]], ranking: Ranking) -> tuple[Decision, Unknowns]:
    """A decision of one future by its scores, [option][criterion], and unknowns that keep an order."""
    table = np.array(scores, dtype=float)
    criteria = table.shape[1]
    decision = build_decision(
        options=tuple("abcde"[: len(table)]),
        criteria=tuple(f"c{number}" for number in range(criteria)),
        futures=("f",),
        scores=table[:, :, None],
        weights=np.full(criteria, 1 / criteria),
        probabilities=np.ones(1),
    )
    any_unknowns = unknowns_of_scenario(load_scenario(ANY_FILE, Library(())).scenario)
    weighing = Weighing(central=decision.weights, points=(), ranking=ranking)
    unknowns = replace(
        any_unknowns,
        options=decision.options,
        criteria=decision.criteria,
        futures=("f",),
        central=decision.scores,
        weighing=weighing,
        future_probabilities=replace(any_unknowns.future_probabilities, central=np.ones(1)),
    )
    return decision, unknowns


def plain_shares(scores: list[list[float]], ranking: Ranking, draws: int = 200_000) -> np.ndarray:
    """First-rank shares over plain draws of weights, thrown away where they break the order."""
    weights = np.random.default_rng(7).dirichlet(np.ones(len(scores[0])), draws)
    keeps = [
        weights[:, list(above)].min(axis=1) >= weights[:, list(below)].max(axis=1)
        for above, below in pairwise(ranking)
    ]
    kept = weights[np.all(keeps, axis=0)] if keeps else weights
    return np.bincount((kept @ np.array(scores).T).argmax(axis=1), minlength=len(scores)) / len(kept)


def test_two_criteria_by_hand() -> None:
    """A is worth 100(1 - w) and B 40, so A leads below w = 0.6: 0.2 of w from 1/2 to 1, 0.6 of all w."""
    scores = [[0.0, 100.0], [40.0, 40.0]]
    in_order = weights_alone(*decided(scores, ((0,), (1,))), seed=1)
    assert in_order.first_rank_shares == pytest.approx({"a": 0.2, "b": 0.8})
    assert in_order.central_weights["a"] == pytest.approx({"c0": 0.55, "c1": 0.45})
    assert in_order.first_rank_shares_se == {"a": 0.0, "b": 0.0}
    tied = weights_alone(*decided(scores, ((0, 1),)), seed=1)
    assert tied.first_rank_shares == pytest.approx({"a": 0.6, "b": 0.4})


@pytest.mark.parametrize(
    "ranking", [((0,), (1,), (2,), (3,)), ((0, 2), (1, 3)), ((3,), (0, 1, 2)), ((0, 1, 2, 3),)]
)
def test_the_cut_is_what_plain_draws_tend_to(ranking: Ranking) -> None:
    """With ties and without, four options on four criteria agree within sampling error."""
    scores = np.random.default_rng(len(ranking)).integers(0, 101, (4, 4)).astype(float).tolist()
    exact = weights_alone(*decided(scores, ranking), seed=1).first_rank_shares
    assert list(exact.values()) == pytest.approx(plain_shares(scores, ranking), abs=0.02)


def test_more_criteria_are_sampled_with_their_errors() -> None:
    """Eight criteria, the first on top: the share is within four of its errors of the plain one."""
    ranking = ((0,), tuple(range(1, 8)))
    scores = np.random.default_rng(3).integers(0, 101, (3, 8)).astype(float).tolist()
    sampled = weights_alone(*decided(scores, ranking), seed=1)
    plain = plain_shares(scores, ranking)
    assert max(sampled.first_rank_shares_se.values()) > 0.0
    for option, share in zip("abc", plain.tolist(), strict=True):
        error = np.hypot(sampled.first_rank_shares_se[option], np.sqrt(share * (1 - share) / 25_000))
        assert abs(sampled.first_rank_shares[option] - share) < 4 * error + 1e-9


def test_scores_at_their_means_decide_the_case_of_the_weights_alone() -> None:
    """The leader has all weights in order, though the rung that varies scores too gives it some 58 %."""
    result = assess(str(CASES / "weights-alone.yaml"))
    assert result.weights_alone.first_rank_shares == {"a": 1.0, "b": 0.0}
    order = result.rungs[2].first_rank_shares["a"]
    assert order == pytest.approx(0.583, abs=0.02)
