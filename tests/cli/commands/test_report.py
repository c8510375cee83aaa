"""Writing reports from the command line: formats, endings, refusals."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from tests.builders import FOLDER
from tests.twin.changes import share_change
from tests.twin.figures import exact
from tests.twin.scenario import load_decision

from dilemma.errors import install_command

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke

QUICK = ("--samples", "64")


def test_a_report_is_markdown_unless_told_otherwise(dilemma: Invoke) -> None:
    """On standard output, the memo in Markdown."""
    shown = dilemma("report", "order", *QUICK)
    assert shown.exit_code == 0
    assert shown.stdout.startswith("# The UN system and territorial integrity\n")
    assert "## Bottom line" in shown.stdout


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.md", b"# The UN"),
        ("a.html", b"<!doctype html>"),
        ("a.pdf", b"%PDF-"),
        ("a.docx", b"PK"),
        ("a.txt", b"The UN"),
    ],
)
@pytest.mark.parametrize("command", ["report", "assess", "compare"])
def test_the_ending_of_the_file_says_the_format(
    name: str, start: bytes, command: str, dilemma: Invoke, here: Path
) -> None:
    """Every command that knows reports writes them by the file's ending."""
    shown = dilemma(command, "order", *QUICK, "-o", name)
    assert shown.exit_code == 0, shown.stderr
    content = (here / name).read_bytes()
    assert content.startswith(start if command != "compare" else start.replace(b"The UN", b"Scenarios"))


def test_what_if_reaches_the_page(dilemma: Invoke, here: Path) -> None:
    """Profile, settings and share are in the page's data, to be typed again; sliders stand in for theirs."""
    settings = (
        "--set",
        "weights.cost=40",
        "--set",
        "futures.rupture.chance=0.5",
        "--set",
        "rules.too_close=1",
    )
    shown = dilemma("report", "order", "--as", "frontline", *settings, *QUICK, "-o", "a.html")
    assert shown.exit_code == 0, shown.stderr
    page = (here / "a.html").read_text(encoding="utf-8")
    assert '"rest":["--set rules.too_close=1"]' in page
    assert '"eyes":["--as frontline","--set weights.cost=40"]' in page
    assert '"chances":[0.5]' in page


MISSING = (("pdf", "typst", "typst"), ("docx", "docx", "python-docx"))


