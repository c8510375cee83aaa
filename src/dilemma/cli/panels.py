"""What `panel` does: one scenario through several people's eyes, put together."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from dilemma import api
from dilemma.cli.formats import Format
from dilemma.cli.guard import refuse
from dilemma.cli.spelling import as_data, spelled
from dilemma.cli.streams import answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.cli.request import Request


def panel_to(name: str, profiles: Sequence[str], request: Request) -> None:
    """Puts several people's choices together and writes them in any format."""
    if importlib.util.find_spec("scipy") is None:
        refuse("a panel needs scipy for the least movement of weights; pip install 'dilemma[solve]'")
    found = api.load(name)
    result = api.panel_loaded(found, profiles, request.edits(None, found.scenario))
    if request.in_prose:
        from dilemma.report.compose.panel.panel import panel

        full = request.full or request.format is Format.markdown
        document = panel(result, found.scenario, full=full)
        answer(spelled(document, request.format, request.output), request.output)
    else:
        from dilemma.report.as_csv import panel as as_csv

        answer(as_data([result], request.format, as_csv.write), request.output)
