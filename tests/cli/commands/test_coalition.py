"""`dilemma coalition` from the command line: every format, every fault of the command line."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from tests.builders import FOLDER
from tests.twin.changes import share_change
from tests.twin.figures import exact
from tests.twin.scenario import load_decision

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke
    from tests.conftest import Golden


def test_coalition_as_text(dilemma: Invoke, golden: Golden) -> None:
    """The first screen at 80 columns: nobody follows by itself, and one member would tip all."""
    result = dilemma("coalition", "nuclear")
    assert result.exit_code == 0
    golden("coalition.txt", result.stdout)
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_coalition_as_markdown(dilemma: Invoke, golden: Golden) -> None:
    """A coalition that forms by itself, in full, as Markdown."""
    golden("coalition.md", dilemma("coalition", "climate", "--format", "markdown").stdout)


def test_coalition_as_json(dilemma: Invoke) -> None:
    """One object for one pair of eyes, an array for several, with the names of the result."""
    shown = json.loads(dilemma("coalition", "nato", "--format", "json").stdout)
    assert (shown["scenario"]["id"], shown["profile"]["id"], shown["option"]) == (
        "nato",
        "middle-power",
        "counter",
    )
    assert shown["leads"][0]["from"] == 0
    assert shown["least"]["members"] == ["nuclear-power", "climate-vulnerable"]
    several = json.loads(
        dilemma("coalition", "nato", "--as", "realist", "--as", "none", "--format", "json").stdout
    )
    assert [each["profile"] and each["profile"]["id"] for each in several] == ["realist", None]


def test_coalition_as_csv_in_a_file(dilemma: Invoke, here: Path) -> None:
    """The ending of `-o` decides the format; never is an empty value."""
    result = dilemma("coalition", "nato", "-o", "nato.csv")
    assert (result.stdout, result.stderr) == ("", "wrote nato.csv\n")
    rows = list(csv.DictReader(StringIO((here / "nato.csv").read_text(encoding="utf-8"))))
    tips = {row["member"]: row["value"] for row in rows if row["figure"] == "member_tipping_share"}
    assert tips["indo-pacific"] == ""
    tip = share_change(load_decision(FOLDER / "nato.yaml", "nuclear-power"))[0].level
    assert float(tips["nuclear-power"]) == pytest.approx(tip)
    assert sum(float(row["value"]) for row in rows if row["figure"] == "chance_of_share") == pytest.approx(1)


def test_share_and_without(dilemma: Invoke) -> None:
    """`--share` moves what is best now, `--without` who may act, and both are in the words."""
    said = dilemma("coalition", "nato", "--share", "1").stdout
    assert "At the share that was set, 100%, Counter leads by" in said
    said = dilemma("coalition", "nato", "--without", "nuclear-power").stdout
    assert "Judged by their own interests, no member would act" in said
    assert "left out" in said


def test_without_everybody(dilemma: Invoke) -> None:
    """With every member left out there is nobody to win over, and that is said."""
    names = ("frontline", "middle-power", "nuclear-power", "indo-pacific", "climate-vulnerable")
    result = dilemma("coalition", "nato", *(part for name in names for part in ("--without", name)))
    assert result.exit_code == 0
    assert "No one: every member is left out." in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("nato", "--without", "frontlin"),
            "error: `frontlin` is no member of the coalition; did you mean `frontline`?\n",
        ),
        (("natto",), "error: there is no scenario `natto`; did you mean `nato`?\n"),
        (("nato", "--set", "weights"), "error: --set: `weights` is not PATH=VALUE"),
    ],
)
def test_what_is_no_coalition(arguments: tuple[str, ...], said: str, dilemma: Invoke) -> None:
    """Exit code 2, one line, nothing on standard output."""
    result = dilemma("coalition", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(said)


def test_what_was_seen_moves_the_share_and_is_said(dilemma: Invoke) -> None:
    """A capacity signpost moves the share that acts, an assumption the scores; both are said."""
    said = dilemma("coalition", "nato", "--seen", "N8", "--wrong", "congress").stdout
    values = exact(load_decision(FOLDER / "nato.yaml", wrong=["congress"], share=0.75)).values
    lead = values[2] - values[3]  # Counter over Enmesh, in the order of the file
    assert f"At the share after the observations, 75%, Counter leads by {lead:.1f} points." in said
    assert "(N8). The share of partners that act goes from 60% to 75%." in " ".join(said.split())
    assert "Assumption dropped: Congress would resist formal withdrawal." in said
    assert max(len(line) for line in said.splitlines()) <= 80
    shown = json.loads(dilemma("coalition", "nato", "--not-seen", "N1", "--format", "json").stdout)
    assert shown["observed"]["signposts"] == [{"id": "N1", "seen": False}]
    assert (shown["wrong"], shown["share"]) == ([], 0.6)


@pytest.mark.parametrize(
    ("name", "start"), [("a.html", b"<!doctype html>"), ("a.pdf", b"%PDF-"), ("a.docx", b"PK")]
)
def test_coalition_as_a_page(name: str, start: bytes, dilemma: Invoke, here: Path) -> None:
    """The ending of the file makes it a page, whole, with the chart; several pairs of eyes make none."""
    result = dilemma("coalition", "nuclear", "-o", name)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"wrote {name}\n")
    content = (here / name).read_bytes()
    assert content.startswith(start)
    if name == "a.html":
        assert "Value against the share of partners that act" in content.decode()
    refused = dilemma("coalition", "nuclear", "--as", "all", "-o", name)
    assert (refused.exit_code, refused.stderr) == (
        2,
        "error: a page has one perspective; name one with --as, or write markdown\n",
    )


def test_help_ends_with_examples(dilemma: Invoke) -> None:
    """The help shows how to ask."""
    assert (
        "dilemma coalition nuclear --as frontline --without indo-pacific"
        in dilemma("coalition", "--help").stdout
    )
