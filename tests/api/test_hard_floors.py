"""A hard floor excludes once, is told with its reason everywhere, and is refused where nothing is left."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.builders import TESTS

import dilemma
from dilemma.analysis.core.run import Run
from dilemma.errors import BadSetting, NothingToCompare
from dilemma.report.formats import markdown
from dilemma.report.formats.csv import write_options
from dilemma.report.formats.terminal import write
from dilemma.report.sections.assessment import assessment_document
from dilemma.report.sections.comparison import side_by_side_document, summarize_result

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment

NATO = str(TESTS / "frozen" / "nato.yaml")
HARD = {"criteria.norms.floor": 36.0, "criteria.norms.screen": True}  # accommodate is expected below
BRIEF = Run(samples=256)


def assessed(floor: float = 36.0, **edits: object) -> Assessment:
    """The assessment of nato with a hard floor on norms."""
    settings = {**HARD, "criteria.norms.floor": floor}
    return dilemma.assess(NATO, settings=settings, run=BRIEF, **edits)  # type: ignore[arg-type]


def test_an_excluded_option_takes_part_in_nothing() -> None:
    """Not in the ranking, the shares, regret, break-evens, signposts or the choices of profiles."""
    result = assessed()
    gone = {row.option for row in result.excluded}
    assert gone
    assert all(row.score < row.floor == 36.0 for row in result.excluded)
    left = [option.id for option in result.options]
    assert not gone & set(left)
    assert all(set(rung.first_rank_shares) == set(left) for rung in result.ladder)
    assert min(option.max_regret or 0.0 for option in result.options) >= 0.0
    assert all(set(option.scores) == set(result.weights) for option in result.options)
    named = {choice.option for choice in result.who_chooses or ()} | {
        option for signpost in result.signposts or () for option in (signpost.if_seen, signpost.if_not_seen)
    }
    assert not gone & named


def test_the_others_keep_their_values() -> None:
    """Only what compares options changes: a value is an option's own."""
    with_all = {option.id: option.value for option in dilemma.assess(NATO, run=BRIEF).options}
    assert all(option.value == pytest.approx(with_all[option.id], abs=1e-12) for option in assessed().options)


def test_it_is_decided_once_with_everything_that_was_observed() -> None:
    """After evidence the expected scores are those of the new probabilities, and no answer to come counts."""
    lists = [{row.option: row.score for row in assessed(seen=seen).excluded} for seen in ({}, {"N4": True})]
    assert lists[0] != lists[1]


def test_the_reason_is_told(tmp_path: Path) -> None:
    """The screen, the memo, the page and the data name the option, its expected score and the floor."""
    words = "is excluded: its expected score on"
    texts = [str(dilemma.memo(NATO, settings=HARD, run=BRIEF))]
    page = dilemma.memo(NATO, tmp_path / "nato.html", settings=HARD, run=BRIEF)
    texts += [Path(page).read_text(encoding="utf-8")]
    texts += [write(assessment_document(assessed(), dilemma.load(NATO).scenario, full=False))]
    assert all(words in " ".join(text.split()) for text in texts)
    excluded = dilemma.load(NATO).scenario.options[assessed().excluded[0].option]
    assert f"is below the minimum of 36. {excluded.definition}" in texts[0]  # what it is, as of the others
    assert assessed().to_dict()["excluded"][0]["floor"] == 36.0


def test_nothing_left_is_refused_in_words() -> None:
    """Where no option or one is left, the reason names each of the others and what to change."""
    with pytest.raises(NothingToCompare, match=r"^every option falls below .* You can lower a floor") as none:
        assessed(95.0)
    assert none.value.left is None
    values = sorted(option.scores["norms"] for option in dilemma.assess(NATO, run=BRIEF).options)
    with pytest.raises(NothingToCompare, match=r"^only Counter .* meets every hard floor") as one:
        assessed(sum(values[-2:]) / 2)
    assert one.value.left is not None


