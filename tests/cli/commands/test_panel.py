"""`dilemma panel` from the command line: every format, every fault of the command line."""

from __future__ import annotations

import csv
import importlib.util
import json
import subprocess
import sys
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from tests.builders import FOLDER
from tests.twin.figures import value_of_means
from tests.twin.scenario import load_decision

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke
    from tests.conftest import Golden

THREE = ("frontline", "realist", "order-first")


def test_panel_as_text(dilemma: Invoke, golden: Golden) -> None:
    """The first screen of a panel, at 80 columns."""
    result = dilemma("panel", "nato", *THREE)
    assert result.exit_code == 0
    golden("panel.txt", result.stdout)


def test_panel_as_markdown(dilemma: Invoke, golden: Golden) -> None:
    """The same in full as Markdown."""
    result = dilemma("panel", "nato", *THREE, "--format", "markdown")
    golden("panel.md", result.stdout)


def test_panel_as_json(dilemma: Invoke) -> None:
    """One object, with a member for each profile in the order given."""
    shown = json.loads(dilemma("panel", "nato", *THREE, "--format", "json").stdout)
    assert [member["profile"] for member in shown["members"]] == list(THREE)
    assert shown == json.loads(dilemma("panel", "nato", *THREE, "--format", "jsonl").stdout)


def test_panel_as_csv_in_a_file(dilemma: Invoke, here: Path) -> None:
    """The ending of `-o` decides the format; the answer goes to the file, the talk to standard error."""
    result = dilemma("panel", "nato", *THREE, "-o", "panel.csv")
    assert result.stdout == ""
    assert result.stderr == "wrote panel.csv\n"
    rows = csv.DictReader(StringIO((here / "panel.csv").read_text(encoding="utf-8")))
    assert {row["profile"] for row in rows} == {*THREE, ""}


def test_a_perspective_may_adjust_an_option_that_a_copy_dropped(here: Path, dilemma: Invoke) -> None:
    """The members stand, and panel, coalition and assess say whose adjustments are left out."""
    profile = (FOLDER / "profiles" / "realist.yaml").read_text(encoding="utf-8")
    adjusted = "adjustments: [{scenarios: [nato], option: dropped, criterion: cost, add: 9}]\n"
    (here / "mine.yaml").write_text(profile.replace("title: Realist", "title: Mine") + adjusted, "utf-8")
    lines = (("panel", "nato", "frontline", "mine.yaml"), ("assess", "nato", "--as", "mine.yaml"))
    for line in (*lines, ("coalition", "nato", "--as", "mine.yaml")):
        shown = " ".join(dilemma(*line).stdout.split())
        assert "This file has no option `dropped`, so adjustments of it are left out for Mine." in shown


@pytest.mark.parametrize(("source", "code"), [("ELSEWHERE-1", 0), ("NOWHERE-1", 1)])
def test_check_and_assess_agree_on_sources(source: str, code: int, here: Path, dilemma: Invoke) -> None:
    """A profile may cite what any sources file holds, and nothing else, whatever reads it."""
    (here / "scenarios" / "sources").mkdir(parents=True)
    entry = "dilemma: 1\nfile: sources\nELSEWHERE-1: {says: A claim.}\n"
    (here / "scenarios" / "sources" / "elsewhere.yaml").write_text(entry, encoding="utf-8")
    profile = (FOLDER / "profiles" / "realist.yaml").read_text(encoding="utf-8")
    (here / "mine.yaml").write_text(profile.replace("[AJ]", f"[{source}]"), encoding="utf-8")
    assert dilemma("check", "mine.yaml").exit_code == code
    assert dilemma("assess", "nato", "--as", "mine.yaml").exit_code == code


def test_everybody(dilemma: Invoke) -> None:
    """`all` is every profile that applies."""
    shown = json.loads(dilemma("panel", "nato", "all", "--format", "json").stdout)
    assert {member["profile"] for member in shown["members"]} > set(THREE)


def test_what_if_and_share(dilemma: Invoke) -> None:
    """`--set` and `--share` move the values of every member."""
    values = [
        json.loads(dilemma("panel", "nato", *THREE, "--format", "json", *more).stdout)["members"]
        for more in ((), ("--set", "futures.rupture.chance=0.6"), ("--share", "0.1"))
    ]
    for plain, chance, share in zip(*values, strict=True):
        assert plain["values"] != chance["values"]
        assert plain["values"] != share["values"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("realist",), "error: a panel needs two profiles or more; name them, or type `all`\n"),
        (
            ("realist", "none"),
            "error: a panel needs two profiles or more, and `none` is no person; name them, or type `all`\n",
        ),
        (("realist", "realist"), "error: the panel has two members called `realist`; name each once\n"),
        (("realist", "relist"), "error: there is no profile `relist`; did you mean `realist`?\n"),
    ],
)
def test_what_is_no_panel(arguments: tuple[str, ...], said: str, dilemma: Invoke) -> None:
    """Exit code 2, one line, nothing on standard output."""
    result = dilemma("panel", "nato", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


def test_without_the_extra(dilemma: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without scipy a panel says everything but the least movement, and what to install for that."""
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "scipy" else find(name))
    shown = dilemma("panel", "nato", *THREE)
    assert (shown.exit_code, shown.stderr) == (0, "")
    members = [load_decision(FOLDER / "nato.yaml", profile) for profile in THREE]
    values = value_of_means(members)
    lead = f"{values[3] - values[2]:.1f}"  # Enmesh over Counter, in the order of the file
    assert f"too close to call: Enmesh is {lead} points ahead of Counter" in shown.stdout
    assert "python -m pip install 'scipy'" in " ".join(shown.stdout.split())
    assert "movements" not in json.loads(dilemma("panel", "nato", *THREE, "--format", "json").stdout)
    assert "movement" not in dilemma("panel", "nato", *THREE, "--format", "csv").stdout


@pytest.mark.parametrize("ending", ["html", "pdf", "docx"])
def test_a_panel_can_be_sent_round(ending: str, dilemma: Invoke, tmp_path: Path) -> None:
    """After a seminar it goes out as a page, as PDF or as Word."""
    result = dilemma("panel", "nato", *THREE, "-o", str(tmp_path / f"panel.{ending}"))
    assert (result.exit_code, result.stdout) == (0, "")
    begins = {"html": b"<!doctype html>", "pdf": b"%PDF-", "docx": b"PK"}[ending]
    assert (tmp_path / f"panel.{ending}").read_bytes().lower().startswith(begins.lower())


def test_nothing_but_a_movement_loads_scipy() -> None:
    """The command line and the analysis of a panel load without scipy."""
    script = "import sys, dilemma.cli.app, dilemma.analysis.panel; print('scipy' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert found.stdout == "False\n"


def test_what_was_seen_stands_before_the_members(dilemma: Invoke) -> None:
    """The evidence options mean the same as elsewhere, a signpost with its scenario's name too."""
    shown = dilemma("panel", "nato", *THREE, "--seen", "nato:N6", "--set", "weights.cost=30").stdout
    for said in ("What if: weight of cost 30.", "Observed: U.S. threatens", "Observations  rupture"):
        assert shown.index(said) < shown.index("Who would choose what")


def test_people_by_option(dilemma: Invoke) -> None:
    """`--as` names the same people as the arguments do, alone and beside them."""
    plain = dilemma("panel", "nato", *THREE).stdout
    assert dilemma("panel", "nato", *(part for name in THREE for part in ("--as", name))).stdout == plain
    assert dilemma("panel", "nato", *THREE[:2], "--as", THREE[2]).stdout == plain
    assert "two profiles or more" in dilemma("panel", "nato", "--as", "realist").stderr
