"""The program as a library: what `dilemma` exports, and what its functions promise."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tests.builders import FOLDER

import dilemma
from dilemma.analysis.core.run import Run
from dilemma.errors import (
    BadObservation,
    BadRequest,
    BadSetting,
    FaultyFile,
    NoCoalition,
    ProfileNotApplicable,
    UnknownName,
)
from dilemma.scenario.library import Library
from dilemma.scenario.load import LoadedScenario

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SMALL = """\
dilemma: 1
title: Small
question: Which?
as_of: 2024-11-24
options: {accommodate: {}, counter: {}}
criteria: {cost: {worst: Much., best: Little.}, security: {worst: None., best: Much.}}
scores:
  accommodate:
    cost: {score: 60, why: A guess., from: [AJ]}
    security: {score: 30, why: A guess., from: [AJ]}
  counter:
    cost: {score: 20, why: A guess., from: [AJ]}
    security: {score: 50, why: A guess., from: [AJ]}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A scenario of two options and two criteria, without weights and futures."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_public_names_are_documented() -> None:
    """What others import says what it is."""
    for name in dilemma.__all__:
        assert getattr(dilemma, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The package has no other names, and says so as Python does."""
    with pytest.raises(AttributeError, match="module 'dilemma' has no attribute 'asess'"):
        dilemma.asess  # noqa: B018  looking it up is the test


@pytest.mark.parametrize(
    ("work", "unwanted"),
    [
        ("import dilemma", ("dilemma.api", "numpy", "pydantic", "yaml", "rich", "typer")),
        ("import dilemma; dilemma.load('nato')", ("numpy", "rich", "typer")),
        ("import dilemma; dilemma.assess('nato')", ("rich", "typer")),
    ],
)
def test_nothing_is_imported_before_it_is_needed(work: str, unwanted: tuple[str, ...]) -> None:
    """Importing the package imports no library; loading needs no arrays; assessing no terminal."""
    script = f"{work}; import sys; print(sorted(set({unwanted!r}) & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8")
    assert result.stdout == "[]\n"


def test_load_by_name_and_by_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scenario is loaded by its name or its path, with the same result."""
    monkeypatch.chdir(tmp_path)  # a folder `scenarios` where one stands would come first
    by_name, by_path, by_text = (
        dilemma.load("nato"),
        dilemma.load(FOLDER / "nato.yaml"),
        dilemma.load(str(FOLDER / "nato.yaml")),
    )
    assert isinstance(by_name, LoadedScenario)
    assert by_name.scenario.id == by_path.scenario.id == by_text.scenario.id == "nato"
    assert by_name.scenario.file == by_path.scenario.file == by_text.scenario.file


def test_a_share_typed_as_points_is_told() -> None:
    """`weights.cost=0.36` is 0.36 points beside tens, which is hardly meant; a percentage is a share."""
    run = Run(samples=64, everything=False)
    typed = {
        value: dilemma.assess("nato", settings=[f"weights.cost={value}"], run=run)
        for value in ("0.36", "36%", "0", "1")
    }
    warned = {
        value: [entry for entry in result.warnings if entry.code == "small-weight"]
        for value, result in typed.items()
    }
    assert {value: len(entries) for value, entries in warned.items()} == {"0.36": 1, "36%": 0, "0": 0, "1": 0}
    assert "weights.cost=36%" in warned["0.36"][0].message


def test_load_from_a_library_of_ones_own(small: Path) -> None:
    """A library given is the only place that is looked in."""
    library = Library((small.parent,))
    assert dilemma.load("small", library).scenario.file.title == "Small"
    with pytest.raises(UnknownName) as caught:
        dilemma.load("nato", library)
    assert (caught.value.kind, caught.value.name, caught.value.known) == ("scenario", "nato", ("small",))


def test_load_says_everything_that_is_wrong(small: Path) -> None:
    """A faulty file raises with every problem, each with its place."""
    small.write_text(SMALL.replace("score: 60", "score: 160").replace("score: 50", "score: -5"))
    with pytest.raises(FaultyFile) as caught:
        dilemma.load(small)
    assert [(each.code, each.span.line) for each in caught.value.problems] == [
        ("outside-scale", 9),
        ("outside-scale", 13),
    ]


def test_load_of_a_missing_file(tmp_path: Path) -> None:
    """A path that leads nowhere is an error of ours, and of the system."""
    with pytest.raises(dilemma.UnusablePath):
        dilemma.load(tmp_path / "missing.yaml")


def test_assess_takes_a_path(small: Path) -> None:
    """Equal weights are used where nobody weighs: 45 for accommodating, 35 for countering."""
    result = dilemma.assess(small)
    assert {option.id: option.value for option in result.options} == {"accommodate": 45.0, "counter": 35.0}
    assert result.recommendation.option == "accommodate"
    assert result.profile is None


def test_assess_through_other_eyes() -> None:
    """`profile` is a name, a path, `none` for nobody; None for the file's own choice."""
    assert _seen_by(None) == "middle-power"
    assert _seen_by("realist") == "realist"
    assert _seen_by(str(FOLDER / "profiles" / "realist.yaml")) == "realist"
    assert _seen_by("none") is None


def _seen_by(profile: str | None) -> str | None:
    seen = dilemma.assess("nato", profile=profile).profile
    return seen.id if seen else None


def test_assess_with_what_ifs() -> None:
    """`settings` and `share` change this run and no later one."""
    before = dilemma.assess("nato")
    changed = dilemma.assess("nato", settings=["futures.rupture.chance=0.5"], share=0.2)
    assert changed.probabilities["rupture"] == 0.5
    assert changed.first.value != before.first.value
    assert dilemma.assess("nato") == before


def test_assess_is_a_value() -> None:
    """The same question gives an equal result, which cannot be changed."""
    one, two = dilemma.assess("climate"), dilemma.assess("climate")
    assert one == two
    with pytest.raises(AttributeError):
        setattr(one, "dilemma_index", 0.0)  # noqa: B010  a type checker knows that it cannot be set


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: dilemma.assess("nto"), UnknownName),
        (lambda: dilemma.assess("nato", profile="nobody"), UnknownName),
        (lambda: dilemma.assess("nato", settings=["weights.cst=1"]), BadSetting),
        (lambda: dilemma.assess("nato", settings=["weights"]), BadSetting),
        (lambda: dilemma.assess("nato", share=1.5), BadSetting),
        (lambda: dilemma.compare(["nato", "nto"]), UnknownName),
    ],
)
def test_a_request_that_cannot_be_meant(call: Callable[[], object], error: type[Exception]) -> None:
    """Every documented error is raised as itself."""
    with pytest.raises(error):
        call()


