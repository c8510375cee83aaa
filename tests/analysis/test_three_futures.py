"""One table with every answer known: four options over three futures, as arrays and as a scenario file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.builders import NO_LIBRARY, STANCES, THREE_FUTURES, THREE_FUTURES_FILE, three_futures

from dilemma.analysis.core import decision_rules
from dilemma.analysis.core.decision import (
    Decision,
    best_indices,
    build_decision,
    decide,
    descending_order,
    dominating_options,
)
from dilemma.analysis.core.decision_rules import evpi_of_futures
from dilemma.analysis.sensitivity.break_evens import lead_changes, probability_lines
from dilemma.api.assess import assess

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment

EXACT = 1e-12
A, W, C, E = range(4)
PROBABILITIES = np.array([0.35, 0.40, 0.25])
EXPECTED = [43, 46, 47.75, 53.5]


def as_arrays() -> Decision:
    """The fixture with one criterion that has all the weight."""
    return build_decision(
        options=STANCES,
        criteria=("value",),
        futures=("first", "second", "third"),
        scores=THREE_FUTURES[:, None, :],
        weights=np.ones(1),
        probabilities=PROBABILITIES,
    )


@pytest.fixture(params=["arrays", "file"])
def made(request: pytest.FixtureRequest) -> Decision:
    """The fixture built both ways."""
    return as_arrays() if request.param == "arrays" else decide(three_futures())


@pytest.fixture(scope="module")
def assessed() -> Assessment:
    """The assessment of the scenario file."""
    return assess(THREE_FUTURES_FILE, library=NO_LIBRARY)


def test_both_ways_are_the_same_decision() -> None:
    """The file's arrays equal those written out, bit for bit."""
    given, read = as_arrays(), decide(three_futures())
    assert (read.options, read.criteria, read.futures) == (given.options, given.criteria, given.futures)
    np.testing.assert_array_equal(read.scores, given.scores)
    np.testing.assert_array_equal(read.probabilities, given.probabilities)
    np.testing.assert_array_equal(read.weights, given.weights)


def test_expected_values(made: Decision) -> None:
    """43, 46, 47.75 and 53.5."""
    np.testing.assert_allclose(made.value, EXPECTED, rtol=0, atol=EXACT)
    assert descending_order(made.value) == [E, C, W, A]


def test_rules(made: Decision) -> None:
    """Maximin picks C; minimax regret E, with a largest regret of 25; Laplace E; nothing is dominated."""
    assert decision_rules.maximin(made.in_future) == [C]
    assert decision_rules.minimax_regret(made.in_future) == [E]
    assert decision_rules.regret(made.in_future)[E].max() == pytest.approx(25, abs=EXACT)
    assert decision_rules.laplace(made.in_future) == [E]
    assert dominating_options(made.scores) == [[E], [], [], []]


def test_hurwicz(made: Decision) -> None:
    """C below one third, E up to one half, W above; at one half E and W tie exactly."""
    leads = decision_rules.hurwicz(made.in_future)
    assert [lead.leaders for lead in leads] == [(C,), (E,), (W,)]
    bounds = [leads[0].start, *(lead.stop for lead in leads)]
    assert bounds == pytest.approx([0, 1 / 3, 1 / 2, 1], abs=EXACT)
    at_half = made.in_future.min(axis=1) + 0.5 * (made.in_future.max(axis=1) - made.in_future.min(axis=1))
    assert best_indices(at_half) == [W, E]


def test_break_evens_of_the_first_future(made: Decision) -> None:
    """Below 12/77 counter leads, above one half waiting out."""
    line = probability_lines(made)[0]
    assert line.now == 0.35
    found = lead_changes(line)
    assert [change.at for change in found] == pytest.approx([12 / 77, 1 / 2], abs=EXACT)
    assert [change.leaders for change in found] == [(C,), (W,)]


def test_information(made: Decision) -> None:
    """To know the future is worth 13.75, the least expected regret."""
    assert evpi_of_futures(made) == pytest.approx(13.75, abs=EXACT)
    expected_regret = decision_rules.regret(made.in_future) @ made.probabilities
    assert expected_regret.min() == pytest.approx(13.75, abs=EXACT)


def test_the_assessment_says_the_same(assessed: Assessment) -> None:
    """Values, rules, intervals, break-evens and information as an analyst is given them."""
    assert {each.id: each.value for each in assessed.options} == pytest.approx(
        dict(zip(STANCES, EXPECTED, strict=True)), abs=EXACT
    )
    assert assessed.rules.maximin == ("counter",)
    assert assessed.rules.minimax_regret == ("enmesh",)
    assert assessed.rules.laplace == ("enmesh",)
    assert [(each.option, each.ties) for each in assessed.rules.hurwicz] == [
        ("counter", ()),
        ("enmesh", ()),
        ("wait_out", ()),
    ]
    first = sorted((each.at, each.winner) for each in assessed.break_evens or () if each.of == "first")
    assert [winner for _, winner in first] == ["counter", "wait_out"]
    assert [at for at, _ in first] == pytest.approx([12 / 77, 1 / 2], abs=EXACT)
    assert assessed.information.evpi_futures == pytest.approx(13.75, abs=EXACT)
    assert assessed.recommendation.margin == pytest.approx(5.75, abs=EXACT)
