"""Acting together, from files: the shipped scenarios, the published figures, and what is refused."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import yaml
from tests.builders import LIBRARY

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess, check
from dilemma.api.coalition import coalition
from dilemma.errors import BadDate, BadSetting, DilemmaError, FaultyFile
from dilemma.report.formats.terminal import write
from dilemma.report.sections.coalition import coalition_document
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.analysis.results.coalition import CoalitionResult

    Form = Callable[..., CoalitionResult]

WORKED = Path(__file__).parents[1] / "worked"
PUBLISHED: Any = yaml.load((WORKED / "coalitions.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)

# Four options over three futures; acting together is worth 38 + 26 s, by which it passes the two before it.
SCENARIO = """\
dilemma: 1
title: Together
question: Together or not?
as_of: 2024-11-24
options:
  {{A: {{stance: accommodate}}, W: {{stance: wait_out}}, C: {{stance: counter}}, E: {{stance: enmesh}}}}
criteria: {{worth: {{}}}}
futures: {{one: {{chance: 0.35}}, two: {{chance: 0.6153846153846154}}, three: {{}}}}
scores:
  A: {{worth: {{one: 50, two: 45, three: 30}}}}
  W: {{worth: {{one: 90, two: 30, three: 10}}}}
  C: {{worth: {{one: 40, two: 50, three: 55}}}}
  E: {{worth: {{one: 65, two: 55, three: 35}}}}
coalition:
  option: C
  assumed_share: 0.375
  per_share: {{worth: {slope}}}
  members:
    UK: {{leverage: 0.25, joins: 0.6}}
    FR: {{leverage: 0.25, joins: 0.7}}
    DE: {{leverage: 0.30, joins: [0.3, 0.5]}}
    PL: {{leverage: 0.20{last}}}
"""
PROFILE = (
    "dilemma: 1\nfile: profile\ntitle: {title}\nweights: {{{issue}: {{worth: 1}}}}\nadjustments:\n{more}"
)
ADD = "- {{scenarios: [pact], option: C, criterion: worth, add: {add}, why: So.}}\n"


@pytest.fixture
def form(tmp_path: Path) -> Form:
    """A coalition of the four, each of whom reads acting together by so many points otherwise."""

    def formed(
        adds: dict[str, float], *, slope: float = 26, last: str = ", joins: 0.5", **options: Any
    ) -> CoalitionResult:
        (tmp_path / "profiles").mkdir(exist_ok=True)
        (tmp_path / "pact.yaml").write_text(SCENARIO.format(slope=slope, last=last), encoding="utf-8")
        for name in PUBLISHED["thresholds"]["leverage"]:
            issue = options.get("elsewhere") if options.get("elsewhere") and name == "PL" else "pact"
            text = PROFILE.format(title=name, issue=issue, more=ADD.format(add=adds.get(name, 0)))
            (tmp_path / "profiles" / f"{name}.yaml").write_text(text, encoding="utf-8")
        options.pop("elsewhere", None)
        return coalition("pact", library=Library((tmp_path,)), **options)

    return formed


def needing(tipping: dict[str, float]) -> dict[str, float]:
    """The reading that makes members tip at these shares: 53.5 = 38 + 26 s + reading."""
    return {name: 53.5 - 38 - 26 * share for name, share in tipping.items()}


def tables(heading: str) -> list[list[str]]:
    """The cells of one of the independently computed tables, head first."""
    text = (WORKED / "allies-together.md").read_text(encoding="utf-8")
    part = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:1] == "|"
    ]
    return [rows[0], *rows[2:]]


@cache
def shipped(issue: str, profile: str) -> CoalitionResult:
    """A shipped scenario through one profile."""
    return coalition(issue, profile=profile, library=LIBRARY)


# The shipped scenarios.


@pytest.mark.parametrize("row", tables("Coalition shares")[1:], ids=lambda row: f"{row[0]}-{row[1]}")
def test_winners_at_other_shares(row: list[str]) -> None:
    """The ranking against the share has the independently computed winners at five shares."""
    issue, profile, *winners = row
    found = shipped(issue, profile).series
    for head, winner in zip(tables("Coalition shares")[0][2:], winners, strict=True):
        values = {
            key: np.interp(float(head.removeprefix("q=")), found.at, line)
            for key, line in found.values.items()
        }
        assert max(values, key=values.__getitem__) == winner


@pytest.mark.parametrize("row", tables("Tipping shares")[1:], ids=lambda row: f"{row[0]}-{row[1]}")
def test_tipping_shares(row: list[str]) -> None:
    """The exact tipping share lies in the hundredth that ends at the independently computed one."""
    issue, profile, grid = row
    found = shipped(issue, profile).tipping_share
    assert (found is None) == (grid == "never")
    if found is not None:
        assert float(grid) - 0.01 - 1e-9 <= found <= float(grid) + 1e-9


def test_members_are_seen_through_their_own_profiles() -> None:
    """A member's tipping share is what its own profile finds when it looks, whoever looks now."""
    found = shipped("nato", "realist")
    for member in found.members:
        assert member.tipping_share == shipped("nato", member.profile).tipping_share


