"""What `diff` does: two versions of a scenario, through one or several pairs of eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dilemma.api import diff as api_diff
from dilemma.cli.exit_codes import CHOICE_MOVED
from dilemma.cli.spelling import render_document, render_results
from dilemma.cli.streams import answer

if TYPE_CHECKING:
    from dilemma.cli.request import Request


def diff_to(old: str, new: str, request: Request, *, exit_code: bool) -> None:
    """Compare two versions and write the differences in any format."""
    compared = api_diff.diff_with_scenarios(
        old, new, profiles=request.whose, settings=request.settings, share=request.share, run=request.run
    )
    if request.in_prose:
        from dilemma.report.sections.difference import difference_document, differences_document

        documents = [
            difference_document(comparison.result, comparison.old, comparison.new, full=request.full)
            for comparison in compared
        ]
        if len(compared) > 1:
            documents.insert(0, differences_document([comparison.result for comparison in compared]))
        answer(
            "\n".join(
                render_document(comparison, request.format, request.output) for comparison in documents
            ),
            request.output,
        )
    else:
        from dilemma.report.formats import csv_results as as_csv

        results = [comparison.result for comparison in compared]
        answer(render_results(results, request.format, as_csv.write_difference), request.output)
    if exit_code and any(comparison.result.choice_moved for comparison in compared):
        raise typer.Exit(CHOICE_MOVED)
