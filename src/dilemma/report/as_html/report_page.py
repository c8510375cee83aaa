"""The memo as a page, with sliders that weigh the options anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.as_html.page import _render_template
from dilemma.report.compose.assessment.sliders import slider_data
from dilemma.report.compose.memo.memo import memo_document
from dilemma.report.document import Heading
from dilemma.report.names import Names

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.report.compose.assessment.sliders import TypedCommand
    from dilemma.report.document import Block, Document
    from dilemma.scenario.model import Scenario


def write_report(
    result: Assessment,
    scenario: Scenario,
    base: Scenario,
    request: TypedCommand,
    document: Document | None = None,
) -> str:
    """Return the page on one assessment.

    Args:
        result: the assessment.
        scenario: the scenario with the edits of the run.
        base: the scenario without them.
        request: the command it comes from.
        document: the memo, if it says more than the result alone does.
    """
    names = Names(scenario)
    document = document or memo_document(result, scenario)
    body, annex = _split_annex(document.blocks)
    return _render_template(
        "report.html",
        title=document.title,
        body=body,
        annex=annex,
        result=result,
        names=names,
        data=slider_data(result, scenario, base, request, names),
    )


def _split_annex(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks before the annex, and the blocks of the annex."""
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and block.new_page:
            return blocks[:index], blocks[index:]
    return blocks, ()