def test_stated_ranges_of_joining_count_with_their_mean(form: Form) -> None:
    """The expected share is the leverages times the mean chances; of a lopsided range not the likeliest."""
    found = shipped("nato", "middle-power")
    expected = sum(member.leverage * (member.joins or 0) for member in found.members)
    assert found.mean_share == pytest.approx(expected, abs=1e-12)
    by_hand = [0.75, 0.6, 0.65, 0.4, 0.4]  # the middles of symmetric ranges
    assert [member.joins for member in found.members] == pytest.approx(by_hand, abs=1e-12)
    lopsided = form({}, last=", joins: [0.1, 0.2, 0.6]")
    assert [member.joins for member in lopsided.members] == pytest.approx([0.6, 0.7, 0.4, 0.9 / 3], abs=1e-12)
    by_hand_share = 0.25 * 0.6 + 0.25 * 0.7 + 0.30 * 0.4 + 0.20 * 0.3
    assert lopsided.mean_share == pytest.approx(by_hand_share, abs=1e-12)


def test_one_who_acts_makes_enough_likelier() -> None:
    """The chances once the one who looks acts are those with its own joining certain; others have none."""
    mine = shipped("nato", "middle-power")
    certain = coalition(
        "nato", profile="middle-power", library=LIBRARY, without=["middle-power"]
    )  # what the others bring by themselves
    law = dict(certain.share_chances)
    for reach in mine.reaches:
        others = sum(chance for share, chance in law.items() if share + 0.15 >= reach.share - 1e-9)
        assert reach.if_acting == pytest.approx(others, abs=1e-12)
        assert reach.if_acting is not None
        assert reach.if_acting >= reach.chance
    assert {reach.if_acting for reach in shipped("nato", "realist").reaches} == {None}


# The published figures, through files.


def test_published_tipping_and_chances(form: Form) -> None:
    """From files: the share at which acting together is best, and the chances of two shares and the mean."""
    found = form({}, last=", joins: 0.5")
    published = PUBLISHED["share"]
    assert found.tipping_share == pytest.approx(published["beats"]["E"], abs=5e-7)
    assert found.mean_share == pytest.approx(published["mean"], abs=1e-12)
    (reach,) = (each for each in found.reaches if each.of == "tipping_share")
    assert reach.chance == pytest.approx(published["reaches"][0.596154], abs=5e-4)


def test_published_thresholds(form: Form) -> None:
    """From files: who tips whom, and the lightest member to win over where nobody moves first."""
    ready = form(needing(PUBLISHED["thresholds"]["ready"]["tipping"]))
    assert [step.joining for step in ready.steps] == [("FR",), ("UK", "DE"), ("PL",)]
    assert ready.least == ready.greatest
    assert ready.seeds is not None
    assert ready.seeds.members == ()
    wary = form(needing(PUBLISHED["thresholds"]["wary"]["tipping"]))
    assert (wary.least.members, wary.greatest.share) == ((), 1.0)
    assert wary.critical_mass == wary.seeds
    assert wary.seeds is not None
    assert list(wary.seeds.members) == PUBLISHED["thresholds"]["wary"]["seeds"]
    assert wary.seeds.leverage == PUBLISHED["thresholds"]["wary"]["weigh"]
    assert {member.standing for member in wary.members} == {"follows"}


