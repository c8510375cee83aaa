"""What `report` does, and every other command asked for a page: compose, then spell as a file people open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.api.assess import assess_loaded, load
from dilemma.api.viewpoints import find_profiles
from dilemma.cli.evidence import evidence_options
from dilemma.cli.formats import Format, choose_format
from dilemma.cli.guard import refuse
from dilemma.cli.pages import require_extra, write_document
from dilemma.cli.spelling import render_document
from dilemma.cli.streams import answer
from dilemma.scenario.edits.apply import apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.cli.request import Request
    from dilemma.report.document import Document
    from dilemma.report.sections.comparison import ResultSummary
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.model import Scenario

_WRITTEN = (Format.markdown, Format.html, Format.pdf, Format.docx, Format.text)


def report_to(name: str, request: Request) -> None:
    """Write the memo on one scenario, through one pair of eyes."""
    chosen = choose_format(request.format_, request.output, usual=Format.markdown, pages=True)
    if chosen not in _WRITTEN:
        refuse(f"a report is not written as {chosen}; `dilemma assess {name} --format {chosen}` is")
    if request.endogenous:
        refuse(f"with --endogenous nothing is written as {chosen}; use text, json or csv")
    require_extra(chosen)
    loaded = load(name)
    eyes = find_profiles(request.whose, loaded)
    if len(eyes) != 1:
        refuse("a report has one pair of eyes; `dilemma compare` puts several side by side")
    edits = request.edits(eyes[0], loaded.scenario)
    result = assess_loaded(loaded, edits, replace(request.run, everything=True))
    view = apply_edits(loaded.scenario, edits)
    document = _memo(result, view, loaded, edits, request)
    if chosen is Format.html:
        answer(_page(name, request, result, (view, loaded.scenario), document), request.output)
    else:
        write_document(document, chosen, request.output, result.today)


def _memo(
    result: Assessment, view: Scenario, loaded: LoadedScenario, edits: Edits, request: Request
) -> Document:
    """Return the memo, with the coalition and the portfolio of the same run."""
    from dilemma.api import memo
    from dilemma.report.memo.memo import memo_document

    evidence = request.told.of(loaded.scenario.id)
    memo_request = memo.MemoRequest(profile=next(iter(request.whose), None), told=evidence, run=request.run)
    return memo_document(
        result,
        view,
        coalition=memo.related_coalition(loaded, edits),
        portfolio=memo.related_portfolio(loaded, edits, memo_request),
    )


def write_table(results: Sequence[ResultSummary], request: Request) -> None:
    """Write what is to stand in one table, in any format that people read."""
    if request.in_prose:
        from dilemma.report.sections.comparison import summaries_document

        answer(render_document(summaries_document(results), request.format, request.output), request.output)
    elif request.format is Format.html:
        from dilemma.report.formats.html import write_comparison_table as page

        answer(page(results), request.output)
    else:
        from dilemma.report.sections.comparison import summaries_side_by_side_document

        day = max(result.today for result in results)
        write_document(summaries_side_by_side_document(results), request.format, request.output, day)


def _page(
    name: str, request: Request, result: Assessment, scenario: tuple[Scenario, Scenario], document: Document
) -> str:
    """Return the page on a scenario, given with the edits of the run and as its file states it."""
    from dilemma.report.formats.html import write_report as page
    from dilemma.report.sections.sliders import TypedCommand

    settings, whose = tuple(request.settings), tuple(request.whose)
    evidence, today = evidence_options(request.told), request.run.today
    page_request = TypedCommand(
        name=name, settings=settings, share=request.share, profiles=whose, evidence=evidence, today=today
    )
    return page(result, *scenario, page_request, document)
