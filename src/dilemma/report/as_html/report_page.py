"""The memo as a page, with sliders that weigh the options again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.as_html.page import render
from dilemma.report.compose.assessment.sliders import sliders
from dilemma.report.compose.memo.memo import memo
from dilemma.report.document import Heading
from dilemma.report.names import Names

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment
    from dilemma.report.compose.assessment.sliders import Asked
    from dilemma.report.document import Block, Document
    from dilemma.scenario.model import Scenario


def write(
    result: Assessment, seen: Scenario, stated: Scenario, asked: Asked, document: Document | None = None
) -> str:
    """The page on one assessment.

    Args:
        result: what was worked out.
        seen: the scenario with the edits of the run.
        stated: the scenario without them.
        asked: the command it comes from.
        document: the memo, if it says more than the result alone does.
    """
    names = Names(seen)
    document = document or memo(result, seen)
    body, annex = _parted(document.blocks)
    return render(
        "report.html",
        title=document.title,
        body=body,
        annex=annex,
        result=result,
        names=names,
        data=sliders(result, seen, stated, asked, names),
    )


def _parted(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What stands before the annex, and the annex."""
    for place, block in enumerate(blocks):
        if isinstance(block, Heading) and block.new_page:
            return blocks[:place], blocks[place:]
    return blocks, ()