def test_a_floor_must_be_there_to_be_hard() -> None:
    """`screen` is set on a criterion with a floor, and takes true or false."""
    with pytest.raises(BadSetting, match="has no floor to exclude below"):
        dilemma.assess(NATO, settings={"criteria.cost.screen": True}, run=BRIEF)
    with pytest.raises(BadSetting, match="takes true or false, not the number"):
        dilemma.assess(NATO, settings={**HARD, "criteria.norms.screen": 1}, run=BRIEF)


def test_other_commands_do_without_it() -> None:
    """A panel, a difference and a table of draws know only the options that are left."""
    gone = {row.option for row in assessed().excluded}
    panel = dilemma.panel(NATO, ["frontline", "realist"], settings=HARD)
    assert not gone & set(panel.group.values)
    assert [warning.code for warning in panel.warnings].count("excluded-option") == len(gone)
    (difference,) = dilemma.diff(NATO, NATO, settings=HARD, run=BRIEF)
    assert not gone & set(difference.new.values)


def test_tables_list_it_too() -> None:
    """The CSV has a row without figures; a comparison says in how many rows, and has a cell for it."""
    (gone,) = {row.option for row in assessed().excluded}
    rows = list(csv.DictReader(StringIO(write_options([assessed(), dilemma.assess(NATO, run=BRIEF)]))))
    (row,) = [row for row in rows if row["excluded"]]
    assert (row["option"], row["excluded"], row["value"], row["advised"]) == (gone, "norms", "", "false")
    assert [row["option"] for row in rows].count(gone) == 2
    two = [summarize_result(dilemma.assess(NATO, settings=floor, run=BRIEF)) for floor in ((), HARD)]
    text = markdown.write(side_by_side_document(two))
    assert "no figure counts it: Accommodate (1 of 2 rows)." in text
    assert re.search(r"\| excluded \| [\d*]", text)


def test_a_number_that_reaches_a_floor_tips_the_choice(tmp_path: Path) -> None:
    """By hand: b leads, and a does once b is below 60; c is out at 50, back at 60 and then worth most."""
    path = tmp_path / "floors.yaml"
    path.write_text(
        "dilemma: 1\ntitle: F\nquestion: q\nas_of: 2024-11-24\n"
        "options: {a: {stance: enmesh}, b: {stance: counter}, c: {stance: wait_out}}\n"
        "criteria: {x: {title: X, floor: 60, screen: true}, y: {title: Y}}\nweights: {x: 1, y: 1}\n"
        "scores: {a: {x: 60, y: 60}, b: {x: 70, y: 89}, c: {x: 50, y: 100}}\n",
        encoding="utf-8",
    )
    result = dilemma.assess(str(path), run=BRIEF)
    changes = {change.of: change for change in result.break_evens or ()}
    expected = {"scores.b.x": (60.0, "a"), "scores.c.x": (60.0, "c"), "scores.a.x": (99.0, "a")}
    assert {key: changes[key].winner for key in expected} == {key: row[1] for key, row in expected.items()}
    assert [changes[key].at for key in expected] == pytest.approx([row[0] for row in expected.values()])


def test_a_share_that_reaches_a_floor_tips_the_choice(tmp_path: Path) -> None:
    """By hand: 20 points of partners fewer take a to 40 on x, where it still leads by 65 to 60 and is out."""
    path = tmp_path / "floors.yaml"
    path.write_text(
        "dilemma: 1\ntitle: F\nquestion: q\nas_of: 2024-11-24\n"
        "options: {a: {stance: enmesh}, b: {stance: counter}}\n"
        "criteria: {x: {floor: 40, screen: true}, y: {}}\nweights: {x: 1, y: 1}\n"
        "scores: {a: {x: 50, y: 90}, b: {x: 60, y: 60}}\n"
        "coalition: {option: a, assumed_share: 0.5, per_share: {x: 50}}\n",
        encoding="utf-8",
    )
    changes = dilemma.assess(str(path), run=BRIEF).break_evens or ()
    assert [(round(c.at, 9), c.winner) for c in changes if c.kind == "share"] == [(0.3, "b")]
