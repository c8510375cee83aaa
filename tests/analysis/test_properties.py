"""What must hold of every decision: what reordering, rescaling and dominance may and may not do."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dilemma.analysis.core import decision_rules
from dilemma.analysis.core import probabilities as chances
from dilemma.analysis.core.decision import (
    Decision,
    best_indices,
    build_decision,
    descending_order,
    dominating_options,
    normalize_weights,
    rank_order_centroid,
)
from dilemma.analysis.core.decision_rules import evpi_of_futures
from dilemma.analysis.core.recommendation import margin
from dilemma.analysis.rankings import leave_one_out
from dilemma.analysis.sensitivity.break_evens import common_lines as lines
from dilemma.analysis.sensitivity.break_evens import lead_changes
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.analysis.core.decision_rules import LeadInterval
    from dilemma.analysis.core.scores import Floats

# Whole numbers keep honest differences far above the tolerance for ties, and make true ties common.
SCORES = st.one_of(st.sampled_from([0.0, 50.0, 100.0]), st.integers(0, 100).map(float))
POINTS = st.integers(0, 6)
ASKED = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.8, 1.0])


@st.composite
def shares(draw: st.DrawFn, count: int) -> Floats:
    """Numbers that sum to 1, some of them perhaps 0, one of them perhaps all."""
    points = draw(st.lists(POINTS, min_size=count, max_size=count).filter(any))
    return normalize_weights(np.array(points, dtype=np.float64))


@st.composite
def decisions(draw: st.DrawFn, *, chain: bool | None = None) -> Decision:
    """A decision of two to five options, with probabilities of their own or by a chain."""
    options, criteria, futures = draw(st.integers(2, 5)), draw(st.integers(1, 4)), draw(st.integers(1, 4))
    count = options * criteria * futures
    cells = draw(st.lists(SCORES, min_size=count, max_size=count))
    chained = draw(st.booleans()) if chain is None else chain
    asked = np.array(draw(st.lists(ASKED, min_size=futures - 1, max_size=futures - 1)), dtype=np.float64)
    return build_decision(
        options=tuple(f"option-{place}" for place in range(options)),
        criteria=tuple(f"criterion-{place}" for place in range(criteria)),
        futures=tuple(f"future-{place}" for place in range(futures)),
        scores=np.array(cells).reshape(options, criteria, futures),
        weights=draw(shares(criteria)),
        probabilities=chances.chain_probabilities(asked) if chained else draw(shares(futures)),
        chances=asked if chained else None,
    )


def remade(given_: Decision, scores: Floats) -> Decision:
    """The same decision with other scores."""
    return build_decision(
        options=given_.options,
        criteria=given_.criteria,
        futures=given_.futures,
        scores=scores,
        weights=given_.weights,
        probabilities=given_.probabilities,
        chances=given_.chances,
    )


def taken(names: Sequence[str], places: Iterable[int]) -> tuple[str, ...]:
    """Names at places."""
    return tuple(names[place] for place in places)


def reordered(made: Decision, options: list[int], criteria: list[int], futures: list[int]) -> Decision:
    """The same decision written down in another order."""
    return build_decision(
        options=taken(made.options, options),
        criteria=taken(made.criteria, criteria),
        futures=taken(made.futures, futures),
        scores=np.ascontiguousarray(made.scores[np.ix_(options, criteria, futures)]),
        weights=made.weights[criteria],
        probabilities=made.probabilities[futures],
    )


Choices = dict[str, list[frozenset[str]]]


def choices(made: Decision) -> Choices:
    """Everything the program chooses, as sets of names, whatever the order they are written in."""

    def sets(found: Iterable[Iterable[int]]) -> list[frozenset[str]]:
        return [frozenset(taken(made.options, places)) for places in found]

    in_future = made.in_future
    by_rule = [
        decision_rules.maximin(in_future),
        decision_rules.minimax_regret(in_future),
        decision_rules.laplace(in_future),
    ]
    by_line = {f"{line.kind}.{line.of}": sets(lead.leaders for lead in line.leads()) for line in lines(made)}
    stronger = dict(zip(made.options, sets(dominating_options(made.scores)), strict=True))
    return {
        "value": sets([best_indices(made.value)]),
        "rules": sets(by_rule),
        "hurwicz": sets(lead.leaders for lead in decision_rules.hurwicz(in_future)),
        "dominated": [stronger[name] for name in sorted(made.options)],
        **{name: by_line[name] for name in sorted(by_line)},
    }


def bounds(made: Decision) -> list[float]:
    """Every point at which the lead changes hands, by line and by Hurwicz's α."""
    found = [
        [change.at for change in lead_changes(line)] for line in sorted(lines(made), key=lambda line: line.of)
    ]
    return [
        at for ats in [*found, [lead.stop for lead in decision_rules.hurwicz(made.in_future)]] for at in ats
    ]


