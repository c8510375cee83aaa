"""What `report` does, and every other command asked for a page: compose, then spell as a file people open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma import api
from dilemma.cli.evidence import typed
from dilemma.cli.formats import Format, meant
from dilemma.cli.guard import refuse
from dilemma.cli.pages import need, write
from dilemma.cli.spelling import spelled
from dilemma.cli.streams import answer
from dilemma.scenario.edits.apply import edited

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results import Assessment
    from dilemma.cli.request import Request
    from dilemma.report.compose.comparison.compared import Compared
    from dilemma.report.document import Document
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.load import Loaded
    from dilemma.scenario.model import Scenario

WRITTEN = (Format.markdown, Format.html, Format.pdf, Format.docx, Format.text)


def report_to(name: str, request: Request) -> None:
    """Writes the memo on one scenario, through one pair of eyes."""
    chosen = meant(request.format_, request.output, usual=Format.markdown, pages=True)
    if chosen not in WRITTEN:
        refuse(f"a report is not written as {chosen}; `dilemma assess {name} --format {chosen}` is")
    if request.endogenous:
        refuse(f"with --endogenous nothing is written as {chosen}; use text, json or csv")
    need(chosen)
    found = api.load(name)
    eyes = api.all_eyes(request.whose, found)
    if len(eyes) != 1:
        refuse("a report has one pair of eyes; `dilemma compare` puts several side by side")
    edits = request.edits(eyes[0], found.scenario)
    result = api.assess_loaded(found, edits, replace(request.run, everything=True))
    seen = edited(found.scenario, edits)
    document = _memo(result, seen, found, edits, request)
    if chosen is Format.html:
        answer(_page(name, request, result, (seen, found.scenario), document), request.output)
    else:
        write(document, chosen, request.output, result.today)


def _memo(result: Assessment, seen: Scenario, found: Loaded, edits: Edits, request: Request) -> Document:
    """The memo, with whoever else must move and what the other issues ask for."""
    from dilemma.api import beyond
    from dilemma.report.compose.memo.memo import memo

    told = request.told.of(found.scenario.id)
    asked = beyond.Asked(profile=next(iter(request.whose), None), told=told, run=request.run)
    return memo(
        result,
        seen,
        together=beyond.coalition_of(found, edits),
        plan=beyond.portfolio_of(found, edits, asked),
    )


def write_table(results: Sequence[Compared], request: Request) -> None:
    """Writes what is to stand in one table, in any format that people read."""
    if request.in_prose:
        from dilemma.report.compose.comparison.comparison import table_of

        answer(spelled(table_of(results), request.format, request.output), request.output)
    elif request.format is Format.html:
        from dilemma.report.as_html.comparison_page import write_table as page

        answer(page(results), request.output)
    else:
        from dilemma.report.compose.comparison.side_by_side import side_by_side_of

        day = max(result.today for result in results)
        write(side_by_side_of(results), request.format, request.output, day)


def _page(
    name: str, request: Request, result: Assessment, scenario: tuple[Scenario, Scenario], document: Document
) -> str:
    """The page on a scenario, given as it is seen and as it is stated."""
    from dilemma.report.as_html.report_page import write as page
    from dilemma.report.compose.assessment.sliders import Asked

    settings, whose = tuple(request.settings), tuple(request.whose)
    told, today = typed(request.told), request.run.today
    asked = Asked(name=name, settings=settings, share=request.share, whose=whose, told=told, today=today)
    return page(result, *scenario, asked, document)
