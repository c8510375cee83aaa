"""What `coalition` does: acting together on one scenario, through one or several pairs of eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.api import coalition as api_coalition
from dilemma.api.assess import load
from dilemma.api.viewpoints import find_profiles
from dilemma.cli.formats import PAGES, Format
from dilemma.cli.pages import require_extra, write_page
from dilemma.cli.spelling import render_document, render_results
from dilemma.cli.streams import answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.coalition import Coalition
    from dilemma.cli.request import Request
    from dilemma.report.document import Document
    from dilemma.scenario.model import Scenario


def coalition_to(name: str, request: Request, *, without: Sequence[str]) -> None:
    """Work out the coalition and write it in any format."""
    require_extra(request.format)
    loaded = load(name)
    results = [
        api_coalition.coalition_loaded(loaded, request.edits(profile, loaded.scenario), without=without)
        for profile in find_profiles(request.whose, loaded)
    ]
    if request.format in PAGES:
        day = request.run.today or loaded.scenario.file.as_of
        write_page([_document(result, loaded.scenario, request) for result in results], request, day)
    elif request.in_prose:
        documents = (_document(result, loaded.scenario, request) for result in results)
        answer(
            "\n".join(render_document(result, request.format, request.output) for result in documents),
            request.output,
        )
    else:
        from dilemma.report.formats import csv_results as as_csv

        answer(render_results(results, request.format, as_csv.write_coalition), request.output)


def _document(result: Coalition, scenario: Scenario, request: Request) -> Document:
    from dilemma.report.sections.coalition import coalition_document

    full = request.full or request.format is not Format.text
    return coalition_document(result, scenario, full=full, with_charts=request.format in PAGES)
