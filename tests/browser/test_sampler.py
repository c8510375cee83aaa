"""Robustness on the page of a report: sampled in a worker at moved sliders, it agrees with the program."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.browser.test_moving import assessed, states

from dilemma.analysis.core.decision import decide
from dilemma.analysis.core.run import Run
from dilemma.analysis.uncertainty.sobol import scramble_words, sobol_points
from dilemma.api.assess import assess_loaded, load
from dilemma.scenario.edits.apply import make_edits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Open, Opened

    from dilemma.analysis.results.assessment import Assessment

POINTS = 2048
MANY = 8192
SAYS = "start => document.getElementById('robust').textContent.startsWith(start)"
# Every family of judgement, a falling scale with a bend, an adjustment that is clipped, weights in an order,
# a range without width.
EVERY = """\
dilemma: 1
title: Every family
question: Which?
as_of: 2024-11-24
options: {one: {stance: counter}, two: {stance: enmesh}, three: {stance: wait_out}}
criteria:
  norms: {}
  cost: {scale: {worst: 80, best: 20, unit: euros}, value: [[80, 0], [40, 70], [20, 100]]}
  reach: {}
weights: [norms, [cost, reach]]
futures:
  storm: {chance: [0.1, 0.2, 0.4]}
  calm: {chance: {range: [0.3, 0.6], shared: both}}
  mist: {chance: {range: [0.2, 0.9], shared: both}}
  fog: {}
scores:
  one: {norms: {score: {normal: [50, 10]}}, cost: [30, 60], reach: [20, 50, 90]}
  two:
    norms: {storm: [10, 60], calm: 55, mist: [30, 50, 60], fog: 52}
    cost: {score: {beta: [2, 3, 25, 75]}}
    reach: 55
  three: {norms: [48, 48, 48], cost: [25, 45, 75], reach: {score: {normal: [52, 15]}}}
"""


def shares(opened: Opened) -> list[float]:
    """What the page says, once the worker has answered."""
    opened.page.wait_for_function(SAYS, arg="Approximate")
    found: list[float] = json.loads(opened.page.locator("#robust").get_attribute("data-shares") or "")
    return found


def agree(page: list[float], result: Assessment, options: list[str]) -> None:
    """Within two standard errors: those of 2,048 points as if independent, and the program's on many more."""
    level = next(level for level in result.ladder if level.rung == "ranges")
    for option, share in zip(options, page, strict=True):
        own, error = level.first_rank_shares[option], level.first_rank_shares_se[option]
        allowed = 2 * math.sqrt(max(own * (1 - own), 1 / POINTS) / POINTS + error**2)
        assert abs(share - own) <= allowed, (option, share, own, allowed)


def test_the_page_samples_as_the_program_does(nato: Path, visit: Open) -> None:
    """At random states, through several profiles, weights, chances and scores moved."""
    opened = visit(nato)
    for profile, fragment, settings in states(6):
        opened.page.evaluate("fragment => { location.hash = fragment }", fragment)
        opened.page.wait_for_function(SAYS, arg="Simulating")
        result, scenario = assessed(settings, profile, MANY)
        agree(shares(opened), result, list(scenario.options))
    assert opened.messages == []


@pytest.mark.parametrize(
    ("fragment", "settings"),
    [
        ("#w=3,2,1&q={q}", ["weights={norms: 3, cost: 2, reach: 1}"]),
        (
            "#w={w}&q=0.5,{q1},{q2}",  # the weights are those of the order still
            ["futures.storm.chance=0.5"],
        ),
        (
            "#w={w}&q={q}&s=0.0.0:65,0.0.1:65,0.0.2:65,0.0.3:65",
            ["scores.one.norms=65"],
        ),
        (
            "#w=3,2,1&q=0.2,0.9,0.1",
            [
                "weights={norms: 3, cost: 2, reach: 1}",
                "futures.storm.chance=0.2",
                "futures.calm.chance=0.9",
                "futures.mist.chance=0.1",
            ],
        ),
    ],
    ids=["weights", "a-chance", "a-score", "all-chances"],
)
def test_every_family_of_judgement(
    report: Callable[..., Path], visit: Open, tmp_path: Path, fragment: str, settings: list[str]
) -> None:
    """Normal and beta draws, a falling scale with a bend, a shared draw, weights by their order alone."""
    path = tmp_path / "every.yaml"
    path.write_text(EVERY, encoding="utf-8")
    loaded = load(path)
    decision = decide(loaded.scenario)
    q, w = decision.chances.tolist(), (100 * decision.weights).tolist()
    parts = {"q": ",".join(map(repr, q)), "q1": repr(q[1]), "q2": repr(q[2]), "w": ",".join(map(repr, w))}
    opened = visit(report(str(path)), fragment.format(**parts))
    result = assess_loaded(loaded, make_edits(None, settings, None), Run(samples=MANY))
    agree(shares(opened), result, list(loaded.scenario.options))


def test_as_filed_the_memo_has_the_figure(nato: Path, visit: Open) -> None:
    """Nothing is sampled before a slider moves, and nothing is said after all are back."""
    opened = visit(nato)
    assert opened.page.locator("#robust").is_hidden()
    opened.page.locator("#weights-0").focus()
    opened.page.keyboard.press("ArrowRight")
    assert opened.page.locator("#robust").is_visible()
    opened.page.locator("#undo").click()
    assert opened.page.locator("#robust").is_hidden()


def test_the_points_are_the_programs() -> None:
    """The words in the page make the first points of the first scramble, to the last digit."""
    words = scramble_words(9, 64, seed=0, scramble=0)
    expected = sobol_points(64, 9, seed=0, scramble=0)
    for index in range(64):
        word = words[:, -1].copy()
        for digit in range(6):
            if index >> digit & 1:
                word ^= words[:, digit]
        assert np.array_equal((word.astype(np.float64) + 0.5) / 2.0**32, expected[index])
