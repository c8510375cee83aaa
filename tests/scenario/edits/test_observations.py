"""What was seen: Bayes by hand, published posteriors, groups, contradictions; order never matters."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations, product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import LIBRARY, conduct, holding, three_futures

from dilemma.analysis.core import probabilities
from dilemma.errors import BadObservation, BadSetting, UnknownId
from dilemma.scenario.edits.observations import apply_observations, likelihood_after, pattern_likelihood
from dilemma.scenario.edits.what_if import apply_setting, parse_setting
from dilemma.scenario.load import load_scenario
from dilemma.scenario.schema.parts import Signpost

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.scenario.model import Scenario

ROOT = Path(__file__).parents[3]
FIXTURE = three_futures()
FUTURES = ("first", "second", "third")
PRINTED = 0.005 + 1e-9  # two decimals
EXACT = 1e-12


def believed(scenario: Scenario, seen: Mapping[str, bool]) -> list[float]:
    """The probabilities once something was seen."""
    after = apply_observations(scenario, seen)
    found: list[float] = probabilities.revise_probabilities(
        after, probabilities.prior_probabilities(after)
    ).tolist()
    return found


# Worked numbers


def test_one_signpost_by_hand() -> None:
    """Priors 0.35, 0.40, 0.25 and likelihoods 0.8, 0.5, 0.1 give 0.554455 first, 0.141414 if not seen."""
    scenario = holding(FIXTURE, a=conduct(0.8, 0.5, 0.1))
    assert believed(scenario, {"a": True}) == pytest.approx([0.280 / 0.505, 0.200 / 0.505, 0.025 / 0.505])
    assert believed(scenario, {"a": True}) == pytest.approx([0.554455, 0.396040, 0.049505], abs=5e-7)
    assert believed(scenario, {"a": False}) == pytest.approx([0.141414, 0.404040, 0.454545], abs=5e-7)


def test_two_signposts_by_hand() -> None:
    """A second one with likelihoods 0.6, 0.4, 0.3 leads on to (0.657534, 0.313112, 0.029354)."""
    scenario = holding(FIXTURE, a=conduct(0.8, 0.5, 0.1), b=conduct(0.6, 0.4, 0.3))
    found = believed(scenario, {"a": True, "b": True})
    assert found == pytest.approx([0.657534, 0.313112, 0.029354], abs=5e-7)


def rows() -> list[dict[str, str]]:
    """The published posteriors, a row each."""
    text = (ROOT / "tests" / "worked" / "signposts.md").read_text(encoding="utf-8")
    head, _, *found = (line.strip("| ").split(" | ") for line in text.splitlines() if line[:1] == "|")
    return [dict(zip(head, row, strict=True)) for row in found]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['issue']}-{row['step']}")
def test_published_posteriors(row: Mapping[str, str]) -> None:
    """What was seen after 2024 gives the posteriors computed elsewhere, alone and as one group."""
    scenario = load_scenario(LIBRARY.find("scenario", row["issue"]), LIBRARY).scenario
    group = "all" if row["step"] == "grouped" else None
    kept = {
        key: scenario.file.signposts[key].model_copy(update={"group": group})
        for key in row["signposts"].split()
    }
    seen = {} if row["step"] == "prior" else dict.fromkeys(kept, True)
    found = dict(
        zip((each.id for each in scenario.futures), believed(holding(scenario, **kept), seen), strict=True)
    )
    assert found == pytest.approx({key: float(row[key]) for key in found}, abs=PRINTED)


# Groups


def test_one_of_a_group_counts_in_full() -> None:
    """A group changes nothing until two of it were looked for."""
    alone = holding(FIXTURE, a=conduct(0.8, 0.5, 0.1))
    grouped = holding(FIXTURE, a=conduct(0.8, 0.5, 0.1, group="g"), b=conduct(0.6, 0.4, 0.3, group="g"))
    assert believed(grouped, {"a": True}) == believed(alone, {"a": True})


def dependent(scenario: Scenario, dependence: float) -> Scenario:
    """A scenario whose group `g` has this dependence."""
    return replace(scenario, dependence={"g": dependence})


@pytest.mark.parametrize("second", [True, False])
def test_two_of_a_group_by_hand(second: bool) -> None:
    """A third of one cause and two thirds of independence; a signpost outside the group stands by itself."""
    scenario = holding(
        FIXTURE,
        a=conduct(0.8, 0.5, 0.1, group="g"),
        b=conduct(0.6, 0.4, 0.3, group="g"),
        c=conduct(0.2, 0.4, 0.6),
    )
    alone = np.array([0.48, 0.20, 0.03]) if second else np.array([0.32, 0.30, 0.07])
    together = np.array([0.6, 0.4, 0.1]) if second else np.array([0.2, 0.1, 0.0])
    joint = np.array([0.35, 0.40, 0.25]) * (alone * 2 / 3 + together / 3) * [0.2, 0.4, 0.6]
    posterior = believed(dependent(scenario, 1 / 3), {"a": True, "b": second, "c": True})
    assert posterior == pytest.approx((joint / joint.sum()).tolist(), abs=EXACT)


def test_the_dependence_of_a_group_is_a_half_unless_stated_or_set() -> None:
    """The default, a file's own and a what-if's; at 0 a group is no group."""
    members = {"a": conduct(0.8, 0.5, 0.1, group="g"), "b": conduct(0.6, 0.4, 0.3, group="g")}
    scenario, both = holding(FIXTURE, **members), {"a": True, "b": True}
    assert believed(scenario, both) == believed(dependent(scenario, 0.5), both)
    set_to = apply_setting(scenario, parse_setting("signpost_groups.g.dependence=20%"))
    assert believed(set_to, both) == believed(dependent(scenario, 0.2), both)
    apart = holding(FIXTURE, a=conduct(0.8, 0.5, 0.1), b=conduct(0.6, 0.4, 0.3))
    assert believed(dependent(scenario, 0), both) == pytest.approx(believed(apart, both), abs=EXACT)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("signpost_groups.h.dependence=0.5", "there is no signpost group `h`; known: `g`"),
        ("signpost_groups.g.dependence=1", "must lie between 0 and 0.95, not at 1"),
        ("signpost_groups.g.dependence=[0.1, 0.2]", "takes one number, not a list"),
    ],
)
def test_a_dependence_that_cannot_be_is_refused(text: str, message: str) -> None:
    """A group that does not exist and a number beyond the limits are refused in words."""
    scenario = holding(FIXTURE, a=conduct(0.8, 0.5, 0.1, group="g"), b=conduct(0.6, 0.4, 0.3, group="g"))
    with pytest.raises(BadSetting, match=re.escape(message)):
        apply_setting(scenario, parse_setting(text))


def test_a_second_warning_never_lowers_what_the_first_raised() -> None:
    """On nato, N3 speaks for rupture; after N4, of its group, it goes on doing so."""
    nato = load_scenario(LIBRARY.find("scenario", "nato"), LIBRARY).scenario
    first = believed(nato, {"N4": True})[0]
    assert believed(nato, {"N4": True, "N3": True})[0] > first > believed(nato, {"N4": True, "N3": False})[0]


# The expected posterior is the prior


def surprise(scenario: Scenario, before: Mapping[str, bool], key: str) -> float:
    """How far the posteriors of both answers to a signpost, by their chances, miss what is believed now."""
    prior = np.array(believed(scenario, before))
    likelihood = likelihood_after(apply_observations(scenario, {}), before, key)
    seen = float(np.array(list(likelihood.values())) @ prior)
    expected = np.zeros(len(prior))
    for answer, chance in ((True, seen), (False, 1 - seen)):
        if chance > 1e-9:
            expected += chance * np.array(believed(scenario, {**before, key: answer}))
        else:
            expected += chance * prior
    return float(np.abs(expected - prior).max())


@pytest.mark.parametrize("name", sorted(LIBRARY.all("scenario")))
def test_the_expected_posterior_is_the_prior_on_every_shipped_pair(name: str) -> None:
    """Whatever was observed first, seen or not, no other signpost is expected to move a future."""
    scenario = load_scenario(LIBRARY.find("scenario", name), LIBRARY).scenario
    telling = [key for key, signpost in scenario.file.signposts.items() if signpost.tells]
    for key in telling:
        assert surprise(scenario, {}, key) < EXACT
    for one, other in permutations(telling, 2):
        for answer in (True, False):
            assert surprise(scenario, {one: answer}, other) < EXACT, (one, answer, other)


# Properties

LIKELIHOODS = st.lists(st.floats(0.01, 0.99), min_size=3, max_size=3)
LOGS = st.lists(
    st.tuples(LIKELIHOODS, st.booleans(), st.sampled_from([None, "g", "h"])), min_size=1, max_size=4
)


@given(log=LOGS, dependence=st.floats(0, 0.95))
def test_the_expected_posterior_is_the_prior(
    log: list[tuple[list[float], bool, str | None]], dependence: float
) -> None:
    """After any observations of any groups, the answers to one signpost more average to what is believed."""
    signposts = {f"s{place}": conduct(*each, group=group) for place, (each, _, group) in enumerate(log)}
    scenario = dependent(holding(FIXTURE, **signposts), dependence)
    *before, last = signposts
    assert surprise(scenario, {key: log[place][1] for place, key in enumerate(before)}, last) < EXACT


@given(log=LOGS, dependence=st.floats(0, 0.95))
def test_patterns_of_a_group_add_up_and_keep_what_was_stated(
    log: list[tuple[list[float], bool, str | None]], dependence: float
) -> None:
    """Under a future all patterns sum to 1, and those with a signpost seen to its likelihood."""
    likelihoods = [each[0] for each, _, _ in log]
    patterns = list(product([True, False], repeat=len(likelihoods)))
    chances = [pattern_likelihood(likelihoods, pattern, dependence) for pattern in patterns]
    assert min(chances) >= 0
    assert sum(chances) == pytest.approx(1, abs=EXACT)
    for place, likelihood in enumerate(likelihoods):
        seen = sum(chance for chance, pattern in zip(chances, patterns, strict=True) if pattern[place])
        assert seen == pytest.approx(likelihood, abs=EXACT)


@given(log=LOGS)
def test_order_never_matters(log: list[tuple[list[float], bool, str | None]]) -> None:
    """Every order of the same observations gives the same bits."""
    signposts = {f"s{place}": conduct(*each, group=group) for place, (each, _, group) in enumerate(log)}
    scenario = holding(FIXTURE, **signposts)
    seen = {f"s{place}": happened for place, (_, happened, _) in enumerate(log)}
    found = {tuple(believed(scenario, dict(order))) for order in permutations(seen.items())}
    assert len(found) == 1


@given(log=LOGS)
def test_probabilities_stay_probabilities(log: list[tuple[list[float], bool, str | None]]) -> None:
    """Whatever was seen, they are not negative and sum to 1."""
    signposts = {f"s{place}": conduct(*each, group=group) for place, (each, _, group) in enumerate(log)}
    found = believed(holding(FIXTURE, **signposts), {f"s{place}": log[place][1] for place in range(len(log))})
    assert min(found) >= 0
    assert sum(found) == pytest.approx(1, abs=EXACT)


@given(likelihood=st.floats(0, 1), happened=st.booleans())
def test_equal_likelihoods_change_nothing(likelihood: float, happened: bool) -> None:
    """A signpost as likely under every future leaves the very same numbers, or is itself impossible."""
    scenario = holding(FIXTURE, a=conduct(likelihood, likelihood, likelihood))
    if (likelihood if happened else 1 - likelihood) == 0:
        with pytest.raises(BadObservation):
            believed(scenario, {"a": happened})
    else:
        assert believed(scenario, {"a": happened}) == believed(scenario, {})


def test_what_is_shown_only_moves_nothing() -> None:
    """Backers and context have no say on the futures, whatever their likelihoods."""
    backers = conduct(0.8, 0.5, 0.1).model_copy(update={"kind": "backers"})
    assert believed(holding(FIXTURE, a=backers), {"a": True}) == believed(FIXTURE, {})


# Certainties and contradictions


def test_likelihoods_of_0_and_1() -> None:
    """One that never happens under a future rules it out when seen; one that always does, when not seen."""
    scenario = holding(FIXTURE, a=conduct(0.0, 1.0, 0.5))
    assert believed(scenario, {"a": True}) == pytest.approx([0, 0.4 / 0.525, 0.125 / 0.525], abs=EXACT)
    assert believed(scenario, {"a": False}) == pytest.approx([0.35 / 0.475, 0, 0.125 / 0.475], abs=EXACT)


def test_a_settled_future_and_what_contradicts_it() -> None:
    """What settles a future makes it certain; what cannot happen under it is then refused in words."""
    scenario = holding(FIXTURE, a=conduct(0, 0.7, 0, settles="second"), b=conduct(0.6, 0.0, 0.3))
    assert believed(scenario, {"a": True}) == [0, 1, 0]
    assert believed(scenario, {"a": True, "b": False}) == [0, 1, 0]
    said = "`a` seen and `b` seen: no future of `three-futures` allows this together; one judgement"
    with pytest.raises(BadObservation, match=said):
        apply_observations(scenario, {"a": True, "b": True})


@pytest.mark.parametrize(
    "settings",
    [
        ["futures.second.probability=0"],
        ["futures.first.probability=0.5", "futures.third.probability=0.5"],
        ["futures.first.probability=1"],
    ],
)
def test_what_was_set_rules_out_futures_too(settings: list[str]) -> None:
    """A future without any probability left is not brought back by evidence for it."""
    scenario = holding(FIXTURE, a=conduct(0, 0.7, 0))
    for text in settings:
        scenario = apply_setting(scenario, parse_setting(text))
    with pytest.raises(BadObservation, match="`a` seen: no future of `three-futures` allows this;"):
        apply_observations(scenario, {"a": True})


def test_a_chance_of_0_rules_out_a_future() -> None:
    """In a chain, a question whose chance is 0 closes its future; a chance of 1 closes all later ones."""
    nuclear = load_scenario(LIBRARY.find("scenario", "nuclear"), LIBRARY).scenario
    test = Signpost.model_validate(
        {
            "event": "A test",
            "kind": "conduct",
            "likelihood": {"rupture": 0.7, "cooperative": 0, "transactional": 0, "retrenched": 0},
        }
    )
    never = apply_setting(holding(nuclear, a=test), parse_setting("futures.rupture.chance=0"))
    with pytest.raises(BadObservation):
        apply_observations(never, {"a": True})
    surely = apply_setting(holding(nuclear, a=test), parse_setting("futures.rupture.chance=1"))
    assert believed(surely, {"a": True}) == [1, 0, 0, 0]


def test_a_future_left_with_everything_can_be_seen() -> None:
    """Where what is set leaves something and all others have none, they share it, and evidence picks one."""
    scenario = holding(FIXTURE, a=conduct(0, 0.7, 0))
    scenario = apply_setting(scenario, parse_setting("futures.first.probability=0.4"))
    assert believed(scenario, {"a": True}) == pytest.approx([0, 1, 0], abs=EXACT)


def test_an_unknown_signpost_is_named() -> None:
    """The refusal says what there is."""
    with pytest.raises(UnknownId, match="`three-futures` has no signpost `b`; known: `a`"):
        apply_observations(holding(FIXTURE, a=conduct(0.8, 0.5, 0.1)), {"b": True})


def test_a_contradiction_is_a_kind_of_bad_setting() -> None:
    """Callers that refuse what-ifs refuse contradictions with them."""
    assert issubclass(BadObservation, BadSetting)


# The share


def test_capacity_moves_the_share() -> None:
    """Seen, it moves the share of partners by what it says, no further than all; not seen, it does not."""
    nato = load_scenario(LIBRARY.find("scenario", "nato"), LIBRARY).scenario
    assert apply_observations(nato, {"N8": True}).acting_share == pytest.approx(0.75, abs=EXACT)
    assert apply_observations(nato, {"N8": False}).acting_share == 0.6
    large = nato.file.signposts["N8"].model_copy(update={"moves_share": 0.3})
    both = holding(nato, a=large, b=large)
    assert apply_observations(both, {"a": True, "b": True}).acting_share == 1
    assert not apply_observations(nato, {"N8": True}).evidence
