"""What each change did, from files: against `assess --set`, in order, through the right eyes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.builders import FOLDER, LIBRARY, shipped_result
from tests.repositories import Repository

import dilemma
from dilemma.analysis.core.run import Run
from dilemma.api.diff import diff, diff_versions
from dilemma.api.viewpoints import applicable_profiles
from dilemma.errors import BadSetting, FaultyFile, ProfileNotApplicable
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.analysis.results.difference import Difference

NATO = (FOLDER / "nato.yaml").read_text(encoding="utf-8")
QUICK = Run(samples=64)
# One change of each kind that `--set` has a path for; each stands once in the file.
EDITS = (
    ("range: [0.05, 0.12, 0.20]", "range: [0.10, 0.22, 0.30]"),
    ("score: [34, 42, 50]", "score: [64, 72, 80]"),
    ("coalition:\n", "coalition:\n  assumed_share: 0.5\n"),
)
PAIR = """\
dilemma: 1
title: Pair
question: Which?
as_of: 2024-11-24
options: {first: {stance: counter}, second: {stance: enmesh}}
criteria: {x: {}, y: {}}
weights: {x: 50, y: 50}
scores: {first: {x: 60, y: 60}, second: {x: 54, y: 54}}
"""
PROFILE = "dilemma: 1\nfile: profile\ntitle: P\n"

Edit = "Callable[..., str]"


@pytest.fixture
def edit(tmp_path: Path) -> Callable[..., str]:
    """Writes a file with words replaced, each of which stands in it once, and gives its path."""

    def edit(text: str, *pairs: tuple[str, str], name: str = "mine") -> str:
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return edit


def lead(result: Assessment, option: str) -> float:
    """The lead of an option over the best other one, from the values of an assessment."""
    values = {each.id: each.value for each in result.options}
    return values.pop(option) - max(values.values())


@pytest.mark.parametrize("whose", ["middle-power", "nuclear-power", "none"])
def test_an_effect_alone_is_that_of_setting_it(whose: str, edit: Callable[..., str]) -> None:
    """Each change alone is the old scenario with `--set`, and last it is the new one less itself undone."""
    mine = edit(NATO, *EDITS)
    (found,) = diff("nato", mine, profiles=[whose], share=0.9, run=QUICK, library=LIBRARY)
    assert len(found.changes) == len(EDITS)
    first = found.old.central.option

    def assessed(name: str, *settings: str) -> float:
        result = dilemma.assess(name, profile=whose, settings=settings, share=0.9, run=QUICK, library=LIBRARY)
        return lead(result, first)

    before, after = assessed("nato"), found.new.central.lead
    assert found.old.central.lead == before
    assert found.effect is not None
    assert after is not None
    assert found.effect == pytest.approx(after - before)
    for step in found.changes:
        (part,) = step.parts
        assert step.effect == pytest.approx(assessed("nato", f"{part.path}={json.dumps(part.new)}") - before)
        if whose == "none":  # a file of another name has nobody's weights in `assess`
            undone = assessed(mine, f"{part.path}={json.dumps(part.old)}")
            assert step.effect_last == pytest.approx(after - undone)


def test_both_versions_are_as_assess_gives_them(edit: Callable[..., str]) -> None:
    """Recommendation, values and shares of either side are those of an assessment of its file."""
    (found,) = diff("nato", edit(NATO, *EDITS, name="nato"), library=LIBRARY)
    for side, name in ((found.old, "nato"), (found.new, found.new.source)):
        alone = shipped_result(name)
        assert side.recommendation == alone.recommendation
        assert side.first_rank_share == alone.first.first_rank_share
        assert dict(side.values) == {each.id: each.value for each in alone.options}
    assert (found.seed, found.samples) == (Run().seed, Run().samples)


def test_those_that_move_the_choice_come_first(edit: Callable[..., str]) -> None:
    """Then the rest by the size of its effect, ties in the order of the file."""
    mine = edit(PAIR, ("{x: 60, y: 60}", "{x: 50, y: 59}"), ("{x: 54, y: 54}", "{x: 55, y: 34}"))
    (found,) = diff(edit(PAIR, name="pair"), mine, run=QUICK, library=LIBRARY)
    assert [(step.parts[0].path, step.effect, step.moves_choice) for step in found.changes] == [
        ("scores.second.y", 10, False),
        ("scores.first.x", -5, False),
        ("scores.first.y", -0.5, False),
        ("scores.second.x", -0.5, False),
    ]
    assert (found.choice_moved, found.effect, found.sum_of_effects) == (False, 4, 4)
    (found,) = diff(
        mine, edit(PAIR, ("{x: 60, y: 60}", "{x: 20, y: 60}"), name="new"), run=QUICK, library=LIBRARY
    )
    assert [(step.parts[0].path, step.moves_choice) for step in found.changes] == [
        ("scores.first.x", True),
        ("scores.second.y", False),
        ("scores.first.y", False),
        ("scores.second.x", False),
    ]


def test_changes_that_only_move_the_choice_together(edit: Callable[..., str]) -> None:
    """Neither moves the choice alone, and without either it would not have moved."""
    mine = edit(PAIR, ("{x: 54, y: 54}", "{x: 62, y: 62}"))
    (found,) = diff(edit(PAIR, name="pair"), mine, run=QUICK, library=LIBRARY)
    assert found.choice_moved
    assert [(step.moves_choice, step.needed) for step in found.changes] == [(False, True), (False, True)]


def test_a_lead_shared_is_no_lead_lost(edit: Callable[..., str]) -> None:
    """An option that ties for the first place still leads."""
    mine = edit(PAIR, ("{x: 54, y: 54}", "{x: 60, y: 60}"))
    (found,) = diff(edit(PAIR, name="pair"), mine, run=QUICK, library=LIBRARY)
    assert (found.choice_moved, found.new.central.ties) == (False, ("first", "second"))


def test_an_option_that_led_and_is_gone(edit: Callable[..., str]) -> None:
    """The choice moved; there is no lead left to speak of, and that change comes first."""
    three = edit(
        PAIR,
        ("second: {stance: enmesh}", "second: {stance: enmesh}, third: {stance: wait_out}"),
        ("{x: 54, y: 54}}", "{x: 54, y: 54}, third: {x: 80, y: 80}}"),
        name="three",
    )
    (found,) = diff(three, edit(PAIR, ("x: 54", "x: 55")), run=QUICK, library=LIBRARY)
    gone, other = found.changes
    assert (gone.parts[0].path, gone.effect, gone.moves_choice, gone.needed) == (
        "options.third",
        None,
        True,
        True,
    )
    assert (other.effect, other.effect_last) == (0, None)
    assert (found.effect, found.sum_of_effects, found.choice_moved) == (None, None, True)


def test_two_names_are_two_versions_of_one_decision(edit: Callable[..., str]) -> None:
    """A file of a name nobody knows is seen with the weights for the other name, old or new."""
    mine = edit(NATO, ("score: [34, 42, 50]", "score: [35, 42, 50]"))
    for pair in (("nato", mine), (mine, "nato")):
        (found,) = diff(*pair, run=QUICK, library=LIBRARY)
        assert [side.profile and side.profile.id for side in (found.old, found.new)] == ["middle-power"] * 2
        assert found.effect == 0
        assert {side.scenario.id for side in (found.old, found.new)} == {"nato", "mine"}


def test_all_profiles_that_fit_both(edit: Callable[..., str], tmp_path: Path) -> None:
    """Every profile with weights for both, allies first; one that fits only one of them is left out aloud."""
    new = edit(
        PAIR,
        ("x: {}, y: {}", "x: {}, y: {}, z: {}"),
        ("{x: 50, y: 50}", "{x: 50, y: 50, z: 9}"),
        ("{x: 60, y: 60}", "{x: 60, y: 60, z: 1}"),
        ("{x: 54, y: 54}", "{x: 54, y: 54, z: 1}"),
        name="new",
    )
    with pytest.raises(ProfileNotApplicable, match="no profile has weights that fit both"):
        diff(edit(PAIR, name="pair"), new, profiles=["all"], run=QUICK, library=LIBRARY)
    (tmp_path / "profiles").mkdir()
    for name, weights in (("both", "[x, y]"), ("old", "{x: 1, y: 2}")):
        edit(f"{PROFILE}weights: {{pair: {weights}}}\n", name=f"profiles/{name}")
    found = diff(edit(PAIR, name="pair"), edit(PAIR), profiles=["all"], run=QUICK, library=LIBRARY)
    assert [each.old.profile and each.old.profile.id for each in found] == ["both", "old"]
    edit(f"{PROFILE}weights: {{pair: [x, y], new: [x, y, z]}}\n", name="profiles/each")
    (found_by,) = diff(edit(PAIR, name="pair"), new, profiles=["all"], run=QUICK, library=LIBRARY)
    assert found_by.old.profile
    assert found_by.old.profile.id == "each"
    assert [
        warned.message.split(":")[0] for warned in found_by.warnings if warned.code == "faulty-profile"
    ] == [
        "profile `both` is left out",
        "profile `old` is left out",
    ]


def test_shipped_profiles_in_the_order_of_their_kinds(edit: Callable[..., str]) -> None:
    """Allies come before worldviews, as everywhere."""
    found = diff("nato", edit(NATO), profiles=["all"], run=QUICK, library=LIBRARY)
    profiles, _ = applicable_profiles(dilemma.load("nato", LIBRARY).scenario, LIBRARY)
    assert [each.old.profile and each.old.profile.id for each in found] == [each.id for each in profiles]


def test_other_eyes_by_default_are_one_change(edit: Callable[..., str]) -> None:
    """A file that names another viewpoint changes its weights and readings in one step."""
    mine = edit(NATO, ("framework: allies\n", "framework: allies\nas: nuclear-power\n"), name="nato")
    (found,) = diff("nato", mine, run=QUICK, library=LIBRARY)
    (step,) = found.changes
    (part,) = step.parts
    assert (part.path, part.old, part.new) == ("as", "middle-power", "nuclear-power")
    assert (found.new.central.option, step.moves_choice, step.needed) == ("counter", True, True)
    assert step.effect == found.effect == step.effect_last


def test_a_setting_must_be_possible_in_both(edit: Callable[..., str]) -> None:
    """What cannot be set in one version is refused, and the version named."""
    mine = edit(
        PAIR,
        ("x: {}, y: {}", "x: {}, z: {}"),
        ("{x: 50, y: 50}", "{x: 50, z: 50}"),
        ("{x: 60, y: 60}", "{x: 60, z: 60}"),
        ("{x: 54, y: 54}", "{x: 54, z: 54}"),
    )
    with pytest.raises(BadSetting, match=r"there is no criterion `y`.*, in .*mine\.yaml"):
        diff(edit(PAIR, name="pair"), mine, settings=["scores.first.y=3"], run=QUICK, library=LIBRARY)


def test_a_setting_goes_over_a_change(edit: Callable[..., str]) -> None:
    """A judgement set in both versions differs no more."""
    mine = edit(PAIR, ("{x: 60, y: 60}", "{x: 10, y: 60}"))
    (found,) = diff(edit(PAIR, name="pair"), mine, settings=["scores.first.x=60"], run=QUICK, library=LIBRARY)
    assert (found.effect, found.changes[0].effect, found.choice_moved) == (0, 0, False)


def test_a_change_that_what_is_set_makes_impossible_alone(edit: Callable[..., str]) -> None:
    """Where a setting leaves nothing to weigh on the way, there is no effect alone, and that is no fault."""
    mine = edit(PAIR, ("{x: 50, y: 50}", "{x: 0, y: 50}"))
    old = edit(PAIR, ("{x: 50, y: 50}", "{x: 50, y: 0}"), name="pair")
    (found,) = diff(old, mine, run=QUICK, library=LIBRARY)
    (step,) = found.changes
    assert (step.reason, step.effect) == ("weights", 0)


def test_warnings_are_those_that_are_new(edit: Callable[..., str]) -> None:
    """A reader of a change is told what the new version is warned about and the old one was not."""
    mine = edit(PAIR, ("weights: {x: 50, y: 50}\n", ""))
    (found,) = diff(edit(PAIR, name="pair"), mine, run=QUICK, library=LIBRARY)
    assert {warned.code for warned in found.warnings} == {"equal-weights"}
    assert diff(mine, mine, run=QUICK, library=LIBRARY)[0].warnings == ()


def test_a_profile_that_the_revision_did_not_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eyes that came later look at the old version too; eyes that changed are a change."""
    monkeypatch.chdir(tmp_path)
    library = Library((Path("scenarios"),))
    repository = Repository(tmp_path)
    repository.commit(
        scenarios__pair=PAIR, scenarios__profiles__old=f"{PROFILE}weights: {{pair: {{x: 1, y: 1}}}}\n"
    )
    repository.write("scenarios/profiles/old.yaml", f"{PROFILE}weights: {{pair: {{x: 1, y: 3}}}}\n")
    repository.write("scenarios/profiles/new.yaml", f"{PROFILE}weights: {{pair: {{x: 1, y: 9}}}}\n")
    changed, same = diff("HEAD", "pair", profiles=["old", "new"], run=QUICK, library=library)
    assert [step.parts[0].path for step in changed.changes] == ["weights.y"]
    assert same.changes == ()
    assert same.old.values == same.new.values


def test_a_faulty_version_is_refused_whole(edit: Callable[..., str]) -> None:
    """A version that cannot be assessed cannot be compared."""
    with pytest.raises(FaultyFile):
        diff(edit(PAIR, name="pair"), edit(PAIR, ("title: Pair\n", "")), run=QUICK, library=LIBRARY)


def test_the_same_result_every_time(edit: Callable[..., str]) -> None:
    """Two runs give equal results, and names come from both scenarios."""
    mine = edit(NATO, *EDITS)
    first, second = (diff_versions("nato", mine, run=QUICK, library=LIBRARY) for _ in range(2))
    assert first == second
    assert [scenario.path.name for scenario in first[0].scenarios] == ["nato.yaml", "mine.yaml"]


def test_a_scenario_against_itself_differs_in_nothing() -> None:
    """Every shipped scenario compared with itself has no change, no rest and no effect."""
    for name in LIBRARY.all("scenario"):
        found: Difference = diff(name, name, run=QUICK, library=LIBRARY)[0]
        assert (found.changes, found.unused, found.reworded, found.warnings) == ((), (), (), ())
        assert (found.effect, found.choice_moved) == (0, False)
