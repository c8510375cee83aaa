"""Writing reports from the command line: formats, endings, refusals."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

import pytest

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
    assert '"rest": ["--set rules.too_close=1"]' in page
    assert '"eyes": ["--as frontline"]' in page
    assert '"chances": [0.5]' in page


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
    assert shown.stderr == f"error: {extra} needs {package}; pip install 'dilemma[{extra}]'\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            ("report", "order", "--format", "csv"),
            "a report is not written as csv; `dilemma assess order --format csv` is",
        ),
        (("report", "order", "--as", "frontline", "--as", "none"), "a report has one pair of eyes"),
        (("show", "order", "-o", "a.html"), "this cannot be written as html"),
        (("walk", "order", "--format", "pdf"), "this cannot be written as pdf"),
    ],
)
def test_what_cannot_be_written_is_refused(typed: tuple[str, ...], said: str, dilemma: Invoke) -> None:
    """A sentence and exit code 2, and no file."""
    shown = dilemma(*typed)
    assert shown.exit_code == 2
    assert said in shown.stderr
