"""What the choice rests on: each assumption taken to be wrong, checked by adding its points by hand."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.builders import LIBRARY, SCENARIOS, shipped_result

from dilemma.analysis.core.decision import decide
from dilemma.analysis.core.scores import score_array, score_shifts
from dilemma.api.assess import assess, load
from dilemma.api.viewpoints import find_profile
from dilemma.errors import DilemmaError
from dilemma.scenario.edits.apply import apply_edits, make_edits
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from dilemma.analysis.core.scores import Floats

EXACT = 1e-9

SMALL = """\
dilemma: 1
title: Two ways
question: Which way?
as_of: 2024-11-24
options: {accommodate: {}, counter: {}, enmesh: {}}
criteria: {norms: {}, cost: {}}
weights: {norms: 50, cost: 50}
scores:
  accommodate: {norms: 20, cost: 60}
  counter: {norms: 70, cost: 30}
  enmesh: {norms: 54, cost: 20}
assumptions:
  rule: {says: The rule holds., standing: solid, if_wrong: [{option: counter, criterion: norms, add: -12}]}
  bill: {says: It is cheap., standing: caveated, if_wrong: [{option: counter, criterion: cost, add: -14}]}
  deal: {says: Deals are kept., standing: unsupported, if_wrong: [{option: enmesh, criterion: cost, add: 4}]}
"""


def small(folder: Path) -> Path:
    """A scenario in which counter leads by 10, and no single assumption of three undoes that."""
    path = folder / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def by_hand(issue: str, wrong: Collection[str]) -> Floats:
    """The values of the options with the points of some assumptions added cell by cell."""
    found = load(issue, LIBRARY)
    scenario = apply_edits(found.scenario, make_edits(find_profile(None, found, LIBRARY), (), None))
    at = decide(scenario)
    added = score_shifts(scenario)
    for key in wrong:
        for add in scenario.file.assumptions[key].if_wrong:
            rows = [at.options.index(add.option)] if add.option else range(len(at.options))
            columns = [at.futures.index(add.future)] if add.future else range(len(at.futures))
            added[np.ix_(rows, [at.criteria.index(add.criterion)], columns)] += add.add
    scores = score_array(scenario).shifted(added)[..., 1]
    return np.asarray((scores @ at.probabilities) @ at.weights)


@pytest.mark.parametrize("issue", SCENARIOS)
def test_values_if_wrong_are_those_added_by_hand(issue: str) -> None:
    """For every assumption the values, the leader and its margin are those of the scores with its points."""
    result = shipped_result(issue)
    assert result.assumptions is not None
    assert [each.id for each in result.assumptions] == list(load(issue, LIBRARY).scenario.file.assumptions)
    for each in result.assumptions:
        values = by_hand(issue, [each.id])
        second, first = np.sort(values)[-2:]
        assert list(each.values_if_wrong.values()) == pytest.approx(values.tolist(), abs=EXACT)
        assert each.margin_if_wrong == pytest.approx(first - second, abs=EXACT)
        assert list(each.values_if_wrong)[int(values.argmax())] == each.if_wrong
        assert each.changes_choice == (each.if_wrong != result.recommendation.option)


@pytest.mark.parametrize("issue", SCENARIOS)
def test_pairs_are_those_found_by_hand(issue: str) -> None:
    """Pairs are given only where no single assumption changes the choice, and then all that do."""
    result = shipped_result(issue)
    single = [each for each in result.assumptions or () if each.changes_choice]
    options = list(load(issue, LIBRARY).scenario.options)
    every = combinations([each.id for each in result.assumptions or ()], 2)
    found = {pair for pair in every if options[by_hand(issue, pair).argmax()] != result.recommendation.option}
    given = {each.assumptions for each in result.assumption_pairs or ()}
    assert given == (set() if single else found)


def test_the_pair_that_does_when_no_single_one_does(tmp_path: Path) -> None:
    """Counter leads by 10: minus 6 or minus 7 leave it first, both hand the lead to accommodate, by 3."""
    result = assess(small(tmp_path), library=Library(()))
    assert [each.changes_choice for each in result.assumptions or ()] == [False, False, False]
    (pair,) = result.assumption_pairs or ()
    assert (pair.assumptions, pair.if_wrong) == (("rule", "bill"), "accommodate")
    assert pair.margin_if_wrong == pytest.approx(3, abs=EXACT)


def test_an_assumption_taken_to_be_wrong(tmp_path: Path) -> None:
    """It becomes part of the scenario and leaves the list; what the others would do is counted from there."""
    result = assess(small(tmp_path), wrong=["rule", "rule"], library=Library(()))
    assert result.wrong == ("rule",)
    assert result.recommendation.margin == pytest.approx(4, abs=EXACT)
    assert {each.id: each.changes_choice for each in result.assumptions or ()} == {
        "bill": True,
        "deal": False,
    }
    assert result.assumption_pairs == ()


def test_what_is_wrong_together_is_clipped_once() -> None:
    """Taking two to be wrong in a run gives the values of the pair."""
    result = assess("nato", wrong=["no-test", "deals-move"], library=LIBRARY)
    values = {option.id: option.value for option in result.options}
    options = load("nato", LIBRARY).scenario.options
    assert [values[key] for key in options] == pytest.approx(
        by_hand("nato", ["no-test", "deals-move"]).tolist(), abs=EXACT
    )
    assert result.recommendation.option == "counter"


def test_an_unknown_assumption_is_named() -> None:
    """The refusal says what there is."""
    with pytest.raises(DilemmaError, match="`nato` makes no assumption `pilar`; did you mean `pillar`"):
        assess("nato", wrong=["pilar"], library=LIBRARY)
