"""The first screen: what it says of options, it says by their titles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.builders import LIBRARY, TESTS

import dilemma
from dilemma.analysis.results.verdict import TieBreak
from dilemma.api.assess import load
from dilemma.report.document import Document
from dilemma.report.formats.terminal import write
from dilemma.report.sections.assessment import assessment_answer, assessment_document
from dilemma.report.text import Names

if TYPE_CHECKING:
    from pathlib import Path

LOPSIDED = """\
dilemma: 1
title: The quay
question: Which?
as_of: 2024-11-24
options:
  bid_alone: {title: Bid by ourselves, stance: counter}
  wait_out: {title: Wait a year, stance: wait_out}
criteria: {loss: {scale: {worst: 100, best: 0}}}
scores:
  bid_alone: {loss: [0, 10, 100]}
  wait_out: {loss: 25}
"""


def test_who_leads_at_the_modes_goes_by_its_title(tmp_path: Path) -> None:
    """By hand: bidding loses 110/3 on average, worth 63.3, under 75; at its mode, 10, it is worth 90."""
    path = tmp_path / "quay.yaml"
    path.write_text(LOPSIDED, encoding="utf-8")
    result = dilemma.assess(str(path))
    answer = assessment_answer(result, Names(load(str(path)).scenario))
    words = " ".join(write(Document("", tuple(answer))).split())
    assert "At the most likely values, Bid by ourselves would lead by 15.0 points." in words
    assert "bid_alone" not in words


def test_a_future_is_named_once_and_a_question_is_a_test() -> None:
    """A title that only adds an article is not repeated; what is asked is told as the test of the future."""
    scenario = load("order", library=LIBRARY).scenario
    result = dilemma.assess("order", library=LIBRARY)
    words = " ".join(write(assessment_document(result, scenario, full=True)).split())
    futures = {key: Names(scenario).future_meaning(key) for key in result.probabilities}
    assert any("?" in meaning for meaning in futures.values())
    for key, meaning in futures.items():
        start = "). The test: " if "?" in meaning else "): "
        assert f"{start}{meaning}" in words, key


def test_a_title_in_small_letters_begins_a_sentence_with_a_capital(tmp_path: Path) -> None:
    """Bidding loses more than 25 with 75²/9000, 62.5%, so waiting is first most often, whatever is taken."""
    path = tmp_path / "quay.yaml"
    path.write_text(LOPSIDED.replace("Wait a year", "wait a year"), encoding="utf-8")
    result = dilemma.assess(str(path))
    screen = assessment_document(result, load(str(path)).scenario, full=False)
    words = " ".join(write(screen).split())
    assert "Wait a year ranks first most often under every assumption." in words


def test_a_tie_break_that_takes_neither_of_the_two_named_says_where_it_stands() -> None:
    """By the published means Enmesh leads Counter by 0.28 at equal weights; Wait out stands 6.64 behind."""
    result = dilemma.assess(str(TESTS / "frozen" / "nato.yaml"), profile="equal")
    scenario = load(str(TESTS / "frozen" / "nato.yaml")).scenario

    def words(option: str) -> str:
        chosen = replace(result.recommendation, tie_break=TieBreak(rule="order", option=option))
        answer = assessment_answer(replace(result, recommendation=chosen), Names(scenario))
        return " ".join(write(Document("", tuple(answer))).split())

    assert "does more for order: Counter. " in f"{words('counter')} "
    assert "does more for order: Wait out (rank 3, 6.6 points behind)." in words("wait_out")


def test_a_spread_that_nobody_stated_is_called_assumed() -> None:
    """The weights are those of the profile, for the file has none; without a spread all is stated."""
    nato, scenario = str(TESTS / "frozen" / "nato.yaml"), load(str(TESTS / "frozen" / "nato.yaml")).scenario
    for spread, ranges in ((0.5, "ranges stated or assumed"), (0, "stated ranges")):
        result = dilemma.assess(nato, profile="frontline", settings={"rules.weight_spread": spread})
        words = " ".join(write(assessment_document(result, scenario, full=False)).split())
        assert f"of simulations within the {ranges}" in words
        assert ("Assumed: a weight without a range is off by up to 50% either way." in words) == bool(spread)
