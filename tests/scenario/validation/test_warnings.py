"""Warnings at the edge of what they warn of: what they name, and what they leave alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.scenario.check import check_file
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
dilemma: 1
title: Two ways
question: Which way?
as_of: 2024-11-24
options: {first: {}, second: {}}
criteria: {norms: {}, cost: {}}
weights: {norms: 60, cost: 40}
"""
ASSUMED = """\
assumptions: {A: {says: S., standing: solid, if_wrong: [{option: first, criterion: cost, add: ADD}]}}"""
CHAIN = """\
futures: {turn: {chance: {range: 0.6, family: succession}}, calm: {chance: 0.5}, haze: {chance: 0.5}, ice: {}}
scores: {first: {norms: 20, cost: 70}, second: {norms: 70, cost: 20}}
signposts:
  S1: {event: It fails, kind: conduct, likelihood: {turn: TURN, calm: 0.8, haze: 0.4, ice: 0}}
"""


def warnings(folder: Path, text: str) -> dict[str, str]:
    """The warnings on a scenario, the last message of each code."""
    path = folder / "small.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return {problem.code: problem.message for problem in load_scenario(path, Library(())).problems}


def test_a_missing_reason_is_named_by_option_and_criterion(tmp_path: Path) -> None:
    """Both, so that whoever fills it in finds the row."""
    said = warnings(tmp_path, "scores:\n  first: {norms: 20, cost: 70}\n  second: {norms: 70, cost: 20}\n")
    assert said["no-why"].startswith("the scores of `second` on `cost` have no reason")


@pytest.mark.parametrize(
    ("first", "second", "dominated"),
    [
        ("[40, 50, 60]", "55", True),  # below the rival on average, above it at its best
        ("50", "[40, 50, 60]", False),  # equal on average, below the rival's best
        ("[30, 50, 70]", "[40, 50, 60]", False),
        ("50", "45", False),
    ],
)
def test_dominance_goes_by_expected_scores(tmp_path: Path, first: str, second: str, dominated: bool) -> None:
    """The ends of ranges neither make an option dominated nor save it."""
    known = "why: W., from: [AJ]"
    rows = (
        f"  {key}: {{norms: {{score: {score}, {known}}}, cost: {{score: 50, {known}}}}}\n"
        for key, score in (("first", first), ("second", second))
    )
    said = warnings(tmp_path, f"scores:\n{''.join(rows)}")
    assert said.get("dominated-option", "").startswith("option `first`") == dominated


@pytest.mark.parametrize(("turn", "warned"), [(0.5, False), (0.47, False), (0.7, True)])
def test_the_mix_of_later_futures_takes_what_each_leaves(tmp_path: Path, turn: float, warned: bool) -> None:
    """Half of the rest for calm, half of what it leaves for haze: 0.5 * 0.8 + 0.25 * 0.4 is 0.5."""
    said = warnings(tmp_path, CHAIN.replace("TURN", str(turn)))
    assert ("conduct-moves-succession" in said) == warned
    if warned:
        assert said["conduct-moves-succession"].endswith("the mix of the later futures' is 0.50")


@pytest.mark.parametrize(
    ("extra", "warned"),
    [
        ("deadlines: {vote: {event: A vote, date: 2024-11-24, why: W.}}", False),  # on the day of reading
        ("deadlines: {vote: {event: A vote, date: 2024-11-23, why: W.}}", True),
        ("deadlines: {vote: {event: A vote, date: 2024-11, why: W.}}", False),
        (ASSUMED.replace("ADD", "0"), True),
        (ASSUMED.replace("ADD", "1"), False),
    ],
)
def test_a_day_not_over_and_the_least_change(tmp_path: Path, extra: str, warned: bool) -> None:
    """A deadline on the last day of the evidence is still ahead, and one point is a change."""
    scores = "scores: {first: {norms: 20, cost: 70}, second: {norms: 70, cost: 20}}\n"
    found = {"past-deadline", "idle-assumption"} & set(warnings(tmp_path, f"{scores}{extra}\n"))
    assert bool(found) == warned


@pytest.mark.parametrize(
    ("boom", "said"),
    [
        ("1", "nobody can reach future `slump`: its probability is 0"),
        ("0", "nobody can reach future `boom`: its probability is 0"),
        ("[0.5, 0.8, 1]", ""),
        ("1.5", "a chance lies between 0 and 1, not at 1.5"),
        ("2", "a chance lies between 0 and 1, not at 2; write 0.02 for 2%"),
        ("100", "a chance lies between 0 and 1, not at 100; write 1 for 100%"),
        ("101", "a chance lies between 0 and 1, not at 101"),
    ],
)
def test_a_chance_at_its_ends(tmp_path: Path, boom: str, said: str) -> None:
    """What cannot come is warned of; what was meant in percent is said as a share; two points are a curve."""
    path = tmp_path / "small.yaml"
    text = HEAD.replace("cost: {}", "cost: {value: [[0, 0], [100, 100]]}")
    scores = "scores: {first: {norms: 20, cost: 70}, second: {norms: 70, cost: 20}}\n"
    path.write_text(f"{text}futures: {{boom: {{chance: {boom}}}, slump: {{}}}}\n{scores}", encoding="utf-8")
    codes = ("unreachable-future", "outside-chance", "value-ends")
    found = check_file(path, Library(()))
    assert "".join(problem.message for problem in found if problem.code in codes) == said