def test_who_is_left_out_does_not_act_and_is_missing(form: Form) -> None:
    """Without the one who tips the others nobody moves first, and the whole can no longer be reached."""
    found = form(needing(PUBLISHED["thresholds"]["ready"]["tipping"]), without=["FR"])
    assert found.least.members == ()
    assert found.greatest.members == ("UK", "DE")
    assert found.greatest.share == pytest.approx(0.55)
    assert [member.standing for member in found.members if member.profile == "FR"] == ["left-out"]
    assert max(share for share, _ in found.share_chances) == pytest.approx(0.75)


def test_the_share_that_acts_moves_the_ranking_and_nothing_else(form: Form) -> None:
    """`share` says what is best now; who would join whom does not depend on it."""
    few, all_ = form({}, share=0.0), form({}, share=1.0)
    assert (few.best, all_.best) == ("E", "C")
    assert few.values["C"] == pytest.approx(38)
    assert all_.values["C"] == pytest.approx(64)
    assert few.members[0].tipping_share == pytest.approx(all_.members[0].tipping_share)
    assert few.steps == all_.steps


def test_what_ifs_reach_the_members(form: Form) -> None:
    """Another score is another score for everybody."""
    found = form({}, settings=["scores.E.worth=49.7", "scores.W.worth=0"])
    assert [member.tipping_share for member in found.members] == pytest.approx([(49.7 - 38) / 26] * 4)


# What cannot be worked out, and what is refused.


def test_a_member_without_weights_never_acts(form: Form) -> None:
    """Whose profile says nothing of the scenario is said so, and is taken for never."""
    found = form(needing(PUBLISHED["thresholds"]["ready"]["tipping"]), elsewhere="another")
    last = found.members[-1]
    assert last.unseen == (
        "its profile has no weights for `pact`; "
        "add them, or `variant_of:` with the scenario it is a variant of"
    )
    assert (last.tipping_share, last.standing) == (None, "abstains")
    assert found.least.members == ("UK", "FR", "DE")
    assert found.seeds is not None
    assert found.seeds.against == ("PL",)


def test_a_chance_that_is_not_stated_is_not_invented(form: Form) -> None:
    """Where one member states no chance of joining there is no chance of a share, and the rest stands."""
    found = form({}, last="")
    assert (found.reaches, found.mean_share, found.share_chances) == ((), None, ())
    assert form({}, last="", without=["PL"]).reaches != ()


def test_more_partners_must_not_make_it_worse(form: Form) -> None:
    """Where acting together is worth less the more act, the profile is at fault, at its weights."""
    with pytest.raises(FaultyFile) as fault:
        form({}, slope=-26)
    (problem,) = fault.value.problems
    assert (problem.code, problem.span.source.name.endswith("UK.yaml")) == ("falling-share", True)
    assert "worth less the more partners act" in problem.message


def test_no_coalition_and_no_such_member() -> None:
    """What is asked of a scenario without members, or of somebody who is none, is refused in words."""
    with pytest.raises(DilemmaError, match="no member of the coalition; did you mean `frontline`"):
        coalition("nato", without=["frontlin"], library=LIBRARY)
    with pytest.raises(BadSetting):
        coalition("nato", settings=["weights.nothing=1"], library=LIBRARY)


