"""A scenario through a profile's eyes: when it applies, what it changes, what it may not name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.errors import FaultyFile, ProfileNotApplicable
from dilemma.scenario.distributions import Exact
from dilemma.scenario.edits.profile import apply_profile, has_weights_for, missing_options
from dilemma.scenario.model import Shift

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.scenario.model import Profile, Scenario

    Build = Callable[..., Scenario]
    See = Callable[[str], Profile]


def test_a_profile_brings_its_weights(build: Build, see: See) -> None:
    """Its weights replace the scenario's own, and it is remembered whose they are."""
    profile = see("weights: {small: {norms: 1, cost: 3}}")
    seen = apply_profile(build(), profile)
    assert seen.weights
    assert seen.weights.points == {"norms": Exact((1,)), "cost": Exact((3,))}
    assert seen.profile is profile


@pytest.mark.parametrize(
    ("default", "expected"),
    [
        ("{norms: 1, cost: 2}", True),
        ("{cost: 2, norms: 1}", True),
        ("[cost, norms]", True),
        ("[[cost, norms]]", True),
        ("{norms: 1}", False),
        ("{norms: 1, cost: 2, time: 3}", False),
        ("[cost, norms, time]", False),
        ("[cost, cost]", False),
    ],
)
def test_default_weights_need_exactly_the_leaves(
    build: Build, see: See, default: str, expected: bool
) -> None:
    """Weights meant for other criteria are nobody's here. Source: language, section 3."""
    profile = see(f"weights: {{default: {default}}}")
    assert has_weights_for(build(), profile) is expected
    if not expected:
        with pytest.raises(ProfileNotApplicable, match="profile `eyes` has no weights for `small`"):
            apply_profile(build(), profile)


def test_a_scenario_s_own_entry_goes_before_the_default(build: Build, see: See) -> None:
    """The default fits, and still the named entry is used."""
    seen = apply_profile(build(), see("weights: {default: [norms, cost], small: [cost, norms]}"))
    assert seen.weights
    assert seen.weights.ranking == (("cost",), ("norms",))


def test_adjustments_land_on_their_scenarios_only(build: Build, see: See) -> None:
    """Those that name the scenario and an option it has add points; without option or future to every one."""
    profile = see(
        "weights: {small: [cost, norms]}\n"
        "adjustments:\n"
        "  - {scenarios: [small, other], option: counter, criterion: cost, future: fog, add: -8}\n"
        "  - {scenarios: [small], criterion: norms, add: 3}\n"
        "  - {scenarios: [other], option: unheard, criterion: unheard, add: 99}\n"
        "  - {scenarios: [small], option: dropped, criterion: cost, add: 99}\n"
    )
    assert missing_options(build(), profile) == ("dropped",)
    assert apply_profile(build(), profile).shifts == (Shift("cost", -8, "counter", "fog"), Shift("norms", 3))


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("weights: {small: {norms: 1, time: 2}}", ["missing-weight", "unknown-criterion"]),
        ("weights: {small: {norms: 0, cost: 0}}", ["no-weight"]),
        ("weights: {small: [norms, cost, norms]}", ["ranked-twice"]),
        (
            "weights: {small: [norms, cost]}\n"
            "adjustments: [{scenarios: [small], option: x, criterion: y, future: z, add: 1}]",
            ["unknown-criterion", "unknown-future"],
        ),
    ],
)
def test_what_a_profile_names_must_be_there(build: Build, see: See, body: str, codes: list[str]) -> None:
    """Faults are the profile's, at its own lines, in order of place."""
    with pytest.raises(FaultyFile) as faulty:
        apply_profile(build(), see(body))
    assert [problem.code for problem in faulty.value.problems] == codes
    assert {problem.span.source.name.rpartition("/")[2] for problem in faulty.value.problems} == {"eyes.yaml"}


def variant(build: Build) -> Scenario:
    """A copy of the small scenario under another name, with the original beside it."""
    build()
    return build(("title: Two ways", "title: Three ways\nvariant_of: small"), name="small-2")


@pytest.mark.parametrize(
    ("body", "ranking"),
    [
        ("weights: {small: [cost, norms], default: [norms, cost]}", (("cost",), ("norms",))),
        ("weights: {small: [cost, norms], small-2: [norms, cost]}", (("norms",), ("cost",))),
        ("weights: {small: [cost, norms, time], default: [norms, cost]}", (("norms",), ("cost",))),
    ],
    ids=["the original's before the default", "its own first", "none for other criteria"],
)
def test_a_variant_is_weighed_like_its_original(
    build: Build, see: See, body: str, ranking: tuple[tuple[str, ...], ...]
) -> None:
    """Weights go by the name of the scenario it is a variant of, where they name its very criteria."""
    seen = apply_profile(variant(build), see(body))
    assert seen.weights
    assert seen.weights.ranking == ranking


def test_weights_for_other_criteria_are_not_those_of_a_variant(build: Build, see: See) -> None:
    """They would be at fault for the variant, and mending them for it would break them for the original."""
    assert not has_weights_for(variant(build), see("weights: {small: [cost, norms, time]}"))


def test_a_variant_is_read_like_its_original(build: Build, see: See) -> None:
    """Adjustments for the original count once, and those of an option the variant dropped do not."""
    profile = see(
        "weights: {small: [cost, norms]}\n"
        "relevance: {small: low}\n"
        "adjustments:\n"
        "  - {scenarios: [small, small-2], criterion: norms, add: 3}\n"
        "  - {scenarios: [small], criterion: cost, add: 4}\n"
        "  - {scenarios: [small], option: dropped, criterion: cost, add: 5}\n"
    )
    seen = apply_profile(variant(build), profile)
    assert seen.shifts == (Shift("norms", 3), Shift("cost", 4))
    assert seen.relevance == "low"


def test_nobody_s_relevance_is_none(build: Build, see: See) -> None:
    """Without a profile, or without a word of it, no relevance is stated."""
    assert build().relevance is None
    assert apply_profile(build(), see("weights: {small: [cost, norms]}")).relevance is None
