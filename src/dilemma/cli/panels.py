"""What `panel` does: one scenario through several people's eyes, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.api.assess import load
from dilemma.api.panel import panel_loaded
from dilemma.cli.formats import PAGES, Format
from dilemma.cli.pages import require_extra, write_document
from dilemma.cli.spelling import render_results
from dilemma.cli.streams import answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.cli.request import Request


def panel_to(name: str, profiles: Sequence[str], request: Request) -> None:
    """Put several people's choices together and write them in any format."""
    require_extra(request.format)
    loaded = load(name)
    result = panel_loaded(loaded, profiles, request.edits(None, loaded.scenario))
    if request.in_prose or request.format in PAGES:
        from dilemma.report.sections.panel import panel_document

        document = panel_document(
            result, loaded.scenario, full=request.full or request.format is not Format.text
        )
        write_document(
            document, request.format, request.output, request.run.today or loaded.scenario.file.as_of
        )
    else:
        from dilemma.report.formats import csv_results as as_csv

        answer(render_results([result], request.format, as_csv.write_panel), request.output)
