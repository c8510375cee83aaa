"""The table of the signposts: how likely each event is under each future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.form import JudgementField, TemplateColumn, TemplateLine, TemplateTable
from dilemma.interchange.tables.spelling import clip_text
from dilemma.interchange.tables.standing import is_in_file

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import Signpost
    from dilemma.scenario.yaml.nodes import Node

_SIGNPOST_COLUMNS = (
    TemplateColumn(header="signpost", width=14),
    TemplateColumn(header="event", width=70),
    TemplateColumn(header="kind", width=12),
    TemplateColumn(header="by", width=12),
)
_LIKELIHOOD_NOTE = "How likely the event is if this future is the true one, from 0 to 1."


def signposts_table(scenario: Scenario, file_node: Node) -> TemplateTable | None:
    """Return the table of the signposts, with a column for each future; None if there are none."""
    file = scenario.file
    if not file.signposts or not file.futures:
        return None
    likelihood_columns = tuple(
        TemplateColumn(header=f"if {key}", width=16, note=_LIKELIHOOD_NOTE) for key in file.futures
    )
    lines = tuple(
        _signpost_line(key, signpost, tuple(file.futures), file_node)
        for key, signpost in file.signposts.items()
    )
    purpose = "How likely is each event under each future? What is as likely under all of them tells nothing."
    return TemplateTable(
        name="Signposts", purpose=purpose, columns=_SIGNPOST_COLUMNS + likelihood_columns, keys=1, lines=lines
    )


def _signpost_line(key: str, signpost: Signpost, futures: tuple[str, ...], file_node: Node) -> TemplateLine:
    paths = {
        column: ("signposts", key, "likelihood", future)
        for column, future in enumerate(futures, start=len(_SIGNPOST_COLUMNS))
    }
    fields = tuple(
        JudgementField(path=path, columns=(column,), kind="number", low=0, high=1, required=True)
        for column, path in paths.items()
        if is_in_file(file_node, path)
    )
    chances = tuple(signpost.likelihood.get(future) for future in futures)
    return TemplateLine(
        values=(key, clip_text(signpost.event), signpost.kind, signpost.by, *chances),
        fields=fields,
        in_framework=not is_in_file(file_node, ("signposts", key)),
    )
