"""What `panel` does: one scenario through several people's eyes, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma import api
from dilemma.cli.formats import PAGES, Format
from dilemma.cli.pages import need, write
from dilemma.cli.spelling import as_data
from dilemma.cli.streams import answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.cli.request import Request


def panel_to(name: str, profiles: Sequence[str], request: Request) -> None:
    """Puts several people's choices together and writes them in any format."""
    need(request.format)
    found = api.load(name)
    result = api.panel_loaded(found, profiles, request.edits(None, found.scenario))
    if request.in_prose or request.format in PAGES:
        from dilemma.report.compose.panel.panel import panel

        document = panel(result, found.scenario, full=request.full or request.format is not Format.text)
        write(document, request.format, request.output, request.run.today or found.scenario.file.as_of)
    else:
        from dilemma.report.as_csv import panel as as_csv

        answer(as_data([result], request.format, as_csv.write), request.output)