@pytest.mark.parametrize(
    ("cut", "says"), [("coalition:", "has no coalition"), ("  members:", "names no members")]
)
def test_nobody_to_act_with(tmp_path: Path, cut: str, says: str) -> None:
    """A scenario without a coalition, or with one of nobody, is told so."""
    text = SCENARIO.format(slope=26, last="").partition(cut)[0]
    (tmp_path / "pact.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DilemmaError, match=says):
        coalition("pact", library=Library((tmp_path,)))


# What was seen


def test_the_share_from_which_it_pays_after_something_was_seen() -> None:
    """Just below the share the assessment itself has something else in the lead, just above it Counter."""
    found = coalition("nato", seen={"N6": True}, wrong=["congress"], library=LIBRARY)
    assert found.tipping_share is not None
    for step, leads in ((-1e-6, False), (1e-6, True)):
        result = assess(
            "nato",
            seen={"N6": True},
            wrong=["congress"],
            share=found.tipping_share + step,
            run=Run(samples=64, everything=False),
            library=LIBRARY,
        )
        assert (result.recommendation.option == "counter") is leads


def test_members_know_what_was_seen() -> None:
    """Each member's share is the one it would find itself, with the same seen and the same wrong."""
    told: Any = {"seen": {"N6": True, "N1": False}, "wrong": ["deals-move"], "library": LIBRARY}
    for member in coalition("nato", **told).members:
        own = coalition("nato", profile=member.profile, **told)
        assert member.tipping_share == own.tipping_share


def test_a_capacity_signpost_moves_the_share_that_acts_and_no_more() -> None:
    """Seen, it adds its step to the share; where acting pays is the same, for everybody."""
    before, after = (coalition("nato", seen=seen, library=LIBRARY) for seen in ({}, {"N8": True}))
    assert after.share == pytest.approx(before.share + 0.15)
    assert after.tipping_share == pytest.approx(before.tipping_share)
    assert [each.tipping_share for each in after.members] == [
        None if each.tipping_share is None else pytest.approx(each.tipping_share) for each in before.members
    ]
    assert after.observed is not None
    assert (after.observed.before.share, after.observed.after.share) == (before.share, after.share)
    assert before.observed is None


def test_a_log_has_its_day() -> None:
    """Observations are refused until the day that is given."""
    with pytest.raises(BadSetting, match="from after 2024-11-24"):
        coalition("nato", observed="after-2024", library=LIBRARY)
    found = coalition("nato", observed="after-2024", today="2026-12-31", library=LIBRARY)
    assert found.observed is not None
    assert [each.id for each in found.observed.signposts] == ["N1", "N2", "N6", "N7"]


def test_the_day_of_a_coalition_is_one() -> None:
    """A word in place of a day is refused in words."""
    with pytest.raises(BadDate, match="`x` is not a day such as 2024-11-24"):
        coalition("nato", today="x", library=LIBRARY)


def test_a_coalition_of_which_nothing_is_known(form: Form) -> None:
    """Where no member's reading is known nothing is made up; who is left out does not count."""
    others = ["UK", "FR", "DE"]
    with pytest.raises(DilemmaError, match=r"no member .* of `pact` can be read: its profile has no weights"):
        form({}, elsewhere="another", without=others)


def test_members_may_do_without_profiles(tmp_path: Path) -> None:
    """Leverage and a chance of joining are enough: the chances of a share follow, and no cascade is told."""
    text = SCENARIO.format(slope=26, last=", joins: 0.5, title: A fourth")
    (tmp_path / "pact.yaml").write_text(f"{text}from: [AJ]\n", encoding="utf-8")
    problems = check(tmp_path / "pact.yaml", library=Library((tmp_path,)))
    assert {problem.code for problem in problems} == {"no-why", "equal-weights", "never-wins"}
    result = coalition(tmp_path / "pact.yaml", profile="none", library=Library((tmp_path,)))
    assert [member.title for member in result.members] == ["UK", "FR", "DE", "A fourth"]
    assert result.mean_share == pytest.approx(0.25 * 0.6 + 0.25 * 0.7 + 0.3 * 0.4 + 0.2 * 0.5)
    document = coalition_document(result, result.scenarios[0], full=True)
    text = write(document)
    assert "only their stated chances of joining count" in text
    assert "own interests" not in text
    assert "Who tips whom" not in text


def test_a_member_without_profile_or_chance_is_refused(tmp_path: Path) -> None:
    """Nothing could be worked out from it, and its name may be a slip of the pen."""
    (tmp_path / "pact.yaml").write_text(SCENARIO.format(slope=26, last=""), encoding="utf-8")
    with pytest.raises(FaultyFile, match="PL"):
        coalition(tmp_path / "pact.yaml", profile="none", library=Library((tmp_path,)))
