"""Small cases of the method, each with the value that is right by hand arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import TESTS

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.analysis.results.assessment import Assessment

CASES = TESTS / "twin" / "cases"
SAMPLED = 0.01


def of(name: str, **edits: object) -> Assessment:
    """The assessment of a case."""
    return assess(str(CASES / f"{name}.yaml"), library=Library(()), **edits)  # type: ignore[arg-type]


def values(result: Assessment) -> dict[str, float]:
    """The value of each option."""
    return {option.id: option.value for option in result.options}


def firsts(result: Assessment) -> dict[str, float]:
    """How often each option is first within the ranges."""
    return {option.id: option.first_rank_share for option in result.options}


def test_a_value_is_a_mean() -> None:
    """(10 + 90 + 90) / 3 = 63.3 against 75, where the mode said 90; first in 38 %."""
    result = of("mode-not-mean")
    assert values(result) == pytest.approx({"safe": 75.0, "risky": 190 / 3})
    assert firsts(result)["risky"] == pytest.approx(0.38, abs=SAMPLED)
    assert result.recommendation.option == "safe"
    assert result.recommendation.margin == pytest.approx(75 - 190 / 3)


@pytest.mark.parametrize("name", ["bend-in-range", "bend-in-range-as-beta"])
def test_one_distribution_has_one_answer(name: str) -> None:
    """A range and a beta of 1 and 1: first in a half, knowing worth 9.58."""
    result = of(name)
    assert firsts(result) == pytest.approx({"risky": 0.5, "safe": 0.5}, abs=SAMPLED)
    assert values(result)["risky"] == pytest.approx(39.8, abs=0.05)
    assert result.information.evpi_judgements == pytest.approx(9.58, abs=0.1)


def test_a_bend_takes_every_draw() -> None:
    """First in 1 - 40^2/5000 = 68 %, values 88.37 and 86.67: too close at the usual rule."""
    result = of("bend-triangular")
    assert firsts(result)["risky"] == pytest.approx(1 - 1600 / 5000, abs=SAMPLED)
    assert sorted(values(result).values()) == pytest.approx([86.67, 88.37], abs=0.01)
    assert result.recommendation.verdict == "too-close"


def test_an_adjustment_is_clipped_draw_by_draw() -> None:
    """Moved 13.89 against 9, first in 56 %, knowing worth 2.77: too close by draws."""
    result = of("clip-adjustment", wrong=["squeeze"])
    assert values(result) == pytest.approx({"moved": 125 / 9, "still": 9.0}, abs=0.01)
    assert firsts(result)["moved"] == pytest.approx(0.56, abs=SAMPLED)
    assert result.information.evpi_judgements == pytest.approx(2.77, abs=0.05)
    assert result.recommendation.verdict == "too-close"


def test_draws_count_by_how_well_they_foretold() -> None:
    """Both beliefs that foretold the clouds: first in 97.2 %, knowing worth 0.20, mean posterior 0.9."""
    result = of("evidence-and-ranges", seen={"S": True})
    assert firsts(result)["a"] == pytest.approx(0.972, abs=0.005)
    assert result.information.evpi_judgements == pytest.approx(0.2, abs=0.01)
    assert max(result.probabilities.values()) == pytest.approx(0.9)


def test_weights_alone_are_told_from_scores() -> None:
    """All weights in order put A first, with scores drawn too 58.3 %; the lead of 2 is too close."""
    result = of("weights-alone")
    assert result.weights_alone.first_rank_shares["a"] == 1.0
    assert result.rungs[2].first_rank_shares["a"] == pytest.approx(0.583, abs=SAMPLED)
    assert result.recommendation.margin == pytest.approx(2.0)
    assert result.recommendation.verdict == "too-close"


def test_no_single_judgement_changes_a_clear_lead() -> None:
    """Safe leads by 10.33 and wins 98.7 % at equal weights, 96.8 % at any, as no weights are stated."""
    result = of("no-single-judgement")
    assert result.recommendation.option == "safe"
    assert result.recommendation.margin == pytest.approx(10.33, abs=0.01)
    assert firsts(result)["safe"] == pytest.approx(0.968, abs=SAMPLED)
    assert result.rungs[1].confidence_factor["safe"] == pytest.approx(0.987, abs=SAMPLED)
    assert result.recommendation.verdict == "clear"


def test_a_dominated_option_is_not_advised() -> None:
    """Better is first in every draw; both stand at 50.0 on order."""
    result = of("tie-break-dominated")
    assert firsts(result)["better"] == 1.0
    assert result.recommendation.advised == "better"
    assert {(option.pole_values or {})["order"] for option in result.options} == {50.0}


def test_what_is_always_first_is_clear() -> None:
    """A small lead that no draw takes away."""
    result = of("close-but-always-first")
    assert (firsts(result)["a"], result.recommendation.verdict) == (1.0, "clear")


def test_a_wider_scale_is_the_same_decision() -> None:
    """Without a rule in points, one verdict and one winning share."""
    narrow, wide = (
        of(name, settings={"rules.too_close": 0}).recommendation
        for name in ("invariance", "invariance-wider-scale")
    )
    assert narrow.verdict == wide.verdict
    assert narrow.closest_rival.win_share == pytest.approx(wide.closest_rival.win_share, abs=SAMPLED)


def test_a_clone_changes_no_verdict() -> None:
    """A rival listed three times is one rival."""
    assert of("clone").recommendation.verdict == of("clone-three").recommendation.verdict == "clear"


def test_three_ties() -> None:
    """All at 50.0, first in 50, 50 and 0 %: too close, and nothing is advised by the order of the file."""
    result = of("three-ties")
    assert values(result) == pytest.approx({"a": 50.0, "b": 50.0, "c": 50.0})
    assert list(firsts(result).values()) == pytest.approx([0.5, 0.5, 0.0], abs=SAMPLED)
    recommendation = result.recommendation
    assert (recommendation.verdict, recommendation.option, recommendation.advised) == ("too-close", "a", None)


def test_pressure_and_a_pledge_on_nato() -> None:
    """After N4 a rupture has 0.413, with N3, which speaks for it too, 0.441: evidence adds up."""
    frozen = TESTS / "frozen" / "nato.yaml"
    seen = [
        assess(str(frozen), library=Library(()), seen=signposts, run=Run(samples=64, everything=False))
        for signposts in ({"N4": True}, {"N4": True, "N3": True})
    ]
    assert [result.probabilities["rupture"] for result in seen] == pytest.approx([0.413, 0.441], abs=0.001)


def test_a_fact_from_memory_supports_a_score_no_better_than_its_author(tmp_path: Path) -> None:
    """Of four scores one cites a fact looked up, one a fact from memory, one a claim, one nothing else."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "notes.yaml").write_text(
        "dilemma: 1\nfile: sources\nF1: {says: It rained., kind: fact, basis: read}\n"
        "F2: {says: It snowed., kind: fact, basis: memory}\nS1: {says: It may rain., kind: claim}\n",
        encoding="utf-8",
    )
    path = tmp_path / "walk.yaml"
    path.write_text(
        "dilemma: 1\ntitle: Walk\nquestion: Go?\nas_of: 2024-11-24\nsources: [notes]\n"
        "options: {go: {}, stay: {}}\ncriteria: {dry: {}, fun: {}}\n"
        "scores:\n  go: {dry: {score: 10, from: [F1, AJ]}, fun: {score: 60, from: [F2]}}\n"
        "  stay: {dry: {score: 90, from: [S1]}, fun: {score: 20, from: [AJ]}}\n",
        encoding="utf-8",
    )
    evidence = assess(str(path), library=Library((tmp_path,))).evidence
    assert evidence.fact_share == 0.25
    assert evidence.analyst_judgement_share == 0.5
    assert evidence.analyst_judgement_alone_share == 0.25
