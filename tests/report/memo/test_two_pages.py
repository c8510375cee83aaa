"""A memo takes two pages before its annex: set as PDF, in Word, and printed from a browser."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from tests.builders import SHIPPED

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess_loaded, load
from dilemma.api.evidence import EvidenceRequest
from dilemma.api.memo import AssessedIssue, issue_document
from dilemma.api.request import RunRequest
from dilemma.api.viewpoints import applicable_profiles, find_profile
from dilemma.report.document import Document, Heading, paragraph
from dilemma.report.formats import docx, pdf
from dilemma.scenario.edits.apply import apply_edits
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from pathlib import Path

HERE = Library((SHIPPED,))
FEW = Run(samples=64)
LATE = "2026-11-29"
ISSUES = tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))
# As filed, and two years on with everything the log has of it.
CASES = [(name, is_late) for name in ISSUES for is_late in (False, True)]


@cache
def memo(name: str, profile: str | None = None, *, is_late: bool = False) -> tuple[AssessedIssue, Document]:
    """A shipped memo with its coalition and its portfolio, and nothing of its annex but the heading."""
    loaded = load(name, HERE)
    run = replace(FEW, today=LATE) if is_late else FEW
    evidence = EvidenceRequest(observed="after-2024" if is_late else None)
    request = RunRequest(evidence=evidence, run=run)
    edits = request.edits(find_profile(profile, loaded, HERE), loaded.scenario, HERE)
    result = assess_loaded(loaded, edits, run, library=HERE)
    view = apply_edits(loaded.scenario, edits)
    issue = AssessedIssue(name=name, result=result, view=view, loaded=loaded, edits=edits, request=request)
    return issue, without_annex(issue_document(issue, HERE, draft=False))


def without_annex(whole: Document) -> Document:
    """A memo with nothing of its annex but the heading."""
    annex = next(
        place for place, block in enumerate(whole.blocks) if isinstance(block, Heading) and block.new_page
    )
    return Document(whole.title, (*whole.blocks[: annex + 1], paragraph("Numbers")), whole.watermark)


def count_pages(content: bytes) -> int:
    """How many pages a PDF has."""
    return len(PdfReader(BytesIO(content)).pages)


@pytest.mark.parametrize(("name", "is_late"), CASES)
def test_two_pages_as_pdf(name: str, is_late: bool) -> None:
    """The annex of every shipped memo begins on page three, as filed and with the log."""
    assert count_pages(pdf.write(memo(name, is_late=is_late)[1], day=LATE)) == 3


@pytest.mark.parametrize("name", ["nato", "nuclear"])
def test_two_pages_from_every_perspective(name: str) -> None:
    """The longest memos take two pages from every perspective, with everything the log has of them."""
    for profile in applicable_profiles(load(name, HERE).scenario, HERE)[0]:
        assert count_pages(pdf.write(memo(name, profile.id, is_late=True)[1], day=LATE)) == 3, profile.id


def test_two_pages_in_word(tmp_path: Path) -> None:
    """A word processor breaks every shipped memo into two pages before the annex."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("this test needs LibreOffice; apt-get install libreoffice-writer")
    for name, is_late in CASES:
        path = tmp_path / f"{name}{'-late' * is_late}.docx"
        path.write_bytes(docx.write(memo(name, is_late=is_late)[1], day=LATE))
    settings = f"-env:UserInstallation={(tmp_path / 'settings').as_uri()}"
    files = sorted(tmp_path.glob("*.docx"))
    subprocess.run(
        [office, settings, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    pages = {path.stem: count_pages(path.with_suffix(".pdf").read_bytes()) for path in files}
    assert pages == dict.fromkeys(pages, 3)