@given(decisions(chain=False), st.data())
def test_reordering_reorders_and_nothing_else(made: Decision, data: st.DataObject) -> None:
    """Options, criteria and futures with probabilities of their own may be written in any order."""
    axes = [len(made.options), len(made.criteria), len(made.futures)]
    ways = [data.draw(st.permutations(range(size))) for size in axes]
    other = reordered(made, *ways)
    np.testing.assert_allclose(other.value, made.value[ways[0]], rtol=0, atol=1e-11)
    assert choices(other) == choices(made)
    assert bounds(other) == pytest.approx(bounds(made), abs=1e-9)
    assert evpi_of_futures(other) == pytest.approx(evpi_of_futures(made), abs=1e-11)
    assert margin(other.value) == pytest.approx(margin(made.value), abs=1e-11)


@given(decisions(), st.sampled_from([0.25, 0.5, 2.0, 3.0]), st.integers(-50, 50))
def test_a_change_of_unit_changes_no_choice(made: Decision, scale: float, shift: int) -> None:
    """`u → a·u + b` with a > 0 keeps every choice and every break-even; information scales by a."""
    other = remade(made, scale * made.scores + shift)
    assert choices(other) == choices(made)
    assert bounds(other) == pytest.approx(bounds(made), abs=1e-9)
    assert descending_order(other.value) == descending_order(made.value)
    assert leave_one_out(other) == leave_one_out(made)
    assert evpi_of_futures(other) == pytest.approx(scale * evpi_of_futures(made), abs=1e-9)


def everywhere(made: Decision) -> list[tuple[int, ...]]:
    """Who leads by value, by each rule, and on each stretch of each line."""
    in_future = made.in_future
    found = [
        best_indices(made.value),
        decision_rules.maximin(in_future),
        decision_rules.minimax_regret(in_future),
        decision_rules.laplace(in_future),
    ]
    stretches = [*decision_rules.hurwicz(in_future), *(lead for line in lines(made) for lead in line.leads())]
    return [*(tuple(places) for places in found), *(lead.leaders for lead in stretches)]


@given(decisions(), st.data())
def test_a_dominated_option_is_never_alone_in_front(made: Decision, data: st.DataObject) -> None:
    """By value, by any rule and on any stretch of any line, its better leads wherever it does."""
    worse, better = data.draw(st.permutations(range(len(made.options))))[:2]
    lower = data.draw(
        st.lists(st.integers(0, 30), min_size=made.scores[0].size, max_size=made.scores[0].size)
    )
    scores = made.scores.copy()
    scores[worse] = scores[better] - np.array(lower, dtype=np.float64).reshape(scores[better].shape)
    other = remade(made, scores)
    assert (better in dominating_options(scores)[worse]) == any(lower)
    assert all(better in leaders for leaders in everywhere(other) if worse in leaders)


@given(decisions())
def test_contributions_sum_to_the_value(made: Decision) -> None:
    """Weights and probabilities sum to 1, and weight times expected score adds up to the value."""
    assert made.weights.sum() == pytest.approx(1, abs=1e-12)
    assert made.probabilities.sum() == pytest.approx(1, abs=1e-12)
    contributions = made.weights * made.expected_scores
    np.testing.assert_allclose(contributions.sum(axis=1), made.value, rtol=0, atol=1e-10)


@given(st.lists(st.integers(1, 3), min_size=1, max_size=5))
def test_a_ranking_gives_weights(ties: list[int]) -> None:
    """Centroids fall from place to place, and with their ties counted they sum to 1."""
    found = rank_order_centroid(ties)
    assert found == sorted(found, reverse=True)
    assert np.dot(found, ties) == pytest.approx(1, abs=1e-12)
    assert min(found) > 0


@given(shares(4), st.dictionaries(st.integers(0, 3), st.sampled_from([0.0, 0.1, 0.3]), max_size=3))
def test_pins_leave_the_rest_in_proportion(probabilities: Floats, pins: dict[int, float]) -> None:
    """Pinned probabilities are as pinned, all sum to 1, and the others keep their ratios."""
    found = chances.pin_probabilities(probabilities, pins)
    assert found.sum() == pytest.approx(1, abs=1e-12)
    assert {place: found[place] for place in pins} == pins
    free = [place for place in range(4) if place not in pins]
    if probabilities[free].sum() > 0:
        ratio = found[free].sum() / probabilities[free].sum()
        np.testing.assert_allclose(found[free], ratio * probabilities[free], rtol=0, atol=1e-12)


