"""The catalogue: the scenarios and profiles there are, and where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Document, Heading, Table, paragraph
from dilemma.scenario.schema.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CATALOGUE_COLUMNS = (Column("name"), Column("title"))


def catalogue_document(entries: Sequence[Mapping[str, str]]) -> Document:
    """Return one table for each kind of file and each folder that holds files of it."""
    tables: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for entry in entries:
        folder = entry["path"].rpartition("/")[0] or "."
        tables.setdefault((entry["kind"], folder), []).append((entry["name"], entry["title"]))
    blocks: list[Block] = []
    for (kind, folder), rows in tables.items():
        blocks += [Heading(f"{KINDS[kind].plural} in {folder}"), Table(_CATALOGUE_COLUMNS, tuple(rows))]
    if not blocks:
        blocks.append(paragraph("There are no scenarios here; `dilemma new NAME` writes one."))
    return Document("Catalogue", tuple(blocks))