def test_a_share_needs_a_coalition(small: Path) -> None:
    """A scenario without a coalition has no share to set."""
    with pytest.raises(NoCoalition, match="`small` has no coalition"):
        dilemma.assess(small, share=0.5)


def test_a_profile_must_apply(small: Path) -> None:
    """A profile with weights for other criteria only is refused."""
    profile = small.parent / "eyes.yaml"
    profile.write_text("dilemma: 1\nfile: profile\ntitle: Eyes\nkind: person\nweights: {nato: {norms: 1}}\n")
    with pytest.raises(ProfileNotApplicable, match="profile `eyes` has no weights for `small`"):
        dilemma.assess(small, profile=str(profile))


def test_compare_is_assess_of_each_pair() -> None:
    """Results stand in the order asked for, and are those of `assess` but for who else would choose what."""
    found = dilemma.compare(["climate", "nato"], profiles=["realist", "none"]).assessments
    assert [(each.scenario.id, each.profile and each.profile.id) for each in found] == [
        ("climate", "realist"),
        ("climate", None),
        ("nato", "realist"),
        ("nato", None),
    ]
    alone = dilemma.assess("nato", profile="realist")
    assert found[2].options == alone.options
    assert found[2].recommendation == alone.recommendation
    assert found[2].who_chooses is None


def test_compare_of_every_profile_that_applies() -> None:
    """`all` stands for every profile with weights for the scenario."""
    found = dilemma.compare(["nato"], profiles=["all"]).assessments
    names = [each.profile.id for each in found if each.profile]
    assert sorted(names) == sorted(path.stem for path in (FOLDER / "profiles").glob("*.yaml"))


def test_a_faulty_profile_beside_good_ones_is_left_out_and_said(small: Path) -> None:
    """Who would choose what is answered by those who can, and the one who cannot is named in a warning."""
    profiles = small.parent / "profiles"
    profiles.mkdir()
    good = "dilemma: 1\nfile: profile\ntitle: Good\nkind: person\nweights: {small: {cost: 1, security: 9}}\n"
    (profiles / "good.yaml").write_text(good)
    (profiles / "bad.yaml").write_text(good.replace("title: Good", "titel: Bad"))
    result = dilemma.assess(small, library=Library((small.parent,)))
    assert [(choice.profile, choice.option) for choice in result.who_chooses or ()] == [("good", "counter")]
    assert [warned.code for warned in result.warnings if "`bad`" in warned.message] == ["faulty-profile"]


@pytest.mark.parametrize("name", ["nato", "climate", "nuclear", "order", "threat-reduction"])
def test_a_break_even_weight_typed_back_is_a_tie(name: str) -> None:
    """What would change it, in the unit it is printed in: `--set weights.cost=36%` is the weight 0.36."""
    library = Library((FOLDER,))
    run = Run(samples=64, everything=False)
    found = dilemma.assess(name, run=run, library=library)
    weights = [each for each in found.break_evens or () if each.kind == "weight"]
    assert weights
    for each in weights:
        typed = f"weights.{each.of}={each.at * 100!r}%"
        there = dilemma.assess(name, settings=(typed,), run=run, library=library)
        assert there.weights[each.of] == pytest.approx(each.at, abs=1e-12)
        best = sorted((option.value for option in there.options), reverse=True)
        assert best[0] - best[1] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    "asked",
    [
        {"samples": 1},
        {"samples": 1 << 25},
        {"seed": -1},
        {"precision": math.nan},
        {"precision": -1.0},
        {"precision": 0.0},
        {"today": ""},
        {"today": "2024-13-01"},
    ],
)
def test_a_run_that_cannot_be_made(asked: dict[str, Any]) -> None:
    """What the command line refuses, a run refuses too, in words and before any work."""
    with pytest.raises(BadRequest, match=r"must (lie|be)|is not"):
        Run(**asked)


def test_a_signpost_is_seen_or_not() -> None:
    """A word in place of a yes or no is not taken for a yes."""
    answer: Any = "yes"
    with pytest.raises(BadObservation, match="`N6` is seen, True, or not seen, False; it cannot be 'yes'"):
        dilemma.assess("nato", seen={"N6": answer})
