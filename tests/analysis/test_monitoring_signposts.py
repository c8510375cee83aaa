"""What to watch, on the table whose answers are known: triggers, worth, certainties; what always holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import LIBRARY, conduct, holding, shipped_result, three_futures

from dilemma.analysis.core.decision import best_indices, decide
from dilemma.analysis.core.decision_rules import evpi_of_futures
from dilemma.analysis.core.run import Run
from dilemma.analysis.core.scores import score_array
from dilemma.analysis.monitoring import signpost_results, triggers
from dilemma.api.assess import assess
from dilemma.api.evidence import EditedVariants
from dilemma.scenario.distributions import Exact
from dilemma.scenario.edits.apply import Edits, apply_edits
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.analysis.results.monitoring import Trigger, WatchedSignpost
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import Signpost

LATE = Run(today="2026-12-31")
FIXTURE = three_futures()
FUTURES = ("first", "second", "third")
EXACT = 1e-12


def watching(
    scenario: Scenario, seen: dict[str, bool] | None = None
) -> tuple[dict[str, WatchedSignpost], tuple[Trigger, ...]]:
    """Every signpost not looked for, by id, and the triggers."""
    edits = Edits(seen=seen or {})
    at = apply_edits(scenario, edits)
    decision, stated = decide(at), score_array(at)
    tips = triggers(decision)
    found = signpost_results(at, EditedVariants(scenario, edits), decision, stated, tips)
    return {each.id: each for each in found}, tips


def one(signpost: Signpost) -> WatchedSignpost:
    """The fixture's only signpost."""
    return watching(holding(FIXTURE, a=signpost))[0]["a"]


# Worked numbers


def test_the_fixture_signpost() -> None:
    """Likelihoods 0.8, 0.5, 0.1: seen in 0.505, then waiting out leads, else counter; worth 3.125 points."""
    found = one(conduct(0.8, 0.5, 0.1))
    assert (found.if_seen, found.if_not_seen, found.changes_choice) == ("wait_out", "counter", True)
    assert found.chance == pytest.approx(0.505, abs=EXACT)
    assert found.worth == pytest.approx(3.125, abs=EXACT)
    assert found.probabilities_if_seen == pytest.approx(
        {"first": 0.554455, "second": 0.396040, "third": 0.049505}, abs=5e-7
    )
    assert found.probabilities_if_not_seen == pytest.approx(
        {"first": 0.141414, "second": 0.404040, "third": 0.454545}, abs=5e-7
    )


def test_the_values_behind_its_worth() -> None:
    """62.2772 if seen and 50.8586 if not, weighed by their chances, is 3.125 above 53.5."""
    scenario = holding(FIXTURE, a=conduct(0.8, 0.5, 0.1))
    seen, not_seen = (
        decide(apply_edits(scenario, Edits(seen={"a": answer}))).value.max() for answer in (True, False)
    )
    assert (seen, not_seen) == pytest.approx((62.2772, 50.8586), abs=5e-5)
    assert 0.505 * seen + 0.495 * not_seen - 53.5 == pytest.approx(3.125, abs=EXACT)


def test_an_answer_one_is_not_sure_of() -> None:
    """At 0.7 that it was seen the two posteriors mix, and enmeshing leads with 55.8851 (Jeffrey 1965)."""
    scenario = holding(FIXTURE, a=conduct(0.8, 0.5, 0.1))
    seen, not_seen = (decide(apply_edits(scenario, Edits(seen={"a": answer}))) for answer in (True, False))
    mixed = 0.7 * seen.probabilities + 0.3 * not_seen.probabilities
    np.testing.assert_allclose(mixed, [0.430543, 0.398440, 0.171017], rtol=0, atol=5e-7)
    value = seen.in_future @ mixed
    assert seen.options[best_indices(value)[0]] == "enmesh"
    assert value.max() == pytest.approx(55.8851, abs=5e-5)
    assert seen.probabilities[0] / seen.probabilities[2] == pytest.approx(11.2, abs=1e-9)


# A signpost followed by a second chance to choose: half of the value comes before it, half after, and
# switching costs k points (Haasnoot et al. 2013, Global Environmental Change 23, 485-498).

