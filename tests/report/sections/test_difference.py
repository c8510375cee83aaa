"""A difference in words: every kind of change has a name, and the answer says what no row can."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.builders import SHIPPED
from tests.scenario.diff.pairs import version

from dilemma.analysis.core.run import Run
from dilemma.analysis.results.difference import DifferencePart
from dilemma.api.diff import diff_versions
from dilemma.report.formats.terminal import write
from dilemma.report.sections.difference import difference_document
from dilemma.report.sections.judgement_names import (
    JudgementNames,
    format_text_counts,
    format_values,
)
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from pathlib import Path

PAIR = """\
dilemma: 1
title: Pair
question: Which?
as_of: 2024-11-24
options: {first: {stance: counter, title: First (of two)}, second: {stance: enmesh}}
criteria: {x: {floor: 30}, us_engagement: {}}
weights: {x: 50, us_engagement: 50}
scores: {first: {x: 60, us_engagement: 60}, second: {x: 54, us_engagement: 54}}
"""
FILE: dict[str, Any] = {
    "options": {"A": {"stance": "counter", "title": "Act (together)"}, "B": {"stance": "enmesh"}},
    "criteria": {"us_engagement": {}},
    "scores": {"A": {"us_engagement": 1}, "B": {"us_engagement": 2}},
}


def said(folder: Path, *pairs: tuple[str, str], full: bool = False) -> str:
    """What is said of the pair with words replaced in the new version, on one long line a paragraph."""
    text = PAIR
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "pair.yaml").write_text(PAIR, encoding="utf-8")
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    (found,) = diff_versions(
        str(folder / "pair.yaml"), str(folder / "mine.yaml"), run=Run(samples=64), library=Library(())
    )
    return write(difference_document(found, *found.scenarios, full=full), width=500)


@pytest.mark.parametrize(
    ("kind", "path", "name"),
    [
        ("score", "scores.A.us_engagement.k", "score of Act on us engagement in k"),
        ("score", "scores.A.us_engagement", "score of Act on us engagement"),
        ("adjustment", "adjustments.*.us_engagement.*", "adjustment of every option on us engagement"),
        ("adjustment", "adjustments.A.us_engagement.k", "adjustment of Act on us engagement in k"),
        ("option", "options.A", "option Act"),
        ("criterion", "criteria.us_engagement", "criterion us engagement"),
        ("scale", "criteria.us_engagement.scale", "scale of us engagement"),
        ("pole", "criteria.us_engagement.pole", "pole of us engagement"),
        ("group", "criteria.us_engagement.group", "group of us engagement"),
        ("floor", "criteria.us_engagement.floor", "floor of us engagement"),
        ("weight", "weights.us_engagement", "weight of us engagement"),
        ("weight", "weights", "weights"),
        ("future", "futures.the_end", "future the end"),
        ("future", "futures.order", "order in which the futures are asked"),
        ("chance", "futures.the_end.chance", "chance of the end"),
        ("probability", "futures.the_end.probability", "probability of the end"),
        ("coalition", "coalition", "coalition"),
        ("coalition", "coalition.assumed_share", "share of partners assumed"),
        ("coalition", "coalition.per_share.x_y", "points a share of partners adds on x y"),
        ("rule", "rules.too_close", "margin under which it is too close"),
        ("rule", "rules.tie_break", "pole that breaks a tie"),
        ("viewpoint", "as", "default perspective"),
        ("other", "signposts.N1.likelihood.k", "the likelihood of signpost N1 under k"),
    ],
)
def test_every_kind_of_change_has_a_name(kind: str, path: str, name: str) -> None:
    """Options go by their titles, criteria and futures by their ids with spaces."""
    scenario = version(FILE).scenario
    assert (
        JudgementNames(scenario, scenario).change(DifferencePart(kind=kind, path=path, old=1, new=2)) == name
    )


@pytest.mark.parametrize(
    ("part", "spelled"),
    [
        (("score", "scores.A.x", 40.0, [40.0, 50.5]), "40 → 40 to 50.5"),
        (("score", "scores.A.x", {"normal": [5.0, 1.0]}, -3.0), "normal(5, 1) → −3"),
        (("floor", "criteria.x.floor", None, 30.0), "none → 30"),
        (("chance", "futures.k.chance", 0.2, "likely"), "20% → likely"),
        (("option", "options.A", "there", None), "gone"),
        (("option", "options.A", None, "there"), "new"),
        (("other", "as_of", "2024-11-24", "2026-07"), "24 November 2024 → July 2026"),
        (("other", "signposts.N1.likelihood.k", 0.2, 0.35), "20% → 35%"),
        (("other", "signposts.N1.settles", [], ["k"]), "changed"),
        (("other", "deadlines.lease.cannot_wait", False, True), "no → yes"),
        (("other", "assumptions.a.if_wrong", [{"add": 1}], [{"add": 2}]), "changed"),
        (("weight", "weights", ["x", ["y", "z"]], None), "[x, [y, z]] → none"),
        (("future", "futures.form", "chain", "free"), "chances → probabilities"),
        (
            (
                "scale",
                "criteria.x.scale",
                {"unit": None, "value": [[0.0, 0.0], [100.0, 100.0]]},
                {"unit": "euros", "value": [[80.0, 0.0], [20.0, 100.0]]},
            ),
            "0 to 100 → 80 to 20 euros",
        ),
    ],
)
def test_what_it_was_and_is(part: tuple[str, str, Any, Any], spelled: str) -> None:
    """Values read as a file states them, and nothing reads as nothing."""
    made = DifferencePart(kind=part[0], path=part[1], old=part[2], new=part[3])
    assert format_values(made) == spelled


def test_texts_are_counted_by_their_kind() -> None:
    """The known kinds by name, one or many, and the rest together."""
    assert (
        format_text_counts({"why": 12, "title": 1, "asks": 1, "notes": 1})
        == "12 reasons, 1 title and 2 other texts"
    )
    assert format_text_counts({"asks": 1}) == "1 other text"


def test_nothing_differs(tmp_path: Path) -> None:
    """Two equal files are said to be equal, with no table of changes."""
    text = said(tmp_path)
    assert "No judgement differs. First leads as before." in text
    assert "What each change does" not in text
    assert "What else changed" not in text


def test_several_are_needed(tmp_path: Path) -> None:
    """Where no single change moves the choice, those it hangs on are named."""
    text = said(tmp_path, ("{x: 54, us_engagement: 54}", "{x: 62, us_engagement: 62}"))
    assert "The choice changes: second instead of First. First led by 6.0 points and is now 2.0" in text
    assert (
        "No single change would have changed the choice; together they do. Without any one of these it"
        in text
    )
    assert text.count("  needed\n") == 2


def test_a_lead_that_nobody_can_call(tmp_path: Path) -> None:
    """A choice is in place of another only where the new version can call it."""
    text = said(tmp_path, ("{x: 54, us_engagement: 54}", "{x: 61, us_engagement: 61}"))
    assert (
        "second now leads instead of First, but it is now too close to call. First led by 6.0 points" in text
    )


def test_a_lead_that_nobody_could_call_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where neither version can be called, the lead passes and it is still too close."""
    close = "{x: 59, us_engagement: 59}"
    monkeypatch.setitem(globals(), "PAIR", PAIR.replace("{x: 54, us_engagement: 54}", close))
    text = said(tmp_path, (close, "{x: 61, us_engagement: 61}"))
    assert "instead of First, and it is still too close to call. First led by 1.0 point" in text


