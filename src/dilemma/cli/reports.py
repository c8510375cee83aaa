"""What `report` does, and every other command asked for a page: compose, then spell as a file people open."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma import api
from dilemma.cli.formats import PAGES, Format, meant
from dilemma.cli.guard import refuse
from dilemma.cli.spelling import spelled
from dilemma.cli.streams import answer, answer_bytes
from dilemma.scenario.edits.apply import edited

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dilemma.analysis.results import Assessment
    from dilemma.cli.request import Request
    from dilemma.report.compose.compared import Compared
    from dilemma.report.document import Document
    from dilemma.scenario.model import Scenario

EXTRAS = {Format.pdf: ("typst", "typst"), Format.docx: ("docx", "python-docx")}
WRITTEN = (Format.markdown, Format.html, Format.pdf, Format.docx, Format.text)


def report_to(name: str, request: Request) -> None:
    """Writes the memo on one scenario, through one pair of eyes."""
    chosen = meant(request.format_, request.output, usual=Format.markdown, pages=True)
    if chosen not in WRITTEN:
        refuse(f"a report is not written as {chosen}; `dilemma assess {name} --format {chosen}` is")
    need(chosen)
    found = api.load(name)
    eyes = api.all_eyes(request.whose, found)
    if len(eyes) != 1:
        refuse("a report has one pair of eyes; `dilemma compare` puts several side by side")
    edits = request.edits(eyes[0], found.scenario)
    result = api.assess_loaded(found, edits, replace(request.run, everything=True))
    seen = edited(found.scenario, edits)
    if chosen is Format.html:
        answer(_page(name, request, result, seen, found.scenario), request.output)
    else:
        from dilemma.report.compose.memo.memo import memo

        write(memo(result, seen), chosen, request.output, result.today)


def write_table(results: Sequence[Compared], request: Request) -> None:
    """Writes what is to stand in one table, in any format that people read."""
    if request.in_prose:
        from dilemma.report.compose.comparison import table_of

        answer(spelled(table_of(results), request.format, request.output), request.output)
    elif request.format is Format.html:
        from dilemma.report.as_html.comparison_page import write_table as page

        answer(page(results), request.output)
    else:
        from dilemma.report.compose.side_by_side import side_by_side_of

        day = max(result.today for result in results)
        write(side_by_side_of(results), request.format, request.output, day)


def need(chosen: Format) -> None:
    """Refuses a format whose extra is missing, before any work is done."""
    module, package = EXTRAS.get(chosen, ("", ""))
    if module and importlib.util.find_spec(module) is None:
        refuse(f"{chosen} needs {package}; pip install 'dilemma[{chosen}]'")


def write(document: Document, chosen: Format, output: Path | None, day: str) -> None:
    """A document in any format that people open; `day` is the date it bears."""
    if chosen not in PAGES:
        answer(spelled(document, chosen, output), output)
    elif chosen is Format.pdf:
        from typst import TypstError

        from dilemma.report.as_pdf.write import write as pdf

        try:
            content = pdf(document, day=day)
        except TypstError as error:
            reason = str(error).partition("\n")[0]
            raise LookupError(f"this cannot be set as PDF; try html or docx ({reason})") from None
        answer_bytes(content, output)
    else:
        from dilemma.report.as_docx.write import write as docx

        answer_bytes(docx(document, day=day), output)


def _page(name: str, request: Request, result: Assessment, seen: Scenario, stated: Scenario) -> str:
    from dilemma.report.as_html.report_page import write as page
    from dilemma.report.compose.sliders import Asked

    settings, whose = tuple(request.settings), tuple(request.whose)
    asked = Asked(name=name, settings=settings, share=request.share, whose=whose)
    return page(result, seen, stated, asked)
