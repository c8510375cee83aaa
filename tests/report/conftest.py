"""A scenario whose every text is hostile, and every format it can be written in."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess_loaded, load
from dilemma.api.viewpoints import find_profile
from dilemma.scenario.edits.apply import make_edits

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.scenario.model import Scenario

HOSTILE = (
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "| a | b |",
    "![x](https://example.org/x.png)",
    "#evil() $5 *bold* @ref `raw`",
    "=cmd|'/c calc'!A1",
    "</script><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}",
)
TURNED = "abc\u202edef"


def hostile_file(folder: Path) -> Path:
    """A scenario file with one hostile text, or several, wherever an author may write."""
    said = [f"'{text.replace(chr(39), chr(39) * 2)}'" for text in HOSTILE]
    every = "'" + " ".join(HOSTILE).replace("'", "''") + "'"
    text = f"""\
dilemma: 1
title: {said[0]}
question: {every}
stakes: {every}
as_of: 2024-11-24
options:
  first: {{stance: enmesh, title: {said[1]}, definition: {every}, does: [{said[4]}, {said[5]}]}}
  second: {{stance: counter, title: {said[2]}, definition: "abc\\u202Edef"}}
criteria:
  cost: {{title: {said[3]}}}
  time: {{title: {said[6]}}}
weights: {{cost: 60, time: 40}}
futures:
  calm: {{chance: 0.6, asks: {said[4]}}}
  storm: {{}}
scores:
  first: {{cost: {{score: 60, why: {every}}}, time: {{score: 40, why: {said[7]}}}}}
  second: {{cost: {{score: 30, why: {said[6]}}}, time: {{score: 50, why: {said[5]}}}}}
deadlines:
  due: {{date: 2025-01-01, event: {said[0]}}}
assumptions:
  one: {{says: {every}, standing: solid}}
dissent: {every}
rules: {{limits: [{said[6]}]}}
"""
    path = folder / "hostile.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@cache
def assessed(name: str | Path, profile: str | None = None) -> tuple[Assessment, Scenario]:
    """A quick assessment with all its parts, and its scenario as seen; worked out once for all tests."""
    from dilemma.scenario.edits.apply import apply_edits

    found = load(name)
    made = make_edits(find_profile(profile, found), (), None)
    return assess_loaded(found, made, Run(samples=256)), apply_edits(found.scenario, made)


@pytest.fixture
def hostile(tmp_path: Path) -> tuple[Assessment, Scenario]:
    """The hostile scenario, assessed."""
    return assessed(hostile_file(tmp_path))


def docx_texts(content: bytes) -> list[str]:
    """Every text of a Word file, cell by cell."""
    from docx import Document

    word = Document(BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in word.paragraphs), *cells]


def pdf_text(content: bytes) -> str:
    """The text of a PDF as a reader would copy it, without line breaks."""
    from pypdf import PdfReader

    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)
