"""The registry of formats: what each is called, who reads it, and what writes it.

A new format is a module beside this one and an entry here. Every command reads the entry: the ending of a
file that stands for it, whether the command can write it, and the package that it needs.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Self, TypeAlias

from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.report.document import Document
    from dilemma.report.formats.json import Result
    from dilemma.report.formats.terminal import ColourSystem


_LONGEST_LINE = 120  # columns of running text, however wide the terminal; longer lines are tiring


class Audience(StrEnum):
    """Who reads a format, and where."""

    screen = "screen"  # people, where it is printed; several results follow one another
    page = "page"  # people, in another program; one document a file
    program = "program"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputOptions:
    """What a document is written for, besides its format.

    Attributes:
        width: columns of a terminal.
        colour: how many colours a terminal shows; None for none.
        day: the date that a page bears, `YYYY-MM-DD`; no clock is read.
    """

    width: int = 80
    colour: ColourSystem | None = None
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLayout:
    """A format of results that are written as they come.

    Attributes:
        spell: what a result becomes; it runs where the result was worked out, so it can be pickled.
        head: what comes before the first result.
        between: what comes between two.
        foot: what comes after the last.
    """

    spell: Callable[[Assessment], str]
    head: str = ""
    between: str = ""
    foot: str = ""

    def joined(self, texts: Sequence[str], *, first: bool) -> str:
        """Return the texts of some results joined, to be written after earlier ones; empty for none."""
        if not texts:
            return ""
        return (self.head if first else self.between) + self.between.join(texts)


class Extra(NamedTuple):
    """What a format needs that is not installed with the program: the module, and the package it comes in."""

    module: str
    package: str


DocumentWriter: TypeAlias = "Callable[[Document, OutputOptions], str | bytes]"
# Writes results of one kind; a table is named where the format has several.
ResultsWriter: TypeAlias = "Callable[[Sequence[Result], str | None], str]"
# Returns the layout for a number of cases in which the settings of some paths vary.
LayoutMaker: TypeAlias = "Callable[[int, Sequence[str]], RowLayout]"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatEntry:
    """An entry of the registry.

    Attributes:
        endings: of the files that hold it; the first is the usual one.
        audience: who reads it.
        document: writes a document, for people.
        results: writes results as they were computed, for programs.
        rows: lays out results that are written as they come, for programs.
        every_measure: whether results hold every measure, and not only what a first screen shows.
        rows_only: whether results hold no more than the figures of a row.
        binary: whether it is bytes that no text editor shows.
        extra: what has to be installed for it.
    """

    endings: tuple[str, ...]
    audience: Audience
    document: DocumentWriter | None = None
    results: ResultsWriter | None = None
    rows: LayoutMaker | None = None
    every_measure: bool = False
    rows_only: bool = False
    binary: bool = False
    extra: Extra | None = None

    def __post_init__(self) -> None:
        """Refuse an entry without what its audience needs, so that no command meets a format half made."""
        if self.audience is Audience.program:
            complete = self.results is not None and self.rows is not None and self.document is None
        else:
            complete = self.document is not None and self.results is None and self.rows is None
        if not complete:
            raise TypeError(f"a format for a {self.audience} lacks a writer, or has one it cannot use")


def _write_text(document: Document, options: OutputOptions) -> str:
    from dilemma.report.formats import terminal

    return terminal.write(document, width=options.width, prose=_LONGEST_LINE, colour=options.colour)


def _write_markdown(document: Document, _: OutputOptions) -> str:
    from dilemma.report.formats import markdown

    return markdown.write(document)


def _write_html(document: Document, _: OutputOptions) -> str:
    from dilemma.report.formats import html

    return html.write(document)


def _write_pdf(document: Document, options: OutputOptions) -> bytes:
    from dilemma.report.formats import pdf

    return pdf.write(document, day=options.day)


def _write_docx(document: Document, options: OutputOptions) -> bytes:
    from dilemma.report.formats import docx

    return docx.write(document, day=options.day)


def _write_json(results: Sequence[Result], _: str | None) -> str:
    from dilemma.report.formats import json

    return json.write(results)


def _lay_out_json(cases: int, _: Sequence[str]) -> RowLayout:
    """Return the layout of one object where there is one case, else of an array."""
    from dilemma.report.formats import json

    if cases == 1:
        return RowLayout(spell=json.format_object)
    return RowLayout(
        spell=json.format_array_item, head=json.ARRAY_START, between=json.ARRAY_SEPARATOR, foot=json.ARRAY_END
    )


def _write_jsonl(results: Sequence[Result], _: str | None) -> str:
    from dilemma.report.formats import json

    return json.write_lines(results)


def _lay_out_jsonl(_cases: int, _varied: Sequence[str]) -> RowLayout:
    from dilemma.report.formats import json

    return RowLayout(spell=json.format_line)


def _write_csv(results: Sequence[Result], table: str | None) -> str:
    from dilemma.report.formats import csv_results

    return csv_results.write_by_kind(results, table)


def _lay_out_csv(_: int, varied: Sequence[str]) -> RowLayout:
    from dilemma.report.formats import csv

    return RowLayout(spell=partial(csv.option_rows, varied=tuple(varied)), head=csv.options_header(varied))


class Format(StrEnum):
    """How a result is written; each member is its name, and knows its entry."""

    entry: FormatEntry

    def __new__(cls, name: str, entry: FormatEntry) -> Self:
        """Make a member whose value is its name alone, as options and files have it."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.entry = entry
        return member

    text = ("text", FormatEntry(endings=(".txt",), audience=Audience.screen, document=_write_text))
    markdown = (
        "markdown",
        FormatEntry(endings=(".md", ".markdown"), audience=Audience.screen, document=_write_markdown),
    )
    json = (
        "json",
        FormatEntry(
            endings=(".json",),
            audience=Audience.program,
            results=_write_json,
            rows=_lay_out_json,
            every_measure=True,
        ),
    )
    jsonl = (
        "jsonl",
        FormatEntry(
            endings=(".jsonl",),
            audience=Audience.program,
            results=_write_jsonl,
            rows=_lay_out_jsonl,
            every_measure=True,
        ),
    )
    csv = (
        "csv",
        FormatEntry(
            endings=(".csv",),
            audience=Audience.program,
            results=_write_csv,
            rows=_lay_out_csv,
            rows_only=True,
        ),
    )
    html = ("html", FormatEntry(endings=(".html", ".htm"), audience=Audience.page, document=_write_html))
    pdf = (
        "pdf",
        FormatEntry(
            endings=(".pdf",),
            audience=Audience.page,
            document=_write_pdf,
            binary=True,
            extra=Extra("typst", "typst"),
        ),
    )
    docx = (
        "docx",
        FormatEntry(
            endings=(".docx",),
            audience=Audience.page,
            document=_write_docx,
            binary=True,
            extra=Extra("docx", "python-docx"),
        ),
    )


def formats_for(*audiences: Audience) -> tuple[Format, ...]:
    """Return the formats that some audiences read, in the order of the registry."""
    return tuple(format_ for format_ in Format if format_.entry.audience in audiences)


def format_by_ending(ending: str) -> Format | None:
    """Return the format that an ending such as `.md` stands for; None for none."""
    return next((format_ for format_ in Format if ending.lower() in format_.entry.endings), None)
