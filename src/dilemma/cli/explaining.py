"""What `--explain` does: one measure in full, or the list of all."""

from __future__ import annotations

from collections.abc import Collection

from dilemma.cli.formats import Format
from dilemma.cli.guard import refuse
from dilemma.cli.spelling import render_document
from dilemma.cli.streams import answer
from dilemma.report.measures import MEASURES
from dilemma.report.sections.catalogue import measure_document, measures_document
from dilemma.scenario.suggest import did_you_mean, list_known

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
