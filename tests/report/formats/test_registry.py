"""The registry of formats: each whole, none taken for another, and loaded when it is written."""

from __future__ import annotations

import pickle
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import typer

import dilemma
from dilemma.cli.options import CsvTable
from dilemma.cli.output import render_document, write_document
from dilemma.report.document import Document, paragraph
from dilemma.report.formats import csv
from dilemma.report.formats.csv_results import write_by_kind
from dilemma.report.formats.registry import (
    Audience,
    Format,
    FormatEntry,
    OutputOptions,
    format_by_ending,
    formats_for,
)

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = Document("Which one?", (paragraph("This one."),))
PEOPLE = formats_for(Audience.screen, Audience.page)
PROGRAMS = formats_for(Audience.program)


def test_an_ending_stands_for_one_format() -> None:
    """No ending is claimed twice, in capitals it means the same, and what is not listed means none."""
    endings = Counter(ending for format_ in Format for ending in format_.entry.endings)
    assert set(endings.values()) == {1}
    assert None not in {format_by_ending(ending.upper()) for ending in endings}
    assert format_by_ending(".zzz") is None


def test_every_format_is_read_by_somebody() -> None:
    """The audiences part the formats; a member is its name, in another process too."""
    assert {*PEOPLE, *PROGRAMS} == set(Format)
    assert len(PEOPLE) + len(PROGRAMS) == len(Format)
    for format_ in Format:
        assert format_ == format_.value == format_.name
        assert pickle.loads(pickle.dumps(format_)) is format_


@pytest.mark.parametrize("audience", Audience)
def test_a_format_without_its_writer_is_no_entry(audience: Audience) -> None:
    """An entry that lacks what its audience needs is refused when the registry is made."""
    with pytest.raises(TypeError, match="writer"):
        FormatEntry(endings=(".zzz",), audience=audience)
    other = Format.json if audience is not Audience.program else Format.html
    with pytest.raises(TypeError, match="writer"):
        replace(other.entry, audience=audience)


@pytest.mark.parametrize("format_", PEOPLE)
def test_a_document_is_written_in_each_format_for_people(format_: Format) -> None:
    """The writer of each is that of its own name, and only what is called binary is bytes."""
    assert format_.entry.document is not None
    content = format_.entry.document(DOCUMENT, OutputOptions(day="2025-01-31"))
    assert isinstance(content, bytes) is format_.entry.binary
    start = {"html": "<!doctype html>", "pdf": b"%PDF-", "docx": b"PK"}
    assert content.startswith(start.get(format_, "This one."))  # type: ignore[arg-type]


@pytest.mark.parametrize("format_", PROGRAMS)
def test_rows_join_to_what_is_written_at_once(format_: Format) -> None:
    """Results written one by one are, with what stands round them, the results written at once."""
    results = [dilemma.assess("order", profile=name) for name in ("frontline", "none")]
    for some in (results, results[:1]):
        assert format_.entry.rows is not None
        assert format_.entry.results is not None
        layout = format_.entry.rows(len(some), ())
        texts = [layout.spell(result) for result in some]
        joined = layout.joined(texts[:1], first=True) + layout.joined(texts[1:], first=False) + layout.foot
        assert joined == format_.entry.results(some, None)


@pytest.mark.parametrize("format_", PROGRAMS)
def test_a_document_is_not_written_for_programs(format_: Format, tmp_path: Path) -> None:
    """A format of results never falls through to one of documents."""
    with pytest.raises(typer.Exit):
        render_document(DOCUMENT, format_, None)
    with pytest.raises(typer.Exit):
        write_document(DOCUMENT, format_, tmp_path / "file", "2025-01-31")
    assert not list(tmp_path.iterdir())


def test_bytes_are_not_written_to_a_screen() -> None:
    """What is read in another program is refused where text is wanted."""
    for format_ in formats_for(Audience.page):
        with pytest.raises(typer.Exit):
            render_document(DOCUMENT, format_, None)


def test_every_table_of_csv_is_an_option() -> None:
    """`--table` names the tables that the writer has."""
    result = dilemma.assess("order")
    headers = {write_by_kind([result], table).partition("\n")[0] for table in CsvTable}
    assert len(headers) == len(CsvTable) == 1 + len(csv._TABLES)
