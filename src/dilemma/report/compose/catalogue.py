"""The catalogue: what can be assessed, through whose eyes, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Document, Table, muted, paragraph
from dilemma.report.names import capital

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PLURAL = {
    "scenario": "Scenarios",
    "profile": "Profiles",
    "framework": "Frameworks",
    "observations": "Observations",
}


def catalogue(entries: Sequence[Mapping[str, str]]) -> Document:
    """One table a kind."""
    blocks: list[Block] = []
    for kind, heading in PLURAL.items():
        rows = tuple(
            (entry["name"], entry["title"], muted(entry["path"]))
            for entry in entries
            if entry["kind"] == kind
        )
        if rows:
            blocks.append(Table((Column(heading), Column(""), Column("")), rows))
    if not blocks:
        blocks.append(paragraph(capital("there are no scenarios here; `dilemma new NAME` writes one.")))
    return Document("Catalogue", tuple(blocks))
