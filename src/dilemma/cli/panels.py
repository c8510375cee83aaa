"""What `panel` does: one scenario through several people's eyes, put together."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from dilemma import api
from dilemma.cli.formats import Format, meant
from dilemma.cli.guard import refuse
from dilemma.cli.spelling import spelled
from dilemma.cli.streams import answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dilemma.analysis.panel.panel_results import Panel


def panel_to(
    name: str,
    profiles: Sequence[str],
    *,
    settings: Sequence[str],
    share: float | None,
    full: bool,
    format_: Format | None,
    output: Path | None,
) -> None:
    """Puts several people's choices together and writes them in any format."""
    if importlib.util.find_spec("scipy") is None:
        refuse("a panel needs scipy for the least movement of weights; pip install 'dilemma[solve]'")
    found = api.load(name)
    result = api.panel_loaded(found, profiles, settings=settings, share=share)
    chosen = meant(format_, output)
    if chosen in (Format.text, Format.markdown):
        from dilemma.report.compose.panel import panel

        document = panel(result, found.scenario, full=full or chosen is Format.markdown)
        answer(spelled(document, chosen, output), output)
    else:
        answer(_data(result, chosen), output)


def _data(result: Panel, chosen: Format) -> str:
    from dilemma.report import as_csv_panel, as_json

    if chosen is Format.csv:
        return as_csv_panel.write(result)
    return as_json.write_lines([result]) if chosen is Format.jsonl else as_json.write([result])