STARTS = {"accommodate": 49.8125, "wait_out": 51.3125, "counter": 52.1875, "enmesh": 55.0625}
PATHWAYS = {  # k: the value of some starts, and where the best start ends if seen, and if not
    0: (STARTS, "wait_out", "counter"),
    1: ({"enmesh": 54.0625}, "wait_out", "counter"),
    1.5: ({"enmesh": 53.6325}, "enmesh", "counter"),
    4: ({"enmesh": 53.5}, "enmesh", "enmesh"),
}


def pathways(cost: float) -> tuple[dict[str, float], dict[str, tuple[str, str]]]:
    """The value of starting with each option, and where it ends if the signpost is seen and if not."""
    scenario = holding(FIXTURE, a=conduct(0.8, 0.5, 0.1))
    now = decide(scenario)
    chance = watching(scenario)[0]["a"].chance
    assert chance is not None
    switching = cost * (1 - np.eye(len(now.options)))  # [start, end]
    value, ends = now.value / 2, []
    for likely, answer in ((chance, True), (1 - chance, False)):
        later = decide(apply_edits(scenario, Edits(seen={"a": answer}))).value[None, :] / 2 - switching
        value = value + likely * later.max(axis=1)
        ends.append([now.options[best_indices(row)[0]] for row in later])
    return dict(zip(now.options, value.tolist(), strict=True)), dict(
        zip(now.options, zip(*ends, strict=True), strict=True)
    )


@pytest.mark.parametrize("cost", PATHWAYS)
def test_choosing_again_after_the_signpost(cost: float) -> None:
    """Enmeshing is the best start at every cost of switching; what follows changes with the cost."""
    published, if_seen, if_not = PATHWAYS[cost]
    value, ends = pathways(cost)
    assert max(value, key=lambda option: value[option]) == "enmesh"
    assert {option: value[option] for option in published} == pytest.approx(published, abs=1e-9)
    assert ends["enmesh"] == (if_seen, if_not)


def test_what_switching_may_cost() -> None:
    """Half the lead that either answer gives is the most that switching may cost: 1.361386 and 1.767677."""
    scenario = holding(FIXTURE, a=conduct(0.8, 0.5, 0.1))
    for answer, most in ((True, 1.361386), (False, 1.767677)):
        value = decide(apply_edits(scenario, Edits(seen={"a": answer}))).value
        assert (value.max() - value[3]) / 2 == pytest.approx(most, abs=5e-7)
    found = watching(scenario)[0]["a"]
    assert found.margin_if_seen == pytest.approx(2 * 1.361386, abs=1e-6)  # enmeshing comes second then
    adapting, _ = pathways(1)
    assert adapting["enmesh"] - 53.5 == pytest.approx(0.5625, abs=1e-9)


def test_ratios_against_the_rest() -> None:
    """The odds of a future move by its likelihood over that of the others together."""
    found = one(conduct(0.8, 0.5, 0.1))
    others = (0.40 * 0.5 + 0.25 * 0.1) / 0.65
    assert found.ratios_if_seen is not None
    assert found.ratios_if_seen["first"] == pytest.approx(0.8 / others, abs=EXACT)
    assert found.ratios_if_seen["third"] == pytest.approx(0.1 / ((0.28 + 0.2) / 0.75), abs=EXACT)


def test_the_triggers_of_the_fixture() -> None:
    """The first future's odds times 13/7 tip the choice to waiting out, times 12/35 to counter."""
    _, tips = watching(FIXTURE)
    first = {tip.winner: tip.ratio for tip in tips if tip.future == "first"}
    assert first == pytest.approx({"wait_out": 13 / 7, "counter": 12 / 35}, abs=EXACT)


def test_a_signpost_at_its_trigger_ties() -> None:
    """One that tells only the first future apart, by exactly 13/7, makes the first two options tie."""
    found = one(conduct(0.65, 0.35, 0.35))
    assert found.tipping_ratio_if_seen == pytest.approx(13 / 7, abs=EXACT)
    assert found.ties_if_seen == ("wait_out", "enmesh")
    assert not found.changes_choice
    beyond = one(conduct(0.66, 0.35, 0.35))
    assert (beyond.if_seen, beyond.ties_if_seen, beyond.changes_choice) == ("wait_out", (), True)


# Certainties


