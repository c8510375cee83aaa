"""Output of documents and results in the chosen format, and of the explanations of measures."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Collection
from typing import TYPE_CHECKING, TypeVar

from dilemma.cli.errors import refuse
from dilemma.cli.streams import answer, answer_bytes, colour_of, width
from dilemma.errors import MissingPackage
from dilemma.report.formats.registry import Audience, Format, OutputOptions
from dilemma.scenario.suggest import did_you_mean, list_known

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from dilemma.cli.request import Request
    from dilemma.report.document import Document
    from dilemma.report.formats.json import Result


def render_document(document: Document, chosen: Format, output: Path | None) -> str:
    """Return a document as people read it on a screen; a file gets no colour."""
    if chosen.entry.audience is not Audience.screen:
        refuse(f"this cannot be written as {chosen}")
    return str(_write_document(document, chosen, output))


def _write_document(document: Document, chosen: Format, output: Path | None, day: str = "") -> str | bytes:
    """Return a document in a format for people; `day` is the date it bears."""
    if chosen.entry.document is None:
        refuse(f"this cannot be written as {chosen}")
    colour = colour_of(sys.stdout) if output is None else None
    return chosen.entry.document(document, OutputOptions(width=width(), colour=colour, day=day))


def write_document(document: Document, chosen: Format, output: Path | None, day: str) -> None:
    """Write a document in any format that people read; `day` is the date it bears."""
    content = _write_document(document, chosen, output, day)
    if isinstance(content, bytes):
        answer_bytes(content, output)
    else:
        answer(content, output)


def write_results(
    results: Sequence[Some],
    request: Request,
    compose: Callable[[], Sequence[Document]],
    day: Callable[[], str],
) -> None:
    """Write results of one kind in the format that was asked for.

    Args:
        results: as they were computed, for programs.
        request: what was asked for.
        compose: returns the documents on them, for people; called for them alone.
        day: returns the date that a page bears.
    """
    chosen, output = request.format, request.output
    if chosen.entry.results is not None:
        answer(chosen.entry.results(results, request.table), output)
        return
    documents = compose()
    if request.audience is Audience.screen:
        answer("\n".join(render_document(document, chosen, output) for document in documents), output)
        return
    if len(documents) != 1:
        refuse("a page has one perspective; name one with --as, or write markdown")
    write_document(documents[0], chosen, output, day())


def require_extra(chosen: Format) -> None:
    """Refuse a format whose extra is missing, before any work is done."""
    extra = chosen.entry.extra
    if extra is not None:
        require_package(extra.module, extra.package, str(chosen))


def require_package(module: str, package: str, what: str) -> None:
    """Refuse what needs a package that is not installed, before any work is done.

    Raises:
        MissingPackage: it is not.
    """
    if importlib.util.find_spec(module) is None:
        raise MissingPackage(what, package)


_ALL = "all"


def explain(wanted: str) -> None:
    """Print what a measure is, its formula, its source and how to read it."""
    from dilemma.report.measures.registry import MEASURES, SCREEN_WORDS
    from dilemma.report.sections.catalogue import measure_document, measures_document

    by_id = {measure.id: measure for measure in MEASURES}
    # By id, by the key of the data that holds it, or by a word of a screen; an id takes precedence.
    known = {
        **{field: measure for measure in MEASURES for field in measure.fields},
        **{measure.title.lower(): measure for measure in MEASURES},
        **{word: by_id[key] for word, key in SCREEN_WORDS.items()},
        **by_id,
    }
    measure = known.get(wanted) or known.get(wanted.lower().replace("-", " "))
    if wanted == _ALL:
        answer(render_document(measures_document(MEASURES), Format.text, None))
    elif measure is not None:
        answer(render_document(measure_document(measure), Format.text, None))
    else:
        refuse(f"there is no measure `{wanted}`{_near(wanted, [measure.id for measure in MEASURES])}")


def _near(wanted: str, known: Collection[str]) -> str:
    """Return the measure meant, by its spelling or by a word of its id; else how to list them all."""
    holding = [measure for measure in known if wanted.lower() in measure.split("-")]
    return did_you_mean(wanted, known) or list_known(holding) or "; `--explain all` lists what there is"


if TYPE_CHECKING:
    Some = TypeVar("Some", bound=Result)