def test_changes_that_make_up_for_one_another(tmp_path: Path) -> None:
    """A choice that stays is said to hang on changes that cancel."""
    text = said(tmp_path, ("{x: 60, us_engagement: 60}", "{x: 30, us_engagement: 95}"))
    assert "The choice does not change: First. It led by 6.0 points and now leads by 8.5." in text
    assert (
        "This change alone would have changed the choice: score of First on x. The other changes offset it."
        in text
    )


def test_rules_and_floors_are_remarked(tmp_path: Path) -> None:
    """A change that leaves the lead as it is and not what is said of it stands in the table."""
    text = said(tmp_path, ("scores:", "rules: {too_close: 7}\nscores:"), ("floor: 30", "floor: 70"))
    assert "too close to call" in text
    assert "below a floor" in text
    assert "It leads by 6.0 points, as before." in text


def test_changes_that_come_together(tmp_path: Path) -> None:
    """One line says why, and the parts stand below it without effects of their own."""
    text = said(
        tmp_path,
        ("second: {stance: enmesh}", "second: {stance: enmesh}, third: {stance: wait_out}"),
        ("{x: {floor: 30}, us_engagement: {}}", "{x: {floor: 30}}"),
        ("{x: 50, us_engagement: 50}", "{x: 50}"),
        ("{x: 60, us_engagement: 60}", "{x: 60}"),
        ("{x: 54, us_engagement: 54}", "{x: 54}, third: {x: 80}"),
    )
    assert "other options and criteria: 2 changes that come together" in text
    assert "option third" in text
    assert "criterion us engagement: gone" in text