def test_a_signpost_that_settles() -> None:
    """Seen, its future is certain, and odds without bound are not given; not seen, they fall."""
    found = one(conduct(0.7, 0, 0, settles="first"))
    assert found.probabilities_if_seen == {"first": 1, "second": 0, "third": 0}
    assert found.ratios_if_seen == {"second": 0, "third": 0}
    assert (found.if_seen, found.future) == ("wait_out", "first")
    assert found.ratios_if_not_seen is not None
    assert found.ratios_if_not_seen["first"] == pytest.approx(0.3, abs=EXACT)


@pytest.mark.parametrize("likelihood", [0.0, 1.0])
def test_an_answer_that_cannot_be(likelihood: float) -> None:
    """One that always or never happens has one answer, which changes nothing and is worth nothing."""
    found = one(conduct(likelihood, likelihood, likelihood))
    given = {"seen": found.if_seen, "not": found.if_not_seen}
    assert given == ({"seen": "enmesh", "not": None} if likelihood else {"seen": None, "not": "enmesh"})
    assert (found.worth, found.changes_choice) == (0, False)


def test_perfect_knowledge_by_signposts() -> None:
    """One that tells the first future for certain is worth what knowing that future is: 11.75 points."""
    assert one(conduct(1, 0, 0)).worth == pytest.approx(11.75, abs=EXACT)
    assert one(conduct(0, 0, 1)).worth == pytest.approx(5.0, abs=EXACT)


def test_what_was_looked_for_is_watched_no_more() -> None:
    """A signpost seen is not in the list, and the others are measured after it."""
    scenario = holding(FIXTURE, a=conduct(0.8, 0.5, 0.1), b=conduct(0.6, 0.4, 0.3))
    found, _ = watching(scenario, {"a": True})
    assert list(found) == ["b"]
    assert found["b"].probabilities_if_seen == pytest.approx(
        {"first": 0.657534, "second": 0.313112, "third": 0.029354}, abs=5e-7
    )


# What holds for all of them

LIKELIHOOD = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0.001, 0.999))
VALUES = st.lists(st.lists(st.integers(0, 100), min_size=3, max_size=3), min_size=4, max_size=4)


def valued(values: list[list[int]]) -> Scenario:
    """The fixture with other scores, a row an option."""
    rows = dict(FIXTURE.rows)
    for key, row in zip(FIXTURE.rows, values, strict=True):
        scores = (Exact((float(number),)) for number in row)
        cells = zip(FIXTURE.rows[key], scores, strict=True)
        rows[key] = tuple(judgement.model_copy(update={"score": score}) for judgement, score in cells)
    return replace(FIXTURE, rows=rows)


