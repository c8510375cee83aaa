"""Documents as files people open: HTML, PDF and Word."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from dilemma.cli.formats import PAGES, Format
from dilemma.cli.guard import refuse
from dilemma.cli.spelling import render_document
from dilemma.cli.streams import answer, answer_bytes
from dilemma.errors import CannotWrite

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dilemma.cli.request import Request
    from dilemma.report.document import Document

_EXTRAS = {Format.pdf: ("typst", "typst"), Format.docx: ("docx", "python-docx")}


def require_extra(chosen: Format) -> None:
    """Refuse a format whose extra is missing, before any work is done."""
    module, package = _EXTRAS.get(chosen, ("", ""))
    if module and importlib.util.find_spec(module) is None:
        refuse(f"{chosen} needs {package}; pip install 'dilemma[{chosen}]'")


def write_page(documents: Sequence[Document], request: Request, day: str) -> None:
    """Write the only document there is as a page that bears a day; several viewpoints make no page."""
    if len(documents) != 1:
        refuse("a page has one pair of eyes; name one with --as, or write markdown")
    write_document(documents[0], request.format, request.output, day)


def write_document(document: Document, chosen: Format, output: Path | None, day: str) -> None:
    """Write a document in any format that people read; `day` is the date it bears."""
    if chosen not in PAGES:
        answer(render_document(document, chosen, output), output)
    elif chosen is Format.html:
        from dilemma.report.formats.html import write as html

        answer(html(document), output)
    elif chosen is Format.pdf:
        answer_bytes(_pdf(document, day), output)
    else:
        from dilemma.report.formats.docx import write as docx

        answer_bytes(docx(document, day=day), output)


def _pdf(document: Document, day: str) -> bytes:
    from typst import TypstError

    from dilemma.report.formats.pdf import write as pdf

    try:
        return pdf(document, day=day)
    except TypstError as error:
        reason = str(error).partition("\n")[0]
        raise CannotWrite(f"this cannot be set as PDF; try html or docx ({reason})") from None