@given(decisions())
def test_regret(made: Decision) -> None:
    """No regret is negative, and each future has an option without any."""
    found = decision_rules.regret(made.in_future)
    assert (found >= 0).all()
    assert (found.min(axis=0) == 0).all()


@given(decisions())
def test_perfect_information_is_worth_the_least_expected_regret(made: Decision) -> None:
    """EVPI is what choosing by future adds to the best value: the least expected regret, never negative."""
    worth = evpi_of_futures(made)
    assert worth >= 0
    informed = made.in_future.max(axis=0) @ made.probabilities
    assert worth == pytest.approx(informed - made.value.max(), abs=1e-10)
    expected_regret = decision_rules.regret(made.in_future) @ made.probabilities
    assert worth == pytest.approx(expected_regret.min(), abs=1e-10)
    assert best_indices(-expected_regret) == best_indices(made.value)


def covers(leads: list[LeadInterval]) -> bool:
    """Whether stretches follow each other from 0 to 1 and each has other leaders than the one before."""
    starts, stops = [lead.start for lead in leads], [lead.stop for lead in leads]
    rising = all(lead.start < lead.stop for lead in leads)
    differ = all(left.leaders != right.leaders for left, right in pairwise(leads))
    return [*starts, 1.0] == [0.0, *stops] and rising and differ


@given(decisions())
def test_stretches_cover_their_line(made: Decision) -> None:
    """Hurwicz intervals and the stretches of every line run from 0 to 1 without gap or overlap."""
    assert covers(decision_rules.hurwicz(made.in_future))
    assert all(covers(line.leads()) for line in lines(made))


@given(decisions())
def test_hurwicz_ends_at_maximin_and_maximax(made: Decision) -> None:
    """Next to α = 0 lead options with the best worst case, next to 1 options with the best best case."""
    leads = decision_rules.hurwicz(made.in_future)
    assert set(leads[0].leaders) <= set(decision_rules.maximin(made.in_future))
    assert set(leads[-1].leaders) <= set(best_indices(made.in_future.max(axis=1)))


@given(decisions())
def test_leaving_a_criterion_out(made: Decision) -> None:
    """The choice is that of the decision without the criterion, the same in a tie; all the weight stays."""
    found, now = leave_one_out(made), best_indices(made.value)[0]
    for place, name in enumerate(made.criteria):
        kept = np.array([other for other in range(len(made.criteria)) if other != place], dtype=int)
        total = made.weights[kept].sum()
        assert (name in found) == (total > 0)
        if total > 0:
            value = made.scores[:, kept] @ made.probabilities @ (made.weights[kept] / total)
            leaders = best_indices(value)
            assert found[name] == made.options[now if now in leaders else leaders[0]]


@given(decisions())
def test_equal_options_tie_everywhere(made: Decision) -> None:
    """Where all options are the same, every rule names all of them and nothing would change that."""
    other = remade(made, np.repeat(made.scores[:1], len(made.options), axis=0))
    everyone = tuple(range(len(made.options)))
    assert set(everywhere(other)) == {everyone}
    assert [lead_changes(line) for line in lines(other)] == [() for _ in lines(other)]
    assert margin(other.value) == 0
    assert evpi_of_futures(other) == 0
    assert not any(dominating_options(other.scores))


@given(decisions(), st.data())
def test_a_criterion_without_weight_changes_no_value(made: Decision, data: st.DataObject) -> None:
    """Scores on a criterion of weight 0 are free, and so are those in a future of probability 0."""
    scores = made.scores.copy()
    scores[:, made.weights == 0] = data.draw(SCORES)
    scores[..., made.probabilities == 0] = data.draw(SCORES)
    assume((scores != made.scores).any())
    np.testing.assert_allclose(remade(made, scores).value, made.value, rtol=0, atol=1e-10)


@given(decisions())
def test_every_figure_is_a_number(made: Decision) -> None:
    """Chances of 0 and 1, weights of 0, a single future: no figure is infinite or not a number."""
    ends = [end for line in lines(made) for end in line.values]
    assert all(np.isfinite(figures).all() for figures in (made.in_future, made.value, *ends))
    certain = {name for name, p in zip(made.futures, made.probabilities, strict=True) if p == 1}
    assert not certain & {line.of for line in lines(made) if line.kind == "probability"}


@given(decisions(), st.permutations(range(5)))
def test_ranking_ignores_noise(made: Decision, noise: list[int]) -> None:
    """Differences far below the tolerance neither reorder options nor break a tie."""
    nudged = replace(made, value=made.value + TIE / 100 * np.array(noise[: len(made.options)]))
    assert descending_order(nudged.value) == descending_order(made.value)
    assert best_indices(nudged.value) == best_indices(made.value)
