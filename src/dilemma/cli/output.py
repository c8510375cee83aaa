"""Documents and results spelled in the format that is meant.

Documents as files people open: HTML, PDF and Word.

What `--explain` does: one measure in full, or the list of all.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Collection
from typing import TYPE_CHECKING, TypeVar

from dilemma.cli.errors import refuse
from dilemma.cli.request import PAGES, CsvTable, Format
from dilemma.cli.streams import answer, answer_bytes, wants_colour, width
from dilemma.errors import CannotWrite
from dilemma.report.measures import MEASURES
from dilemma.report.sections.catalogue import measure_document, measures_document
from dilemma.scenario.suggest import did_you_mean, list_known

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.cli.request import Request
    from dilemma.report.document import Document
    from dilemma.report.formats.json import Result


def render_document(document: Document, chosen: Format, output: Path | None) -> str:
    """Return a document as Markdown, or as text for this terminal; a file gets no colour."""
    if chosen is Format.markdown:
        from dilemma.report.formats import markdown

        return markdown.write(document)
    from dilemma.report.formats import terminal

    return terminal.write(document, width=width(), colour=wants_colour() and output is None)


def render_results(results: Sequence[Some], chosen: Format, csv: Callable[[Sequence[Some]], str]) -> str:
    """Return results for programs, as they were computed; each kind of result has a CSV writer of its own."""
    from dilemma.report.formats import json

    writers = {Format.csv: csv, Format.json: json.write, Format.jsonl: json.write_lines}
    if chosen not in writers:
        refuse(f"this cannot be written as {chosen}")
    return writers[chosen](results)


def render_assessments(results: Sequence[Assessment], chosen: Format, table: CsvTable | None = None) -> str:
    """Return assessments for programs; in CSV, the table of options unless one is named."""
    from dilemma.report.formats import csv as tables

    return render_results(results, chosen, lambda rows: tables.write(rows, table or CsvTable.options))


_EXTRAS = {Format.pdf: ("typst", "typst"), Format.docx: ("docx", "python-docx")}


def require_extra(chosen: Format) -> None:
    """Refuse a format whose extra is missing, before any work is done."""
    module, package = _EXTRAS.get(chosen, ("", ""))
    if module and importlib.util.find_spec(module) is None:
        refuse(f"{chosen} needs {package}; pip install 'dilemma[{chosen}]'")


def write_page(documents: Sequence[Document], request: Request, day: str) -> None:
    """Write the only document there is as a page that bears a day; several viewpoints make no page."""
    if len(documents) != 1:
        refuse("a page has one pair of eyes; name one with --as, or write markdown")
    write_document(documents[0], request.format, request.output, day)


def write_document(document: Document, chosen: Format, output: Path | None, day: str) -> None:
    """Write a document in any format that people read; `day` is the date it bears."""
    if chosen not in PAGES:
        answer(render_document(document, chosen, output), output)
    elif chosen is Format.html:
        from dilemma.report.formats.html import write as html

        answer(html(document), output)
    elif chosen is Format.pdf:
        answer_bytes(_pdf(document, day), output)
    else:
        from dilemma.report.formats.docx import write as docx

        answer_bytes(docx(document, day=day), output)


def _pdf(document: Document, day: str) -> bytes:
    from typst import TypstError

    from dilemma.report.formats.pdf import write as pdf

    try:
        return pdf(document, day=day)
    except TypstError as error:
        reason = str(error).partition("\n")[0]
        raise CannotWrite(f"this cannot be set as PDF; try html or docx ({reason})") from None


_ALL = "all"


def explain(wanted: str) -> None:
    """Print what a measure is, its formula, its source and how to read it."""
    known = {measure.id: measure for measure in MEASURES}
    if wanted == _ALL:
        answer(render_document(measures_document(MEASURES), Format.text, None))
    elif wanted in known:
        answer(render_document(measure_document(known[wanted]), Format.text, None))
    else:
        refuse(f"there is no measure `{wanted}`{_near(wanted, known)}")


def _near(wanted: str, known: Collection[str]) -> str:
    """Return the measure meant, by its spelling or by a word of its id; else how to list them all."""
    holding = [measure for measure in known if wanted.lower() in measure.split("-")]
    return did_you_mean(wanted, known) or list_known(holding) or "; `--explain all` lists what there is"


if TYPE_CHECKING:
    Some = TypeVar("Some", bound=Result)