def test_a_choice_that_is_gone(tmp_path: Path) -> None:
    """An option that led and was taken out has no lead to fall."""
    text = said(
        tmp_path,
        ("first: {stance: counter, title: First (of two)}", "third: {stance: counter}"),
        ("first: {x: 60, us_engagement: 60}", "third: {x: 60, us_engagement: 60}"),
    )
    assert "First led by 6.0 points and is no longer an option." in text
    assert "Together they take First off the list." in text


def test_long_lists_are_cut_unless_all_is_asked_for(tmp_path: Path) -> None:
    """`--full` names every change; without it the rest is counted."""
    futures = "futures: {" + ", ".join(f"f{place}: {{}}" for place in range(30)) + "}\n"
    rows = "{" + ", ".join(f"f{place}: {place + 40}" for place in range(30)) + "}"
    (tmp_path / "base").mkdir()
    old = PAIR.replace("scores:", f"{futures}scores:").replace("first: {x: 60", f"first: {{x: {rows}")
    (tmp_path / "old.yaml").write_text(old, encoding="utf-8")
    new = old
    for place in range(30):
        new = new.replace(f"f{place}: {place + 40}", f"f{place}: {place + 39}")
    (tmp_path / "new.yaml").write_text(new, encoding="utf-8")
    (found,) = diff_versions(
        str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml"), run=Run(samples=64), library=Library(())
    )
    short, long = (
        write(difference_document(found, *found.scenarios, full=full), width=200) for full in (False, True)
    )
    assert "10 more with smaller effects: add --full." in short
    assert (short.count("score of First on x in"), long.count("score of First on x in")) == (20, 30)


@pytest.mark.parametrize("issue", ["climate", "nato", "nuclear", "threat-reduction"])
def test_two_editions_differ_in_words(issue: str) -> None:
    """What no assessment uses is named by titles and events, never by a key of the file."""
    old, new = issue, f"{issue}-2026"
    (pair,) = diff_versions(old, new, run=Run(samples=64), library=Library((SHIPPED,)))
    text = write(difference_document(pair, *pair.scenarios, full=True), width=2000)
    assert re.findall(r"\b[a-z]+_[a-z_]+\b|\[option|there \N{RIGHTWARDS ARROW}|`", text) == []
    unused = text.partition("Changed, but not used")[2]
    assert re.findall(r"(?:signpost|deadline|assumption) [^\N{LEFT DOUBLE QUOTATION MARK}\n]*:", unused) == []
    assert "dissent" not in unused