@pytest.mark.parametrize("missing", MISSING, ids=["pdf", "docx"])
@pytest.mark.parametrize("command", ["report", "assess", "compare"])
def test_a_missing_extra_is_said_before_any_work(
    missing: tuple[str, str, str], command: str, dilemma: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line with what to install, exit code 2, and not even the scenario is looked for."""
    (extra, module, package), found = missing, importlib.util.find_spec

    def without(name: str, *rest: Any) -> Any:
        return None if name == module else found(name, *rest)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    shown = dilemma(command, "no-such-scenario", "--format", extra, "-o", "a")
    assert shown.exit_code == 2
    assert shown.stderr == f"error: {extra} needs {package}; {install_command(package)}\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            ("report", "order", "--format", "csv"),
            "a report is not written as csv; `dilemma assess order --format csv` is",
        ),
        (("report", "order", "--as", "frontline", "--as", "none"), "a report has one perspective"),
        (("show", "order", "-o", "a.html"), "this cannot be written as html"),
        (("walk", "order", "--format", "pdf"), "this cannot be written as pdf"),
    ],
)
def test_what_cannot_be_written_is_refused(typed: tuple[str, ...], said: str, dilemma: Invoke) -> None:
    """A sentence and exit code 2, and no file."""
    shown = dilemma(*typed)
    assert shown.exit_code == 2
    assert said in shown.stderr


SEEN = ("--seen", "N6", "--not-seen", "N1", "--wrong", "congress")


def test_what_was_seen_reaches_the_memo(dilemma: Invoke) -> None:
    """The body says what happened, what it moved and what became of the choice; the annex has the table."""
    shown = dilemma("report", "nato", *SEEN, *QUICK).stdout
    body, _, annex = shown.partition("## Annex")
    assert "**Developments.** U.S. threatens tariffs or force to gain territory of an ally." in body
    assert "Looked for and not seen: 2025 summit text with the U.S. reaffirms Article 5." in body
    # The twin: rupture from 0.1233 to 0.5658, and Enmesh leads by 1.95 before.
    before, after = (
        exact(load_decision(FOLDER / "nato.yaml", wrong=["congress"]), evidence)
        for evidence in ({}, {"N6": True, "N1": False})
    )
    chances = f"from {before.chances[0]:.0%}, very unlikely, to {after.chances[0]:.0%}, likely."
    assert f"This takes “Rupture during the term” {chances}" in body
    assert "Enmesh scored highest before; now Counter does." in body
    assert "**Assumption dropped.** Congress would resist formal withdrawal." in body
    lead = before.values[3] - before.values[2]  # Enmesh over Counter, in the order of the file
    chances = " | ".join(f"{chance:.0%}" for chance in before.chances)
    assert f"| before | {chances} | Enmesh | {lead:.1f} |" in annex
    assert "Developments" not in dilemma("report", "nato", *QUICK).stdout


def test_what_was_seen_reaches_the_page(dilemma: Invoke, here: Path) -> None:
    """The page's data holds the weight of the evidence and the options to type again, the day included."""
    typed = ("report", "nato", *SEEN, "--observed", "after-2024", "--today", "2026-12-31")
    shown = dilemma(*typed, *QUICK, "-o", "a.html")
    assert shown.exit_code == 0, shown.stderr
    page = (here / "a.html").read_text(encoding="utf-8")
    rest = (
        '"rest":["--seen N6","--not-seen N1","--observed after-2024","--wrong congress","--today 2026-12-31"]'
    )
    assert rest in page
    assert '"chain":true' in page
    assert '"evidence":[0.' in page


def test_who_else_must_move_and_the_other_issues(dilemma: Invoke) -> None:
    """A paragraph each in the body, the members and the chart in the annex; none for an issue of its own."""
    body, _, annex = dilemma("report", "nuclear", *QUICK).stdout.partition("## Annex")
    share = f"{share_change(load_decision(FOLDER / 'nuclear.yaml'))[0].level:.0%}"
    needed = f"Counter leads only if partners holding {share} of the group's influence join"
    assert f"**Who else must move.** {needed}" in body
    assert "To bring in every member: win over Indo-Pacific treaty ally, 20% of the influence." in annex
    assert f"; the analyst puts the probability that {share} join at 23%, unlikely." in body
    assert "**The other issues.** Taking European security and NATO" in body
    assert "### Acting together" in annex
    tip = f"{share_change(load_decision(FOLDER / 'nuclear.yaml', 'climate-vulnerable'))[0].level:.0%}"
    assert f"| Climate-vulnerable partner | 20% | {tip} | **yes** | 90% |" in annex
    assert "**Value against the share of partners that act** (points of value, 0 to 100)" in annex
    assert "The other issues" not in dilemma("report", "order", *QUICK).stdout


DRAFT = "DRAFT: 9 of 9 judgements are placeholders"


def test_placeholders_are_no_memo(dilemma: Invoke, here: Path) -> None:
    """Without `--draft` nothing is written on judgements that only hold their cells open."""
    dilemma("new", "energy")
    for command in (("report", "energy"), ("assess", "energy", "--format", "html")):
        shown = dilemma(*command, *QUICK, "-o", "a.html")
        assert (shown.exit_code, shown.stdout) == (2, "")
        assert shown.stderr.startswith("error: 9 of 9 judgements of `energy` are placeholders; ")
        assert "--draft" in shown.stderr
        assert not (here / "a.html").exists()


@pytest.mark.parametrize("ending", ["md", "txt", "html", "pdf", "docx"])
@pytest.mark.parametrize("name", ["energy", "order"])
def test_a_draft_is_marked_in_every_format(ending: str, name: str, dilemma: Invoke, here: Path) -> None:
    """Each page of a draft says so, and how many placeholders there are; a memo that is none says nothing."""
    dilemma("new", "energy")
    mark = DRAFT if name == "energy" else "DRAFT"
    assert dilemma("report", name, "--draft", *QUICK, "-o", f"a.{ending}").exit_code == 0
    pages = _pages(here / f"a.{ending}")
    assert pages
    for page in pages:
        assert mark in page
        assert name == "energy" or "placeholder" not in page
    if name == "order":
        assert dilemma("report", name, *QUICK, "-o", f"b.{ending}").exit_code == 0
        assert not any("DRAFT" in page for page in _pages(here / f"b.{ending}"))


def _pages(path: Path) -> list[str]:
    """The text of each page; of Word the header, which stands on every page; else both ends of the whole."""
    if path.suffix == ".pdf":
        return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]
    if path.suffix == ".docx":
        with ZipFile(path) as archive:
            headers = [name for name in archive.namelist() if "header" in name]
            return [archive.read(name).decode() for name in headers] or [""]
    lines = path.read_text(encoding="utf-8").strip().splitlines()
    if path.suffix == ".html":
        return [line for line in lines if 'class="draft"' in line] or [""]
    return [lines[0], lines[-1]]
