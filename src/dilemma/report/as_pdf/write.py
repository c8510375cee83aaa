"""Documents as PDF: tagged for screen readers, and the same bytes whenever and wherever they are made."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import typst

from dilemma.report.as_pdf.plain import _document_data

if TYPE_CHECKING:
    from dilemma.report.document import Document

_STANDARD: Final = "ua-1"  # PDF/UA-1, ISO 14289-1: tags, language, title, alternative texts


def write(document: Document, *, day: str) -> bytes:
    """Return a document as the bytes of a PDF/UA file, dated with a day rather than with the clock.

    Only the fonts that come with typst are used, so that every machine sets the same pages.

    Args:
        document: what to set.
        day: the date it bears, `YYYY-MM-DD`.
    """
    return typst.compile(
        files("dilemma.report.as_pdf").joinpath("memo.typ").read_bytes(),
        format="pdf",
        sys_inputs={"document": json.dumps(_document_data(document, day=day), ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards=_STANDARD,
    )