@settings(max_examples=150, deadline=None)
@given(
    values=VALUES,
    likelihood=st.lists(LIKELIHOOD, min_size=3, max_size=3),
    other=st.lists(LIKELIHOOD, min_size=3, max_size=3),
    seen=st.sampled_from([None, True, False]),
    group=st.sampled_from([None, "g"]),
)
def test_watching_is_worth_something_between_nothing_and_knowing(
    values: list[list[int]], likelihood: list[float], other: list[float], seen: bool | None, group: str | None
) -> None:
    """0 ≤ EVSI ≤ EVPI, alone or after another of its group; without a group it is the textbook difference."""
    scenario = holding(valued(values), a=conduct(*likelihood, group=group), b=conduct(*other, group=group))
    possible = [each if seen else 1 - each for each in other]
    before = {} if seen is None or not any(possible) else {"b": seen}
    found = watching(scenario, before)[0]["a"]
    at = decide(apply_edits(scenario, Edits(seen=before)))
    assert found.worth is not None
    assert 0 <= found.worth <= evpi_of_futures(at) + EXACT
    if group is None:
        joint = np.stack([at.probabilities * likelihood, at.probabilities * (1 - np.array(likelihood))])
        plain = float((joint @ at.in_future.T).max(axis=1).sum() - at.value.max())
        assert found.worth == pytest.approx(plain, abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(values=VALUES)
def test_the_choice_changes_beyond_a_trigger_and_not_before(values: list[list[int]]) -> None:
    """Short of a trigger by a hundredth of its logarithm the leader leads still, beyond it no more."""
    at = decide(valued(values))
    leaders = best_indices(at.value)
    for tip in triggers(at) if len(leaders) == 1 else ():
        for power, holds in ((0.99, True), (1.01, False)):
            likelihoods = [tip.ratio**power if future == tip.future else 1.0 for future in at.futures]
            value = at.in_future @ (at.probabilities * likelihoods)
            assert bool(value[leaders[0]] == value.max()) is holds


def test_worth_on_the_shipped_scenarios() -> None:
    """On every issue a signpost is worth between nothing and knowing the future; some are worth something."""
    some = 0.0
    for name in ("nato", "climate", "nuclear", "threat-reduction", "order"):
        result = shipped_result(name)
        worths = [each.worth for each in result.signposts or () if each.worth is not None]
        knowing = result.information.evpi_futures
        assert knowing is not None
        assert all(0 <= worth <= knowing for worth in worths)
        assert worths == sorted(worths, reverse=True)
        some = max([some, *worths])
    assert some > 0.1


def test_early_signposts_of_the_study() -> None:
    """Ratios for rupture as the study gives them, at the mean chances: 5.0 for N4, 0.5 for N1."""
    known = {
        "nato": {"N4": 5.0, "N6": 2.9, "N7": 2.2, "N1": 0.5},
        "climate": {"K4": 35, "K5": 2.8, "K2": 1.4},
        "nuclear": {"U1": 33, "U7": 5.0, "U2": 3.3, "U4": 0.3},
        "threat-reduction": {"G3": 11, "G2": 2.6, "G4": 0.1},
    }
    for issue, ratios in known.items():
        signposts = {each.id: each for each in shipped_result(issue).signposts or ()}
        for key, ratio in ratios.items():
            found = signposts[key].ratios_if_seen
            assert found is not None
            digits = 0 if ratio >= 10 else 1
            assert round(found["rupture"], digits) == pytest.approx(ratio, abs=EXACT), key


def test_capacity_says_where_the_share_would_be() -> None:
    """A capacity signpost has a share and a choice, and neither ratios nor a worth of information."""
    found, _ = watching(load_scenario(LIBRARY.find("scenario", "nato"), LIBRARY).scenario)
    assert found["N8"].share_if_seen == pytest.approx(0.75, abs=EXACT)
    assert (found["N8"].worth, found["N8"].ratios_if_seen, found["N8"].future) == (None, None, None)
    assert found["N8"].if_seen in {"enmesh", "counter"}


def test_before_and_after() -> None:
    """The result holds what was seen and where the choice stood without it and stands with it."""
    result = assess("nato", observed="after-2024", seen={"N5": False}, library=LIBRARY, run=LATE)
    found = result.observed
    assert found is not None
    assert [(each.id, each.seen, each.date) for each in found.signposts] == [
        ("N1", True, "2025-06"),
        ("N2", True, "2025-12"),
        ("N6", True, "2026-01"),
        ("N7", True, "2026-01/2026-07"),
        ("N5", False, None),
    ]
    bare = shipped_result("nato")
    assert (found.before.probabilities, found.before.margin) == (
        bare.probabilities,
        bare.recommendation.margin,
    )
    assert found.after.probabilities == result.probabilities
    assert found.after.margin == result.recommendation.margin
    assert bare.observed is None


def test_a_future_all_but_out_of_the_question_has_no_trigger(tmp_path: Path) -> None:
    """The odds of 5e-324 cannot be divided by; found by fuzzing, as an infinite figure in the data."""
    path = tmp_path / "tiny.yaml"
    path.write_text(
        "dilemma: 1\ntitle: T\nquestion: Q?\nas_of: 2024-11-24\n"
        "options: {accommodate: {}, counter: {}}\ncriteria: {a: {}}\n"
        "futures: {f: {chance: 5e-324}, g: {chance: 0.3}, h: {}}\n"
        "scores: {accommodate: {a: {f: 10, g: 20, h: 80}}, counter: {a: {f: 90, g: 70, h: 40}}}\n",
        encoding="utf-8",
    )
    tips = assess(path, library=Library(())).triggers or ()
    assert {each.future for each in tips} == {"g", "h"}
    assert all(0 < each.ratio < 1e9 for each in tips)
