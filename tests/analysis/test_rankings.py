"""The chief risk of an option: where it falls furthest behind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dilemma.analysis.core.decision import Decision, build_decision
from dilemma.analysis.rankings import chief_risk
from dilemma.analysis.results.assessment import ChiefRisk


def decided(*in_future: tuple[float, ...]) -> Decision:
    """Options A, B, ... with these values in the futures 0, 1, ..., equally likely, on one criterion."""
    scores = np.array(in_future)[:, None, :]
    futures = tuple(str(place) for place in range(scores.shape[2]))
    return build_decision(
        options=tuple("ABCD"[: len(in_future)]),
        criteria=("only",),
        futures=futures,
        scores=scores,
        weights=np.array([1.0]),
        probabilities=np.full(len(futures), 1 / len(futures)),
    )


def test_it_is_where_the_option_falls_furthest_behind() -> None:
    """A is 10 behind C in the second future and 30 behind B in the third, so the third is its risk."""
    at = decided((90, 50, 40), (10, 20, 70), (20, 60, 30))
    assert chief_risk(at, 0) == ChiefRisk(future="2", option="B", gap=30)
    assert chief_risk(at, 1) == ChiefRisk(future="0", option="A", gap=80)


def test_an_option_best_everywhere_has_none() -> None:
    """Neither an option ahead in every future nor one level with the best falls behind."""
    at = decided((60, 70), (60, 70), (50, 10))
    assert (chief_risk(at, 0), chief_risk(at, 1)) == (None, None)


def test_ties_go_to_the_first_future_and_the_best_option() -> None:
    """A is 20 behind in both futures; B and C are level in the first, and C is worth more."""
    at = decided((50, 50), (70, 10), (70, 70))
    assert chief_risk(at, 0) == ChiefRisk(future="0", option="C", gap=20)


def test_it_is_weighed_by_how_likely_a_future_is() -> None:
    """30 points at one in ten are 3 expected, 10 at nine in ten are 9; what cannot come is no risk."""
    at = decided((40, 20), (50, 50))
    likely = replace(at, probabilities=np.array([0.9, 0.1]))
    assert chief_risk(likely, 0) == ChiefRisk(future="0", option="B", gap=10)
    certain = replace(decided((60, 20), (50, 50)), probabilities=np.array([1.0, 0.0]))
    assert chief_risk(certain, 0) is None


def test_without_futures_there_is_none() -> None:
    """Where one future is all there is, being second is no risk of its own."""
    assert chief_risk(decided((40,), (50,)), 0) is None
