"""What `coalition` does: acting together on one scenario, through one or several pairs of eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma import api
from dilemma.api import coalition as api_coalition
from dilemma.cli.formats import Format, meant
from dilemma.cli.spelling import spelled
from dilemma.cli.streams import answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dilemma.analysis.coalition.coalition_results import Coalition


def coalition_to(
    name: str,
    whose: Sequence[str],
    *,
    settings: Sequence[str],
    share: float | None,
    without: Sequence[str],
    full: bool,
    format_: Format | None,
    output: Path | None,
) -> None:
    """Works out the coalition and writes it in any format."""
    found = api.load(name)
    results = [
        api_coalition.coalition_loaded(found, seen, settings=settings, share=share, without=without)
        for seen in api.all_eyes(whose, found)
    ]
    chosen = meant(format_, output)
    if chosen in (Format.text, Format.markdown):
        from dilemma.report.compose.coalition import coalition

        documents = [
            coalition(result, found.scenario, full=full or chosen is Format.markdown) for result in results
        ]
        answer("\n".join(spelled(each, chosen, output) for each in documents), output)
    else:
        answer(_data(results, chosen), output)


def _data(results: Sequence[Coalition], chosen: Format) -> str:
    from dilemma.report import as_csv_coalition, as_json

    if chosen is Format.csv:
        return as_csv_coalition.write(results)
    return as_json.write_lines(results) if chosen is Format.jsonl else as_json.write(results)
